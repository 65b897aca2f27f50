"""The words that mark the parts of a page: each in the time it takes to read."""

from __future__ import annotations

import re
import time

import pytest

from portalcrawl.extract import dates, kind, labels, neighbours, phrases, site_record, title

PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": pattern
    for module in (dates, kind, labels, neighbours, phrases, site_record, title)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern)
}
PIECES = [
    *(
        "返回顶部",
        "打印关闭",
        "大中小",
        "【】",
        " ",
        ":",
        "：：",
        "位置",
        "当前",
        "的位置：",
        "上一篇",
        "下一条",
    ),
    *(
        "没有了！",
        "版权所有 ",
        "主办：",
        "县",
        "（",
        "1",
        "2024-03-05",
        "来 源 ：",
        "[",
        "ICP备",
        "> ",
        "-",
    ),
]


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_time_is_bounded(name):
    start = time.process_time()
    for piece in PIECES:
        text = piece * (300 // len(piece)) + "x"
        PATTERNS[name].match(text)
        PATTERNS[name].search(text)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    "line",
    [
        *(
            "打印",
            "【打印】【关闭】",
            "字号：大 中 小",
            "分享到：",
            "返回首页",
            "返回顶部",
            "返回上一页",
            "TOP",
        ),
        *("我要打印 我要纠错", "扫一扫在手机打开当前页", "打印本页 | 关闭窗口", "返回列表返回顶部"),
    ],
)
def test_lines_of_buttons(line):
    assert phrases.CONTROLS.match(line)


@pytest.mark.parametrize(
    "line", ["打印机采购公告", "大会召开", "关闭煤矿的通知", "分享经验", "", "中"[:0]]
)
def test_lines_of_text(line):
    assert not phrases.CONTROLS.match(line)
