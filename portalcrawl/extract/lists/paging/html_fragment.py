"""A piece of HTML that a script puts into its page: rows, and nothing around them.

>>> listing = read_html_fragment(
...     "<li><a href='/art/1.html'>关于植树的通知</a>",
...     "http://a.cn/zw/",
...     Step(url="http://a.cn/more.jsp?page=2"),
... )
>>> listing.rows[0].url, listing.paging.next.url
('http://a.cn/art/1.html', 'http://a.cn/more.jsp?page=3')
"""

from __future__ import annotations

import re

from portalcrawl.extract.lists.listing import Listing, Paging, Step
from portalcrawl.extract.lists.paging.endpoints import mechanism_of
from portalcrawl.extract.lists.paging.fragment_rows import fragment_rows
from portalcrawl.extract.lists.paging.turning import follow

MECHANISM = "html_fragment"
_START = re.compile(r"(?:<!--.{0,500}?-->\s*)?<[a-z]", re.IGNORECASE | re.DOTALL)
# A page of its own is read as one.
_PAGE = re.compile(r"<(?:!doctype|html|head|body|frameset)\b", re.IGNORECASE)


def read_html_fragment(text: str, base_url: str, sent: Step) -> Listing | None:
    """The listing in *text*; None where it is a whole page, or holds no row that leads anywhere."""
    if not _START.match(text) or _PAGE.search(text[:5000]):
        return None
    rows = fragment_rows(text, base=base_url)
    if not any(row.url for row in rows):
        return None
    current, after = follow(sent, count=len(rows))
    mechanism = mechanism_of(sent.url) or MECHANISM
    return Listing(rows, Paging(mechanism=mechanism, current=current, next=after))
