"""The answers of Hanweb's proxy: a datastore of records, and the next group of them.

>>> listing = read_dataproxy(
...     "<datastore><nextgroup><![CDATA[<a href='/p.jsp?page=2&unitid=7'></a>]]></nextgroup>"
...     "<recordset><record><![CDATA[<a href='/art/46.html'>公示</a>]]></record></recordset>"
...     "</datastore>",
...     "http://a.cn/col/col7/index.html",
...     Step(url="http://a.cn/p.jsp?page=1&unitid=7"),
... )
>>> listing.paging.next.url
'http://a.cn/p.jsp?page=2&unitid=7'
"""

from __future__ import annotations

from portalcrawl.extract.lists.listing import Listing, Paging, Row, Step
from portalcrawl.extract.lists.paging.datastore import Datastore, read_datastore
from portalcrawl.extract.lists.paging.fragment_rows import fragment_rows
from portalcrawl.extract.lists.paging.turning import follow, page_number
from portalcrawl.urls.absolute import absolute_url

MECHANISM = "dataproxy"


def read_dataproxy(text: str, base_url: str, sent: Step) -> Listing | None:
    """The listing in *text*; None where it is no datastore."""
    store = read_datastore(text)
    if store is None:
        return None
    rows = [row for record in store.records for row in fragment_rows(record, base=base_url)]
    current, after = _next(store, rows, base_url, sent)
    paging = Paging(
        mechanism=MECHANISM,
        current=current,
        total_pages=store.total_pages,
        total_items=store.total_items,
        next=after,
    )
    return Listing(rows, paging)


def _next(
    store: Datastore, rows: list[Row], base_url: str, sent: Step
) -> tuple[int | None, Step | None]:
    """The page that *sent* asked for, and the next."""
    # What the site says itself comes first; an empty group is the end, whatever it says.
    current, after = follow(
        sent,
        count=len(store.records) if rows else 0,
        total_items=store.total_items,
        total_pages=store.total_pages,
    )
    if not rows:
        return current, None
    if not store.names_next:
        return current, None if _was_named(store, sent) else after
    url = absolute_url(store.next_href, base=base_url) if store.next_href else None
    if url is None or url == sent.url:
        return current, None
    return current, Step(url=url, number=current + 1 if current is not None else None)


def _was_named(store: Datastore, sent: Step) -> bool:
    """Whether the answer before named *sent* as its next group: then the last group names none.

    The page holds the first group, so ``page=1`` is the second: of what is counted otherwise, the
    number is the parameter's own.
    """
    asked = page_number(sent)
    counts = store.total_items is not None or store.total_pages is not None
    return not counts and asked is not None and sent.number is not None and sent.number > asked
