r"""The links of a page: where a reader can go, and what the page needs to look as it does.

>>> html = "<a href='list2.htm'>下一页</a><img src=a.png><a href='javascript:;'>x</a>"
>>> for link in find_links(Page.of_bytes(html.encode(), url="http://a.cn/")):
...     print(link.url, link.hop, link.priority)
http://a.cn/list2.htm L 50
http://a.cn/a.png E 10
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from selectolax.lexbor import LexborNode

from portalcrawl.extract.attachments import is_attachment
from portalcrawl.extract.kind import PAGER
from portalcrawl.items import Article
from portalcrawl.page.css_urls import css_urls
from portalcrawl.page.document import Page
from portalcrawl.page.meta_refresh import parse_refresh
from portalcrawl.page.outline import parse
from portalcrawl.page.srcset import srcset_urls
from portalcrawl.page.url_attributes import UrlAttribute, url_attributes, url_names
from portalcrawl.urls.absolute import absolute_url
from portalcrawl.urls.routes import route_of

# Lists first, so that what is new shows early; then articles; then what they embed.
COLUMN_PRIORITY = 50
ARTICLE_PRIORITY = 30
ATTACHMENT_PRIORITY = 20
EMBED_PRIORITY = 10
# Names of columns are short; titles of articles are not.
MAX_COLUMN_CHARS = 6
_MORE = re.compile(r"更多|more|>>|»", re.IGNORECASE)
# Where a reader goes: not the targets of forms, not the sources of quotations. Nor what a <select>
# jumps to: portals list hundreds of list pages there that were never made (seen: 485 dead of 485).
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
_FOLLOWED = frozenset({"a", "area"})


class Role(StrEnum):
    """What a link is on its page: how its target was discovered."""

    ROW = "row"
    """A row of a list."""
    PAGE = "page"
    """Another page of the same list."""
    NEIGHBOUR = "neighbour"
    """上一篇, 下一篇."""
    LINK = "link"
    """Any other: menus, boxes, texts."""
    SITEMAP = "sitemap"
    """An XML sitemap or a feed, and what one names."""
    PROBE = "probe"
    """An address that can't exist: shows how the site says that."""


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute URL on a page. ``hop`` is Heritrix's letter: L link, E embed, R redirect.

    ``role`` is one of Role; for a page of a list, ``number`` (0: not known) and ``column`` say
    which. ``body``, ``content_type``, ``key``, ``rows`` are those of a list's Step. ``again``: to
    be asked for though it was before, ``plain``: without validators.
    """

    url: str
    hop: str = "L"
    anchor: str = ""
    priority: int = 0
    row_date: str = ""
    """The date beside it in a list (ISO 8601)."""
    role: str = "link"
    column: str = ""
    number: int = 0
    body: str = ""
    content_type: str = ""
    key: str = ""
    fallback: str = ""
    rows: str = ""
    again: bool = False
    plain: bool = False


def find_links(page: Page) -> list[Link]:
    """Every address that *page* leads to or loads, once each, in document order."""
    found: dict[str, Link] = {}
    root = page.tree.root
    for node in root.traverse() if root is not None else ():
        tag, attributes = node.tag or "", node.attributes
        # Most elements have a class and nothing that leads anywhere.
        if tag != "style" and url_names(tag).isdisjoint(attributes):
            continue
        for link in _links_of(page, node, tag, attributes):
            found.setdefault(link.url, link)
    return list(found.values())


def with_neighbours(links: list[Link], article: Article) -> list[Link]:
    """*links* of the page of *article*, those to its neighbours marked."""
    neighbours = {other.url for other in (article.previous, article.next) if other is not None}
    return [
        replace(link, role=Role.NEIGHBOUR) if link.url in neighbours else link for link in links
    ]


def css_links(css: str, *, base: str) -> list[Link]:
    """What the style sheet at *base* loads."""
    urls = (absolute_url(found.url, base=base) for found in css_urls(css))
    return [Link(url, hop="E", priority=EMBED_PRIORITY) for url in dict.fromkeys(urls) if url]


def _links_of(
    page: Page, node: LexborNode, tag: str, attributes: Mapping[str, str | None]
) -> Iterator[Link]:
    if tag == "style":
        yield from css_links(node.text() or "", base=page.base_url)
        return
    rows = url_attributes(tag)
    for name, value in attributes.items():
        if (row := rows.get(name)) is None:
            continue
        use = row.use_with(attributes)
        if not value or use in {None, "base", "hint"} or not row.reads(value):
            continue
        if use != "link":
            priority = COLUMN_PRIORITY if use == "page" else EMBED_PRIORITY
            for url in _urls(page, row, value):
                yield Link(url, hop="E", priority=priority)
        elif tag == "link" and _is_feed(attributes):
            for url in _urls(page, row, value):
                yield Link(url, priority=COLUMN_PRIORITY, role=Role.SITEMAP)
        elif tag in _FOLLOWED or (tag == "link" and _is_neighbour(attributes)):
            yield from _anchor(page, node, value)


def _anchor(page: Page, node: LexborNode, href: str) -> Iterator[Link]:
    if href.startswith("#") and not route_of(href):
        return
    if (url := page.absolute(href)) is None:
        return
    text = " ".join((node.text() or "").split())[:200]
    yield Link(url, anchor=text, priority=_priority(url, text))


def _priority(url: str, text: str) -> int:
    if is_attachment(url):
        return ATTACHMENT_PRIORITY
    is_column = len(text) <= MAX_COLUMN_CHARS or PAGER.match(text) or _MORE.search(text)
    return COLUMN_PRIORITY if is_column else ARTICLE_PRIORITY


def _urls(page: Page, row: UrlAttribute, value: str) -> Iterator[str]:
    """The absolute URLs in *value*, read as *row* says."""
    if row.form == "srcset":
        raw = [span.url for span in srcset_urls(value)]
    elif row.form == "css":
        raw = [found.url for found in css_urls(value)]
    elif row.form == "refresh":
        refresh = parse_refresh(value)
        raw = [refresh[1]] if refresh and refresh[1] else []
    elif row.form == "html":
        # One level: a frame's text in a frame's text is no page that anyone made.
        if page.is_embedded:
            return
        inner = Page(url=page.base_url, decoded=page.decoded, is_embedded=True)
        inner.tree = parse(value)
        yield from (link.url for link in find_links(inner) if link.hop == "E")
        return
    else:
        raw = [value]
    for text in raw:
        if (url := page.absolute(text)) is not None:
            yield url


def _is_neighbour(attributes: Mapping[str, str | None]) -> bool:
    return (attributes.get("rel") or "").lower() in {"next", "prev"}


def _is_feed(attributes: Mapping[str, str | None]) -> bool:
    """``<link rel=alternate type=application/rss+xml>``, or Atom's."""
    is_other_form = "alternate" in (attributes.get("rel") or "").lower().split()
    return is_other_form and (attributes.get("type") or "").lower() in _FEED_TYPES
