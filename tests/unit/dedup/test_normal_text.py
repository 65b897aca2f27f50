"""What of a text counts when two are compared."""

from __future__ import annotations

import pytest

from portalcrawl.dedup.normal_text import MIN_LETTERS, normal_text, text_digest
from tests.unit.dedup.texts import REPORT, notice


@pytest.mark.parametrize(
    "other",
    [
        REPORT.replace("\n", "\r\n　　"),
        REPORT.replace("，", ",").replace("“", '"'),
        REPORT.replace("3月12日", "３月１２日"),
        f"{REPORT}\n\n",
    ],
)
def test_setting_is_no_difference(other):
    assert text_digest(other) == text_digest(REPORT)


def test_a_number_is_a_difference():
    assert text_digest(notice(2024)) != text_digest(notice(2025))


def test_form_and_the_shortest_text_with_one():
    assert len(text_digest("山" * MIN_LETTERS)) == 24
    assert text_digest("山" * (MIN_LETTERS - 1) + "。") == ""


def test_a_lone_surrogate_breaks_nothing():
    assert normal_text("甲\ud800乙") == "甲乙"
