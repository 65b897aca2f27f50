"""The titles of rows: whole, and without what a list puts around them."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.row_title import whole_title

WHOLE = "关于开展春季义务植树活动的通知"
LABELLED = f"标题：{WHOLE}\r点击数：83\r发表时间：2026年01月28日"


@pytest.mark.parametrize(
    ("text", "tooltip", "title"),
    [
        (WHOLE, "", WHOLE),
        ("关于开展春季义务...", WHOLE, WHOLE),
        ("关于开展春季义务…", WHOLE, WHOLE),
        ("关于开展春季义务植", WHOLE, WHOLE),
        ("关于开展春季义务...", LABELLED, WHOLE),
        (WHOLE, LABELLED, WHOLE),
        ("关于开展春季义务...", f"文章标题：{WHOLE}\n作者：佚名\n更新时间：2012-3-4", WHOLE),
        ("关于开展春季义务...", f"标题：{WHOLE} 点击数：83", WHOLE),
        ("关于开展春季义务..", f"{WHOLE}(2024-03-05)", WHOLE),
        ("关于“植树”活动...", "关于 “植树” 活动的通知", "关于 “植树” 活动的通知"),
        ("", WHOLE, WHOLE),
        # A tooltip that says something else, or is cut too.
        (WHOLE, "点击查看", WHOLE),
        ("关于开展春季义务...", "点击查看详细内容", "关于开展春季义务..."),
        ("关于开展春季义务...", "关于开展春季...", "关于开展春季义务..."),
        ("会议纪要：第二次", "会议", "会议纪要：第二次"),
        # Marks and names of columns.
        (f"·{WHOLE}", "", WHOLE),
        (f"> {WHOLE}", "", WHOLE),
        (f"[教务] {WHOLE}", "", WHOLE),
        (f"[置顶]{WHOLE}NEW", "", WHOLE),
        (f"【置顶】{WHOLE}", "", WHOLE),
        (f"{WHOLE} new", "", WHOLE),
        # What belongs to the headline.
        ("【中标公示】道路维修工程", "", "【中标公示】道路维修工程"),
        ("[2024]12号文件解读", "", "[2024]12号文件解读"),
        ("“放管服”改革情况", "", "“放管服”改革情况"),
        ("[通知]", "", "[通知]"),
        ("Get IT NOW", "", "Get IT NOW"),
        ("Laptop", "", "Laptop"),
    ],
)
def test_title(text, tooltip, title):
    assert whole_title(text, tooltip) == title
