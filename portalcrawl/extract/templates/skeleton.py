"""The skeleton of a page: its layout without its words, so that pages of one template are alike.

>>> from portalcrawl.page.outline import Outline
>>> one, two, other = (
...     skeleton(Outline.of_html(html))
...     for html in (
...         "<div class=art><p>a</div>",
...         "<div class=art>b</div>",
...         "<ul class=list><li>c</ul>",
...     )
... )
>>> is_alike(one, two), is_alike(one, other)
(True, False)
"""

from __future__ import annotations

import re

from portalcrawl.page.outline import UNNAMED, Outline

# So much of two skeletons is common to pages of one template: columns differ in menu and sidebar.
MIN_COMMON = 0.7
MAX_DEPTH = 12
_NUMBER = re.compile(r"\d+")


def skeleton(outline: Outline, *, body: int | None = None) -> frozenset[str]:
    """Depth, tag and names (without their numbers) of the blocks outside the element *body*."""
    found: set[str] = set()
    depths: list[int] = []
    end = -1
    for index, element in enumerate(outline.elements):
        depth = depths[element.parent] + 1 if element.parent >= 0 else 0
        depths.append(depth)
        if index == body:
            end = element.end_element
        if index < end or depth > MAX_DEPTH or element.tag in UNNAMED:
            continue
        found.add(f"{depth} {element.tag}{_NUMBER.sub('', element.names)}")
    return frozenset(found)


def is_alike(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two skeletons are of one template."""
    return len(one & two) >= MIN_COMMON * len(one | two)
