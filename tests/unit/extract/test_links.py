"""The links of a page: what is followed, how, and how soon."""

from __future__ import annotations

from html import escape

import pytest

from portalcrawl.extract.links import Link, css_links, find_links
from portalcrawl.page.document import Page

URL = "http://a.cn/zw/index.html"


def links(html: str, *, encoding: str = "utf-8") -> list[Link]:
    return find_links(Page.of_bytes(html.encode(encoding), url=URL))


def urls(html: str) -> list[str]:
    return [link.url.removeprefix("http://a.cn") for link in links(html)]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<a href=1.html>一</a>", ["/zw/1.html"]),
        ("<map><area href=/1.html></map>", ["/1.html"]),
        ("<a href='/1.html#a'>一</a><a href=/1.html#b>二</a>", ["/1.html"]),
        # Each route of an app is a page.
        ("<a href='#/d?id=1'>一</a><a href=/y#!/l>二</a>", ["/zw/index.html#/d?id=1", "/y#!/l"]),
        ("<base href=/dj/><a href=1.html>一</a>", ["/dj/1.html"]),
        ("<a href=' 1.html\n'>一</a>", ["/zw/1.html"]),
        ("<link rel=next href=2.html><link rel=prev href=0.html>", ["/zw/2.html", "/zw/0.html"]),
        # Frames and what stands in their place.
        ("<frameset><frame src=top.html><frame src=main.html></frameset>",
         ["/zw/top.html", "/zw/main.html"]),
        ("<iframe src=/l.html></iframe><iframe data-src=/m.html></iframe>", ["/l.html", "/m.html"]),
        ("<meta http-equiv=refresh content='0;url=main.html'>", ["/zw/main.html"]),
        ("<meta http-equiv=Refresh content=\"3; URL='/main.html'\">", ["/main.html"]),
        ("<iframe srcdoc='<img src=a.png><a href=1.html>x</a>'></iframe>", ["/zw/a.png"]),
        ("<base href=/dj/><iframe srcdoc='<img src=a.png>'></iframe>", ["/dj/a.png"]),
        # What the page needs to look as it does.
        ("<img src=a.png><img data-original=/b.png src=/c.gif>", ["/zw/a.png", "/b.png", "/c.gif"]),
        ("<img srcset='a.png 1x, b.png 2x'>", ["/zw/a.png", "/zw/b.png"]),
        ("<picture><source srcset='a.webp 1x'><img src=/a></picture>", ["/zw/a.webp", "/a"]),
        ("<link rel=stylesheet href=a.css><script src=a.js></script>", ["/zw/a.css", "/zw/a.js"]),
        ("<link rel='shortcut icon' href=/favicon.ico>", ["/favicon.ico"]),
        ("<style>@import 'a.css'; b{background:url(b.png)}</style>", ["/zw/a.css", "/zw/b.png"]),
        ("<p style='background:url(b.png)'>", ["/zw/b.png"]),
        ("<table background=b.gif><tr><td background=c.gif></table>", ["/zw/b.gif", "/zw/c.gif"]),
        ("<embed src=1.swf><object data=1.pdf></object>", ["/zw/1.swf", "/zw/1.pdf"]),
        ("<video src=1.mp4 poster=1.jpg></video>", ["/zw/1.mp4", "/zw/1.jpg"]),
        ("<object><param name=movie value=/1.swf></object>", ["/1.swf"]),
        ("<div pdfsrc=/f/1.pdf></div>", ["/f/1.pdf"]),
        ("<input type=image src=a.gif>", ["/zw/a.gif"]),
    ],
)  # fmt: skip
def test_each_use(html, found):
    assert urls(html) == found


