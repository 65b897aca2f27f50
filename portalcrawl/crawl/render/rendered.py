"""What a page became when its scripts ran."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from portalcrawl.extract.lists.listing import Step
from portalcrawl.page.decode import charset_of, decode_page


class RenderError(Exception):
    """The browser could not show a page; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAnswer:
    """Data that a script asked for: ``body`` as it reads it, and what it sent for it.

    ``sent`` is the body of a POST of ``sent_type``; empty for a GET.
    """

    url: str
    body: bytes
    content_type: str
    sent: bytes = b""
    sent_type: str = ""

    @property
    def text(self) -> str:
        """The body as text."""
        return decode_page(self.body, http_charset=charset_of(self.content_type)).text

    def step(self) -> Step | None:
        """The request as a step of a list; None where its body is not ASCII."""
        if not self.sent.isascii():
            return None
        body = self.sent.decode("ascii")
        return Step(url=self.url, body=body, content_type=self.sent_type, key=body)


@dataclass(slots=True, kw_only=True)
class Rendered:
    """``url`` is where the page ended, with its route; ``html`` the document then.

    ``leads_to`` are addresses that a script wanted to go to instead. ``is_cut``: the page was not
    done when its time was over.
    """

    url: str = ""
    html: str = ""
    data: list[DataAnswer] = field(default_factory=list)
    """In the order of the answers."""
    fetched: set[str] = field(default_factory=set)
    """What it needed and got by a plain GET: it is archived, and not to be asked for again."""
    leads_to: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    """Requests of the page that were not made, by reason."""
    is_cut: bool = False
