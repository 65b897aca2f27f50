"""What is true of a test portal: a crawl's result is compared with this, never with another crawl.

Paths are absolute on the site, with their query: ``/show.asp?id=1008``. Lists are in the
order of the page. Everything is plain data, so that ``Truth.as_json`` loses nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class LinkTruth:
    """A link to another article, as 上篇 and 下篇 give it."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class AttachmentTruth:
    """A file offered by an article; *name* is the text of its link."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class ArticleTruth:
    """One article.

    None stands for a value that is not on the page (an empty label, or one that only a
    script would fill). Placeholders such as 佚名 are given as printed.
    """

    path: str
    id: int
    title: str
    kicker: str | None
    subtitle: str | None
    source: str | None
    author: str | None
    views: int | None
    published: str  # 2020-02-05 or 2020-02-05T10:30: as precise as the page
    published_raw: str
    signature_date: str | None  # 落款, ISO; may be earlier than *published*
    columns: tuple[str, ...]  # the breadcrumb's names, without 首页 and with repeats collapsed
    listed_in: tuple[str, ...]  # names of the columns with a row for it; empty for the orphan
    body_kind: str  # text, images, attachment, empty
    body_style: str  # how the body is marked up: plain, word, br, div
    paragraphs: tuple[str, ...]  # with the signature, without tables and attachment lines
    table: tuple[tuple[str, ...], ...]
    images: tuple[str, ...]  # those that exist on the site
    attachments: tuple[AttachmentTruth, ...]
    prev: LinkTruth | None  # 上篇
    next: LinkTruth | None  # 下篇
    encoding: str  # Python's name of the codec that the bytes are in
    header_charset: str | None
    meta_charset: str


@dataclass(frozen=True, slots=True)
class ColumnTruth:
    """One entry of the menu.

    *kind*: list, empty (a list of nothing), page (one article), external (*path* is an address on
    another site).
    """

    name: str
    path: str
    kind: str
    parent: str | None
    list_pages: tuple[str, ...]  # data too; a post-back: "POST /list.aspx#target/argument"
    articles: tuple[str, ...]  # first seen first, each once, without the dead ones
    declared_total: int | None  # how many rows the pager says there are; None: it does not say
    pinned: tuple[str, ...]  # repeated at the head of each list page
    declared_pages: int | None = None  # how many pages the pager says there are
    rows: tuple[tuple[str, ...], ...] = ()  # of each of the list pages, the dead ones too
    pager: str = "links"  # script, json, dataproxy, nextgroup, unit: what leads to the next page


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What a polite crawl never asks for: counters, forms, robots.txt's Disallow, other hosts."""

    paths: tuple[str, ...]
    prefixes: tuple[str, ...]
    hosts: tuple[str, ...]

    def covers(self, path: str) -> bool:
        return path.startswith(self.prefixes)


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """Who runs the site, from its footer."""

    name: str
    owner: str
    address: str
    postcode: str
    icp: str
    public_security: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The article that the fault ``edited`` changes, and its paragraphs after the change."""

    path: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrived:
    """The article that the fault ``moving-row`` adds, and all columns after it."""

    article: ArticleTruth
    columns: tuple[ColumnTruth, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is; *pages* are HTML pages and lists' data that exist, each counted once."""

    articles: int
    columns: int
    list_pages: int
    pages: int
    assets: int


@dataclass(frozen=True, slots=True)
class Trap:
    """An endless number of addresses that begin with *prefix*; *budget* of them may be asked."""

    prefix: str
    budget: int


@dataclass(frozen=True, slots=True)
class Truth:
    """All that a test may want to know of a portal."""

    home: str
    record: SiteRecord
    columns: tuple[ColumnTruth, ...]
    articles: dict[str, ArticleTruth]
    pages: tuple[str, ...]  # neither home, list nor article
    assets: tuple[str, ...]  # images, styles, scripts and attachments that exist
    twins: dict[str, str]  # another address of the same page -> the one used here
    same_body: tuple[tuple[str, str], ...]  # one text under two ids: first post, second post
    orphans: tuple[str, ...]  # in no list: only a 下篇 leads there
    dead_links: tuple[str, ...]  # linked, and answered with 404
    forbidden: Forbidden
    edited: Edited
    counts: Counts
    posts: tuple[str, ...] = ()  # paths whose form is a pager: POST is asked for there
    shells: tuple[str, ...] = ()  # pages that are empty without their scripts
    traps: tuple[Trap, ...] = ()
    states: dict[str, str] = field(default_factory=dict)  # path -> soft_404, blocked, stub …
    arrived: Arrived | None = None

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def one_of(self, path: str) -> str:
        """The address of a page that the truth uses, for any of its addresses."""
        return self.twins.get(path, path)

    def column(self, name: str) -> ColumnTruth:
        return next(column for column in self.columns if column.name == name)
