"""Hanweb's lists: the first pages stand in the page, the rest comes from a proxy, group by group.

>>> html = '''<script>$('#9').jpage({totalRecord: 100, perPage: 2, groupSize: 2, dataStore: rows9,
... proxyUrl: '/module/web/jpage/dataproxy.jsp', ajaxParam: {col: 1, path: '/', unitid: '9'}});
... var rows9 = ['<a href=1>1</a>', '<a href=2>2</a>', '<a href=3>3</a>', '<a href=4>4</a>'];
... </script>'''
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/col/col9/index.html")
>>> find_jpage(page, Scripts.of_page(page)).next.url.partition("jpage")[2]
'/dataproxy.jsp?startrecord=5&endrecord=8&perpage=2&col=1&path=%2F&unitid=9'

The server reads a query as it reads a form: what its own links to a next group send is a query, and
an answer to one can be kept and replayed. The form that its script sends is the fallback.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote_plus

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.counts import as_count, pages_of
from portalcrawl.extract.lists.paging.datastore import (
    Datastore,
    datastore_texts,
    read_datastore,
)
from portalcrawl.extract.lists.paging.expressions import Name, Value, as_text
from portalcrawl.extract.lists.paging.inline_rows import html_arrays
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.extract.lists.paging.turning import key_of
from portalcrawl.page.document import Page

MECHANISM = "jpage"
MARKS = (".jpage(", "<datastore")
FORM = "application/x-www-form-urlencoded"
# What the script takes where the page does not say.
GROUP_SIZE = 3
PER_PAGE = 15
MAX_PER_PAGE = 1000


@dataclass(frozen=True, slots=True)
class _Unit:
    """A list of the page: what its call says, and the records that the page holds already."""

    records: int
    store: Datastore | None
    total_items: int | None = None
    per_page: int = PER_PAGE
    group_size: int = GROUP_SIZE
    proxy: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


def find_jpage(page: Page, scripts: Scripts) -> Paging | None:
    """The paging of the first unit that goes on; the next groups of others are ``more``."""
    found = [_paging(page, unit) for unit in _units(page, scripts)]
    if not found:
        return None
    ordered = sorted(found, key=lambda paging: paging.next is None)
    others = tuple(paging.next for paging in ordered[1:] if paging.next is not None)
    return replace(ordered[0], more=others)


def _paging(page: Page, unit: _Unit) -> Paging:
    total = unit.total_items
    store = unit.store
    if total is None and store is not None:
        total = store.total_items
    total_pages = pages_of(total, unit.per_page) if unit.proxy else None
    paging = Paging(mechanism=MECHANISM, current=1, total_pages=total_pages, total_items=total)
    if total is not None and unit.records >= total:
        return paging
    if store is not None and store.next_href:
        url = page.absolute(store.next_href)
        return replace(paging, next=Step(url=url, number=2) if url else None)
    window = unit.per_page * unit.group_size
    if total is None and 0 < unit.records < window:
        # The first group is not full: there is no second.
        return paging
    return replace(paging, next=_get(page, unit, window), fallback=_post(page, unit, window))


def _get(page: Page, unit: _Unit, window: int) -> Step | None:
    query = f"{_window(unit, window)}&{_form(unit)}".rstrip("&")
    return _step(page, unit, query, body="")


def _post(page: Page, unit: _Unit, window: int) -> Step | None:
    return _step(page, unit, _window(unit, window), body=_form(unit))


def _step(page: Page, unit: _Unit, query: str, *, body: str) -> Step | None:
    if not unit.proxy:
        return None
    url = page.absolute(f"{unit.proxy}{'&' if '?' in unit.proxy else '?'}{query}")
    if url is None:
        return None
    number = unit.records // unit.per_page + 1
    if not body:
        return Step(url=url, number=number)
    return Step(url=url, number=number, body=body, content_type=FORM, key=key_of(body))


def _window(unit: _Unit, window: int) -> str:
    start = unit.records + 1
    return f"startrecord={start}&endrecord={start + window - 1}&perpage={unit.per_page}"


def _form(unit: _Unit) -> str:
    """The parameters in UTF-8, whatever the page's charset: so the script sends them."""
    return "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in unit.parameters)


def _escaped(text: str) -> str:
    return quote_plus(text, errors="replace")


def _units(page: Page, scripts: Scripts) -> Iterator[_Unit]:
    """The units of the page: those with a call, else the datastores."""
    stores = [store for text in datastore_texts(page) if (store := read_datastore(text))]
    calls = [call.arguments[0] for call in scripts.calls("jpage") if call.arguments]
    options = [_lower(found) for found in calls if isinstance(found, dict)]
    arrays = html_arrays(scripts)
    for place, found in enumerate(options):
        unit = _unit(found)
        store = _store_of(unit, stores, place if len(stores) == len(options) else None)
        source = found.get("datastore")
        inline = arrays.get(source.text, []) if isinstance(source, Name) else []
        records = len(store.records) if store is not None else len(inline)
        yield replace(unit, records=records, store=store)
    if not options:
        yield from (_Unit(len(store.records), store) for store in stores)


def _store_of(unit: _Unit, stores: list[Datastore], place: int | None) -> Datastore | None:
    """The datastore of *unit*: its link names it, or as many stand there as there are units."""
    number = dict(unit.parameters).get("unitid")
    named = [store for store in stores if f"unitid={number}&" in f"{store.next_href}&"]
    return named[0] if named else None if place is None else stores[place]


def _lower(options: dict[str, Value]) -> dict[str, Value]:
    return {name.lower(): value for name, value in options.items()}


def _unit(options: dict[str, Value]) -> _Unit:
    parameters = options.get("ajaxparam")
    pairs = parameters.items() if isinstance(parameters, dict) else ()
    texts = ((name, as_text(value)) for name, value in pairs)
    proxy = options.get("proxyurl")
    return _Unit(
        records=0,
        store=None,
        total_items=as_count(options.get("totalrecord")),
        per_page=as_count(options.get("perpage"), most=MAX_PER_PAGE) or PER_PAGE,
        group_size=as_count(options.get("groupsize"), most=MAX_PER_PAGE) or GROUP_SIZE,
        proxy=proxy.strip() if isinstance(proxy, str) else "",
        parameters=tuple((name, text) for name, text in texts if text is not None),
    )
