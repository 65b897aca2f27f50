"""Does this page show nothing before its scripts ran? Only then is a browser worth its cost.

>>> html = '<body><div id="app"></div><script src="/js/app.8f2c.js"></script>'
>>> is_shell(Page.of_bytes(html.encode(), url="http://a.cn/"))
'empty_app'
>>> html = '<body><div id="app"><p>通知</div><script src="/js/app.8f2c.js"></script>'
>>> is_shell(Page.of_bytes(html.encode(), url="http://a.cn/")) is None
True

A wrong yes costs a browser page, a wrong no costs what the page would have shown. So every reason
needs a sign of its own, and a page with a text, rows or titles enough is never a shell.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from portalcrawl.page.document import Page
from portalcrawl.page.outline import Line, Outline
from portalcrawl.page.shell_rules import ASKS, CHALLENGE, LIST, MOUNTS, NOTICE, WAITING
from portalcrawl.page.walk import is_hidden

# A sentence or two; footers and slogans end without a full stop.
MIN_TEXT_CHARS = 80
# A title that links, as rows and headlines do. The links of menus are shorter, those of a box of
# friends (names of offices) about as long.
TITLE_CHARS = 14
MAX_TITLES = 4
MAX_DATED_ROWS = 1
# What a page may have beside the empty element of its app: a name, a line of the footer. A page
# with more has its menu without scripts, and the app may be a box of it.
MAX_APP_CHARS, MAX_APP_LINKS = 60, 5
# A clock or a greeting is no page.
MIN_GAIN_CHARS = 10
# Text that a page whose <noscript> asks for scripts may have beside it.
MAX_NOTICE_CHARS = 200
MAX_WAITING_CHARS = 40
# Scripts above are libraries put into the page.
MAX_SCRIPT_CHARS = 100_000
MAX_NAMES_CHARS = 200
MAX_CANDIDATES, MAX_EMPTY = 400, 20
_DATE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|(?<!\d)\d{1,2}-\d{1,2}(?!\d)")
_STOPS = frozenset("。；;！？")
_MOUNT = ", ".join(("app-root", *(f'[id="{name}"]' for name in MOUNTS)))
_LIST_TAGS = "ul, ol, tbody, dl, div, section"
# What may stand in an element that is empty to the eye.
_UNSEEN = frozenset({"-text", "-comment", "script", "style", "noscript", "template"})


def is_shell(page: Page, *, has_static_list: bool = False) -> str | None:
    """Why *page* (a 200 answer) shows nothing without its scripts; None where it shows something.

    ``empty_app``: the element that an app draws itself into is empty. ``noscript``: the page says
    so itself. ``empty_list``: the element of a list is empty or holds a template, and a script of
    the page fills it; not where *has_static_list* says that the list can be asked for without one.
    """
    if _shows_something(page.outline):
        return None
    reason = _reason(page, has_static_list=has_static_list)
    if reason is None or page.tree.css_first("frameset") is not None:
        return None
    return None if CHALLENGE.search(_inline_scripts(page)) else reason


def shows_more(rendered: bytes, *, than: bytes, url: str) -> bool:
    """Whether the page *rendered* is one to read, and more than the document it was made of.

    >>> shows_more("<p>县里召开动员会，部署春季植树".encode(), than=b"<p>", url="http://a.cn/")
    True
    """
    page, document = Page.of_bytes(rendered, url=url), Page.of_bytes(than, url=url)
    return is_shell(page) is None and _chars(page) >= _chars(document) + MIN_GAIN_CHARS


def _reason(page: Page, *, has_static_list: bool) -> str | None:
    chars, links = _chars(page), sum(len(line.links) for line in page.outline.lines)
    if chars <= MAX_APP_CHARS and links <= MAX_APP_LINKS and _has_empty_app(page):
        return "empty_app"
    if chars <= MAX_NOTICE_CHARS and _asks_for_scripts(page):
        return "noscript"
    if not has_static_list and _has_empty_list(page):
        return "empty_list"
    return None


def _chars(page: Page) -> int:
    return sum(len(line.text) for line in page.outline.lines)


def _shows_something(outline: Outline) -> bool:
    """Whether a reader without scripts gets a text, rows or titles."""
    text_chars = titles = dated = 0
    for line in outline.lines:
        if "{{" in line.text:
            continue
        if not line.links:
            text_chars += len(line.text) if _STOPS.intersection(line.text) else 0
        else:
            titles += sum(len(link.text) >= TITLE_CHARS for link in line.links)
            dated += _is_dated(line)
        if text_chars >= MIN_TEXT_CHARS or titles > MAX_TITLES or dated > MAX_DATED_ROWS:
            return True
    return False


def _is_dated(line: Line) -> bool:
    return _DATE.search(line.text_beside_links()[:200]) is not None


def _inline_scripts(page: Page) -> str:
    texts, left = [], MAX_SCRIPT_CHARS
    for node in page.tree.css("script:not([src])"):
        text = node.text()[:left]
        texts.append(text)
        left -= len(text)
        if left <= 0:
            break
    return "\n".join(texts)


def _has_empty_app(page: Page) -> bool:
    if page.tree.css_first("script[src]") is None:
        return False
    return any(_is_waiting(node) for node in page.tree.css(_MOUNT)[:MAX_CANDIDATES])


def _is_waiting(node: LexborNode) -> bool:
    """Whether nothing is in *node* but a word of patience."""
    if node.css_first("a[href], img, iframe, input, table") is not None:
        return False
    text = "".join((node.text() or "").split())
    return len(text) <= MAX_WAITING_CHARS and WAITING.search(text) is not None


def _asks_for_scripts(page: Page) -> bool:
    if page.tree.css_first("script[src]") is None:
        return False
    notices = page.tree.css("noscript")[:10]
    return any(NOTICE.search((node.text() or "")[:500]) is not None for node in notices)


def _has_empty_list(page: Page) -> bool:
    """Whether a script of *page* fills an element that is a list's and has no row yet."""
    empty: list[str] = []
    for node in page.tree.css(_LIST_TAGS)[:MAX_CANDIDATES]:
        attributes = node.attributes
        name = (attributes.get("id") or "")[:MAX_NAMES_CHARS]
        names = f"{name} {(attributes.get('class') or '')[:MAX_NAMES_CHARS]}"
        if not LIST.search(names) or is_hidden(node):
            continue
        if _is_template(node):
            return True
        if name and _is_empty(node):
            empty.append(name)
    if not empty or not ASKS.search(scripts := _inline_scripts(page)):
        return False
    return any(re.search(rf"\b{re.escape(name)}\b", scripts) for name in empty[:MAX_EMPTY])


def _is_template(node: LexborNode) -> bool:
    """Whether its one row is repeated by a script: ``<li v-for=…><a>{{item.title}}</a>``."""
    row = node.css_first("[v-for], [ng-repeat], [data-ng-repeat]")
    return row is not None and "{{" in (row.text() or "")[:2000]


def _is_empty(node: LexborNode) -> bool:
    child = node.first_child
    while child is not None:
        if child.tag not in _UNSEEN:
            return False
        if child.tag == "-text" and not child.is_empty_text_node:
            return (
                WAITING.search("".join((node.text() or "")[:MAX_WAITING_CHARS].split())) is not None
            )
        child = child.next
    return True
