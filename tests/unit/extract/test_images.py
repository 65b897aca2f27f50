"""Images of a body."""

from __future__ import annotations

import pytest

from portalcrawl.extract.images import image_of
from portalcrawl.page.document import Page

URL = "http://a.cn/zw/1.html"


def page(html: str) -> Page:
    return Page.of_bytes(html.encode(), url=URL)


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
        # TRS and UEditor keep the name in the editor, which leads nowhere.
        ("<img src=./P0.jpg oldsrc=P0.jpg _src=/tmp/1.jpg>", "http://a.cn/zw/P0.jpg", "./P0.jpg"),
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
    ("html", "original", "shown"),
    [
        ("<img src=s.jpg orisrc=/b.jpg>", "http://a.cn/b.jpg", "http://a.cn/zw/s.jpg"),
        ("<img src=wait.gif data-original=b.jpg>", "http://a.cn/zw/b.jpg", "http://a.cn/zw/b.jpg"),
        ("<img src=b.jpg>", "http://a.cn/zw/b.jpg", "http://a.cn/zw/b.jpg"),
        ("<img src=data:image/gif;base64,AA==>", None, None),
    ],
)
def test_original_and_shown(html, original, shown):
    found = page(html)
    image = image_of(found, found.tree.css_first("img"))
    assert (image.url, image.shown_url) == (original, shown)


def test_a_link_to_an_image_leads_to_the_original():
    found = page("<img src=s.jpg>")
    node = found.tree.css_first("img")
    assert image_of(found, node, link="/b.JPG").url == "http://a.cn/b.JPG"
    assert image_of(found, node, link="/b.html").url == "http://a.cn/zw/s.jpg"
