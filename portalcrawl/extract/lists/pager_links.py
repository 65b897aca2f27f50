"""Which links of a list page lead to pages of the same list.

>>> links = [Link("http://a.cn/tz/2.html", anchor="下一页"), Link("http://a.cn/", anchor="首页")]
>>> [link.url for link in pager_links(links, at="http://a.cn/tz/")]
['http://a.cn/tz/2.html']
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from portalcrawl.extract.links import Link

MAX_LABEL_CHARS = 12
_LABEL = re.compile(
    r"\W*(?:首\s?页|第一页|(?:上|下|前|后)一?\s?页|尾\s?页|末\s?页|最后一?页|第?\s?\d{1,3}\s?页?"
    r"|first|prev(?:ious)?|next|last)?\W*",
    re.IGNORECASE,
)


def pager_links(links: Iterable[Link], *, at: str) -> list[Link]:
    """Those of *links* on the list page *at* that its pager shows: 上一页, 2, 尾页, >."""
    folder = at.partition("?")[0].rpartition("/")[0]
    return [
        link
        for link in links
        if link.hop == "L"
        and 0 < len(link.anchor) <= MAX_LABEL_CHARS
        and _LABEL.fullmatch(link.anchor)
        # 首页 of a breadcrumb is another page: the site's.
        and (link.url.startswith(folder) and link.url.strip("/").count("/") > 2)
    ]
