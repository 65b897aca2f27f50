"""What a text loses by the rules of noise.toml, and what it does not."""

from __future__ import annotations

import pytest

from portalcrawl.dedup.noise import noise_data, plain, settled

RULES = ("counter", "download", "clock")
DROPS = [pair for rule in RULES for pair in noise_data()[rule]["drops"].items()]
KEEPS = [line for rule in RULES for line in noise_data()[rule]["keeps"]["lines"]]
PARAGRAPHS = "\n".join(f"第{number}段，会议讨论了若干事项。" for number in range(40))


@pytest.mark.parametrize(("line", "left"), DROPS)
def test_what_a_line_loses(line, left):
    assert settled(line) == plain(left)
    assert settled(f"县里开了会。\n{line}") == plain(f"县里开了会。{left}")
    assert settled(f"{line}\n{PARAGRAPHS}") == settled(f"{left}\n{PARAGRAPHS}")


@pytest.mark.parametrize(
    "line",
    [
        *("共有" * 48 + "人", "已被" * 48, "今天是" + "1:11" * 20 + "县", "共有共" * 30 + "12"),
        *(
            "今天是" + "20-1-1" * 15 + "县",
            "1" * 99,
            "相关链接" * 3,
            "下载" * 48,
            " " * 90 + "阅读",
        ),
    ],
)
def test_no_line_is_tried_in_every_way(line):
    # With backtracking some of these would take years.
    assert settled(f"{line}\n】{line}") == plain(f"{line}】{line}")


@pytest.mark.parametrize("line", KEEPS)
def test_what_stays_whole(line):
    assert settled(line) == plain(line)


def test_a_counter_between_paragraphs_is_a_figure():
    text = f"{PARAGRAPHS}\n浏览次数：12\n{PARAGRAPHS}"
    assert settled(text) == plain(text)
    download = f"{PARAGRAPHS}\n附件【名单.xls】已下载12次\n{PARAGRAPHS}"
    assert settled(download) == settled(download.replace("载12", "载13"))


@pytest.mark.parametrize("heading", ["相关链接", "【相关链接】", "热门文章：", "延伸阅读 >"])
def test_a_list_of_other_pages(heading):
    rows = "某县召开会议\n某县开展活动 2026-01-02"
    text = "县里开了会。\n{}\n{}\n大家都来了，很高兴。"
    assert settled(text.format(heading, rows)) == plain("县里开了会。大家都来了,很高兴。")


@pytest.mark.parametrize(
    "row",
    [
        "会议于三月五日召开。",
        "附件：名单.xls",
        "二、工作安排",
        "3.报名方式",
        "（一）总体要求",
        "长" * 61,
    ],
)
def test_what_ends_a_list_of_other_pages(row):
    assert settled(f"开会。\n相关链接\n甲县开会\n{row}\n末") == plain(f"开会。{row}末")


@pytest.mark.parametrize("line", ["相关链接：县里的三份文件", "推荐阅读《县志》", "相关链接一览"])
def test_a_line_that_only_starts_like_a_heading(line):
    assert settled(f"开会。\n{line}\n甲县开会") == plain(f"开会。{line}甲县开会")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ＡＢ１２，（好）", "AB12,(好)"),
        ("第 一\u3000段\t\n\n", "第一段"),
        ("县\u200b里\ufeff开\u00ad会", "县里开会"),
        ("面积3㎡①", "面积3m21"),
    ],
)
def test_width_white_space_and_what_nobody_sees(one, two):
    assert settled(one) == settled(two) == plain(two)
