"""What all readers of a page share: its tree, title, meta tags, base address."""

from __future__ import annotations

import pytest

from portalcrawl.page.document import Page

URL = "http://a.cn/zw/1.html"


def page(html: str, **options: str) -> Page:
    return Page.of_bytes(html.encode(), url=URL, **options)


@pytest.mark.parametrize(
    ("html", "base"),
    [
        ("", URL),
        ("<base href='/dj/'>", "http://a.cn/dj/"),
        ("<base href='dj/x.html'>", "http://a.cn/zw/dj/x.html"),
        ("<base href='http://b.cn/'>", "http://b.cn/"),
        ("<base target=_blank><base href='http://b.cn/'>", "http://b.cn/"),
        ("<base href='http://b.cn/'><base href='http://c.cn/'>", "http://b.cn/"),
        ("<base href=''>", URL),
        ("<base href='javascript:;'>", URL),
        ("<base href='file:///D:/web/'>", URL),
    ],
)
def test_base(html, base):
    assert page(html).base_url == base


def test_relative_links_follow_base_and_encoding():
    found = Page.of_bytes(
        "<base href='/dj/'>动员会".encode("gbk"), url=URL, content_type="text/html; charset=gbk"
    )
    assert found.absolute("l.asp?t=通知") == "http://a.cn/dj/l.asp?t=%CD%A8%D6%AA"
    assert found.absolute("javascript:;") is None


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>\n 动员会 \t_清源县　政府\n</title>", "动员会 _清源县 政府"),
        ("<title></title>", ""),
        ("", ""),
        ("<title>甲</title><title>乙</title>", "甲"),
        ("<title>a &amp; b &lt;c&gt;</title>", "a & b <c>"),
    ],
)
def test_title(html, title):
    assert page(html).title == title


def test_metas_by_name_whatever_its_case():
    metas = page(
        "<META CONTENT=' 2024-03-05\n10:30 ' NAME='PubDate'><meta name=pubdate content=2024-03-06>"
        "<meta property=og:title content=T><meta name=x><meta content=y><meta name='' content=z>"
        "<body><meta name=ContentStart content=begin>"
    ).metas
    assert metas == {
        "pubdate": ["2024-03-05 10:30", "2024-03-06"],
        "og:title": ["T"],
        "contentstart": ["begin"],
    }


def test_first_name_that_has_a_value():
    found = page("<meta name=author content=' '><meta name=source content=县教育局>")
    assert found.meta("author", "source") == "县教育局"
    assert found.meta("author") is None


@pytest.mark.parametrize("content", ["网站名称", "政府网站标识码", "关键词", "文章标题"])
def test_what_a_template_never_filled_in_is_missing(content):
    assert page(f"<meta name=SiteName content=' {content} '>").metas == {}
    assert page(f"<meta name=SiteName content='{content}2'>").meta("sitename") == f"{content}2"


def test_nul_bytes_do_not_end_the_page():
    found = page("<title>动\0员会</title><p>一\0<p>二")
    assert found.title == "动员会"
    assert [line.text for line in found.outline.lines] == ["一", "二"]
