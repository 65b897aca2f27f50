"""The rows of a list page or of a list's data, whatever they are written in.

>>> from tests.portal.site import Resource
>>> page = Resource(b'<ul><li><a href="a.html">A</a></li>;<li><a href="/b.html">B</a></li></ul>')
>>> rearranged(page, "/index.html", {"/a.html", "/b.html"}, lambda rows: rows[::-1]).body
b'<ul><li><a href="/b.html">B</a></li>;<li><a href="a.html">A</a></li></ul>'
>>> both = {"/a.html", "/b.html"}
>>> rearranged(page, "/index.html", both, lambda rows: ["<li>new</li>", *rows]).body
b'<ul><li>new</li>;<li><a href="a.html">A</a></li>;<li><a href="/b.html">B</a></li></ul>'
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from html import escape, unescape
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from tests.portal.faults.text import edited
from tests.portal.site import Resource

Change = Callable[[list[str]], Sequence[str]]

# The innermost element of each kind; a row of a table may frame the whole page, so it comes last.
_ELEMENTS = [
    re.compile(rf"<{tag}\b[^>]*>(?:(?!<{tag}\b).)*?</{tag}>", re.IGNORECASE | re.DOTALL)
    for tag in ("li", "p", "dd", "tr")
]
_HREF = re.compile(r'href=\\?"([^"\\]*)')


def rearranged(page: Resource, path: str, articles: Container[str], change: Change) -> Resource:
    """The answer at *path* with its rows for *articles* as *change* gives them back.

    New rows may only stand before all others. An answer without rows stays as it is.
    """
    if page.body.startswith(b'{"data":{"total"'):
        return _in_results(page, path, articles, change)
    return edited(page, lambda markup: _in_markup(markup, path, articles, change))


def rows_of(page: Resource, path: str, articles: Container[str]) -> list[str]:
    """The rows for *articles* as they are written."""
    rows: list[str] = []

    def keep(found: list[str]) -> list[str]:
        rows.extend(found)
        return found

    rearranged(page, path, articles, keep)
    return rows


def as_absolute(row: str, path: str) -> str:
    """A row of the page at *path* with links that lead to the same from any other page.

    >>> as_absolute('<li><a href="../2/a.html">A</a></li>', "/news/1/list.html")
    '<li><a href="/news/2/a.html">A</a></li>'
    """

    def absolute(href: re.Match[str]) -> str:
        return href[0].replace(href[1], escape(_target(href[1], path))) if href[1] else href[0]

    return _HREF.sub(absolute, row)


def _in_markup(markup: str, path: str, articles: Container[str], change: Change) -> str:
    kinds = (
        [m for m in element.finditer(markup) if _leads_to(m[0], path, articles)]
        for element in _ELEMENTS
    )
    found = next(filter(None, kinds), [])
    if not found:
        return markup
    between = [markup[one.end() : other.start()] for one, other in pairwise(found)]
    rows = list(change([match[0] for match in found]))
    # What stands between two rows stands between a new one and the next, too.
    between = [(between or ["\n"])[0]] * (len(rows) - len(found)) + between
    parts = [part for pair in zip(rows, [*between, ""], strict=True) for part in pair]
    return markup[: found[0].start()] + "".join(parts) + markup[found[-1].end() :]


def _leads_to(row: str, path: str, articles: Container[str]) -> bool:
    return any(_target(href, path) in articles for href in _HREF.findall(row))


def _target(href: str, path: str) -> str:
    parts = urlsplit(urljoin(f"http://site{path}", unescape(href)))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _in_results(page: Resource, path: str, articles: Container[str], change: Change) -> Resource:
    """The same for rows that are objects with a url."""
    answer = json.loads(page.body)
    results = answer["data"]["results"]
    rows = [json.dumps(r) for r in results if _target(r["url"], path) in articles]
    others = [r for r in results if _target(r["url"], path) not in articles]
    answer["data"]["results"] = [json.loads(row) for row in change(rows)] + others
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return replace(page, body=body)
