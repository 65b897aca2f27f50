"""The dates of rows, in all forms that lists print."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.row_date import is_date_piece, read_row_date


@pytest.mark.parametrize(
    ("texts", "date"),
    [
        (["2017-10-14"], "2017-10-14"),
        (["[2020-02-05]"], "2020-02-05"),
        (["2025/04/25"], "2025-04-25"),
        (["2026年04月24日"], "2026-04-24"),
        (["（2012-6-5）"], "2012-06-05"),
        (["2024.5.6"], "2024-05-06"),
        (["发布时间：2024-03-05", "浏览：33"], "2024-03-05"),
        (["2024-03-05 10:20"], "2024-03-05T10:20+08:00"),
        (["18-11-27"], "2018-11-27"),
        # A day in large print.
        (["26", "2024-09"], "2024-09-26"),
        (["262024-09"], "2024-09-26"),
        (["2024-09", "26"], "2024-09-26"),
        (["09-26", "2024"], "2024-09-26"),
        (["2024", "09-26"], "2024-09-26"),
        (["26", "2024年09月"], "2024-09-26"),
        (["26", "Sep 2024"], "2024-09-26"),
        (["Sep 26", "2024"], "2024-09-26"),
        # What is none.
        (["05-12"], None),
        (["26", "Sep"], None),
        (["2024-13-45"], None),
        (["浏览：2024次"], None),
        (
            [
                "会议于2024年3月5日在县城召开，各乡镇和县直各单位主要负责同志参加会议，会议传达学习了有关文件精神，安排部署下一步重点工作任务。"
            ],
            None,
        ),
        ([], None),
    ],
)
def test_date(texts, date):
    assert read_row_date(texts) == date


@pytest.mark.parametrize(
    ("texts", "href", "date"),
    [
        (["09.20"], "/2024/0920/c10851a353995/page.htm", "2024-09-20"),
        (["（02-05）"], "./202002/t20200205_1.html", "2020-02-05"),
        (["12-31"], "./202501/t20250102_7.html", "2024-12-31"),
        (["01-02"], "./202412/t20241231_7.html", "2025-01-02"),
        (["5-20 16:30"], "/gn/2021/05-20/9481902.shtml", "2021-05-20"),
        (["5月20日"], "/2021/5/20/a.html", "2021-05-20"),
        (["26", "Sep"], "/2024/0926/1.htm", "2024-09-26"),
        (["26", "09"], "/2024/0926/1.htm", "2024-09-26"),
        (["09", "26"], "/2024/0926/1.htm", "2024-09-26"),
        # The address has no year, or the day no month.
        (["09.20"], "/info/1039/5355.htm", None),
        (["02-30"], "/2024/0920/1.htm", None),
        # The printed date is right where the address has another.
        (["2017-10-14"], "./201710/t20171015_521060.html", "2017-10-14"),
    ],
)
def test_year_of_the_address(texts, href, date):
    assert read_row_date(texts, href=href) == date


@pytest.mark.parametrize("text", ["2024-09-26", "[09-26]", "26", "2024年9月", "Sep 26", "10:30"])
def test_pieces(text):
    assert is_date_piece(text)


@pytest.mark.parametrize("text", ["", "2024年工作要点", "第26期", "教务处", "a" * 50])
def test_no_pieces(text):
    assert not is_date_piece(text)
