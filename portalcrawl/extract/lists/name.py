"""What a list is called.

>>> page = Page.of_bytes("<title>通知公告_清源县</title>".encode(), url="http://a.cn/tz/")
>>> list_name(page, anchor="更多>>"), list_name(page, anchor="通知")
('通知公告', '通知')
"""

from __future__ import annotations

import re

from portalcrawl.extract.breadcrumb import find_breadcrumb
from portalcrawl.extract.phrases import HOME_CRUMB, TAIL_CRUMB
from portalcrawl.page.document import Page

MAX_NAME_CHARS = 30
_NO_NAME = re.compile(r"\W*(?:更多|more|查看|进入|详[情细]|点击|\d+|.?)\W*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[_|｜—>»]|-+|\s-\s)\s*")


def list_name(page: Page, *, anchor: str) -> str:
    """The name of the list on *page*: the text of the menu's link, else what the page says."""
    if anchor and len(anchor) <= MAX_NAME_CHARS and not _NO_NAME.fullmatch(anchor):
        return anchor
    named = page.meta("columnname") or _last_crumb(page)
    return (named or _SEPARATOR.split(page.title, maxsplit=1)[0])[:MAX_NAME_CHARS]


def _last_crumb(page: Page) -> str | None:
    """The name at the end of the breadcrumb: the list's own."""
    breadcrumb = find_breadcrumb(page.outline)
    crumbs = breadcrumb.crumbs if breadcrumb is not None else ()
    names = [crumb.name for crumb in crumbs if not HOME_CRUMB.match(crumb.name)]
    return next((name for name in reversed(names) if not TAIL_CRUMB.match(name)), None)
