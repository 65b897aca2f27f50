"""Images and attachments of a body."""

from __future__ import annotations

import pytest

from portalcrawl.extract.assets import (
    attachment_of,
    embedded_file,
    file_name,
    image_of,
    is_attachment,
)
from portalcrawl.page.document import Page

URL = "http://a.cn/zw/1.html"


def page(html: str) -> Page:
    return Page.of_bytes(html.encode(), url=URL)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        *((f"http://a.cn/f/1.{name}", True) for name in ("doc", "docx", "xls", "pdf", "wps", "et")),
        *((f"http://a.cn/f/1.{name}", True) for name in ("ofd", "ceb", "RAR", "PPTX", "TXT", "7z")),
        ("http://a.cn/f/1.doc?v=2", True),
        ("http://a.cn/f/1.doc#p2", True),
        ("http://a.cn/module/download/downfile.jsp?classid=0&filename=9f", True),
        (
            "http://a.cn/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=9",
            True,
        ),
        ("http://a.cn/virtual_attach_file.vsb?afc=9", True),
        ("http://a.cn/utils.aspx?type=DownloadFile&id=9", True),
        ("http://a.cn/attach/download?id=9", True),
        ("http://a.cn/download.jsp?id=9", True),
        ("http://a.cn/1.html", False),
        ("http://a.cn/1.docs", False),
        ("http://a.cn/doc/1.html", False),
        ("http://a.cn/download/index.html", False),
        ("http://a.cn/1.jpg", False),
        ("http://a.cn/pdf", False),
    ],
)
def test_is_attachment(url, expected):
    assert is_attachment(url) is expected


@pytest.mark.parametrize(
    ("html", "url", "raw"),
    [
        ("<img src=a.png>", "http://a.cn/zw/a.png", "a.png"),
        ("<img src=' /a b.png '>", "http://a.cn/a%20b.png", "/a b.png"),
        (r"<img src='\Up\xw\a.jpg'>", "http://a.cn/Up/xw/a.jpg", r"\Up\xw\a.jpg"),
        ("<img src=small.jpg orisrc=/big.jpg>", "http://a.cn/big.jpg", "/big.jpg"),
        ("<img src=wait.gif data-original=b.jpg>", "http://a.cn/zw/b.jpg", "b.jpg"),
        ("<img src=wait.gif data-src=b.jpg>", "http://a.cn/zw/b.jpg", "b.jpg"),
        ("<img src=data:image/gif;base64,AA== lazysrc=b.jpg>", "http://a.cn/zw/b.jpg", "b.jpg"),
        ("<img data-src=data:image/gif;base64,AA== src=b.jpg>", "http://a.cn/zw/b.jpg", "b.jpg"),
        ("<img vurl=/_vsl/1.jpg src=b.jpg>", "http://a.cn/_vsl/1.jpg", "/_vsl/1.jpg"),
        ("<img orisrc='' src=b.jpg>", "http://a.cn/zw/b.jpg", "b.jpg"),
        # Addresses that lead nowhere are kept as written.
        ("<img src='file:///C:/Users/1.jpg'>", None, "file:///C:/Users/1.jpg"),
        ("<img src=data:image/gif;base64,AA==>", None, "data:image/gif;base64,AA=="),
    ],
)
def test_image(html, url, raw):
    found = page(html)
    image = image_of(found, found.tree.css_first("img"))
    assert (image.url, image.raw, image.alt) == (url, raw, None)


@pytest.mark.parametrize("html", ["<img>", "<img src>", "<img src=' '>", "<img alt=x>"])
def test_image_without_address(html):
    found = page(html)
    assert image_of(found, found.tree.css_first("img")) is None


def test_image_with_its_text_and_bounded_raw():
    found = page(f"<img alt='动员会' src='data:image/png;base64,{'A' * 9000}'>")
    image = image_of(found, found.tree.css_first("img"))
    assert (image.alt, image.url, len(image.raw)) == ("动员会", None, 2000)


@pytest.mark.parametrize(
    ("html", "url", "name"),
    [
        ("<a href=1.doc>附件1：名单</a>", "http://a.cn/zw/1.doc", "附件1：名单"),
        ("<a href=1.doc title=名单><img></a>", "http://a.cn/zw/1.doc", "名单"),
        ("<a href=/%E5%90%8D.doc><img></a>", "http://a.cn/%E5%90%8D.doc", "名.doc"),
        # The name says that it is a file where the address does not.
        ("<a href=/down?id=9>名单.xls</a>", "http://a.cn/down?id=9", "名单.xls"),
    ],
)
def test_attachment(html, url, name):
    found = page(html)
    attachment = attachment_of(found, found.outline.lines[0].links[0])
    assert (attachment.url, attachment.name) == (url, name)


@pytest.mark.parametrize("href", ["1.html", "javascript:down(9)", "mailto:x@a.cn"])
def test_a_link_to_a_page_is_no_attachment(href):
    found = page(f"<a href='{href}'>通知</a>")
    assert attachment_of(found, found.outline.lines[0].links[0]) is None


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<iframe src=/f/1.pdf></iframe>", "http://a.cn/f/1.pdf"),
        ("<embed src=1.swf>", "http://a.cn/zw/1.swf"),
        ("<object data=1.pdf></object>", "http://a.cn/zw/1.pdf"),
        ("<video src=1.mp4></video>", "http://a.cn/zw/1.mp4"),
        ("<iframe src=/map.html></iframe>", None),
        ("<iframe></iframe>", None),
    ],
)
def test_embedded_file(html, url):
    found = page(html)
    (line,) = found.outline.lines
    attachment = embedded_file(found, line.media[0])
    assert (attachment and attachment.url) == url


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://a.cn/f/1.doc", "1.doc"),
        ("http://a.cn/f/%E5%90%8D.doc?v=1", "名.doc"),
        ("http://a.cn/f/%C3%FB.doc", "\ufffd\ufffd.doc"),
        ("http://a.cn/f/", "f"),
        ("http://a.cn/", "a.cn"),
    ],
)
def test_file_name(url, name):
    assert file_name(url) == name
