"""What an answer gives: its kind, its links, its article."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from portalcrawl.extract.reading import Answer, Reading, read_answer
from portalcrawl.extract.templates.reader import PageReader
from tests.unit.extract.pages import FOOT, ROWS, TITLE, URL, article_html


def read(body: bytes | str = b"", *, location: str | None = None, **changes) -> Reading:
    answer = {
        "url": URL,
        "status": 200,
        "body": body.encode() if isinstance(body, str) else body,
        "content_type": "text/html; charset=utf-8",
        "fetched_at": datetime(2026, 1, 2, tzinfo=UTC),
        "headers": (("location", location),) if location is not None else (),
    }
    return read_answer(Answer(**{**answer, **changes}), reader=PageReader("a"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("http://b.cn/", "http://b.cn/"),
        ("/x.html#a", "http://www.a.gov.cn/x.html"),
        ("6.html", "http://www.a.gov.cn/zw/2024/6.html"),
        ("//b.cn/x", "http://b.cn/x"),
    ],
)
def test_redirect(status, location, target):
    reading = read("<a href=/other.html>x</a>", status=status, location=location)
    assert reading.kind == "redirect"
    assert [(link.url, link.hop) for link in reading.links] == [(target, "R")]


@pytest.mark.parametrize("location", ["javascript:;", "http://[", "mailto:x@a.cn"])
def test_redirect_to_nowhere(location):
    reading = read(status=302, location=location)
    assert (reading.kind, reading.links) == ("missing", [])


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, "missing") for status in (302, 304, 400, 404, 410)),
        *((status, "unreachable") for status in (100, 500, 503)),
        *((403, "restricted"),),
    ],
)
def test_what_is_no_page(status, kind):
    reading = read(article_html(), status=status)
    assert (reading.kind, reading.links, reading.article) == (kind, [], None)


def test_a_redirect_to_itself_leads_nowhere():
    reading = read(status=302, location="")
    assert (reading.kind, reading.links) == ("unreachable", [])


def test_a_page_that_only_leads_elsewhere_is_a_redirect():
    reading = read("<title>清源县</title><script>window.location='/zw/7.html'</script>")
    assert (reading.kind, [link.hop for link in reading.links]) == ("redirect", ["R"])
    assert reading.links[0].url == "http://www.a.gov.cn/zw/7.html"


def test_a_site_map_is_read_where_one_was_asked_for():
    body = "<urlset><url><loc>/zw/1.html</loc><lastmod>2024-03-05</lastmod></url></urlset>"
    reading = read(body, content_type="text/xml", role="sitemap")
    assert (reading.kind, [link.role for link in reading.links]) == ("sitemap", ["sitemap"])
    # What answers with a page instead is read as that.
    assert read(article_html(), role="sitemap").kind == "article"


def test_article_with_its_links():
    reading = read(article_html())
    assert reading.kind == "article"
    assert reading.article.title == TITLE
    assert reading.article.site == "a"
    assert "http://www.a.gov.cn/zw/2024/4.html" in [link.url for link in reading.links]


def test_list_has_links_and_no_article():
    reading = read(f"<ul>{ROWS}</ul>")
    assert (reading.kind, reading.article, len(reading.links)) == ("list", None, 20)


def test_home_has_the_record_of_the_site_and_is_never_an_article():
    reading = read(article_html(), is_home=True)
    assert (reading.kind, reading.article) == ("home", None)
    assert reading.record.icp == "陇ICP备00000001号"
    assert read(FOOT).record is None


@pytest.mark.parametrize(
    ("body", "content_type", "kind", "links"),
    [
        (article_html(), "text/plain", "article", None),
        (f"<!-- x --><html>{article_html()}", "application/octet-stream", "article", None),
        (article_html().replace("<html>", "<!DOCTYPE HTML>"), None, "article", None),
        (b"%PDF-1.4 <a href=x.html>", "text/html", "asset", []),
        (b"\xff\xd8\xff<a href=x.html>", "text/html", "asset", []),
        ("p{background:url(/a.png)}", "text/css", "asset", ["http://www.a.gov.cn/a.png"]),
        ("@import url(b.css)", "text/css; charset=gbk", "asset", [f"{URL[:-6]}b.css"]),
        ("<a href=x.html>x</a>", "application/json", "asset", []),
        ("<a href=x.html>x</a>", "text/plain", "asset", []),
        (b"", "text/html", "other", []),
        (b"", None, "asset", []),
    ],
)
def test_what_a_body_is(body, content_type, kind, links):
    reading = read(body, content_type=content_type)
    assert reading.kind == kind
    assert links is None or [link.url for link in reading.links] == links


def test_page_in_gbk_under_a_utf8_header():
    reading = read(article_html().encode("gbk"))
    assert (reading.article.title, reading.article.encoding) == (TITLE, "gb18030")


def test_the_same_bytes_give_the_same_reading():
    assert read(article_html()) == read(article_html())


@pytest.mark.parametrize(
    "html",
    [
        "<div>文字" * 5000,
        "<table><tr><td>文字" * 2000,
        f"<p>{'返回顶部' * 40}x</p>" * 3,
        "<b><p>文字" * 1000,
        "<a href=x><p>文字" * 2000,
        "<p>" + "版权所有 ： " * 20_000,
        "<li><a href=x.html>县里召开春季植树动员会</a><span>2024-03-05</span>" * 2000,
    ],
)
def test_time_is_bounded(html):
    start = time.process_time()
    read(html)
    assert time.process_time() - start < 2


def test_the_rows_of_a_list_are_read_with_their_dates():
    rows = "".join(
        f"<li><a href=/{n}.html>第{n}次会议今天在县城召开</a> 2024-03-0{n}" for n in range(1, 9)
    )
    found = read(f"<ul>{rows}</ul><a href=2.html>下一页</a>".encode())
    assert found.kind == "list"
    dates = [row.date for row in found.listing.rows if row.url.endswith("/3.html")]
    assert dates == ["2024-03-03"]


def test_rows_of_a_list_hand_their_whole_titles_on():
    whole = "第{}次会议今天在县城召开并部署下一阶段工作"
    rows = "".join(
        f"<li><a href=/{n}.html title={whole.format(n)}>第{n}次会议今天在...</a> 2024-03-0{n}"
        for n in range(1, 9)
    )
    found = read(f"<ul>{rows}</ul><a href=2.html>下一页</a>".encode())
    titles = {row.href: row.title for row in found.listing.rows}
    assert titles["/3.html"] == whole.format(3)


def test_the_date_of_the_row_is_that_of_a_page_without_one():
    text = "<p>今天上午，全县春季植树动员会在人民广场召开，各单位负责人参加。" * 20
    body = f"<h1>县里召开动员会</h1>{text}<p>上一篇：没有了<p>下一篇：没有了".encode()
    assert read(body, row_date="2024-03-05").article.published == "2024-03-05"
    assert read(body).article.published is None
