"""When a list ends."""

from __future__ import annotations

import pytest

from portalcrawl.recrawl.trails import Trails


def walk(*pages: str, max_pages: int = 100, has_next: bool = True) -> list[tuple[str | None, int]]:
    """What follows from each page, whose rows are its letters; all name a next one."""
    trails = Trails(max_pages=max_pages)
    steps = [
        trails.note(f"p{number}", column="p0", keys=list(rows), has_next=has_next)
        for number, rows in enumerate(pages)
    ]
    return [(step.stop, step.new) for step in steps]


@pytest.mark.parametrize(
    ("pages", "stops"),
    [
        (["abc", "def", "gh"], [None, None, None]),
        # The server repeats its last page for every number beyond it.
        (["abc", "de", "de"], [None, None, "repeated_rows"]),
        # Or its first.
        (["abc", "de", "abc"], [None, None, "repeated_rows"]),
        # Pinned rows on every page end nothing.
        (["xab", "xcd", "xef"], [None, None, None]),
        # Only the pinned row is left.
        (["xab", "xcd", "x"], [None, None, "no_new_rows"]),
        (["abc", ""], [None, "no_new_rows"]),
        # A column that lists nothing is no repetition of anything.
        ([""], [None]),
        # All its rows were pushed down from the pages before.
        (["abc", "def", "cf"], [None, None, "no_new_rows"]),
    ],
)
def test_stop_rules(pages, stops):
    assert [stop for stop, _ in walk(*pages)] == stops


def test_a_page_of_news_pushes_all_rows_on_and_ends_nothing():
    trails = Trails()
    trails.note("1", column="1", keys=["a", "b"], has_next=True, expects_more=True)
    pushed = trails.note("2", column="1", keys=["a", "b"], has_next=True, expects_more=True)
    assert (pushed.stop, pushed.new) == (None, 0)
    # Where no more pages are counted, rows that repeat are the end.
    assert trails.note("3", column="1", keys=["a", "b"], has_next=True).stop == "repeated_rows"


def test_new_rows_are_counted_once():
    assert [new for _, new in walk("xab", "xbc", "xcd")] == [3, 1, 1]


def test_cap():
    assert [stop for stop, _ in walk("ab", "cd", "ef", max_pages=3)][-1] == "too_many_pages"


def test_last_page():
    assert walk("ab", has_next=False) == [("last_page", 2)]


@pytest.mark.parametrize(
    ("pages", "pushed"),
    [
        # c was the last of the first page and is the first of the second.
        (["abc", "cde"], [False, True]),
        # The other way round: the second page was read first.
        (["cde", "abc"], [False, True]),
        # Pinned: at the head of both.
        (["xab", "xcd"], [False, False]),
        (["xyzabc", "xyzd"], [False, False]),
        (["xab", "x"], [False, False]),
        (["abc", "abc"], [False, False]),
        # Once is enough.
        (["abc", "cde", "efg"], [False, True, False]),
    ],
)
def test_a_row_that_was_pushed_over_the_border(pages, pushed):
    trails = Trails()
    steps = [trails.note(str(n), column="0", keys=[*p], has_next=True) for n, p in enumerate(pages)]
    assert [step.is_pushed for step in steps] == pushed


def test_lists_do_not_end_each_other():
    trails = Trails()
    for column in ("a", "b"):
        # A parent lists what its children list.
        assert trails.note(column, column=column, keys=["1", "2"], has_next=True).stop is None


def test_a_page_that_is_read_again_after_a_kill_ends_nothing():
    trails = Trails()
    trails.note("1", column="1", keys=["a"], has_next=True)
    assert trails.note("1", column="1", keys=["a"], has_next=True).stop is None


def test_a_page_belongs_to_the_list_whose_pager_names_it():
    trails = Trails()
    assert trails.column_of("1") == "1"
    trails.belong(["2", "3"], column="1", url="http://a.cn/")
    assert (trails.column_of("3"), trails.column_of("4", given="1")) == ("1", "1")
    assert (trails.url_of("1"), trails.url_of("2")) == ("http://a.cn/", None)
