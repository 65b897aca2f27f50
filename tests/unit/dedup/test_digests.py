"""The digest by which a changed article is told from an unchanged one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from portalcrawl.dedup.digests import changed_content, content_digest, document_digest
from portalcrawl.items import Article, Attachment, Image, LinkTo, SiteRecord
from portalcrawl.store.documents import document

ARTICLE = Article(
    site="a",
    url="http://a.cn/1",
    title="县里召开动员会",
    source="县局",
    author="甲",
    published="2024-03-05",
    views=12,
    body_text="第一段。\n第二段。",
    body_html="<p>第一段。</p><p>第二段。</p>",
    images=[Image("http://a.cn/1.jpg", "1.jpg"), Image(None, "file:///C:/2.jpg")],
    attachments=[Attachment("http://a.cn/1.doc", "名单")],
)


def stored(article: Article) -> dict[str, Any]:
    found: dict[str, Any] = document(article)
    return found


def test_form():
    assert re.fullmatch(r"sha1:[A-Z2-7]{32}", content_digest(ARTICLE))


@pytest.mark.parametrize(
    "changes",
    [
        {"views": 13},
        {"views": None, "views_seen_at": datetime(2026, 1, 1, tzinfo=UTC)},
        # White space, and the width of characters.
        {"title": " 县里 召开　动员会\n"},
        {"body_text": "第一段。第二段。\n\n"},
        {"published": "２０２４-03-05"},
        # Counters, clocks, lists of other pages.
        {"body_text": "第一段。\n第二段。\n浏览次数：1234"},
        {"body_text": "今天是2026年11月25日 星期三\n第一段。\n第二段。\n您是第12位访客"},
        {"body_text": "第一段。\n第二段。\n相关链接\n乙县召开动员会"},
        {"source": "县局 已有 12 人浏览", "author": "甲 点击：3"},
        # Another way to the same file; the icon beside it.
        {"attachments": [Attachment("https://www.a.cn/1.doc?v=3", "名单")] * 2},
        {"images": [*ARTICLE.images, Image("http://a.cn/doc.gif", "doc.gif", is_icon=True)]},
        # Order of assets, names of files, texts of images.
        {"images": [Image(None, "file:///C:/2.jpg", "x"), Image("http://a.cn/1.jpg", "/1.jpg")]},
        {"attachments": [Attachment("http://a.cn/1.doc", "新名单")]},
        # What is beside the content.
        {"previous": LinkTo("旧闻", "http://a.cn/0"), "next": LinkTo("新闻", None)},
        {"column_path": [LinkTo("党建", None)], "keywords": ["植树"], "editor": "李四"},
        {"body_html": "<div>第一段。</div>", "site_record": SiteRecord(owner="县政府")},
        {"url": "https://www.a.cn/1", "capture_id": "x", "encoding": "gb18030"},
    ],
)
def test_no_change_of_content(changes):
    changed = replace(ARTICLE, **changes)
    assert content_digest(changed) == content_digest(ARTICLE)
    assert document_digest(stored(changed)) == document_digest(stored(ARTICLE))
    assert changed_content(stored(ARTICLE), stored(changed)) == []


@pytest.mark.parametrize(
    "changes",
    [
        *({"title": "县里召开会"}, {"source": None}, {"source": "市局"}, {"author": "乙"}),
        *({"published": "2024-03-06"}, {"body_text": "第一段。"}, {"body_text": ""}),
        *({"kicker": "快讯"}, {"subtitle": "县长讲话"}, {"title": "点击：3"}),
        *({"images": []}, {"images": [Image("http://a.cn/3.jpg", "1.jpg")]}),
        *({"attachments": []}, {"attachments": [Attachment("http://a.cn/2.doc", "名单")]}),
        # The same characters in other fields.
        {"source": None, "author": "县局甲"},
        {"title": "县里召开", "source": "动员会县局"},
        {"images": [*ARTICLE.images, Image("http://a.cn/1.doc", "1.doc")], "attachments": []},
    ],
)
def test_change_of_content(changes):
    changed = replace(ARTICLE, **changes)
    assert content_digest(changed) != content_digest(ARTICLE)
    assert document_digest(stored(changed)) == content_digest(changed)
    assert set(changed_content(stored(ARTICLE), stored(changed))) == set(changes)


def test_lone_surrogates_have_a_digest():
    assert content_digest(replace(ARTICLE, title="\ud800")) != content_digest(ARTICLE)
