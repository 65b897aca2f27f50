"""A page as a person reads it: lines of text in order, each with its links and its place.

>>> outline = Outline.of_html("<h1>T</h1><p>a <a href='x'>b</a><br>c")
>>> [(line.text, line.heading) for line in outline.lines]
[('T', 1), ('a b', 0), ('c', 0)]
>>> outline.lines[1].links[0].href
'x'

One walk over the tree makes what all fields share. A line ends where a block element or a ``<br>``
does. Text of scripts, styles and elements hidden by an inline style is no line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from portalcrawl.page.lines import UNNAMED, Anchor, Comment, Element, Line
from portalcrawl.page.tame import tame
from portalcrawl.page.walk import SKIPPED, hidden_in, walk

# The parser would mirror the chosen <option> again at each further one: quadratic time.
_WITHOUT_EVENTS = LexborDocumentOptions.WO_EVENTS.value

__all__ = ["SKIPPED", "UNNAMED", "Anchor", "Comment", "Element", "Line", "Outline", "parse"]


@dataclass(slots=True)
class Outline:
    """The lines of a page, the block elements they stand in, the comments between them.

    ``hidden`` holds the ``mem_id`` of each element that an inline style hides.
    """

    lines: list[Line]
    elements: list[Element]
    comments: list[Comment] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    @classmethod
    def of_html(cls, html: str) -> Outline:
        """The outline of a document's text."""
        return cls.of_tree(parse(html))

    @classmethod
    def of_tree(cls, tree: LexborHTMLParser) -> Outline:
        """The outline of a parsed document."""
        return cls.of_nodes([tree.root] if tree.root is not None else [])

    @classmethod
    def of_nodes(
        cls, nodes: list[LexborNode], *, without: Iterable[int] = (), shown: Iterable[int] = ()
    ) -> Outline:
        """The outline of parts of a document: *nodes* and all below them, in the order given.

        Elements whose ``mem_id`` is in *without* are left out like hidden ones; those in *shown*
        are not hidden, whatever their style says: a script shows them.
        """
        outline = cls([], [], [], set(without))
        for node in nodes:
            outline.hidden.update(hidden_in(node))
            outline.hidden.difference_update(shown)
            walk(
                node,
                lines=outline.lines,
                elements=outline.elements,
                comments=outline.comments,
                hidden=outline.hidden,
            )
        return outline

    def texts(self, numbers: Iterable[int]) -> list[str]:
        """The texts of the lines *numbers*."""
        return [self.lines[number].text for number in numbers]

    def text(self, numbers: Iterable[int]) -> str:
        """The lines *numbers* that have text, one below the other."""
        return "\n".join(filter(None, self.texts(numbers)))

    def ancestors(self, element: int, *, limit: int = 10_000) -> list[int]:
        """*element* and the blocks around it, innermost first; at most *limit*."""
        chain: list[int] = []
        while element >= 0 and len(chain) < limit:
            chain.append(element)
            element = self.elements[element].parent
        return chain


def parse(html: str) -> LexborHTMLParser:
    """The tree of a document's text, without the characters that no reader sees.

    A NUL would end the document for the parser; zero-width blanks stand inside words.
    """
    # To look costs less than to replace, and most pages have none.
    for invisible in ("\u200b", "\ufeff"):
        if invisible in html:
            html = html.replace(invisible, "")
    # Most characters of a Chinese text have a zero among their bytes in memory, none has in UTF-8.
    data = html.encode("utf-8", "ignore")
    if b"\0" in data:
        html = html.replace("\0", "")
        data = html.encode("utf-8", "ignore")
    tamed = tame(html)
    return LexborHTMLParser(data if tamed is html else tamed, options=_WITHOUT_EVENTS)
