"""Read all pages of a site again, and store what is not as it was.

Workers read; only this process writes, a chunk at a time: articles, lists, then the place in the
order of pages behind the chunk. A run that is killed goes on behind the last one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.queue import utc_now
from portalcrawl.items import Article
from portalcrawl.recrawl.follow import AGAIN
from portalcrawl.recrawl.trails import Trails
from portalcrawl.reprocess.chunk import Chunk, ChunkReading, FoundArticle, Knowledge, LostArticle
from portalcrawl.reprocess.ordered import Pool, WorkerLostError, in_order
from portalcrawl.reprocess.place_lists import as_found_here
from portalcrawl.reprocess.read import read_chunk
from portalcrawl.reprocess.tally import Tally
from portalcrawl.sites.identity import document_key, item_key, page_key
from portalcrawl.store.archived_pages import Address, ArchivedPages
from portalcrawl.store.article_changes import Difference, article_id
from portalcrawl.store.articles import Articles
from portalcrawl.store.documents import document
from portalcrawl.store.lists import Lists, list_document, list_id
from portalcrawl.store.runs import Runs
from portalcrawl.store.texts import Texts

Doc: TypeAlias = dict[str, Any]
CHUNK_PAGES = 32
# So many chunks are given out for each page that can be read at a time.
CHUNKS_AHEAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a run reads and writes."""

    pages: ArchivedPages
    articles: Articles
    lists: Lists
    runs: Runs
    texts: Texts


@dataclass(slots=True)
class Step:
    """What a chunk came to: its counts, and the names behind them."""

    place: Doc
    """Where the last page of the chunk stands."""
    tally: Tally = field(default_factory=Tally)
    differences: list[Difference] = field(default_factory=list)
    lost: list[LostArticle] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)


class Reprocessing:
    """A run over the pages of a site. *is_dry* says what would change, and changes nothing."""

    def __init__(self, knowledge: Knowledge, stored: Stored, *, is_dry: bool) -> None:
        self._knowledge = knowledge
        self._stored = stored
        self._is_dry = is_dry
        self._has_rendered = stored.pages.has_rendered()
        self._trails = _known_trails(stored.lists, knowledge.site)

    def run(self, *, pool: Pool, readers: int, after: Doc | None = None) -> Iterator[Step]:
        """A step for each chunk behind the place *after*, once all of it is stored.

        *readers* is how many chunks can be read at a time. Closing the generator ends the run.
        """
        ahead = 1 if readers <= 1 else CHUNKS_AHEAD * readers
        read: Callable[[Chunk], ChunkReading] = partial(read_chunk, self._knowledge)
        chunks = self._chunks(self._stored.pages.addresses(after=after))
        started = time.monotonic()
        for chunk, reading in in_order(
            chunks, read, pool=pool, ahead=ahead, one_by_one=_page_by_page
        ):
            step = self._take_in(chunk, reading)
            step.tally.secs = time.monotonic() - started
            started += step.tally.secs
            yield step

    def _chunks(self, addresses: Iterator[Address]) -> Iterator[Chunk]:
        site, stored = self._knowledge.site, self._stored
        while some := tuple(islice(addresses, CHUNK_PAGES)):
            ids = [article_id(site, document_key(one.url)) for one in some]
            yield Chunk(
                some,
                stored.pages.captures_of(some),
                stored.articles.raw(site, ids, item_keys={item_key(one.url) for one in some}),
                stored.lists.raw(list_id(site, _page_key(one)) for one in some),
                stored.pages.data_of(some) if self._has_rendered else {},
                {one.column: url for one in some if (url := self._trails.url_of(one.column))},
            )

    def _take_in(self, chunk: Chunk, reading: ChunkReading) -> Step:
        step = Step(chunk.addresses[-1].place(), lost=reading.lost, unreadable=reading.unreadable)
        tally = step.tally
        tally.pages = len(chunk.addresses)
        tally.unchanged = reading.same
        tally.no_longer, tally.unreadable = len(reading.lost), len(reading.unreadable)
        if reading.articles:
            self._take_articles(reading.articles, step)
        if not self._is_dry:
            self._compare_texts(chunk, reading)
        self._take_lists(reading, tally)
        if reading.record is not None and not self._is_dry:
            self._stored.runs.set_record(self._knowledge.site, document(reading.record))
        return step

    def _take_articles(self, found: list[FoundArticle], step: Step) -> None:
        captures = {one.capture["id"]: one.capture for one in found}
        first_seen = {one.capture["id"]: one.first_at for one in found}
        articles: list[Article] = [one.article for one in found]
        stored, tally = self._stored.articles, step.tally
        plan = stored.plan(articles, captures=captures, now=utc_now(), first_seen=first_seen)
        if not self._is_dry:
            stored.write(plan)
        step.differences = plan.differences
        saved = plan.saved
        tally.new, tally.changed, tally.touched = saved.new, saved.changed, saved.touched
        tally.unchanged += saved.unchanged
        tally.twins = saved.twins
        for difference in plan.differences:
            for name in difference.fields:
                tally.fields[name] = tally.fields.get(name, 0) + 1

    def _compare_texts(self, chunk: Chunk, reading: ChunkReading) -> None:
        """Link copies, also among what is as it was: a killed run may have stored it before."""
        site = self._knowledge.site
        keys = [document_key(address.url) for address in chunk.addresses]
        # A further page may belong to an article of another chunk.
        keys += [one.article.doc_key for one in reading.articles]
        self._stored.texts.compare_articles(article_id(site, key) for key in keys)

    def _take_lists(self, reading: ChunkReading, tally: Tally) -> None:
        placed = [(as_found_here(page, self._trails), run) for page, run in reading.lists]
        documents = [list_document(page, run=run) for page, run in placed]
        lists = self._stored.lists
        count = lists.count_refreshed if self._is_dry else lists.refresh
        tally.lists_new, tally.lists_changed = count(documents) if documents else (0, 0)


def _page_by_page(chunk: Chunk, read: Callable[[Chunk], ChunkReading]) -> ChunkReading:
    """Read *chunk* so that only the page is lost over which a worker dies.

    Raises PortalcrawlError where one dies over every page: then it is not the pages.
    """
    whole, lost = ChunkReading(), 0
    for address in chunk.addresses:
        alone = replace(chunk, addresses=(address,))
        try:
            part = read(alone)
        except WorkerLostError as error:
            lost += 1
            whole.unreadable[address.url] = f"its reader died over it (out of memory?): {error}"
            continue
        whole.kinds += part.kinds
        whole.same += part.same
        whole.articles += part.articles
        whole.lists += part.lists
        whole.record = part.record or whole.record
        whole.lost += part.lost
        whole.unreadable |= part.unreadable
    if lost == len(chunk.addresses):
        first, last = chunk.addresses[0].url, chunk.addresses[-1].url
        raise PortalcrawlError(
            f"the processes that read die over every page from {first} to {last}: is there memory"
            " enough? Try --jobs 1; what was read before is stored"
        )
    return whole


def _page_key(address: Address) -> str:
    """The key of the list page that it may be."""
    is_again = address.key.startswith(AGAIN)
    return page_key(address.url, "" if is_again else address.key)


def _known_trails(lists: Lists, site: str) -> Trails:
    """Which pages are of which list, and where each list begins, as stored."""
    trails = Trails()
    for page in lists.pages_of(site):
        key, column = page["key"], page["column"]
        url = page["url"] if key == column else None
        trails.belong([key, *page["pages"]], column=column, url=url)
    return trails
