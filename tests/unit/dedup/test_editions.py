"""Titles and days that make an edition of what by its text is a copy, and those that do not."""

from __future__ import annotations

import pytest

from portalcrawl.dedup.editions import ALIKE, CLOSE, VERBATIM, Told, any_copies, are_copies

DAY = "2024-03-12"
EDITIONS = {
    "weeks": ("县中学第三周、第四周卫生检查通报", "县中学第五周、第六周卫生检查通报"),
    "weeks in figures": ("县中学第3周卫生检查通报", "县中学第十三周卫生检查通报"),
    "a week that is the year's": ("县中学19年第19周值班表", "县中学19年第17周值班表"),
    "school years": ("2022-2023学年优秀班级公示", "2023/24学年优秀班级公示"),
    "the number of a meeting": ("县政府第十二次常务会议召开", "县政府召开第十三次常务会议"),
    "the day": ("白石乡3月12日森林火险预报", "白石乡3月13日森林火险预报"),
    "a part": ("县志稿选登（一）", "县志稿选登（二）"),
    "figures of Han": ("二〇二三年县财政决算", "2024年县财政决算"),
}
COPIES = {
    "the same": ("青禾县启动春季植树", "青禾县启动春季植树"),
    "marks and widths": ("“绿满青禾”２０２４年植树", "#绿满青禾#2024年植树"),
    "the same number, written otherwise": ("第12期干部培训班开班", "第十二期干部培训班开班"),
    "school years, written otherwise": ("2023-24学年评优结果公示", "2023/2024学年评优结果公示"),
    "words left out": ("青禾县第九期护林员培训圆满结束", "护林员培训圆满结束"),
    "no title": ("", ""),
}
OTHER_TITLES = {
    "a headline of its own": ("青禾县启动春季植树", "北山又添千亩新绿"),
    "the award of the next notice": ("关于评选县级护林模范的通知", "关于评选县级造林能手的通知"),
    "numbers of other things": ("全县新增造林5000亩", "今年32个村有了自己的林子"),
    "hardly any of it": ("造林", "青禾县启动春季植树造林行动"),
}


@pytest.mark.parametrize(("one", "other"), EDITIONS.values(), ids=EDITIONS)
def test_another_number_makes_an_edition(one, other):
    assert not are_copies(VERBATIM, Told(one, DAY), Told(other, DAY))


@pytest.mark.parametrize(("one", "other"), COPIES.values(), ids=COPIES)
def test_the_same_title_supports_a_text_that_was_edited_much(one, other):
    assert are_copies(ALIKE, Told(one, DAY), Told(other, None)) == bool(one)
    assert are_copies(CLOSE, Told(one, DAY), Told(other, DAY))


@pytest.mark.parametrize(("one", "other"), OTHER_TITLES.values(), ids=OTHER_TITLES)
def test_under_another_title_the_text_must_agree_closely(one, other):
    assert not are_copies(ALIKE, Told(one, DAY), Told(other, DAY))
    assert are_copies(CLOSE, Told(one, DAY), Told(other, DAY))


@pytest.mark.parametrize(
    ("later", "expected"),
    [("2024-04-20T09:30+08:00", True), ("2024-09-12", False), ("2025-03-12", False), (None, True)],
)
def test_what_comes_months_later_is_a_copy_only_word_for_word(later, expected):
    one, other = Told("植树节倡议书", DAY), Told("植树节倡议书", later)
    assert are_copies(CLOSE, one, other) == are_copies(ALIKE, other, one) == expected
    assert are_copies(VERBATIM, one, other)


def test_one_copy_among_those_that_say_it_is_enough():
    april, march = Told("第4期简报", "2024-04-02"), Told("第3期简报", "2024-03-02")
    headline = Told("护林员老苏的一天", "2024-03-04")
    assert not any_copies(CLOSE, [march], [april])
    assert any_copies(CLOSE, [march], [april, headline])
    assert not any_copies(VERBATIM, [march], [])


def test_a_title_of_digits_alone_is_read():
    endless = Told("9" * 5000, DAY)
    assert are_copies(ALIKE, endless, endless)
    assert are_copies(CLOSE, Told("十十十", DAY), Told("〇", DAY)) is False
