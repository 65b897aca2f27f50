"""What pagers count."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.pager_words import Counts, has_counter, read_counts


@pytest.mark.parametrize(
    ("text", "current", "pages", "items"),
    [
        ("共31页", None, 31, None),
        ("总共50页 当前第1页", 1, 50, None),
        ("共1432条 1/144", 1, 144, 1432),
        ("页码 1/7", 1, 7, None),
        ("每页 8 记录 总共 55 记录", None, None, 55),
        ("1/31", 1, 31, None),
        ("页次:1/9", 1, 9, None),
        ("页次：3/42页 每页6条 共252条", 3, 42, 252),
        ("338条 1/14页 首页 << 上一页 1 2 3", 1, 14, 338),
        ("共69条,此页1-15条 共5页，此页 1/5", 1, 5, 69),
        ("第2页/共7页", 2, 7, None),
        ("第 1 页 共 3 页", 1, 3, None),
        ("共有33条记录", None, None, 33),
        ("共 12页230条", None, 12, 230),
        ("总页数：8 当前页：2", 2, 8, None),
        ("Page 3 of 12", 3, 12, None),
        ("/ 12 页", None, 12, None),
        ("页次：2/4 每页10 总数33", 2, 4, 33),
        ("20条 上一页 1 2 3 下一页", None, None, 20),
        # What counts nothing.
        ("2020/2021", None, None, None),
        ("2024/05/06", None, None, None),
        ("5/3", None, None, None),
        ("转到第 页", None, None, None),
        ("每页15条", None, None, None),
        ("共99999999页", None, None, None),
        ("", None, None, None),
    ],
)
def test_counts(text, current, pages, items):
    assert read_counts(text) == Counts(current, pages, items)


@pytest.mark.parametrize(
    ("text", "is_counter"),
    [
        ("共31页", True),
        ("共632条记录 1/28页 第页", True),
        ("全书共31页，由县志办公室编写出版发行", False),
        ("2020/2021学年关于毕业生综合素质奖学金评选的通知", False),
        ("共产党员网", False),
    ],
)
def test_counters(text, is_counter):
    assert has_counter(text) == is_counter
