"""An article on several pages: which of them this is, and which is the first.

>>> from portalcrawl.extract.body import find_body
>>> html = "<div><p>今天上午开会。<p>下午参观。<p>[1] <a href=9_2.html>[2]</a></div>"
>>> page = Page.of_bytes(html.encode(), url="http://a.cn/xw/9.html")
>>> find_place(page, find_body(page.outline))
Place(number=1, first='http://a.cn/xw/9.html')
>>> page = Page.of_bytes(html.replace("9_2", "9").encode(), url="http://a.cn/xw/9_2.html")
>>> find_place(page, find_body(page.outline))
Place(number=2, first='http://a.cn/xw/9.html')

EmpireCMS, DedeCMS, PHPCMS and TRS name the further pages ``9_2.html``; VSB counts them from
``9_1.htm``; Founder has the whole text at ``9_0.html``. A number in an address says nothing by
itself: it counts where a pager right below the text leads from one to the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from portalcrawl.extract.body import Body
from portalcrawl.page.document import Page

LINES_BELOW = 6
# Founder's page with the whole text.
WHOLE = 0
_NUMBERED = re.compile(r"(?P<stem>.+?)_(?P<number>\d{1,2})(?P<end>\.\w{2,5})")
_PLAIN = re.compile(r"(?P<stem>.+)(?P<end>\.\w{2,5})")
_LABEL = re.compile(
    r"[\s【\[(（<>《»«]*(?:\d{1,2}|(?:上|下|前|后)一?页|首页|尾页|末页|全文(?:阅读)?|(?:在本页)?阅读全文"
    r"|余下全文)[\s】\])）<>》»«]*"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The page's number (0: the one with the whole text) and the address of the first page."""

    number: int
    first: str


def find_place(page: Page, body: Body | None) -> Place | None:
    """Where *page* stands among the pages of its article; None: it is all of it."""
    if body is None or not body.lines or not (pager := _pager(page, body)):
        return None
    if (here := _split(page.url)) is None:
        return None
    stem, number, end = here
    others = {other[1] for other in pager if (other[0], other[2]) == (stem, end)}
    others.discard(number)
    if not others:
        return None
    first = f"{stem}{end}"
    if number is None:
        return Place(1, first)
    if number == WHOLE:
        return Place(WHOLE, first)
    # VSB counts from one after the first page: its second page is 9_1.htm.
    counts_from_one = number == 1 or 1 in others
    return Place(number + 1 if counts_from_one else number, first)


def _pager(page: Page, body: Body) -> list[tuple[str, int | None, str]]:
    """The addresses, split, of the pager's links: in the last lines of the body or right below."""
    outline = page.outline
    last = body.lines[-1]
    found = []
    for line in outline.lines[max(0, last - 1) : last + 1 + LINES_BELOW]:
        for link in line.links:
            if _LABEL.fullmatch(link.text) and (url := page.absolute(link.href)) is not None:
                split = _split(url)
                # A chain of plain pages is no pager: one of the two has a number.
                found += [split] if split is not None else []
    return found


def _split(url: str) -> tuple[str, int | None, str] | None:
    """Stem, number and extension of an address without a query."""
    if match := _NUMBERED.fullmatch(url):
        return match["stem"], int(match["number"]), match["end"]
    match = _PLAIN.fullmatch(url)
    return (match["stem"], None, match["end"]) if match else None
