"""Which file an address becomes."""

from __future__ import annotations

import itertools
import re

import pytest

from portalcrawl.errors import UrlError
from portalcrawl.mirror.paths import mirror_path, relative_link

HASH = r"~[a-z2-7]{12}"


@pytest.mark.parametrize(
    ("url", "mime", "path"),
    [
        ("http://www.a.gov.cn/", "text/html", "www.a.gov.cn/index.html"),
        ("http://www.a.gov.cn", "text/html", "www.a.gov.cn/index.html"),
        ("http://www.a.gov.cn:80/#top", "text/html", "www.a.gov.cn/index.html"),
        ("http://www.a.gov.cn/zwgk/", "text/html", "www.a.gov.cn/zwgk/index.html"),
        ("http://www.a.gov.cn/zwgk/a_1.htm", "text/html", "www.a.gov.cn/zwgk/a_1.htm"),
        ("http://127.0.0.1:8801/a.html", "text/html", "127.0.0.1_8801/a.html"),
        ("https://a.cn/a.html", "text/html", "a.cn_https/a.html"),
        ("https://a.cn:8443/a.html", "text/html", "a.cn_https_8443/a.html"),
        ("http://a.cn:443/a.html", "text/html", "a.cn_443/a.html"),
        ("http://[::1]/a.html", "text/html", "=3a=3a1/a.html"),
        ("http://a.cn/%E9%80%9A%E7%9F%A5.html", "text/html", "a.cn/通知.html"),
        ("http://a.cn/附件 2.xlsx", "application/zip", "a.cn/附件 2.xlsx"),
        ("http://a.cn/%cd%a8%d6%aa.html", "text/html", "a.cn/=cd=a8=d6=aa.html"),
    ],
)
def test_plain_addresses_stay_readable(url, mime, path):
    assert mirror_path(url, mime=mime) == path


@pytest.mark.parametrize(
    ("name", "mime", "file"),
    [
        ("a.jsp", "text/html", "a.jsp.html"),
        ("a.shtml", "text/html", "a.shtml.html"),
        ("a.jsp", "application/pdf", "a.jsp.pdf"),
        ("a.jsp", "application/octet-stream", "a.jsp.bin"),
        ("a", "text/html", "a~.html"),
        ("a", "text/html; charset=gbk", "a~.html"),
        ("a", "TEXT/HTML", "a~.html"),
        ("a", "application/xhtml+xml", "a~.html"),
        ("a", "text/css", "a~.css"),
        ("a", "", "a~.bin"),
        ("v1.2", "text/html", "v1.2~.html"),
        ("a.pdf", "text/html", "a.pdf~.html"),
        ("a.gif", "image/png", "a.gif~.png"),
        ("a.jpeg", "image/jpeg", "a.jpeg"),
        ("a.min.js", "application/javascript", "a.min.js"),
        ("a.js", "text/plain", "a.js"),
        ("a.html", "text/plain", "a.html~.txt"),
        ("a.docx", "application/zip", "a.docx"),
        ("a.wps", "application/x-ole-storage", "a.wps"),
        ("a.ofd", "application/octet-stream", "a.ofd"),
        (".htaccess", "text/plain", ".htaccess~.txt"),
        ("index.html", "text/html", "index~.html"),
        ("con.html", "text/html", "=63on.html"),
        ("nul", "text/html", "=6eul~.html"),
        ("com1.tar.gz", "application/gzip", "=63om1.tar.gz"),
        ("console.html", "text/html", "console.html"),
        ("a.", "text/html", "a=2e~.html"),
        ("a%20", "text/html", "a=20~.html"),
        ("%20a", "text/html", "=20a~.html"),
        ("a%2Fb", "text/html", "a=2fb~.html"),
        ("~a", "text/html", "=7ea~.html"),
        ("a+b(1),@&;!'$.html", "text/html", "a+b(1),@&;!'$.html"),
        ("%F0%9F%98%80.html", "text/html", "=f0=9f=98=80.html"),
    ],
)
def test_file_names(name, mime, file):
    assert mirror_path(f"http://a.cn/x/{name}", mime=mime) == f"a.cn/x/{file}"


