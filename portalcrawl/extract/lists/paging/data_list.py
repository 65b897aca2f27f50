"""A list that is data: what a page's script asks for, read as a person would see it.

>>> listing = read_data_list(
...     "<datastore><totalrecord>46</totalrecord><recordset>"
...     "<record><![CDATA[<li><a href='/art/46.html'>关于道路维修的公示</a>]]></record>"
...     "</recordset></datastore>",
...     url="http://a.cn/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15",
...     base_url="http://a.cn/col/col7/index.html",
... )
>>> listing.rows[0].url, listing.paging.total_items, listing.is_last
('http://a.cn/art/46.html', 46, True)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from portalcrawl.extract.lists.listing import Listing, Step
from portalcrawl.extract.lists.paging.dataproxy import read_dataproxy
from portalcrawl.extract.lists.paging.html_fragment import read_html_fragment
from portalcrawl.extract.lists.paging.json_list import read_json_list

Read: TypeAlias = Callable[[str, str, Step], Listing | None]

MAX_CHARS = 5_000_000
READERS: tuple[Read, ...] = (read_dataproxy, read_json_list, read_html_fragment)


def read_data_list(
    text: str, *, url: str, base_url: str, sent: Step | None = None
) -> Listing | None:
    """The rows in the answer *text* from *url*, and the request for the next of them.

    *base_url* is the page whose script asks: relative links are its own. *sent* is the request as
    it was made, needed where it was a POST. An answer that is a list without rows has none, and no
    next; None where it is no list.
    """
    if len(text) > MAX_CHARS:
        return None
    text = text.lstrip("\ufeff \t\r\n")
    step = sent or Step(url=url)
    found = (read(text, base_url, step) for read in READERS)
    return next((listing for listing in found if listing is not None), None)
