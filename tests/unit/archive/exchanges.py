"""Exchanges to archive, and the records of a file as another program reads them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from warcio.archiveiterator import ArchiveIterator

from portalcrawl.archive.exchange import Exchange

_numbers = itertools.count(1)


def exchange(**changes: Any) -> Exchange:
    values: dict[str, Any] = {
        "id": str(UUID(int=next(_numbers))),
        "url": "http://a.cn/x.html?b=1",
        "fetched_at": datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC),
        "status": 200,
        "response_headers": b"Content-Type: text/html\r\n",
        "body": "<p>动员会".encode("gbk"),
        "request_headers": b"User-Agent: portalcrawl\r\n",
    }
    return Exchange(**{**values, **changes})


@dataclass(frozen=True)
class Record:
    """A record as warcio reads it: names of headers as written, digests checked."""

    kind: str
    headers: dict[str, str]
    http_status: str | None
    http_headers: list[tuple[str, str]]
    body: bytes
    offset: int
    length: int


def read_back(path: Path) -> list[Record]:
    """All records of *path*. Fails on a digest that does not fit, or on anything torn."""
    records = []
    with path.open("rb") as stream:
        iterator = ArchiveIterator(stream, check_digests="raise")
        for record in iterator:
            http = record.http_headers
            body = record.raw_stream.read()
            iterator.read_to_end()
            records.append(
                Record(
                    kind=record.rec_type,
                    headers=dict(record.rec_headers.headers),
                    http_status=http.statusline if http else None,
                    http_headers=list(http.headers) if http else [],
                    body=body,
                    offset=iterator.get_record_offset(),
                    length=iterator.get_record_length(),
                )
            )
    return records
