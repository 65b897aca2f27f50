r"""A row's title: the whole of it, and nothing that a list puts around it.

>>> whole_title("关于做好春季...", "关于做好春季植树的通知")
'关于做好春季植树的通知'
>>> whole_title(
...     "·[教务] 关于选课的通知", "标题：关于选课的通知\r点击数：83\r发表时间：2026年01月28日"
... )
'关于选课的通知'
>>> whole_title("【中标公示】校园道路维修", "点击查看")
'【中标公示】校园道路维修'
"""

from __future__ import annotations

import re

MAX_TITLE_CHARS = 300
# Bullets before a title, as characters.
_BULLETS = " \t·•●○◆◇■□▪▫▶►▸>›»＞★☆※|｜-–—　"
# "[教务] ": the name of a column. The brackets of headlines are 【】, and 〔2024〕 has digits.
_COLUMN = re.compile(r"[\[［](?:[^\[\]［］\d]{1,8})[\]］]\s*(?=\S)")
# What is pinned, new or much read, said in words.
_MARK_BEFORE = re.compile(
    r"(?:[\[【［(（](?:置顶|推荐|热门|最新|热|新|顶|荐|new|hot|top)[\]】］)）]|置顶[\s:：|]|(?:NEW|HOT|TOP)\s)\s*"
    r"(?=\S)",
    re.IGNORECASE,
)
_MARK_AFTER = re.compile(r"(?<![A-Za-z\s-])\s*(?:NEW!?|New!?|new!|HOT!?|Hot!?|TOP)$|\s+new$")
# A tooltip of labelled lines.
_LABELLED = re.compile(r"(?:文章|信息|新闻|资讯|内容)?(?:标\s*题|名\s*称|题\s*目)\s*[:：]\s*")
_NEXT_LABEL = re.compile(
    r"\s*(?:[\r\n]|(?:点击(?:数|率|次数)?|浏览(?:数|次数)?|人气|阅读(?:数|次数)?|(?:文章)?作\s*者|来\s*源|(?:所属)?栏目"
    r"|(?:发表|发布|更新|添加|录入)?(?:时\s*间|日\s*期))\s*[:：])"
)
_DATE_AFTER = re.compile(r"\s*[(（\[]?\s?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s?[)）\]]?$")
_TAG = re.compile(r"<[^<>]{1,200}>")
_CUT = re.compile(r"(?:\.{2,}|…+|。{2,})$")


def whole_title(text: str, tooltip: str) -> str:
    """The title of a row whose link shows *text* and has *tooltip* as its ``title`` attribute.

    The tooltip is the title where it begins as the text does and says more: portals cut long
    titles. Other tooltips ("点击查看") say nothing.
    """
    shown = without_marks(text[:MAX_TITLE_CHARS])
    if not tooltip or tooltip == text:
        return shown
    said = " ".join(_said(tooltip[: 2 * MAX_TITLE_CHARS]).split())
    if (dated := _DATE_AFTER.search(said)) and not shown.endswith(dated[0].strip()):
        said = said[: dated.start()]
    if not said or said == shown:
        return said or shown
    if not shown:
        return without_marks(said)
    stem = _CUT.sub("", shown)
    if len(stem) < len(shown) or len(said) > len(shown):
        begun, whole = _letters(stem), _letters(said)
        # A text of one word begins too many titles to be one that was cut.
        if begun and whole.startswith(begun) and (len(whole) > len(begun) or stem != shown):
            return said
    return shown


def without_marks(text: str) -> str:
    """*text* without bullets, a column's name in brackets, and marks of what is new."""
    text = text.strip(" \t　").lstrip(_BULLETS)
    if text[:1] in "[【［(（置NHTnht":
        text = _MARK_BEFORE.sub("", text, count=1)
        if text[:1] in "[［" and (match := _COLUMN.match(text)):
            text = text[match.end() :]
        text = text.lstrip(_BULLETS)
    if text[-1:] in "WwTtPp!":
        text = _MARK_AFTER.sub("", text)
    return text


def _said(tooltip: str) -> str:
    """The title in *tooltip*, which may be a table of labels and values."""
    if "<" in tooltip:
        tooltip = _TAG.sub("", tooltip)
    if ":" not in tooltip and "：" not in tooltip:
        return tooltip
    start = _LABELLED.search(tooltip[:100])
    if start is None or not (start.start() == 0 or tooltip[start.start() - 1].isspace()):
        return tooltip
    rest = tooltip[start.end() :]
    end = _NEXT_LABEL.search(rest)
    return rest[: end.start()] if end else rest


def _letters(text: str) -> str:
    """What is left for comparing: no blanks, no punctuation."""
    return "".join([char for char in text if char.isalnum()])
