"""A page that the general rules have read: what a template is learned from and compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from portalcrawl.extract.body import whole_element
from portalcrawl.extract.parts import NO_HINTS, Hints, Parts
from portalcrawl.items import Article
from portalcrawl.page.document import Page


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as the general rules read it."""

    page: Page
    parts: Parts
    article: Article
    fetched_at: datetime
    hints: Hints = NO_HINTS

    def has_sure_body(self) -> bool:
        """Whether the body was found by what is in it, and not by what stands above it."""
        body, rule = self.parts.body, self.parts.body_rule
        return body is not None and bool(body.lines) and rule != "below_info_line"

    def is_body_whole(self) -> bool:
        """Whether the body is all there is in its element, but for buttons."""
        body = self.parts.body
        assert body is not None
        return body.lines == whole_element(self.page.outline, body.element).lines

    def chain(self) -> list[int]:
        """The body's element and the blocks around it, innermost first."""
        assert self.parts.body is not None
        return self.page.outline.ancestors(self.parts.body.element)

    def node(self, element: int) -> LexborNode:
        """The node of *element*."""
        return self.page.outline.elements[element].node

    def lines(self) -> list[int]:
        """The lines of the parts beside the body that stand near it."""
        parts = self.parts
        found = [*parts.info.lines] if parts.info else []
        found += [n for n in (parts.title_line(), parts.kicker, parts.subtitle) if n is not None]
        found += [*parts.govinfo.lines] if parts.govinfo else []
        return found + [side.line for side in (parts.previous, parts.next) if side is not None]
