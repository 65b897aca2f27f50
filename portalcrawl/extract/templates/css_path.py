"""CSS selectors of an element, the one that says most first.

>>> from portalcrawl.page.outline import parse
>>> tree = parse("<div class=art><h1>a</h1><table><tr><td>b<td id=zoom>c</table></div>")
>>> next(selectors_of(tree.css_first("#zoom"))), next(selectors_of(tree.css_first("tr")))
('#zoom', 'div.art > table:nth-of-type(1) > tbody:nth-of-type(1) > tr:nth-of-type(1)')
>>> list(selectors_of(tree.css_first("h1")))
['div.art > h1:nth-of-type(1)', 'body > div:nth-of-type(1) > h1:nth-of-type(1)', 'h1']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

MAX_STEPS = 30
# Names that need no escape; ids with long numbers are those of one page.
_NAME = re.compile(r"-?[A-Za-z_][\w-]*", re.ASCII)
_PAGE_NUMBER = re.compile(r"\d{4}")


def selectors_of(node: LexborNode) -> Iterator[str]:
    """By id, by class, by the way down from the nearest that has one, from the body, by tag."""
    yield from _own(node)
    steps: list[str] = []
    around: LexborNode | None = node
    while around is not None and around.tag not in {"body", "html"} and len(steps) < MAX_STEPS:
        steps.insert(0, f"{around.tag}:nth-of-type({_position(around)})")
        around = around.parent
        if around is not None and (own := next(_own(around), None)):
            yield " > ".join([own, *steps])
    if around is not None and around.tag == "body":
        yield " > ".join(["body", *steps])
    yield node.tag or "*"


def _own(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    identity = (attributes.get("id") or "").strip()
    if _NAME.fullmatch(identity) and not _PAGE_NUMBER.search(identity):
        yield f"#{identity}"
    for name in (attributes.get("class") or "").split():
        if _NAME.fullmatch(name) and not _PAGE_NUMBER.search(name):
            yield f"{node.tag}.{name}"


def _position(node: LexborNode) -> int:
    """Which of its tag the element is among its siblings, from 1."""
    count, before = 1, node.prev
    while before is not None:
        count += before.tag == node.tag
        before = before.prev
    return count
