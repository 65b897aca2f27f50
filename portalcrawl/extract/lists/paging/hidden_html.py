"""Pagers whose links are plain, but not in the page: written by its script, or hidden in Base64.

>>> html = '''<script>var currentPage = 0; var nextPage = currentPage + 1; var countPage = 18;
... document.write("<a href='index" + "_" + nextPage + ".html'>下一页</a>");</script>'''
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/zw/")
>>> paging = find_written(page, Scripts.of_page(page))
>>> paging.next.url, paging.total_pages
('http://a.cn/zw/index_1.html', 18)
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.pager_words import Counts, label_of, read_counts
from portalcrawl.extract.lists.paging.counts import MAX_PAGES, as_count
from portalcrawl.extract.lists.paging.expressions import UNKNOWN, Value, evaluate
from portalcrawl.extract.lists.paging.filling import page_names
from portalcrawl.extract.lists.paging.scripts import Scripts
from portalcrawl.extract.lists.paging.words import word_list
from portalcrawl.page.document import Page
from portalcrawl.page.outline import parse

WRITTEN_MARKS = ("document.write",)
BASE64_MARKS = ("atob", "pages", "Base64", "base64")
MAX_HTML_CHARS = 100_000
MAX_BLOCKS = 200
MIN_BASE64_CHARS = 40
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_HOLDERS = (
    'div[id*="page" i], div[class*="page" i], ul[class*="page" i], textarea, span[id*="page" i]'
)


def find_written(page: Page, scripts: Scripts) -> Paging | None:
    """The paging by the links that ``document.write`` would write."""
    if not any(word in scripts.text for word in word_list("label", "next")[:4]):
        return None
    names = _values(page, scripts)
    pieces = []
    for call in scripts.calls(r"document\.write(?:ln)?"):
        texts = [evaluate(value, names) for value in call.arguments]
        pieces += [text for text in texts if isinstance(text, str)]
    html = "".join(pieces)
    if "<a" not in html.lower():
        return None
    return _paging(page, html, "written_links", _variables(names))


def find_base64(page: Page, _scripts: Scripts) -> Paging | None:
    """The paging by the links that an element of the page holds in Base64."""
    for node in page.tree.css(_HOLDERS)[:MAX_BLOCKS]:
        if node.css_first("a") is not None:
            continue
        html = decode_html(node.text()[:MAX_HTML_CHARS].strip())
        paging = _paging(page, html, "base64_links", Counts()) if html else None
        if paging is not None:
            return paging
    return None


def decode_html(text: str) -> str | None:
    """The HTML that *text* holds in Base64, percent-encoded or not; None where it holds none.

    >>> decode_html("JTNDYSUyMGhyZWYlM0QlMjIyLmh0bWwlMjIlM0UlRTQlQjglOEIlRTklQTElQjUlM0MvYSUzRQ==")
    '<a href="2.html">下页</a>'
    """
    if len(text) < MIN_BASE64_CHARS or not _BASE64.fullmatch(text):
        return None
    try:
        html = unquote(base64.b64decode(text).decode("utf-8"))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return html if "<a" in html else None


def _paging(page: Page, html: str, mechanism: str, known: Counts) -> Paging | None:
    """The paging by the links of *html*; None where none of them turns the page."""
    tree = parse(html[:MAX_HTML_CHARS])
    labels = {label_of((node.text() or "").strip()) for node in tree.css("a")}
    if labels.isdisjoint({"next", "last"}):
        return None
    root = tree.root
    said = read_counts(" ".join(root.text(separator=" ").split())) if root is not None else Counts()
    current, pages = known.current or said.current, known.pages or said.pages
    is_last = current is not None and pages is not None and current >= pages
    url = None if is_last else _next_url(page, tree)
    number = current + 1 if current is not None else None
    return Paging(
        mechanism=mechanism,
        current=current,
        total_pages=pages,
        total_items=said.items,
        next=Step(url=url, number=number) if url else None,
    )


def _next_url(page: Page, tree: LexborHTMLParser) -> str | None:
    """Where the link to the next page leads; one to the page itself is none."""
    for node in tree.css("a[href]"):
        if label_of(node.text().strip()) == "next":
            url = page.absolute(node.attributes.get("href") or "")
            if url is not None and url != page.url:
                return url
    return None


def _values(page: Page, scripts: Scripts) -> dict[str, Value]:
    """What variables are, those among them that are computed from others."""
    names = page_names(page)
    for name, value in scripts.assigned.items():
        if (found := evaluate(value, names)) is not UNKNOWN:
            names[name] = found
    return names


def _variables(names: dict[str, Value]) -> Counts:
    """What variables count: from 0, as all that write their own links do."""
    current, pages = (
        next(
            (
                count
                for name in word_list("variable", kind)
                if (count := as_count(names.get(name), most=MAX_PAGES)) is not None
            ),
            None,
        )
        for kind in ("current", "pages")
    )
    return Counts(current=None if current is None else current + 1, pages=pages or None)
