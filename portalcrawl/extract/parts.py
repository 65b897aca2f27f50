"""Where the parts of an article stand on its page: shared by the page's kind and its fields."""

from __future__ import annotations

from dataclasses import dataclass

from portalcrawl.extract.body import Body, find_body
from portalcrawl.extract.breadcrumb import Breadcrumb, find_breadcrumb
from portalcrawl.extract.infoline import InfoLine, best_info_line, dated_headline
from portalcrawl.extract.neighbours import Neighbour, find_neighbours
from portalcrawl.extract.title import Title, find_title
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts that were found; None where the page has none."""

    breadcrumb: Breadcrumb | None
    info: InfoLine | None
    title: Title | None
    previous: Neighbour | None
    next: Neighbour | None

    @classmethod
    def of_page(cls, page: Page) -> Parts:
        """Find them all."""
        outline = page.outline
        breadcrumb = find_breadcrumb(outline)
        info = best_info_line(outline)
        if info is None and breadcrumb is not None:
            info = dated_headline(outline, start=breadcrumb.line + 1)
        previous, following = find_neighbours(outline)
        return cls(
            breadcrumb=breadcrumb,
            info=info,
            title=_title(page, info),
            previous=previous,
            next=following,
        )

    def body(self, outline: Outline) -> Body | None:
        """The body: after headline, breadcrumb and info line, up to the neighbours."""
        before = [self.info.last if self.info else None, self.title.line if self.title else None]
        if self.info is None and self.breadcrumb:
            before.append(self.breadcrumb.line)
        start = max((line + 1 for line in before if line is not None), default=0)
        marks = [n.line for n in (self.previous, self.next) if n and n.line > start]
        return find_body(outline, start=start, stop=min(marks, default=len(outline.lines)))


def _title(page: Page, info: InfoLine | None) -> Title | None:
    if info is not None and info.headline:
        return Title(info.headline, info.first, "dated_headline")
    return find_title(
        page.outline,
        info_first=info.first if info else None,
        title_tag=page.title,
        article_title=page.meta("articletitle"),
    )
