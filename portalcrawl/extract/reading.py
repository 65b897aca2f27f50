"""What an answer gives, as one function of its bytes: its kind, its links, its article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from portalcrawl.extract.kind import Kind
from portalcrawl.extract.links import Link, css_links, find_links, with_neighbours
from portalcrawl.extract.lists.drawn import drawn_listing, joined, read_drawn_data
from portalcrawl.extract.lists.find import find_listing
from portalcrawl.extract.lists.listing import Listing, Step
from portalcrawl.extract.lists.name import list_name
from portalcrawl.extract.parts import Hints
from portalcrawl.extract.site_record import find_site_record
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.items import Article, SiteRecord
from portalcrawl.page.decode import charset_of, decode_page
from portalcrawl.page.document import Page
from portalcrawl.page.media_type import HTML, media_type
from portalcrawl.page.shell import is_shell
from portalcrawl.sites.template import TemplateChange
from portalcrawl.urls.absolute import absolute_url

REDIRECT_PRIORITY = 70


@dataclass(slots=True)
class Reading:
    """``kind`` is ``home``, a Kind of page, ``asset``, ``redirect`` or ``missing``.

    ``events`` are names to count, ``change`` is what became of a template of the site.
    """

    kind: str
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
    location: str | None
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    is_home: bool = False
    anchor: str = ""
    row_date: str = ""
    role: str = ""
    sent: Step | None = None
    asked: tuple[tuple[Step, str], ...] = ()


def read_answer(answer: Answer, *, reader: PageReader) -> Reading:
    """Read *answer*; *reader* is that of its site, and learns from it."""
    if 300 <= answer.status < 400 and answer.location is not None:
        target = absolute_url(answer.location, base=answer.url)
        link = Link(target, hop="R", priority=REDIRECT_PRIORITY) if target else None
        return Reading("redirect", [link] if link else [])
    if not 200 <= answer.status < 300:
        return Reading("missing")
    if answer.sent is not None and (reading := _read_data(answer, answer.sent)) is not None:
        return reading
    kind = media_type(answer.body, declared=answer.content_type)
    if kind == HTML:
        return _read_page(answer, reader)
    if kind == "text/css":
        text = decode_page(answer.body, http_charset=charset_of(answer.content_type)).text
        return Reading("asset", css_links(text, base=answer.url))
    return Reading("asset")


def _read_data(answer: Answer, sent: Step) -> Reading | None:
    """The list in an answer that is data; None where it is a page."""
    text = decode_page(answer.body, http_charset=charset_of(answer.content_type)).text
    listing = read_drawn_data(text, base_url=answer.url, sent=sent)
    return Reading("list", listing=listing) if listing is not None else None


def _read_page(answer: Answer, reader: PageReader) -> Reading:
    page = Page.of_bytes(answer.body, url=answer.url, content_type=answer.content_type)
    links = find_links(page)
    if answer.is_home:
        return Reading("home", links, record=find_site_record(page.outline), shell=is_shell(page))
    hints = Hints(anchor=answer.anchor or None, row_date=answer.row_date or None)
    found = reader.read(page, fetched_at=answer.fetched_at, hints=hints)
    reading = Reading(
        found.kind.value, links, article=found.article, events=found.events, change=found.change
    )
    if found.article is not None:
        reading.links = with_neighbours(links, found.article)
    elif (listing := _listing(page, found.kind, answer, links)) is not None:
        reading.listing, reading.name = listing, list_name(page, anchor=answer.anchor)
    goes_on = reading.listing is not None and not reading.listing.is_last
    reading.shell = is_shell(page, has_static_list=goes_on)
    return reading


def _listing(page: Page, kind: Kind, answer: Answer, links: list[Link]) -> Listing | None:
    """The list that the page shows, or that its scripts drew."""
    shown = find_listing(page, kind, role=answer.role)
    if not answer.asked:
        return shown
    drawn = drawn_listing(answer.asked, [link.url for link in links], base_url=page.url)
    return joined(shown, drawn) if drawn is not None else shown
