"""Every field of every article of the portal, against the portal's truth."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.crawl.conftest import Crawled
from tests.portal import ArticleTruth, build_t1

TRUTH = build_t1().truth


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_article_is_stored_once(crawled: Crawled):
    stored = crawled.portalcrawl.articles()
    pages = [{TRUTH.one_of(crawled.path(url)) for url in one["urls"]} for one in stored]
    times = Counter(path for paths in pages for path in paths)
    assert {path: times[path] for path in TRUTH.articles} == dict.fromkeys(TRUTH.articles, 1)


def test_nothing_but_articles_and_single_pages_is_an_article(crawled: Crawled):
    known = {*TRUTH.articles, *TRUTH.pages, *TRUTH.twins}
    assert set(crawled.articles) <= known


@pytest.mark.parametrize("path", TRUTH.articles)
def test_fields(crawled: Crawled, path: str):
    truth, stored = TRUTH.articles[path], crawled.articles[path]
    expected = {
        "title": truth.title,
        "source": truth.source,
        "author": truth.author,
        "views": truth.views,
        "published_raw": truth.published_raw,
        "body_kind": truth.body_kind,
    }
    assert {name: stored[name] for name in expected} == expected
    assert (stored["published"] or "").removesuffix("+08:00") == truth.published
    assert tuple(step["title"] for step in stored["column_path"]) == truth.columns
    for name, neighbour in (("previous", truth.prev), ("next", truth.next)):
        link = stored[name] and (stored[name]["title"], crawled.path(stored[name]["url"]))
        assert link == (neighbour and (neighbour.title, neighbour.path))


@pytest.mark.parametrize("path", TRUTH.articles)
def test_body(crawled: Crawled, path: str):
    truth, stored = TRUTH.articles[path], crawled.articles[path]
    text = squeezed(stored["body_text"])
    position = 0
    for paragraph in truth.paragraphs:
        position = text.index(squeezed(paragraph), position)
    assert_nothing_else(text, truth)
    for word in ("<script", "mso-", "<o:p", "javascript:"):
        assert word not in stored["body_html"]
    if truth.body_style != "br":
        assert stored["body_html"].count("<p>") >= len(truth.paragraphs)


def assert_nothing_else(text: str, truth: ArticleTruth):
    """Beyond paragraphs, table and the lines of attachments, the body holds nothing."""
    for part in (*truth.paragraphs, *(cell for row in truth.table for cell in row)):
        text = text.replace(squeezed(part), "", 1)
    text = re.sub(r"附件\d?[:：]?[^：:]*?\.(?:docx?|xlsx?|pdf)", "", text, flags=re.IGNORECASE)
    assert not text.strip("：:、附件"), text


@pytest.mark.parametrize("path", TRUTH.articles)
def test_assets(crawled: Crawled, path: str):
    truth, stored = TRUTH.articles[path], crawled.articles[path]
    images = {crawled.path(i["url"]) for i in stored["images"] if i["url"]}
    # An image that is linked and gone is an image of the article all the same.
    assert set(truth.images) <= images <= {*truth.images, *TRUTH.dead_links, *foreign(images)}
    attachments = {(crawled.path(a["url"]), a["name"]) for a in stored["attachments"]}
    named = {(a.path, a.name) for a in truth.attachments}
    assert named <= attachments
    assert {path for path, _ in attachments - named} <= set(TRUTH.dead_links)


def foreign(urls: set[str]) -> set[str]:
    return {url for url in urls if url.startswith("http")}


def test_the_article_of_the_seed_has_no_invented_values(crawled: Crawled):
    empty = [a for a in TRUTH.articles.values() if a.source is None and a.author is None]
    assert empty
    for truth in empty:
        stored = crawled.articles[truth.path]
        assert (stored["source"], stored["author"]) == (None, None)


def test_where_each_value_comes_from_is_kept(crawled: Crawled):
    for stored in crawled.articles.values():
        given = {"title", *(n for n in ("source", "author", "views", "published") if stored[n])}
        assert given <= set(stored["provenance"])


def test_the_site_record(crawled: Crawled):
    record = TRUTH.record
    expected = {
        "owner": record.owner,
        "address": record.address,
        "postcode": record.postcode,
        "icp": record.icp,
        "public_security": record.public_security,
    }
    assert all(a["site_record"] == expected for a in crawled.articles.values())


def test_encodings_are_read_from_the_bytes(crawled: Crawled):
    for path, truth in TRUTH.articles.items():
        expected = {"gbk": "gb18030"}.get(truth.encoding, truth.encoding)
        assert crawled.articles[path]["encoding"] == expected, path
