"""What a list page says: its rows, and where the list goes on.

A list is an HTML page or a piece of data (JSON, XML) that a page's script would ask for; both are
read into a Listing.

>>> step = Step(url="http://a.cn/list_2.html", number=2)
>>> Listing(rows=[], paging=Paging(mechanism="link", current=1, total_pages=9, next=step)).is_last
False
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``href`` as written, ``title`` whole, ``date`` ISO 8601 where it prints one."""

    href: str
    url: str | None
    """Absolute; None where it leads nowhere a crawler can go."""
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A request for another page of the list.

    ``body`` empty means GET; else it is the ASCII body of a POST of ``content_type``. ``key`` tells
    it from other requests to the same ``url`` (``AspNetPager1/2``): what changes with every answer
    (a view state) is not in it.
    """

    url: str
    number: int | None = None
    """The page it leads to, from 1."""
    body: str = ""
    content_type: str = ""
    key: str = ""
    rows: str = field(default="", repr=False)
    """How its rows' ids become addresses (``http://a.cn/#/d?id={id}``); empty: they have some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How a list is paged. None: the page does not say. ``mechanism`` names the rule that knew.

    ``fallback`` is the other reading of an ambiguous pager, to be asked if ``next`` is not there.
    """

    mechanism: str = "none"
    current: int | None = None
    total_pages: int | None = None
    total_items: int | None = None
    next: Step | None = None
    fallback: Step | None = None
    more: tuple[Step, ...] = ()
    """Further pages that are known without asking for the next (numbers, options)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows in the order of the page, and the paging."""

    rows: list[Row] = field(default_factory=list)
    paging: Paging = field(default_factory=Paging)

    @property
    def is_last(self) -> bool:
        """Whether it names no further page."""
        return self.paging.next is None and not self.paging.more
