"""Which texts are copies of each other, and which come from one form."""

from __future__ import annotations

import pytest

from portalcrawl.dedup.comparison import MAX_LETTERS, MIN_LETTERS, compare
from portalcrawl.dedup.editions import ALIKE, CLOSE, VERBATIM
from portalcrawl.dedup.normal_text import normal_text
from portalcrawl.dedup.signature import MAX_BANDS, bands
from tests.unit.dedup.texts import REPORT, form, notice

PARAGRAPHS = REPORT.split("\n")
COPIES = {
    "lead": "本报讯（记者 柳青禾）" + REPORT,
    "tail": REPORT + "\n来源：青禾日报 责任编辑：苏望川",
    "end cut": REPORT[: len(REPORT) // 2],
    "beginning cut": REPORT[len(REPORT) // 3 :],
    "paragraph dropped": "\n".join(PARAGRAPHS[:2] + PARAGRAPHS[3:]),
    "paragraphs moved": "\n".join(PARAGRAPHS[3:] + PARAGRAPHS[:3]),
    "widths and marks": REPORT.replace("，", ",")
    .replace("3月12日", "３月１２日")
    .replace("。", "． "),
    "words": REPORT.replace("近日", "日前")
    .replace("告诉来访的人", "对记者说")
    .replace("继续", "持续"),
    "sentence anew": REPORT.replace(PARAGRAPHS[4], "孩子们约好明年春天再来看这些树。"),
    "typos": REPORT.replace("挖坑", "挖炕").replace("护林员", "护材员").replace("坡地", "坡坡地"),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_an_edited_copy_is_found_and_known(copy):
    original, edited = normal_text(REPORT), normal_text(copy)
    assert set(bands(original)) & set(bands(edited))
    assert compare(original, edited).is_copy


OTHERS = {
    "next year's": (notice(2024), notice(2025)),
    "the same year, other dates": (notice(2024), notice(2024, month=5, end=11, phone=5521077)),
    "another person": (form("王建国"), form("李小芳")),
    "another office": (form("王建国"), form("王建国", office="县审计局")),
    "another subject": (REPORT, notice(2024)),
    "numbers throughout": (
        REPORT,
        REPORT.replace("12", "15").replace("18.6", "20.1").replace("1240", "1310"),
    ),
    "one frame, each its content": (
        notice(2024) + REPORT[:80] + REPORT[-60:],
        notice(2024) + REPORT[120:260],
    ),
    "too short": (
        "请各单位于周五前报送名单。" * 3,
        "请各单位于周五前报送名单。" * 3 + "收到请回复",
    ),
}


@pytest.mark.parametrize(("one", "other"), OTHERS.values(), ids=OTHERS)
def test_another_edition_is_no_copy(one, other):
    assert not compare(normal_text(one), normal_text(other)).is_copy


def test_what_is_counted():
    found = compare(normal_text(notice(2024)), normal_text(notice(2024, month=5, phone=5521099)))
    assert (found.is_other_year, found.other_numbers, found.other_words) == (False, 2, 0)
    assert found.containment > 0.9
    assert compare(normal_text(notice(2024)), normal_text(notice(2025))).is_other_year


MENDED = REPORT.replace("近日", "日前").replace("告诉来访的人", "对记者说了起来")
AGREEMENTS = {
    "a lead": (COPIES["lead"], VERBATIM),
    "two thirds": (REPORT[: len(REPORT) * 2 // 3], VERBATIM),
    "a half, which is short": (COPIES["end cut"], ALIKE),
    "one word": (REPORT.replace("近日", "日前"), CLOSE),
    "more words": (MENDED, ALIKE),
}


@pytest.mark.parametrize(("copy", "expected"), AGREEMENTS.values(), ids=AGREEMENTS)
def test_how_closely_a_copy_agrees(copy, expected):
    found = compare(normal_text(REPORT), normal_text(copy))
    assert (found.is_copy, found.agreement) == (True, expected)


def test_the_frame_of_an_english_page_is_too_short():
    frame = (
        "Copyright Qinghe County Forestry Bureau. All rights reserved. Address: 12 Pine Street, "
    )
    frame += "Qinghe. Print this page. Font size: large, medium, small. Back to top."
    assert len(normal_text(frame)) > MIN_LETTERS
    assert not compare(normal_text(frame), normal_text("Tree nursery guidelines. " + frame)).is_copy
    assert compare(normal_text(frame * 3), normal_text("Rules. " + frame * 3)).is_copy


def test_of_a_long_text_the_beginning_is_compared():
    beginning = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(MAX_LETTERS))
    assert compare(beginning + "甲" * 50, beginning + "乙" * 50).resemblance == 1


def test_a_short_text_has_no_signature():
    assert bands(normal_text("详见附件，请下载。")) == []
    assert len(bands(normal_text(REPORT))) == MAX_BANDS
