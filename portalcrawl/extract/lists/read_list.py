"""A list page as a whole: its rows, and how it goes on.

>>> html = "<li><a href=1.html>县里召开植树动员会</a>[2024-03-05]</li><a href=list2.html>下页</a>"
>>> listing = read_list(Page.of_bytes(html.encode(), url="http://a.cn/zw/list.html"))
>>> listing.rows[0].date, listing.paging.next.url
('2024-03-05', 'http://a.cn/zw/list2.html')
"""

from __future__ import annotations

from portalcrawl.extract.lists.listing import Listing
from portalcrawl.extract.lists.pager import read_pager
from portalcrawl.extract.lists.rows import find_rows
from portalcrawl.page.document import Page


def read_list(page: Page) -> Listing:
    """The rows and the pager of *page*, which is a list: of other pages it says nothing useful."""
    return Listing(find_rows(page), read_pager(page))
