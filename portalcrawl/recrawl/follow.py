"""A list page was read: what is kept of it, and which of its pages to ask for next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from portalcrawl.extract.links import ARTICLE_PRIORITY, COLUMN_PRIORITY, Link, Role
from portalcrawl.extract.lists.listing import Listing, Paging, Row, Step
from portalcrawl.extract.lists.pager_links import pager_links
from portalcrawl.extract.lists.paging.find import is_unsolved
from portalcrawl.frontier.entry import Entry
from portalcrawl.items import ListPage, ListRow
from portalcrawl.recrawl.earlier import Earlier
from portalcrawl.recrawl.trails import Trails
from portalcrawl.sites.identity import item_key, page_key

# After all list pages, before the articles.
AGAIN_PRIORITY = COLUMN_PRIORITY - 1
AGAIN = "again"
# Pagers whose further pages are those of their options and buttons.
JUMPS = frozenset({"link", "numbers", "select", "data", "turn_call", "written_links"})


@dataclass(frozen=True, slots=True)
class Followed:
    """What is kept of the page, and its links: those of its pager as far as the list goes on.

    ``stop`` is why it does not: as the page says, or ``known_rows``.
    """

    page: ListPage
    links: list[Link]
    stop: str | None
    new_rows: int | None
    """Rows that no earlier run knew; None where there was none."""
    is_first: bool
    """Whether new rows show here first; the first page of rows that scripts fetch is one, too."""


def follow_list(
    listing: Listing,
    links: Iterable[Link],
    *,
    entry: Entry,
    name: str,
    trails: Trails,
    read_at: datetime,
    earlier: Earlier | None = None,
    since: str | None = None,
    is_full: bool = False,
) -> Followed:
    """Follow the list page that was asked for as *entry*; *links* are all on it.

    Where it was read before, *earlier* says what was known of its rows: it is followed up to known
    ones, or to those that are older than *since*; all of it where the run *is_full*.
    """
    links, paging = list(links), listing.paging
    steps = _steps_on(paging)
    pager = {link.url for link in pager_links(links, at=entry.url)} | {step.url for step in steps}
    pages = [page_key(step.url, step.key) for step in steps]
    pages += [page for page in map(page_key, sorted(pager)) if page not in pages]
    is_again = entry.key.startswith(AGAIN)
    this = list_page_key(entry)
    column = trails.column_of(this, given=entry.column)
    trails.belong(pages, column=column, url=entry.url if column == this else None)
    rows = list_rows(listing)
    number = paging.current or entry.number or (1 if column == this else None)
    step = trails.note(
        page_key(entry.url, entry.key),
        column=column,
        # A page whose rows nothing recognises still shows by its links whether it is another one.
        keys=[row.key for row in rows] or [one.url for one in links if one.url not in pager],
        has_next=paging.next is not None,
        # Asked for once more, a list is followed no further than to what is known.
        expects_more=not is_again and 0 < (number or 0) < (paging.total_pages or 0),
    )
    page = ListPage(
        key=this,
        site=entry.site,
        url=entry.url,
        column=column,
        number=number,
        name=name,
        rows=rows,
        pages=pages,
        mechanism=paging.mechanism,
        total_pages=paging.total_pages,
        total_items=paging.total_items,
        has_next=paging.next is not None,
        read_at=read_at,
        stop="unsolved_pager" if is_unsolved(paging) else step.stop,
        new_rows=step.new,
        unlinked_rows=sum(row.url is None for row in listing.rows),
    )
    is_first = not is_again and (column == this or number == 1)
    # The last page may be the first that was found: its pager leads to the others.
    goes_on = step.stop in {None, "last_page"}
    marked = (_marked(x, pager, column, goes_on=goes_on) for x in _with_rows(links, listing))
    kept = [link for link in marked if link is not None]
    if step.is_pushed and (first := trails.url_of(column)) is not None:
        kept.append(_again(first, column=column))
    is_known = earlier is not None and not is_full and earlier.is_known_territory(rows, since=since)
    if not (step.stop or is_known):
        asked = _steps(steps, paging.fallback, entry=entry, column=column)
        # In an earlier run they may have been asked for already.
        kept += [replace(link, again=earlier is not None) for link in asked]
    if earlier is None:
        return Followed(page, kept, page.stop, None, is_first)
    kept += [_suspect(url) for url in (*earlier.edited(rows), *earlier.vanished(rows))]
    stop = page.stop or ("known_rows" if is_known else None)
    return Followed(page, kept, stop, len(earlier.new_keys(rows)), is_first)


def _steps_on(paging: Paging) -> list[Step]:
    """The further pages that are asked for: the next one, and those that it does not lead to.

    Portals offer hundreds of pages to jump to that were never made (seen: 485 dead of 485).
    """
    if paging.next is None:
        return list(paging.more)
    return [paging.next, *(() if paging.mechanism in JUMPS else paging.more)]


def list_page_key(entry: Entry) -> str:
    """The key of the list page that was asked for as *entry*."""
    return page_key(entry.url, "" if entry.key.startswith(AGAIN) else entry.key)


def list_rows(listing: Listing) -> list[ListRow]:
    """The rows that lead somewhere, as they are kept."""
    return [
        ListRow(key=item_key(row.url), url=row.url, title=row.title, published=row.date)
        for row in listing.rows
        if row.url is not None
    ]


def _with_rows(links: list[Link], listing: Listing) -> Iterator[Link]:
    """The links with what their rows tell, then the rows that are no links of the page itself."""
    rows: dict[str, Row] = {}
    for row in listing.rows:
        # A picture and a title may both be rows of one article: the one with the date counts.
        if row.url is not None and (row.url not in rows or rows[row.url].date is None):
            rows[row.url] = row
    for link in links:
        found = rows.pop(link.url, None)
        yield link if found is None else _of_row(link, found)
    for url, row in rows.items():
        yield _of_row(Link(url, priority=ARTICLE_PRIORITY), row)


def _of_row(link: Link, row: Row) -> Link:
    anchor = row.title or link.anchor
    return replace(link, role=Role.ROW, anchor=anchor, row_date=row.date or "")


def _marked(link: Link, pager: set[str], column: str, *, goes_on: bool) -> Link | None:
    """A link of the pager is marked as one, and left out where the list ends."""
    if link.url not in pager or link.role == Role.ROW:
        return link
    if not goes_on:
        return None
    return replace(link, role=Role.PAGE, column=column, priority=COLUMN_PRIORITY)


def _steps(steps: list[Step], fallback: Step | None, *, entry: Entry, column: str) -> list[Link]:
    again = f"{AGAIN}/{entry.key.count('/') + 1}" if entry.key.startswith(AGAIN) else ""
    return [
        Link(
            step.url,
            priority=COLUMN_PRIORITY,
            role=Role.PAGE,
            column=column,
            number=step.number or 0,
            body=step.body,
            content_type=step.content_type,
            key=step.key or again,
            rows=step.rows,
            fallback=_packed(fallback) if fallback is not None else "",
        )
        for step in steps
    ]


def _suspect(url: str) -> Link:
    """An article that its list shows to be another one now, or gone."""
    return Link(url, priority=ARTICLE_PRIORITY, role=Role.ROW, again=True, plain=True)


def _again(url: str, *, column: str) -> Link:
    return Link(url, priority=AGAIN_PRIORITY, role=Role.PAGE, column=column, number=1, key=AGAIN)


def step_of(entry: Entry) -> Step:
    """The request for a page of a list that *entry* stands for."""
    return Step(
        url=entry.url,
        number=entry.number or None,
        body=entry.body,
        content_type=entry.content_type,
        key=entry.key,
        rows=entry.rows,
    )


def other_step(entry: Entry) -> Link:
    """The other reading of the ambiguous pager that led to *entry*, where nothing is."""
    url, body, content_type, key = json.loads(entry.fallback)
    return Link(
        url,
        priority=COLUMN_PRIORITY,
        role=Role.PAGE,
        column=entry.column,
        number=entry.number,
        body=body,
        content_type=content_type,
        key=key,
        rows=entry.rows,
    )


def _packed(step: Step) -> str:
    """*step* as the frontier keeps it beside the one that is asked for first."""
    return json.dumps([step.url, step.body, step.content_type, step.key])
