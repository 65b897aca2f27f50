"""Where a list that was read before may be left, and what of it is to be looked at again."""

from __future__ import annotations

import pytest

from portalcrawl.items import ListRow
from portalcrawl.recrawl.earlier import OVERLAP_ROWS, Earlier


def rows(names: str, *, date: str | None = None) -> list[ListRow]:
    return [ListRow(name, f"http://a.cn/{name}", f"题{name}", date) for name in names]


def earlier(known: str, *, page: str = "") -> Earlier:
    titles = {row.key: (row.title, row.published) for row in rows(known)}
    return Earlier(known=frozenset(known), page=rows(page or known), titles=titles)


@pytest.mark.parametrize(
    ("known", "now", "is_known"),
    [
        ("abcdefgh", "abcdefgh", True),
        ("abcdefgh", "xyabcdefgh", True),
        # Something new among the last ones: the page after it may have more.
        ("abcdefgh", "xyabcdeXfgh", False),
        ("abcdefgh", "tuvwxyz", False),
        # A short list, and one whose rows nothing recognises.
        ("ab", "ab", True),
        ("ab", "xab", False),
        ("ab", "", False),
    ],
)
def test_known_territory(known, now, is_known):
    assert earlier(known).is_known_territory(rows(now)) is is_known


def test_since_a_day_known_rows_are_passed():
    known = earlier("abcdefgh")
    young, old = rows("abcdefgh", date="2026-03-10"), rows("abcdefgh", date="2026-01-10")
    assert not known.is_known_territory(young, since="2026-03-01")
    assert known.is_known_territory(old, since="2026-03-01")
    mixed = [*old[:-1], *young[-1:]]
    assert not known.is_known_territory(mixed, since="2026-03-01")
    assert len(young) > OVERLAP_ROWS


def test_rows_with_another_title_or_date_are_looked_at():
    now = [*rows("ab"), ListRow("c", "http://a.cn/c", "更正：题c"), *rows("d", date="2026-03-01")]
    assert earlier("abcd").edited([*now, *rows("n")]) == ["http://a.cn/c", "http://a.cn/d"]


@pytest.mark.parametrize(
    ("page", "now", "vanished"),
    [
        ("abcd", "abcd", ""),
        # Pushed off by new ones.
        ("abcd", "xyab", ""),
        # Taken away: at the top, between, and both.
        ("abcd", "bcd", "a"),
        ("abcd", "xacd", "b"),
        ("abcdef", "xcf", "abde"),
        # Nothing of it is left: all may be on the pages after it.
        ("abcd", "wxyz", ""),
        ("abcd", "", ""),
        ("", "abcd", ""),
        # A pinned row that goes back to its place.
        ("pabc", "abc", "p"),
    ],
)
def test_vanished(page, now, vanished):
    known = Earlier(known=frozenset(page), page=rows(page))
    assert known.vanished(rows(now)) == [f"http://a.cn/{name}" for name in vanished]
