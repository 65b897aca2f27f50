"""Read a list of saved pages, with or without templates that are learned from them first.

>>> row = ManifestRow(id="1", path="1.html", url="http://a.cn/1.html", site="a.cn")
>>> page = b"<h1>Minutes</h1><p>Source: Office Date: 2024-03-05<p>" + b"They met. " * 40
>>> line = next(read_rows([row], load=lambda row: page, now=datetime(2026, 1, 1)))
>>> line["id"], line["kind"], line["title"], line["date"]
('1', 'article', 'Minutes', '2024-03-05')
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from portalcrawl.errors import PageError
from portalcrawl.extract.article import extract_article
from portalcrawl.extract.kind import Kind, classify
from portalcrawl.extract.lists.find import find_listing
from portalcrawl.extract.lists.listing import Listing
from portalcrawl.extract.manifest import ManifestRow
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.extract.templates.reader import PageReader, learn_all
from portalcrawl.extract.templates.sample import Sample
from portalcrawl.items import Article
from portalcrawl.page.document import Page
from portalcrawl.sites.template import Template

Load: TypeAlias = Callable[[ManifestRow], bytes]
"""Gives the bytes of a row's page. Raises PageError."""


def learn_sites(
    rows: Iterable[ManifestRow], *, load: Load, now: datetime
) -> Iterator[tuple[str, list[Template]]]:
    """Each site of *rows* with the templates that its articles among them have in common.

    A page that can't be loaded teaches nothing; reading it will say why.
    """
    by_site: dict[str, list[ManifestRow]] = {}
    for row in rows:
        by_site.setdefault(row.site, []).append(row)
    # One site at a time: its pages are held until its templates are known.
    for site, of_site in by_site.items():
        yield site, learn_all(samples_of(of_site, load=load, now=now))


def read_rows(
    rows: Iterable[ManifestRow],
    *,
    load: Load,
    now: datetime,
    templates: Mapping[str, Sequence[Template]] | None = None,
) -> Iterator[dict[str, Any]]:
    """A line for each row, in order: ``id``, ``kind`` and the fields of ``comparison``.

    Of a list they are those of ``list_comparison``. ``template`` is the name of the one that was
    used, ``cpu_ms`` what reading the bytes took. Of a page that can't be loaded the line says the
    ``error``.
    """
    readers: dict[str, PageReader] = {}
    for row in rows:
        if row.site not in readers:
            known = (templates or {}).get(row.site, ())
            readers[row.site] = PageReader(row.site, known, with_html=False)
        try:
            body = load(row)
        except PageError as error:
            yield {"id": row.id, "error": str(error)}
            continue
        start = time.process_time()
        page = Page.of_bytes(body, url=row.url)
        reading = readers[row.site].read(page, fetched_at=now)
        listing = find_listing(page, reading.kind) if reading.article is None else None
        cpu_ms = round((time.process_time() - start) * 1000, 3)
        kind = Kind.LIST if listing is not None else reading.kind
        line = {"id": row.id, "kind": kind.value}
        if reading.article is not None:
            line |= comparison(reading.article)
        if listing is not None:
            line |= list_comparison(page, listing)
        yield line | {"template": reading.template, "cpu_ms": cpu_ms}


def comparison(article: Article) -> dict[str, Any]:
    """The fields in which extractors are compared: plain values, addresses as lists."""
    return {
        "title": article.title,
        "date": article.published,
        "source": article.source,
        "author": article.author,
        "column": article.breadcrumb,
        "views": article.views,
        "prev_title": article.previous.title if article.previous else None,
        "next_title": article.next.title if article.next else None,
        "images": [image.shown_url or image.raw for image in article.images],
        "attachments": [attachment.url for attachment in article.attachments],
        "body_text": article.body_text,
    }


def list_comparison(page: Page, listing: Listing) -> dict[str, Any]:
    """What a list page says: ``items`` are the rows that lead somewhere.

    Addresses are as written in the page; one that a script puts together is relative to it.
    """
    paging = listing.paging
    rows = [row for row in listing.rows if row.url is not None]
    return {
        "items": [{"href": row.href, "title": row.title, "date": row.date} for row in rows],
        "next_href": _as_written(page, paging.next.url) if paging.next is not None else None,
        "current_page": paging.current,
        "total_pages": paging.total_pages,
    }


def _as_written(page: Page, url: str) -> str:
    """The href in *page* that leads to *url*."""
    hrefs = (link.href for line in page.outline.lines for link in line.links)
    written = next((href for href in hrefs if page.absolute(href) == url), None)
    return (
        written if written is not None else url.removeprefix(page.base_url.rpartition("/")[0] + "/")
    )


def samples_of(rows: Iterable[ManifestRow], *, load: Load, now: datetime) -> Iterator[Sample]:
    """The articles among *rows* as the general rules read them."""
    for row in rows:
        try:
            page = Page.of_bytes(load(row), url=row.url)
        except PageError:
            continue
        parts = read_parts(page)
        if classify(page, parts) is not Kind.ARTICLE:
            continue
        article = extract_article(page, parts, site=row.site, fetched_at=now, with_html=False)
        if article is not None:
            yield Sample(page, parts, article, now)
