"""What an answer is judged by, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from portalcrawl.page.document import Page
from portalcrawl.page.look import Look
from portalcrawl.page.soft_404 import NotFoundPages

MAX_EVIDENCE_BYTES = 2048


class PageState(StrEnum):
    """What an answer is, before anyone reads it. Only OK pages go on."""

    OK = "ok"
    UNREACHABLE = "unreachable"
    """No answer, or the server's own trouble: never an empty site."""
    BLOCKED = "blocked"
    """A firewall's page. The host is left alone and the user told; it is never evaded."""
    RATE_LIMITED = "rate_limited"
    RESTRICTED = "restricted"
    """For readers who are logged in, or in the organisation's own network."""
    NOT_FOUND = "not_found"
    SOFT_404 = "soft_404"
    """Missing, though the status says otherwise."""
    REDIRECT_SHELL = "redirect_shell"
    """A page that only leads elsewhere: its target is an edge."""
    STUB = "stub"
    """A home page with nothing on it, as servers answer from the wrong network."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``rule`` says why. ``evidence`` is at most 2 KB of what the page says.

    ``vendor`` is the firewall's maker where it is known, ``target`` the URL that a redirect or a
    shell leads to.
    """

    state: PageState
    rule: str
    vendor: str | None = None
    evidence: str = ""
    target: str | None = None


@dataclass(frozen=True)
class Case:
    """An answer as it is judged: ``status`` None and ``failure``, its reason, where there is none.

    ``headers`` are lower-case names with their values, in order; ``body`` without content encoding.
    ``page`` is the decoded body where that is HTML. ``has_content``: the page has the shape of an
    article or a list; whoever read it says so. ``is_home`` marks the home page.
    """

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    page: Page | None = None
    has_content: bool = False
    is_home: bool = False
    known: NotFoundPages | None = None
    failure: str = ""

    def header(self, name: str) -> str | None:
        """The first value of the header *name* (lower case)."""
        return next((value for key, value in self.headers if key == name), None)

    @cached_property
    def look(self) -> Look | None:
        """A glance at the page, made once for all rules."""
        return Look(self.page) if self.page is not None else None

    @property
    def is_success(self) -> bool:
        """Whether the status says that all is well."""
        return self.status is not None and 200 <= self.status < 300

    @cached_property
    def evidence(self) -> str:
        """What the page says, or the start of its markup where it says nothing."""
        if self.look is None or self.page is None:
            return ""
        said = "\n".join(filter(None, (self.page.title, self.look.text, self.look.message)))
        return _cut(said or self.page.decoded.text[:MAX_EVIDENCE_BYTES])


def _cut(text: str) -> str:
    raw = text[:MAX_EVIDENCE_BYTES].encode("utf-8", "replace")
    return raw[:MAX_EVIDENCE_BYTES].decode("utf-8", "ignore")
