"""What an answer gives, as one function of its bytes: its kind, its links, its article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from portalcrawl.extract.kind import Kind
from portalcrawl.extract.links import (
    ARTICLE_PRIORITY,
    COLUMN_PRIORITY,
    Link,
    Role,
    css_links,
    find_links,
    with_neighbours,
)
from portalcrawl.extract.lists.drawn import drawn_listing, joined, read_drawn_data
from portalcrawl.extract.lists.find import find_listing, is_notice_of_nothing
from portalcrawl.extract.lists.listing import Listing, Step
from portalcrawl.extract.lists.name import list_name
from portalcrawl.extract.parts import Hints
from portalcrawl.extract.site_record import find_site_record
from portalcrawl.extract.sitemaps import SitemapLink, read_sitemap
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.items import Article, SiteRecord
from portalcrawl.page.decode import charset_of, decode_page
from portalcrawl.page.document import Page
from portalcrawl.page.media_type import HTML, media_type
from portalcrawl.page.shell import is_shell
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.page.state import Case, Judgement, PageState, judge
from portalcrawl.sites.template import TemplateChange

REDIRECT_PRIORITY = 70
# With less and no date, what looks like an article may be the frame of an empty list.
MIN_ARTICLE_CHARS = 100
OK = Judgement(PageState.OK, "page")
_LEADING = frozenset({PageState.OK, PageState.REDIRECT_SHELL})


@dataclass(slots=True)
class Reading:
    """What was read of an answer.

    ``kind`` is ``home``, a Kind of page, ``asset``, ``sitemap``, ``redirect``, ``missing``, or the
    name of another PageState that is not ok.
    ``events`` are names to count, ``change`` is what became of a template of the site.
    """

    kind: str
    judgement: Judgement = OK
    """What the answer is, and the rule that knew it."""
    links: list[Link] = field(default_factory=list)
    listing: Listing | None = None
    """What a page of a list says."""
    name: str = ""
    """What a list calls itself."""
    article: Article | None = None
    record: SiteRecord | None = None
    events: list[str] = field(default_factory=list)
    change: TemplateChange | None = None
    shell: str | None = None
    """Why the page shows nothing before its scripts ran; None where it does."""
    page: Page | None = None
    """The page, where it is one."""

    @property
    def has_content(self) -> bool:
        """Whether it has the shape of an article or of a list."""
        has_rows = self.listing is not None and bool(self.listing.rows)
        return has_rows or self.kind in {Kind.ARTICLE, Kind.LIST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response, its content encoding undone. ``is_home`` marks the answer to the seed.

    ``anchor`` is the text of the link that led here, ``row_date`` the date beside it in its list,
    ``role`` what it was, ``sent`` the step that was asked for where it was one of a list. ``asked``
    is the data that the scripts of a rendered page asked for, each with its request.
    """

    url: str
    status: int
    body: bytes
    content_type: str | None
    fetched_at: datetime
    headers: tuple[tuple[str, str], ...] = ()
    """Lower-case names, in their order."""
    is_home: bool = False
    anchor: str = ""
    row_date: str = ""
    role: str = ""
    sent: Step | None = None
    asked: tuple[tuple[Step, str], ...] = ()
    list_url: str | None = None
    """The page that shows what a step gives: the rows of data are relative to it."""

    def header(self, name: str) -> str | None:
        """The first value of the header *name* (lower case)."""
        return next((value for key, value in self.headers if key == name), None)


def read_answer(
    answer: Answer, *, reader: PageReader, known: NotFoundPages | None = None
) -> Reading:
    """Read *answer*; *reader* is that of its site, and learns from it.

    *known*: how its host answers for what it has not.
    """
    is_success = 200 <= answer.status < 300
    if is_success and (reading := _read_data(answer)) is not None:
        return reading
    kind = media_type(answer.body, declared=answer.content_type)
    page = None
    if kind == HTML and answer.body:
        page = Page.of_bytes(answer.body, url=answer.url, content_type=answer.content_type)
    reading = _read_page(page, answer, reader) if page and is_success else _read_file(answer, kind)
    judgement = judge(
        Case(
            url=answer.url,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            page=page,
            has_content=reading.has_content,
            is_home=answer.is_home,
            known=known,
        )
    )
    if judgement.state is PageState.OK and is_success:
        reading.judgement = judgement
        return reading
    return _no_page(judgement, reading)


