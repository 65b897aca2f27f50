"""What is packed, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from portalcrawl import __version__
from portalcrawl.archive.wacz.contents import IndexedArticle

SOFTWARE = f"portalcrawl {__version__}"


class Progress(Protocol):
    """Who is told how far the work is."""

    def begin(self, step: str, *, total: int) -> None:
        """A step of the work begins; *total* is what it will take."""
        ...

    def advance(self, amount: int) -> None:
        """So much of the step is done."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What is packed: the WARC files in *folder*, with what is known of the *site*.

    *home* is the address of its home page, *known* as ``find_sources`` has it. Without a *title*
    the packages have the home page's.
    """

    site: str
    home: str
    folder: Path
    known: Callable[[str], int]
    articles: Iterable[IndexedArticle] = ()
    title: str = ""


@dataclass(slots=True)
class Exported:
    """What became of it: the packages, and what a person should know of them."""

    files: list[Path] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    """Bytes at the end of a WARC file that are no whole record (yet)."""
    dangling_revisits: int = 0
    """Records that refer to one that the archive does not have."""
