"""The form of an address without its numbers, and addresses made up to be missing."""

from __future__ import annotations

from random import Random

import pytest

from portalcrawl.urls.missing import missing_page, missing_twin
from portalcrawl.urls.shape import article_shapes, has_article_id, url_shape

UUID = "5f0c1d9a-77b2-4e6b-9f3d-20c1a4be7d10"
HASH = "9b1f0c77de45a2b08c3e6d51f20a4c88"


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/xwzx/202002/t20200205_123456.html", "/xwzx/{d6}/t{d8}_{d}.html"),
        ("/art/2020/2/5/art_1234_567890.html", "/art/{d4}/{d}/{d}/art_{d}_{d}.html"),
        (f"/art/2026/art_{HASH}.html", "/art/{d4}/art_{hex}.html"),
        (f"/columns/{UUID.upper()}/202002/{UUID}.html", "/columns/{uuid}/{d6}/{uuid}.html"),
        ("/2020-02/05/content_7.shtml", "/{d4}-{d}/{d}/content_{d}.shtml"),
        # An id that looks like a year is one: only folders are years.
        ("/info/1036/2019.htm", "/info/{d}/{d}.htm"),
        ("/e3/7d/c24691a844669/page.htm", "/{x}/{x}/c{d}a{d}/page.htm"),
        ("/2020/02/05/9.html", "/{d4}/{d}/{d}/{d}.html"),
        ("/col/1401_76/art/20190412091534_JCcoAOKV.html", "/col/{d}_{d}/art/{long}_{r}.html"),
        ("/20211399/1.html", "/{d}/{d}.html"),
        ("/%E9%80%9A%E7%9F%A5/1.html", "/{e}/{d}.html"),
        ("/zwgk/", "/zwgk/"),
        ("", "/"),
        ("/show.asp?ID=8&cid=3#top", "/show.asp?cid={d}&ID={d}"),
        ("/list.asp?lbm=%cd%a8%d6%aa", "/list.asp?lbm={e}"),
        ("/index.php?m=x&a=show&d=2020-02-05&e=&id=3", "/index.php?a=show&d={v}&e=&id={d}&m=x"),
        ("?", "/"),
    ],
)
def test_shape(path, shape):
    assert url_shape(f"http://www.a.gov.cn{path}") == shape


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/zwgk/tzgg_176/202002/t20200205_1.html", "/{w}/{w}/{d6}/t{d8}_{d}.html"),
        ("/xxyd/2024/0920/c10851a353995/page.htm", "/{w}/{d4}/{d}/c{d}a{d}/{w}.htm"),
        ("/about/jgsz.html", "/{w}/{w}.html"),
        ("/about/", "/{w}/"),
        ("/zx/show.jsp?type=news&id=5", "/{w}/show.jsp?id={d}&type={w}"),
    ],
)
def test_shape_without_folders(path, shape):
    assert url_shape(f"http://a.cn{path}", folders=False) == shape


@pytest.mark.parametrize(
    ("path", "is_article"),
    [
        ("/xwzx/202002/t20200205_1.html", True),
        ("/show.asp?id=1008", True),
        (f"/x/{HASH}.shtml", True),
        ("/list_1_2.html", False),
        ("/index.html?page=12", False),
        ("/zwgk/", False),
    ],
)
def test_article_id(path, is_article):
    assert has_article_id(f"http://a.cn{path}") is is_article


def test_article_shapes_are_those_that_come_again():
    rows = [f"http://a.cn/info/1036/{number}.htm" for number in range(9990, 10003)]
    notices = [f"http://a.cn/show.asp?id=100{digit}" for digit in range(4)]
    others = ["http://a.cn/20200205/1.html", "http://a.cn/list_2.html", "http://a.cn/list_3.html"]
    found = article_shapes([*others, *notices, *rows])
    assert list(found.items()) == [("/info/{d}/{d}.htm", 13), ("/show.asp?id={d}", 4)]


# What is missing


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        ("/info/1036/12441.htm", "/info/1036/9", ".htm"),
        ("/202002/t20200205_123.html", "/202002/t20200205_9", ".html"),
        ("/2024/0920/c10851a353995/page.htm", "/2024/0920/c10851a9", "/page.htm"),
        ("/123456/index.html", "/9", "/index.html"),
        ("/content.jsp?wbtreeid=1036&wbnewsid=12441", "/content.jsp?wbtreeid=1036&wbnewsid=9", ""),
        ("/show.asp?id=7&page=2", "/show.asp?id=9", "&page=2"),
        ("/list.asp?lbm=%CD%A8%D6%AA", "/list.asp?lbm=%", ""),
        (f"/a/{HASH.upper()}.html?from=x", f"/a/{HASH.upper()}.html?from=", ""),
    ],
)
def test_a_twin_differs_in_what_tells_pages_apart(path, start, end):
    url = f"http://a.cn:8080{path}"
    twin = missing_twin(url, rng=Random(3))
    assert twin != url
    assert twin.startswith(f"http://a.cn:8080{start}")
    assert twin.endswith(end)
    assert url_shape(twin, folders=False) == url_shape(url, folders=False)


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        ("/about/jgsz.html", "/about/", ".html"),
        ("/zwgk/", "/", "/"),
        ("/zwgk/tzgg", "/zwgk/", ""),
        ("/zwgk/index.html", "/", "/index.html"),
        ("/list.jsp?type=news", "/list.jsp?type=", ""),
        ("/list.jsp?type=MTgwOTk%3D", "/list.jsp?type=", ""),
        ("/", "/", ".html"),
        ("", "/", ".html"),
    ],
)
def test_a_name_without_a_number_becomes_another_name(path, start, end):
    twin = missing_twin(f"http://a.cn{path}", rng=Random(3)).removeprefix("http://a.cn")
    assert twin.startswith(start)
    assert twin.endswith(end)
    changed = twin[len(start) : len(twin) - len(end)]
    assert changed.isalpha()
    assert not set(changed) & set("aeiou")


def test_a_number_fits_into_32_bits_unless_it_never_did():
    short = missing_twin("http://a.cn/7.html", rng=Random(1)).rpartition("/")[2]
    long = missing_twin("http://a.cn/1401202003051.html", rng=Random(1)).rpartition("/")[2]
    assert int(short.removesuffix(".html")) < 2**31
    assert len(long) == len("1401202003051.html")


def test_a_missing_page_is_at_the_root_of_the_same_host():
    assert missing_page("https://a.cn:8443?x=/b", rng=Random(1)).startswith("https://a.cn:8443/")
    made = {missing_page("http://a.cn/zwgk/1.html", rng=Random(seed)) for seed in range(20)}
    assert len(made) == 20
    assert {url.count("/") for url in made} == {3}
