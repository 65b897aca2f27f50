"""One response of the archive as its index has it: what was asked for, what came, where it lies.

Made twice, to the same values: of the exchange while crawling, and of the records afterwards
(`record_index.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portalcrawl.archive.body import body_bytes
from portalcrawl.archive.exchange import Exchange, Original
from portalcrawl.archive.found import Found
from portalcrawl.archive.writer import Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """``id`` is the UUID of the record; see Exchange for the other fields.

    ``payload_digest`` is ``sha1:BASE32`` over the bytes as sent, with the transfer coding removed.
    """

    id: str
    url: str
    key: str
    """What tells the answer from what a reader finds at the address; empty for that."""
    fetched_at: datetime
    status: int
    mime: str | None
    media_type: str | None
    location: str | None
    payload_digest: str
    payload_bytes: int
    file: str
    """Below the archive folder; the record has ``length`` bytes at ``offset``."""
    offset: int
    length: int
    truncated: str | None
    found: Found
    rendered_from: str | None
    original: Original | None
    run: str = ""
    """The run that brought it, as the warcinfo before its record says; empty where none does."""

    @classmethod
    def of_exchange(cls, exchange: Exchange, pointer: Pointer) -> Capture:
        """The capture of *exchange*, which was written to *pointer*."""
        return cls(
            id=exchange.id,
            url=exchange.url,
            key=exchange.key,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            mime=exchange.mime,
            media_type=exchange.media_type,
            location=exchange.location,
            payload_digest=pointer.payload_digest,
            payload_bytes=body_bytes(exchange.body),
            file=pointer.file,
            offset=pointer.offset,
            length=pointer.length,
            truncated=exchange.truncated,
            found=exchange.found,
            rendered_from=exchange.rendered_from,
            original=exchange.original,
        )

    def as_original(self) -> Original:
        """Where the payload lies, for revisits of it."""
        if self.original is not None:
            return self.original
        return Original(
            id=self.id,
            url=self.url,
            fetched_at=self.fetched_at,
            file=self.file,
            offset=self.offset,
            length=self.length,
            payload_digest=self.payload_digest,
        )
