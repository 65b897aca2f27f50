"""Dataclasses as documents, and as BSON gives them back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.items import Article, Image, LinkTo, SiteRecord
from portalcrawl.store.documents import document

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", [None, 1, 1.5, True, "会", "", b"\0", NOW, [], {}, [1, ["x"]], {"a": {"b": None}}]
)
def test_what_bson_holds_stays(value):
    assert document(value) == value


def test_nested():
    article = Article(
        site="a",
        url="http://a.cn/",
        title="会",
        images=[Image(None, "x")],
        previous=LinkTo("旧", None),
        site_record=SiteRecord(owner="县政府"),
    )
    found = document(article)
    image = {"url": None, "raw": "x", "alt": None, "shown_url": None, "is_icon": False}
    assert found["images"] == [image]
    assert found["previous"] == {"title": "旧", "url": None}
    assert found["site_record"]["owner"] == "县政府"
    assert found["column_path"] == []


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\ud800b", "a\ufffdb"),
        ("\udfff\udc00", "\ufffd\ufffd"),
        ("一\n二\t\0", "一\n二\t\0"),
        ("\U0001f600\u200b\xa0", "\U0001f600\u200b\xa0"),
        ("为?何", "为?何"),
    ],
)
def test_texts_come_back_as_stored(db, text, stored):
    assert document(text) == stored
    db.t.insert_one(document({"_id": 1, "x": [text], "y": LinkTo(text, None)}))
    found = db.t.find_one()
    assert found == {"_id": 1, "x": [stored], "y": {"title": stored, "url": None}}


def test_tuples_are_lists():
    assert document(("a", ("b",))) == ["a", ["b"]]


@pytest.mark.parametrize("value", [{1}, object(), [object()], {"a": {1}}])
def test_what_is_no_document(value):
    with pytest.raises(TypeError, match="not a document"):
        document(value)
