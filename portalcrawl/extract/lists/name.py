"""What a list is called.

>>> page = Page.of_bytes("<title>通知公告_清源县</title>".encode(), url="http://a.cn/tz/")
>>> list_name(page, anchor="更多>>"), list_name(page, anchor="通知")
('通知公告', '通知')
"""

from __future__ import annotations

import re

from portalcrawl.page.document import Page

MAX_NAME_CHARS = 30
_NO_NAME = re.compile(r"\W*(?:更多|more|查看|进入|详[情细]|点击|\d+|.?)\W*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[_|｜—>»]|-+|\s-\s)\s*")


def list_name(page: Page, *, anchor: str) -> str:
    """The name of the list on *page*: the text of the menu's link, else what the page says."""
    if anchor and len(anchor) <= MAX_NAME_CHARS and not _NO_NAME.fullmatch(anchor):
        return anchor
    declared = page.meta("columnname")
    return (declared or _SEPARATOR.split(page.title, maxsplit=1)[0])[:MAX_NAME_CHARS]
