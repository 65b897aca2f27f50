"""A page that is nothing but a way to another: ``<meta http-equiv=refresh>`` or one line of script.

>>> page = Page.of_bytes(b"<script>location.href = '/zwgk/';</script>", url="http://a.cn/x.html")
>>> redirect_target(page, size=42)
'http://a.cn/zwgk/'

Nothing is evaluated: an address that is put together is not known, and the page is no shell then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalcrawl.page.document import Page
from portalcrawl.page.look import Look
from portalcrawl.page.meta_refresh import parse_refresh

MAX_SHELL_BYTES = 4096
# A page that goes on by itself later than that is meant to be read.
MAX_WAIT_SECS = 30

_WINDOW = r"(?<![\w$.])(?:(?:window|document|self|top|parent|this)\s{0,3}\.\s{0,3}){0,3}"
_LITERAL = r"""\s{0,9}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})')\s{0,9}"""
# The end of the statement: what is added to the literal is not known.
_END = r"(?=[;)}<\n\r,\"']|\Z|//)"
_SET = re.compile(
    rf"{_WINDOW}location(?:\s{{0,3}}\.\s{{0,3}}href)?\s{{0,9}}=(?!=){_LITERAL}{_END}"
    rf"|{_WINDOW}(?:location\s{{0,3}}\.\s{{0,3}}(?:replace|assign)|navigate)\s{{0,3}}\({_LITERAL}\)"
)
_COMMENT = re.compile(r"/\*(?:.*?\*/|.*)|(?<![:\"'\w])//[^\n]*|<!--[^\n]*", re.DOTALL)
# A script that sends telephones elsewhere sends all others on afterwards.
_ASKS_FOR_DEVICE = re.compile(r"userAgent|Android|iPhone|Mobile", re.IGNORECASE)


def redirect_target(page: Page, *, size: int, look: Look | None = None) -> str | None:
    """The absolute URL that a shell leads to; None for any other page.

    *size* is that of the body in bytes. The target is not the page itself.
    """
    if size > MAX_SHELL_BYTES or not (look or Look(page)).is_empty:
        return None
    if page.tree.css_first("frameset") is not None:
        return None
    return next(_elsewhere(page, [*_refreshes(page), *_assignments(page)]), None)


def _elsewhere(page: Page, hrefs: list[str]) -> Iterator[str]:
    here = page.url.partition("#")[0]
    for href in hrefs:
        target = page.absolute(href.strip())
        if target is not None and target != here:
            yield target


def _refreshes(page: Page) -> Iterator[str]:
    for node in page.tree.css("meta[http-equiv='refresh' i]"):
        parent = node.parent
        # What is meant for browsers without script tells them that there is nothing for them.
        if parent is not None and parent.tag == "noscript":
            continue
        found = parse_refresh(node.attributes.get("content") or "")
        if found is not None and found[0] <= MAX_WAIT_SECS and found[1]:
            yield found[1]


def _assignments(page: Page) -> Iterator[str]:
    for script in _scripts(page):
        code = _COMMENT.sub(" ", script)
        found = [next(filter(None, match.groups())) for match in _SET.finditer(code)]
        if len(found) > 1 and _ASKS_FOR_DEVICE.search(code):
            found.reverse()
        yield from found


def _scripts(page: Page) -> Iterator[str]:
    for node in page.tree.css("script:not([src])"):
        yield node.text()
    for node in page.tree.css("[onload]"):
        yield node.attributes.get("onload") or ""