def _no_page(judgement: Judgement, reading: Reading) -> Reading:
    """What stands in for a page: nothing of it is read but where it leads."""
    if judgement.target is not None and judgement.state in _LEADING:
        link = Link(judgement.target, hop="R", priority=REDIRECT_PRIORITY)
        return Reading("redirect", judgement, [link], page=reading.page)
    is_missing = judgement.state in {PageState.OK, PageState.NOT_FOUND}
    kind = "missing" if is_missing else judgement.state.value
    return Reading(kind, judgement, page=reading.page)


def _read_file(answer: Answer, kind: str) -> Reading:
    if kind == HTML:
        # A document of no bytes.
        return Reading(Kind.OTHER)
    if kind == "text/css":
        text = decode_page(answer.body, http_charset=charset_of(answer.content_type)).text
        return Reading("asset", links=css_links(text, base=answer.url))
    return Reading("asset")


def _read_data(answer: Answer) -> Reading | None:
    """The list or the site map in an answer that is data; None where it is something else."""
    if answer.role == Role.SITEMAP:
        named = read_sitemap(answer.body, url=answer.url)
        return Reading("sitemap", links=[_named(link) for link in named]) if named else None
    if answer.sent is None:
        return None
    text = decode_page(answer.body, http_charset=charset_of(answer.content_type)).text
    listing = read_drawn_data(text, base_url=answer.list_url or answer.url, sent=answer.sent)
    return Reading(Kind.LIST, listing=listing) if listing is not None else None


def _named(link: SitemapLink) -> Link:
    priority = COLUMN_PRIORITY if link.kind == "sitemap" else ARTICLE_PRIORITY
    # What a feed says of an entry is what a list says of a row.
    date = (link.lastmod or "")[:10] if link.kind == "entry" else ""
    return Link(link.url, priority=priority, role=Role.SITEMAP, anchor=link.title, row_date=date)


def _read_page(page: Page, answer: Answer, reader: PageReader) -> Reading:
    links = find_links(page)
    if answer.is_home:
        record = find_site_record(page.outline)
        return Reading("home", links=links, record=record, shell=is_shell(page), page=page)
    hints = Hints(anchor=answer.anchor or None, row_date=answer.row_date or None)
    found = reader.read(page, fetched_at=answer.fetched_at, hints=hints)
    reading = Reading(
        found.kind.value,
        links=links,
        article=found.article,
        events=found.events,
        change=found.change,
        page=page,
    )
    listing = None
    if found.article is None or _may_be_list(found.article, answer):
        listing = _listing(page, found.kind, answer, links)
    if listing is not None:
        reading.listing, reading.name = listing, list_name(page, anchor=answer.anchor)
        reading.article = None
        reading.kind = Kind.LIST if found.kind is Kind.ARTICLE else found.kind
    elif found.article is not None:
        reading.links = with_neighbours(links, found.article)
    goes_on = listing is not None and not listing.is_last
    reading.shell = is_shell(page, has_static_list=goes_on)
    return reading


def _may_be_list(article: Article, answer: Answer) -> bool:
    """The last page of a list may have a single row, an empty list a sentence or a pager only."""
    if answer.role == Role.PAGE or is_notice_of_nothing(article.body_text):
        return True
    has_files = article.images or article.attachments
    return not (has_files or article.published) and len(article.body_text) < MIN_ARTICLE_CHARS


def _listing(page: Page, kind: Kind, answer: Answer, links: list[Link]) -> Listing | None:
    """The list that the page shows, or that its scripts drew."""
    shown = find_listing(page, kind, role=answer.role)
    if not answer.asked:
        return shown
    drawn = drawn_listing(answer.asked, [link.url for link in links], base_url=page.url)
    return joined(shown, drawn) if drawn is not None else shown