@pytest.mark.parametrize(
    "html",
    [
        *("<a href='javascript:;'>x</a>", "<a href='#top'>x</a>", "<a href=''>x</a>", "<a>x</a>"),
        *("<a href='mailto:x@a.cn'>x</a>", "<a href='tel:1'>x</a>", "<a href='file:///C:/x'>x</a>"),
        *("<form action=s.asp></form>", "<button formaction=s.asp>x</button>"),
        *("<blockquote cite=x.html></blockquote>", "<q cite=x.html>x</q>"),
        *("<select><option value=index_2.html>2</select>", "<a ping=/p href='#'>x</a>"),
        *("<link rel=canonical href=x.html>", "<link rel=alternate href=rss.xml>"),
        *("<link rel=dns-prefetch href=//b.cn>", "<link rel=prefetch href=x.html>"),
        *("<link href=x.css>", "<img src='data:image/gif;base64,AA=='>", "<img src=''>"),
        *("<meta http-equiv=refresh content=30>", "<meta name=x content='0;url=y.html'>"),
        *("<!-- <a href=x.html>x</a> -->", "<script>location='x.html'</script>", "<base href=/x/>"),
        *("<img data-src=true src=''>", "<p title=x.html>", "<noscript></noscript>"),
    ],
)
def test_what_is_not_followed(html):
    assert urls(html) == []


@pytest.mark.parametrize(
    ("html", "hop", "priority"),
    [
        ("<a href=/zw/>政务公开</a>", "L", 50),
        ("<a href=l2.html>下一页</a>", "L", 50),
        ("<a href=l.html>更多通知公告&gt;&gt;</a>", "L", 50),
        ("<a href=1.html><img></a>", "L", 50),
        ("<a href=1.html>县里召开春季植树动员会</a>", "L", 30),
        ("<a href=1.doc>报名表</a>", "L", 20),
        ("<img src=a.png>", "E", 10),
        ("<link rel=stylesheet href=a.css>", "E", 10),
        ("<iframe src=l.html></iframe>", "E", 50),
        ("<meta http-equiv=refresh content='0;url=m.html'>", "E", 50),
    ],
)
def test_hop_and_priority(html, hop, priority):
    (link,) = links(html)
    assert (link.hop, link.priority) == (hop, priority)


def test_anchor_text():
    (link,) = links("<a href=1.html> 县里\n<b>召开</b>　动员会 </a>")
    assert link.anchor == "县里 召开 动员会"
    (link,) = links(f"<a href=1.html>{'长' * 900}</a>")
    assert len(link.anchor) == 200


def test_once_each_in_document_order():
    html = "<a href=1.html>甲</a><img src=2.png><a href=3.html>乙</a><a href=1.html>丙</a>"
    assert [(link.url[-6:], link.anchor) for link in links(html)] == [
        *(("1.html", "甲"), ("/2.png", ""), ("3.html", "乙"))
    ]


def test_attributes_of_one_element_in_the_order_written():
    names = ["src", "data-original", "data-src", "lazysrc", "orisrc", "vurl", "lowsrc", "dynsrc"]
    html = "".join(f" {name}={n}.png" for n, name in enumerate(names))
    assert urls(f"<img{html}>") == [f"/zw/{n}.png" for n in range(len(names))]


def test_query_in_the_encoding_of_the_page():
    (link,) = links("<p>动员会</p><a href='l.asp?t=通知'>x</a>", encoding="gbk")
    assert link.url == "http://a.cn/zw/l.asp?t=%CD%A8%D6%AA"


def test_frames_in_the_text_of_frames_end():
    html = "<img src=deep.png>"
    for _ in range(400):
        html = f'<iframe srcdoc="{escape(html)}"></iframe><img src=a.png>'
    assert urls(html) == ["/zw/a.png"]


def test_links_of_a_style_sheet():
    css = "@import 'b.css';@import 'b.css';p{background:url(../i/a.png)}q{background:url(data:x)}"
    found = css_links(css, base="http://a.cn/css/a.css")
    assert [(link.url, link.hop) for link in found] == [
        *(("http://a.cn/css/b.css", "E"), ("http://a.cn/i/a.png", "E"))
    ]
