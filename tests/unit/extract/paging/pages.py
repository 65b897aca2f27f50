"""Pages of invented portals, for the tests of paging."""

from __future__ import annotations

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.find import find_paging
from portalcrawl.page.document import Page

HOME = "http://www.a.gov.cn/tzgg/index.html"


def page_of(html: str, url: str = HOME, *, encoding: str = "utf-8") -> Page:
    return Page.of_bytes(
        html.encode(encoding), url=url, content_type=f"text/html;charset={encoding}"
    )


def paging_of(html: str, url: str = HOME) -> Paging:
    """The paging of a page that some mechanism must know."""
    paging = find_paging(page_of(html, url))
    assert paging is not None
    return paging


def path_of(step: Step | None) -> str | None:
    """What follows the host in the address of *step*."""
    return "/" + step.url.split("/", 3)[3] if step else None
