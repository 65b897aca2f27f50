"""All fields of an article page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.extract.article import extract_article
from portalcrawl.items import Article, LinkTo
from tests.unit.extract.pages import (
    BODY,
    NEIGHBOURS,
    PARAGRAPHS,
    TITLE,
    URL,
    article_html,
    page_of,
    parts_of,
)

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def article(html: str) -> Article:
    found = extract_article(*parts_of(html), site="a", fetched_at=NOW)
    assert found is not None
    return found


def test_every_field():
    found = article(article_html(head="<meta name=keywords content='植树,造林；绿化 '>"))
    assert (found.site, found.url, found.title) == ("a", URL, TITLE)
    assert (found.source, found.author, found.editor) == ("县林草局", "王小明", None)
    assert (found.views, found.views_seen_at) == (12, NOW)
    assert (found.published, found.published_raw) == ("2024-03-05", "2024-03-05")
    assert found.published_precision == "day"
    assert found.column_path == [LinkTo("政务动态", "http://www.a.gov.cn/zw/")]
    assert found.body_text == "\n".join(PARAGRAPHS)
    assert found.body_html == "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert (found.body_kind, found.images, found.attachments) == ("text", [], [])
    previous = LinkTo("县里部署防汛工作", "http://www.a.gov.cn/zw/2024/4.html")
    assert (found.previous, found.next) == (previous, None)
    assert found.keywords == ["植树", "造林", "绿化"]
    assert found.site_record.owner == "清源县人民政府"
    assert found.encoding == "utf-8"
    assert set(found.provenance) == {"title", "source", "author", "views", "published", "body"}


def test_no_headline_no_article():
    assert extract_article(*parts_of("<p>一</p>"), site="a", fetched_at=NOW) is None


@pytest.mark.parametrize(
    ("info", "source", "author", "views"),
    [
        ("来源: 作者:: 阅读: 时间:2024-3-5", None, None, None),
        ("来源：新华社 2024-03-05 10:30 作者：", "新华社", None, None),
        ("来源：新华社2024-03-05", "新华社", None, None),
        ("来源：2024-03-05 作者：王小明", None, "王小明", None),
        ("来源：县局 阅读：1,234 次", "县局", None, 1234),
        ("来源：县局 浏览 56 次", "县局", None, 56),
        ("来源：县局 阅读：约百次", "县局", None, None),
        # More digits than a count has, or than the store can hold.
        ("来源：县局 阅读：99999999999999999999", "县局", None, None),
    ],
)
def test_info_line(info, source, author, views):
    found = article(article_html(info=f"<p>{info} 时间：2024-03-05</p>"))
    assert (found.source, found.author, found.views) == (source, author, views)
    assert found.published is not None
    assert found.published.startswith("2024-03-05")


@pytest.mark.parametrize(
    ("info", "head", "published", "rule"),
    [
        ("<p>时间：2024-03-05 10:30</p>", "", "2024-03-05T10:30+08:00", "info_line"),
        (
            "<p>来源：县局 作者：甲</p>",
            "<meta name=PubDate content='2024-03-06 08:00:00'>",
            "2024-03-06T08:00:00+08:00",
            "meta_pubdate",
        ),
        ("<p>来源：县局 作者：甲</p>", "<meta name=PubDate content='2024-02-30'>", None, None),
        ("<p>时间：24-3-5</p>", "", "2024-03-05", "info_line"),
    ],
)
def test_published(info, head, published, rule):
    found = article(article_html(info=info, head=head))
    assert (found.published, found.provenance.get("published")) == (published, rule)


def test_published_from_the_address():
    page = page_of(article_html(info=""), url="http://a.cn/202403/t20240305_9.html")
    parts = parts_of(article_html(info=""))[1]
    found = extract_article(page, parts, site="a", fetched_at=NOW)
    assert (found.published, found.provenance["published"]) == ("2024-03-05", "url")


def test_source_from_the_official_tag_where_the_line_has_none():
    head = "<meta name=ContentSource content=县教育局>"
    found = article(article_html(info="<p>时间：2024-03-05</p>", head=head))
    assert (found.source, found.provenance["source"]) == ("县教育局", "meta_source")
    assert article(article_html(head=head)).source == "县林草局"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (BODY, "text"),
        ("<div><p>短文</p></div>", "text"),
        ("<div><p><img src=1.jpg></p></div>", "images"),
        ("<div><p>附件：</p><p><embed src=1.pdf></p></div>", "attachment"),
        ("<div></div>", "empty"),
        ("<div><p>&nbsp;</p></div>", "empty"),
    ],
)
def test_kind_of_body(body, kind):
    assert article(article_html(body=body)).body_kind == kind


def test_images_and_attachments_once_each_in_order():
    body = (
        "<div><p>正文第一段，有附件。<a href=1.doc>名单</a></p><img src=a.jpg><img src=b.jpg>"
        r"<p><img src='file:///C:/x.jpg'><img src='\up\c.jpg'><img src=a.jpg></p>"
        "<p><a href=1.doc>再下载</a><iframe src=2.pdf></iframe><a href=6.html>别的</a></p></div>"
    )
    found = article(article_html(body=body))
    base = "http://www.a.gov.cn/zw/2024"
    assert [image.url for image in found.images] == [
        *(f"{base}/a.jpg", f"{base}/b.jpg", None, "http://www.a.gov.cn/up/c.jpg")
    ]
    assert [(file.url, file.name) for file in found.attachments] == [
        *((f"{base}/1.doc", "名单"), (f"{base}/2.pdf", "2.pdf"))
    ]


def test_credit_below_the_text_is_no_text():
    body = f"<div>{BODY}<div>责任编辑：李四</div></div>"
    assert article(article_html(body=body)).body_text == "\n".join(PARAGRAPHS)


def test_html_holds_the_lines_of_the_body_only():
    body = f"<div>{PARAGRAPHS[0]}<br>{PARAGRAPHS[1]}<br>上一篇：没有了</div>"
    found = article(article_html(body=body, neighbours=""))
    assert found.body_text == "\n".join(PARAGRAPHS)
    assert "上一篇" not in found.body_html


@pytest.mark.parametrize(
    ("printed", "published"),
    [("2026-01-02", "2026-01-02"), ("2026-01-03", "2026-01-03"), ("2062-03-05", "2024-03-06")],
)
def test_a_date_after_the_fetch_is_a_misprint(printed, published):
    head = "<meta name=PubDate content=2024-03-06>"
    found = article(article_html(info=f"<p>来源：县局 时间：{printed}</p>", head=head))
    assert found.published == published


def test_neighbours_without_a_link_keep_their_title():
    html = article_html(neighbours=NEIGHBOURS.replace("href=4.html", "href='javascript:;'"))
    assert article(html).previous == LinkTo("县里部署防汛工作", None)
