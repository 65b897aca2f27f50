"""Headers of a Scrapy response as text."""

from __future__ import annotations

from scrapy.http import Response


def header(response: Response, name: str) -> str | None:
    """The last value of the header *name*; None where there is none. HTTP's bytes are Latin-1."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None
