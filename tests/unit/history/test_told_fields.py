"""What of a changed article is told, and how long texts are shortened."""

from __future__ import annotations

import pytest

from portalcrawl.history.told_fields import AROUND_CHARS, MAX_CHARS, shortened, told_fields

LONG = "".join(chr(0x4E00 + number) for number in range(1000))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a", "b", ["a", "b"]),
        (None, "b", [None, "b"]),
        ("x" * MAX_CHARS, "", ["x" * MAX_CHARS, ""]),
        (None, LONG, [None, LONG[: MAX_CHARS - 1] + "…"]),
        # A letter in the middle.
        (
            LONG,
            LONG[:500] + "z" + LONG[501:],
            [
                "…" + LONG[480:521] + "…",
                "…" + LONG[480:500] + "z" + LONG[501:521] + "…",
            ],
        ),
        # A paragraph more at the end, and at the beginning.
        (LONG, LONG + "完", ["…" + LONG[-20:], "…" + LONG[-20:] + "完"]),
        (LONG, "前" + LONG, [LONG[:20] + "…", "前" + LONG[:20] + "…"]),
        # What repeats is not counted twice.
        ("甲" * 300, "甲" * 301, ["…" + "甲" * 20, "…" + "甲" * 21]),
    ],
)
def test_shortened(old, new, told):
    assert shortened(old, new) == told


def test_another_text_altogether():
    for text in shortened(LONG, LONG[::-1]):
        assert len(text) <= MAX_CHARS + AROUND_CHARS


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"body_html": ("a", "b"), "content_digest": ("1", "2")}, {"body_html": ["a", "b"]}),
        ({"body_html": ("a", "b"), "body_text": ("c", "d")}, {"body_text": ["c", "d"]}),
        ({"info_line": ("审核：甲", "审核：乙")}, {"info_line": ["审核：甲", "审核：乙"]}),
        ({"info_line": ("x", "y"), "source": ("x", None)}, {"source": ["x", None]}),
        ({"previous": (None, {"title": "t", "url": "u"})}, {}),
        (
            {"column_path": ([], [{"title": "政务", "url": None}, {"title": "动态", "url": "u"}])},
            {"column_path": ["", "政务\n动态 u"]},
        ),
        (
            {"govinfo": ({}, {"index_no": "1", "topic": "农"})},
            {"govinfo": ["", "index_no: 1\ntopic: 农"]},
        ),
        ({"keywords": (["a"], ["a", "b"])}, {"keywords": ["a", "a\nb"]}),
        ({"images": ([{"url": None, "raw": "x", "alt": "图"}], [])}, {"images": ["图", ""]}),
    ],
)
def test_told(fields, told):
    assert told_fields(fields) == told
