"""What a crawl yields: dataclasses, each field's format beside it.

An Article is the content of one page. A Visit (``portalcrawl.frontier.entry``) is what became of
one URL; it follows everything else that its page gave, and acknowledges it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class LinkTo:
    """A named link; ``url`` is absolute, None where the page names a target without a link."""

    title: str
    url: str | None


@dataclass(slots=True)
class Image:
    """An image of the body: ``url`` is the original, ``raw`` its address as written.

    ``shown_url`` is what the page shows, which may be a thumbnail. Both are None where they lead
    nowhere a reader could go (``file:///C:/…``).
    """

    url: str | None
    raw: str
    alt: str | None = None
    shown_url: str | None = None
    is_icon: bool = False
    """Whether it is the icon of a file type, which editors put beside a link to a file."""


@dataclass(slots=True)
class Attachment:
    """A file that the body links to or embeds, with the name that a reader sees."""

    url: str
    name: str


@dataclass(slots=True)
class FoundValue:
    """What *rule* says a field's value is, and the text it was read from."""

    rule: str
    value: str
    raw: str


@dataclass(slots=True)
class SiteRecord:
    """Who runs the site, from the foot of its pages.

    ``owner`` 版权所有/主办, ``address`` and ``postcode`` (six digits) as printed, ``icp`` like
    ``陇ICP备14000381号``, ``public_security`` like ``甘公网安备 62112102000021号``.
    """

    owner: str | None = None
    address: str | None = None
    postcode: str | None = None
    icp: str | None = None
    public_security: str | None = None


@dataclass(slots=True, kw_only=True)
class Article:
    """An article as one page shows it. None means: the page does not say."""

    site: str
    """The site's id, e.g. ``www.example.gov.cn``."""
    url: str
    """Where it was fetched, absolute."""
    title: str
    """The headline, white space collapsed."""
    kicker: str | None = None
    """肩题: the line above the headline."""
    subtitle: str | None = None
    """副标题: the line below it."""
    source: str | None = None
    """来源: who issued it, as printed."""
    author: str | None = None
    """作者, as printed."""
    editor: str | None = None
    """责任编辑, as printed."""
    views: int | None = None
    """阅读: the count printed at ``views_seen_at``; never counts as a change."""
    views_seen_at: datetime | None = None
    """When ``views`` was read (UTC)."""
    published: str | None = None
    """ISO 8601, Asia/Shanghai: ``2020-02-05`` or ``2020-02-05T10:30[:00]+08:00``."""
    published_raw: str | None = None
    """The text that ``published`` was read from."""
    published_precision: str | None = None
    """``day``, ``minute`` or ``second``."""
    column_path: list[LinkTo] = field(default_factory=list)
    """The columns from the breadcrumb, outermost first, without the home page."""
    body_text: str = ""
    """Paragraphs, one a line."""
    body_html: str = ""
    """Clean HTML: paragraphs, headings, lists, tables, links and images with absolute addresses."""
    body_kind: str = "text"
    """``text``, ``images``, ``attachment``, ``embed`` or ``empty``."""
    images: list[Image] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    previous: LinkTo | None = None
    """上一篇; which of the two is older is the site's convention."""
    next: LinkTo | None = None
    """下一篇."""
    govinfo: dict[str, str] = field(default_factory=dict)
    """The open-government table: ``index_no`` 索引号, ``document_no`` 文号 …"""
    keywords: list[str] = field(default_factory=list)
    """The ``keywords`` meta tag, split."""
    site_record: SiteRecord = field(default_factory=SiteRecord)
    """The foot of the page."""
    page_number: int | None = None
    """Of an article on several pages: which one this is, 0 for the one with the whole text."""
    first_url: str | None = None
    """Of an article on several pages: the address of the first."""
    provenance: dict[str, str] = field(default_factory=dict)
    """Field → the rule that gave its value."""
    candidates: dict[str, list[FoundValue]] = field(default_factory=dict)
    """Field → what all rules said, the chosen one first."""
    placeholders: list[str] = field(default_factory=list)
    """The fields whose value stands for nobody (作者: 佚名, 来源: 本站): kept as printed."""
    info_line: str = ""
    """The info line as printed: labels that no rule knows are in it too."""
    breadcrumb: list[str] = field(default_factory=list)
    """The breadcrumb as printed, from 首页 to 正文."""
    encoding: str = "utf-8"
    """How the page's bytes were read."""
    capture_id: str | None = None
    """The capture (WARC response record) this was read from."""
    doc_key: str = ""
    """Host and path, the same across scheme, ``www`` and index file."""
    item_key: str = ""
    """The CMS's own number of the article where its address tells it, else ``doc_key``."""
    content_digest: str = ""
    """``sha1:BASE32`` over title, info line without views, body text and asset keys."""
    text_digest: str = ""
    """24 hex digits over the letters of the body text; empty for a short one."""


@dataclass(slots=True)
class ListRow:
    """A row of a list: ``url`` is absolute, ``published`` ISO 8601 where the row has a date."""

    key: str
    url: str
    title: str
    published: str | None = None


@dataclass(slots=True, kw_only=True)
class ListPage:
    """A page of a list as it was read. Pages are named by ``urls.keys.page_key``."""

    key: str
    site: str
    url: str
    column: str
    """The key of the list's first page: the same for all pages of the list."""
    number: int | None
    """From 1; None where neither the way here nor the page tells."""
    name: str
    """What the list is called: the link that led to its first page, or the page's own words."""
    rows: list[ListRow]
    pages: list[str]
    """The pages that its pager names."""
    mechanism: str
    """The rule that knew how the list goes on."""
    total_pages: int | None
    total_items: int | None
    """What the page says; None where it does not."""
    has_next: bool
    read_at: datetime
    stop: str | None = None
    """Why the list was not followed beyond this page; None: it was.

    As ``recrawl/trails.py`` says, or ``unsolved_pager``: more pages are counted than any rule can
    ask for.
    """
    new_rows: int = 0
    unlinked_rows: int = 0
    """Rows that lead nowhere a crawler can go (``javascript:;``)."""
    capture_id: str | None = None

    @property
    def keys(self) -> list[str]:
        """The rows' keys, in order."""
        return [row.key for row in self.rows]
