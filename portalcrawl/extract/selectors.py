"""Simple selectors (``.class``, ``#id``, ``tag``, ``#vsb_content*``) on the blocks of an outline.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html("<div id=vsb_content_2 class='a v_news_content'><p>x</div>")
>>> select_blocks(page, ["#vsb_content*", ".v_news_content", "#x"])
[('#vsb_content*', 2), ('.v_news_content', 2)]

Case counts for nothing: templates spell the names of a family in every way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portalcrawl.page.outline import UNNAMED, Element, Outline


def select_blocks(
    outline: Outline, selectors: Sequence[str], *, among: Iterable[int] | None = None
) -> list[tuple[str, int]]:
    """Each match: the selector and the element's index; by selector, then in document order."""
    indexes = range(len(outline.elements)) if among is None else list(among)
    # No family marks a paragraph or a row, and half of all blocks are those.
    named = [index for index in indexes if outline.elements[index].tag not in UNNAMED]
    return [
        (selector, index)
        for selector in selectors
        for index in named
        if matches(outline.elements[index], selector)
    ]


def matches(element: Element, selector: str) -> bool:
    """Whether *selector* names *element*."""
    wanted = selector.lower()
    if wanted[0] not in ".#":
        return element.tag == wanted
    name = wanted[1:]
    if name.endswith("*"):
        return f" {name[:-1]}" in element.names
    return f" {name} " in element.names
