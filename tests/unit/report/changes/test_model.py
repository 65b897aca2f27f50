"""Which changes are shown, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.report.changes.model import KINDS, Change, Selection, example
from portalcrawl.store import changes


def test_the_kinds_are_those_of_the_store():
    assert tuple(KINDS) == changes.KINDS


def select(*given: Change, max_shown: int = 10) -> Selection:
    selection = Selection(max_shown=max_shown)
    assert list(selection.noting(given)) == list(given)
    return selection


def test_a_document_and_back():
    document = changes.change(
        run="a.cn@1",
        site="a.cn",
        article="1f",
        kind="changed",
        at=datetime(2026, 1, 1, 8, tzinfo=UTC),
        url="http://a.cn/1.html",
        title="题",
        column="政务",
        fields={"title": ["旧", "题"]},
    )
    change = Change.of_document({**document, "seq": object()})
    plain = {k: v for k, v in document.items() if k != "_id"}
    assert change.as_json() == {
        **plain,
        "id": "a.cn@1 1f changed",
        "at": "2026-01-01T08:00:00.000+00:00",
    }


def test_by_column_and_newest_first():
    days = [("乙", "2026-01-01"), ("甲", ""), ("甲", "2026-01-02"), ("乙", "2026-01-03")]
    found = select(*(example("new", day, column=name, published=day) for name, day in days))
    shown = [(change.column, change.published) for change in found.of_kind("new")]
    assert shown == [days[3], days[0], days[2], days[1]]


def test_what_is_not_shown_is_counted():
    found = select(*(example("gone", str(n)) for n in range(5)), example("new", "x"), max_shown=2)
    assert found.kinds == ["new", "gone"]
    assert (found.hidden("gone"), found.hidden("new")) == (3, 0)
    assert found.words == "1 new, 5 taken down"
    assert select().words == "nothing changed"


COPY = {"of": "2f", "site": "b.cn", "url": "http://b.cn/1"}


@pytest.mark.parametrize(
    ("kind", "detail", "story"),
    [
        ("new", {}, ""),
        ("moved", {}, ""),
        ("moved", {"url": "http://a.cn/old"}, "was at http://a.cn/old"),
        ("duplicate", {**COPY, "how": "exact"}, "copy of http://b.cn/1 (b.cn)"),
        (
            "duplicate",
            {**COPY, "how": "near", "similarity": 0.958},
            "copy of http://b.cn/1 (b.cn), 96 % alike",
        ),
    ],
)
def test_the_story(kind, detail, story):
    assert example(kind, "题", detail=detail).story == story
