"""A site as data: what each path answers, and what is true of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.portal.truth import Truth


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer; without *last_modified* it is dynamic: no validators, so never a 304."""

    body: bytes
    content_type: str = "text/html"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    last_modified: datetime | None = None

    @property
    def is_page(self) -> bool:
        return self.content_type.startswith("text/html") and self.status == 200


NOT_FOUND = Resource(
    b"<html><head><title>404</title></head><body><h2>HTTP 404 - File not found</h2></body></html>",
    status=404,
)

NO_POST = Resource(b"", status=405)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: *path* with its query, escapes in capitals; *headers* by lower-case name.

    *visit* is 1 when the path is asked for the first time, *number* when anything is.
    """

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    visit: int = 1
    number: int = 1


Script = Callable[[Asked], "Resource | None"]


@dataclass(frozen=True, slots=True)
class Site:
    """Paths (with their query, escapes in capitals) and their resources.

    *scripts*, by path without query, are asked first, for any query and for POST; None from one
    leaves the answer to the resources. *any_query* answers for a script asked with a query it does
    not know, as a real script would. *variants* are other states of some paths, by the name of the
    fault that shows them.
    """

    resources: Mapping[str, Resource]
    truth: Truth
    scripts: Mapping[str, Script] = field(default_factory=dict)
    any_query: Mapping[str, Resource] = field(default_factory=dict)
    variants: Mapping[str, Mapping[str, Resource]] = field(default_factory=dict)

    def find(self, path: str) -> Resource:
        """What a GET of *path* gives."""
        return self.answer(Asked(capital_escapes(path)))

    def answer(self, asked: Asked) -> Resource:
        """What is answered; a 404 if there is nothing."""
        script = asked.path.partition("?")[0]
        if script in self.scripts and (answer := self.scripts[script](asked)) is not None:
            return answer
        if asked.method == "POST":
            return NO_POST
        return self.resources.get(asked.path) or self.any_query.get(script, NOT_FOUND)


def capital_escapes(path: str) -> str:
    """The same path with ``%cd`` written ``%CD``: a server does not tell them apart.

    >>> capital_escapes("/list.asp?lbm=%cd%a8")
    '/list.asp?lbm=%CD%A8'
    """
    return re.sub(r"%[0-9a-fA-F]{2}", lambda escape: escape[0].upper(), path)
