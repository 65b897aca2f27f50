"""What is said of a run over the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from portalcrawl.report.reprocessing import example, json_lines, lost_line, shortened, summary
from portalcrawl.reprocess.chunk import LostArticle
from portalcrawl.reprocess.run import Step
from portalcrawl.reprocess.tally import Tally
from portalcrawl.store.article_changes import Difference

LOST = LostArticle(id="2", url="http://a.cn/2", title="栏目", kind="list", rule="rows")
WOULD, NONE = "would be ", "1 no longer articles"


@pytest.mark.parametrize(
    ("tally", "is_dry", "lines"),
    [
        (
            Tally(),
            False,
            [
                "a.cn: 0 pages read in 0.0 s (0 pages/s)",
                "articles: 0 new, 0 changed, 0 touched, 0 unchanged, 0 no longer articles",
                "lists: 0 new, 0 changed",
            ],
        ),
        (
            Tally(pages=10, secs=4.0, new=1, changed=2, touched=3, unchanged=3, no_longer=1),
            True,
            [
                "a.cn: 10 pages read in 4.0 s (2 pages/s)",
                f"articles: 1 {WOULD}new, 2 {WOULD}changed, 3 {WOULD}touched, 3 unchanged, {NONE}",
                "lists: 0 would be new, 0 would be changed",
            ],
        ),
        (
            Tally(lists_new=4, lists_changed=5, unreadable=6, fields={"a": 1, "c": 2, "b": 2}),
            False,
            [
                "a.cn: 0 pages read in 0.0 s (0 pages/s)",
                "articles: 0 new, 0 changed, 0 touched, 0 unchanged, 0 no longer articles",
                "lists: 4 new, 5 changed",
                "by field: b 2, c 2, a 1",
                "can't be read: 6 pages",
            ],
        ),
    ],
)
def test_the_sum_of_a_run(tally: Tally, is_dry: bool, lines: list[str]):
    assert summary("a.cn", tally, is_dry=is_dry).splitlines() == lines


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (None, "办公室", 'source: null -> "办公室"'),
        (["a"], [], 'source: ["a"] -> []'),
        (datetime(2026, 1, 2, tzinfo=UTC), None, 'source: "2026-01-02T00:00:00+00:00" -> null'),
        # Long texts from a little before the place where they part.
        ("甲" * 90 + "乙", "甲" * 90 + "丙", f'source: "…{"甲" * 10}乙" -> "…{"甲" * 10}丙"'),
        ("甲乙", "甲", 'source: "甲乙" -> "甲"'),
        ("", "丙" * 100, f'source: "" -> "{"丙" * 58}…'),
    ],
)
def test_a_field_that_differs(old: Any, new: Any, said: str):
    found = example(Difference("1", "http://a.cn/1", "题", "changed", {"source": (old, new)}))
    assert found == f"changed: 题 http://a.cn/1\n  {said}"


def test_a_value_is_no_longer_than_it_is_shown():
    assert len(shortened("甲" * 100)) == 60
    assert shortened("甲" * 58) == f'"{"甲" * 58}"'


def test_what_is_no_article_any_more():
    assert lost_line(LOST) == "no longer: 栏目 http://a.cn/2: now list (rows); kept as it is"


def test_a_line_for_each_thing_that_was_found():
    step = Step(
        {},
        differences=[Difference("1", "http://a.cn/1", "题", "touched", {"source": (None, "x")})],
        lost=[LOST],
        unreadable={"http://a.cn/3": "damaged"},
    )
    touched, lost, unreadable = json_lines(step)
    assert touched == {
        "id": "1",
        "url": "http://a.cn/1",
        "title": "题",
        "kind": "touched",
        "fields": {"source": (None, "x")},
        "column": "",
        "published": None,
    }
    assert (lost["kind"], lost["now"], lost["id"]) == ("no_longer", "list", "2")
    assert unreadable == {"kind": "unreadable", "url": "http://a.cn/3", "why": "damaged"}
