"""An article's texts within the bounds of what can be stored."""

from __future__ import annotations

import pytest
from bson import BSON

from portalcrawl.extract.text import MAX_FIELD_CHARS, MAX_TITLE_CHARS, clean_article
from portalcrawl.items import Article, Attachment, Image
from portalcrawl.store.documents import document

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024


def article(**fields) -> Article:
    return Article(**{"site": "a", "url": "http://a.cn/1", "title": "动员会", **fields})


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  县里\n召开\t动员会 ", "县里 召开 动员会"),
        ("县里\x00召开\x1b[1m会\x7f", "县里召开[1m会"),
        ("县里\ud83d召开", "县里召开"),
        ("😀 会", "😀 会"),
        ("县里　召开\xa0会", "县里 召开 会"),
    ],
)
def test_short_fields(text, cleaned):
    found = clean_article(
        article(title=text, source=text, author=text, editor=text, keywords=[text])
    )
    assert [found.title, found.source, found.author, found.editor] == [cleaned] * 4
    assert found.keywords == [cleaned]


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u3000\n"])
def test_what_holds_nothing_is_none(text):
    found = clean_article(article(source=text, author=text, editor=text))
    assert (found.source, found.author, found.editor) == (None, None, None)


def test_body_keeps_its_line_breaks():
    found = clean_article(article(body_text="一\n二\t三\x00\x0c", body_html="<p>一\x08</p>\r\n"))
    assert (found.body_text, found.body_html) == ("一\n二\t三", "<p>一</p>\r\n")


def test_bounds_of_short_fields():
    found = clean_article(
        article(title="长" * 5000, source="长" * 5000, keywords=["长" * 999] * 999)
    )
    assert (len(found.title), len(found.source)) == (MAX_TITLE_CHARS, MAX_FIELD_CHARS)
    assert (len(found.keywords), len(found.keywords[0])) == (100, MAX_FIELD_CHARS)


def test_honest_assets_are_kept():
    images = [Image(url=f"http://a.cn/{n}.jpg", raw=f"{n}.jpg") for n in range(300)]
    files = [Attachment(url=f"http://a.cn/{n}.doc", name="名单") for n in range(300)]
    found = clean_article(article(images=images, attachments=files))
    assert (found.images, found.attachments) == (images, files)


@pytest.mark.parametrize("char", ["长", "\U00020000"])
def test_the_largest_article_fits_into_a_document(char):
    images = [Image(url="http://a.cn/" + "x" * 9000, raw="x" * 2000, alt=char * 3000)] * 9000
    files = [Attachment(url="http://a.cn/" + "x" * 9000, name=char * 9000)] * 9000
    found = clean_article(
        article(body_text=char * 4_000_000, body_html=char * 9_000_000, images=images,
                attachments=files, title=char * 9999, keywords=[char * 9999] * 999)
    )  # fmt: skip
    assert len(BSON.encode(document(found))) < MAX_DOCUMENT_BYTES
    assert found.images
    assert len(found.body_text) >= 300_000


def test_cleaning_twice_is_cleaning_once():
    once = clean_article(article(title=" 一\x00 \x01 二 ", body_text="一\x00", source="\x02"))
    assert clean_article(once) == once
