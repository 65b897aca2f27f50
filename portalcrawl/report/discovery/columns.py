"""The columns of a site: what each declares, what was found, why its list ended, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from portalcrawl.report.discovery.facts import Doc, Site


@dataclass(slots=True)
class ColumnReport:
    """One column, with the addresses of what is wrong in it."""

    name: str
    url: str
    pages: int = 0
    declared_pages: int | None = None
    declared_items: int | None = None
    found_items: int = 0
    """Different rows, those that lead to other sites included."""
    articles: int = 0
    """Rows whose article is stored."""
    mechanism: str = "none"
    stops: dict[str, int] = field(default_factory=dict)
    """Why the list was not followed further → on how many pages."""
    repeated_rows: int = 0
    """Rows that stand on more than one page: pinned, or pushed on while we read."""
    undated_rows: int = 0
    unlinked_rows: int = 0
    """Rows whose link leads nowhere (``javascript:;``): not in ``found_items``."""
    is_sorted: bool = True
    """Whether its dates never rise from row to row (pinned rows apart)."""
    orphans: list[str] = field(default_factory=list)
    """Articles whose breadcrumb names this column, and that no list has."""
    dead_links: list[str] = field(default_factory=list)
    """Rows that lead to nothing."""
    is_blank: bool = False
    """Whether it lists nothing."""

    @property
    def missing_items(self) -> int:
        """How many fewer rows were found than the column declares."""
        return max(0, (self.declared_items or 0) - self.found_items)


def report_columns(site: Site) -> list[ColumnReport]:
    """The columns in the order in which they were found."""
    dead = {address.key: address.url for address in site.addresses if address.is_dead}
    stored = {key for story in site.stories for key in story.keys}
    read = {page["key"] for page in site.lists}
    reports = [_report(pages, dead, stored, read) for pages in group_pages(site.lists)]
    _add_orphans(reports, site)
    return reports


def group_pages(lists: Iterable[Doc]) -> list[list[Doc]]:
    """The list pages of each column. Pagers join what was first found as several lists.

    >>> first = {"key": "1", "column": "1", "pages": ["2"]}
    >>> last = {"key": "2", "column": "2", "pages": []}
    >>> len(group_pages([first, last, {"key": "3", "column": "3", "pages": []}]))
    2
    """
    lists = list(lists)
    known = {page["key"] for page in lists}
    parent: dict[str, str] = {}

    def root(page: str) -> str:
        while parent.setdefault(page, page) != page:
            parent[page] = parent[parent[page]]
            page = parent[page]
        return page

    for page in lists:
        for other in (page["column"], *page["pages"]):
            if other in known:
                # The one that was read first stands for the list.
                parent[root(other)] = root(page["key"])
    groups: dict[str, list[Doc]] = {}
    for page in lists:
        groups.setdefault(root(page["key"]), []).append(page)
    return list(groups.values())


def _report(
    pages: list[Doc], dead: dict[str, str], stored: set[str], read: set[str]
) -> ColumnReport:
    first = next((page for page in pages if page["key"] == page["column"]), pages[0])
    counts = Counter(key for page in pages for key in dict.fromkeys(page["keys"]))
    rows = [row for page in pages for row in page["rows"]]
    return ColumnReport(
        name=first["name"],
        url=first["url"],
        pages=len(pages),
        declared_pages=_largest(page["total_pages"] for page in pages),
        declared_items=_largest(page["total_items"] for page in pages),
        found_items=len(counts),
        articles=sum(key in stored for key in counts),
        mechanism=next((p["mechanism"] for p in pages if p["mechanism"] != "none"), "none"),
        stops=dict(Counter(stop for page in pages if (stop := _stop(page, read)))),
        repeated_rows=sum(count > 1 for count in counts.values()),
        undated_rows=sum(not row["published"] for row in rows),
        is_sorted=_is_sorted(pages, counts),
        dead_links=[dead[key] for key in counts if key in dead],
        unlinked_rows=(unlinked := sum(page.get("unlinked_rows", 0) for page in pages)),
        is_blank=not counts and not unlinked,
    )


def _stop(page: Doc, read: set[str]) -> str | None:
    """Why the list ended at *page*; a next page that never came ends it, too."""
    if page["stop"] is None and page["has_next"] and read.isdisjoint(page["pages"]):
        return "next_page_missing"
    stop: str | None = page["stop"]
    return stop


def _largest(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _is_sorted(pages: list[Doc], counts: Counter[str]) -> bool:
    numbered = sorted(pages, key=lambda page: page["number"] or 0)
    dates = [
        row["published"]
        for page in numbered
        for row in page["rows"]
        if row["published"] and counts[row["key"]] == 1
    ]
    return all(later[: len(earlier)] <= earlier[: len(later)] for earlier, later in pairwise(dates))


def _add_orphans(reports: list[ColumnReport], site: Site) -> None:
    """Give each article that is in no list to the column that its breadcrumb names."""
    listed = {key for page in site.lists for key in page["keys"]}
    by_name = {report.name: report for report in reversed(reports)}
    for story in site.stories:
        if story.keys.isdisjoint(listed) and story.column in by_name:
            by_name[story.column].orphans.append(story.url)