@pytest.mark.parametrize(
    ("folder", "written"),
    [
        ("a", "a"),
        ("f.html", "f.html_"),
        ("v1.0", "v1.0_"),
        ("x_", "x_"),
        ("", "="),
        ("con", "=63on"),
        ("con.d", "=63on.d_"),
        ("..%3b", "..=3b_"),
        ("a.", "a=2e"),
    ],
)
def test_folder_names(folder, written):
    path = mirror_path(f"http://a.cn/{folder}/x.html", mime="text/html")
    assert path == f"a.cn/{written}/x.html"


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("http://a.cn/list.jsp?page=2", rf"a\.cn/list\.jsp{HASH}\.html"),
        ("http://a.cn/list.html?page=2", rf"a\.cn/list{HASH}\.html"),
        ("http://a.cn/?page=2", rf"a\.cn/index{HASH}\.html"),
        ("http://a.cn/Item/7.aspx", rf"a\.cn/Item/7\.aspx{HASH}\.html"),
        ("http://a.cn/A.HTML", rf"a\.cn/A{HASH}\.html"),
        ("http://a.cn/a*b", rf"a\.cn/a=2ab{HASH}\.html"),
        ("http://a.cn/a.jsp.html", rf"a\.cn/a\.jsp{HASH}\.html"),
        ("http://a.cn/index", rf"a\.cn/index{HASH}\.html"),
        ("http://a.cn/" + "a" * 300, rf"a\.cn/a{{122}}{HASH}\.html"),
        ("http://a.cn/" + "通" * 100, rf"a\.cn/通{{60}}{HASH}\.html"),
        ("http://a.cn/" + "b/" * 200, rf"a\.cn/(b/){{106}}index{HASH}\.html"),
        (f"http://{'h.' * 100}cn/", rf"(h\.){{39}}h/index{HASH}\.html"),
    ],
)
def test_what_is_lost_is_in_a_hash(url, shape):
    assert re.fullmatch(shape, mirror_path(url, mime="text/html"))


def test_the_hash_is_the_same_in_every_run():
    url = "http://www.a.gov.cn/list.jsp?page=2"
    assert mirror_path(url, mime="text/html") == "www.a.gov.cn/list.jsp~nhg5gdx5vhmk.html"


CLASHES = [
    "http://a.cn/a",
    "http://a.cn/a/",
    "http://a.cn/a/index",
    "http://a.cn/a/index.html",
    "http://a.cn/a/index.htm",
    "http://a.cn/a/index.html?x=1",
    "http://a.cn/a/index~",
    "http://a.cn/a/index~.html",
    "http://a.cn/a//",
    "http://a.cn/a/=/",
    "http://a.cn/a.html",
    "http://a.cn/a.html/",
    "http://a.cn/a.html_/",
    "http://a.cn/a~.html",
    "http://a.cn/A",
    "http://a.cn/A.html",
    "http://a.cn/a.HTML",
    "http://a.cn/a.jsp",
    "http://a.cn/a.jsp.html",
    "http://a.cn/a.jsp?",
    "http://a.cn/a.jsp?x",
    "http://a.cn/a.jsp?X",
    "http://a.cn/a%2Fx.html",
    "http://a.cn/a/x.html",
    "http://a.cn/a=2fx.html",
    "http://a.cn/a%3D2fx.html",
    "http://a.cn/*",
    "http://a.cn/%2A",
    "http://a.cn/%252A",
    "http://a.cn/con",
    "http://a.cn/=63on",
    "https://a.cn/a",
    "http://a.cn:443/a",
    "https://a.cn:80/a",
    "http://a.cn_443/a",
    "http://a.cn_https/a",
    "http://a.cn./a",
    "http://www.a.cn/a",
    "http://a.cn/%CD%A8",
    "http://a.cn/%E9%80%9A",
    "http://a.cn/=e9=80=9a",
    "http://a.cn/" + "x" * 300,
    "http://a.cn/" + "x" * 301,
    "http://a.cn/" + "x/" * 300,
    "http://a.cn/" + "x/" * 301,
]


def test_no_two_addresses_share_a_file_or_a_file_and_a_folder():
    mimes = ["text/html", "text/css", "application/json", "application/octet-stream", "image/png"]
    files: dict[str, str] = {}
    for url, mime in itertools.product(CLASHES, mimes):
        path = mirror_path(url, mime=mime).casefold()
        assert files.setdefault(path, url).removesuffix("?") == url.removesuffix("?")
    folders = {
        "/".join(path.split("/")[:depth])
        for path in files
        for depth in range(1, path.count("/") + 1)
    }
    assert folders & set(files) == set()


def test_only_http():
    with pytest.raises(UrlError):
        mirror_path("ftp://a.cn/a", mime="text/html")


@pytest.mark.parametrize(
    ("from_path", "to_path", "href"),
    [
        ("a/b.html", "a/b.html", "b.html"),
        ("a/b.html", "a/c/d.html", "c/d.html"),
        ("a/b/c.html", "a/d.html", "../d.html"),
        ("a/b/c.html", "x/y.html", "../../x/y.html"),
        ("a/b/c.html", "a/bc/d.html", "../bc/d.html"),
        ("a/b/b/c.html", "a/b/c.html", "../c.html"),
        ("a/b.html", "a/c d#e?f%.html", "c%20d%23e%3Ff%25.html"),
        ("a/b.html", "a/通.html", "%E9%80%9A.html"),
        ("a/b.html", "a/=/=cd.html", "=/=cd.html"),
        ("a/b.html", "_portalcrawl/missing.html", "../_portalcrawl/missing.html"),
    ],
)
def test_relative_links(from_path, to_path, href):
    assert relative_link(from_path, to_path) == href
