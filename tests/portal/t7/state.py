"""The hidden fields of a WebForms page: they say which page it is, and hold for it alone."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha1

GENERATOR = "90059987"


@dataclass(frozen=True, slots=True)
class State:
    """A page: the column's key, the page's number, and which edition of the site it is of."""

    column: str
    number: int
    edition: int

    def fields(self, shown: Iterable[str] = ()) -> dict[str, str]:
        """The hidden fields; what the page has *shown* makes them as long as they are."""
        view = f"{self.column};{self.number};{self.edition};{'|'.join(shown)}".encode()
        return {
            "__VIEWSTATE": b64encode(view + _seal(view)).decode(),
            "__VIEWSTATEGENERATOR": GENERATOR,
            "__EVENTVALIDATION": b64encode(_seal(view + b"events")).decode(),
        }


def read_state(fields: dict[str, str]) -> State | None:
    """The page that the fields came from; None if they are not as they were sent out."""
    try:
        sealed = b64decode(fields["__VIEWSTATE"], validate=True)
        events = b64decode(fields["__EVENTVALIDATION"], validate=True)
    except (KeyError, Error):
        return None
    view, seal = sealed[:-20], sealed[-20:]
    if seal != _seal(view) or events != _seal(view + b"events"):
        return None
    if fields.get("__VIEWSTATEGENERATOR") != GENERATOR:
        return None
    column, number, edition, _ = view.decode().split(";", 3)
    return State(column, int(number), int(edition))


def _seal(view: bytes) -> bytes:
    """What stands for the server's signature."""
    return sha1(b"clinic" + view, usedforsecurity=False).digest()
