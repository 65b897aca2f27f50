"""The captures in a WARC file, in order, each with what its records say of it.

A capture here is a record that holds an answer (response, revisit, resource, conversion) with the
request and metadata records that were written with it: ``WARC-Concurrent-To`` says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import WarcRecord

from portalcrawl.archive.cdx.post_query import indexed_url, method_and_query
from portalcrawl.archive.found import parse_fields
from portalcrawl.archive.scan import Place, scan

# More of a request or of metadata is not read.
MAX_BLOCK_BYTES = 1 << 20
REVISIT_MIME = "warc/revisit"
_BESIDE = frozenset({"request", "metadata"})
_MIME_END = re.compile(r"[;\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCapture:
    """A capture in its file.

    ``kind`` is the WARC-Type, ``date`` the WARC-Date. ``mime`` is declared, ``status`` the HTTP
    status; both are empty where there is no HTTP head. ``refers_to`` is a revisit's WARC-Refers-To,
    ``role`` how the crawl found the address. ``place`` is that of the record, ``start`` and
    ``span_bytes`` those of all its records.
    """

    kind: str
    id: str
    url: str
    date: str
    mime: str
    status: str
    digest: str
    refers_to: str
    method: str
    query: str
    indexed_url: str
    role: str
    place: Place
    start: int
    span_bytes: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is needed of one record."""

    kind: str
    id: str
    url: str
    date: str
    digest: str = ""
    refers_to: str = ""
    concurrent_to: str = ""
    mime: str = ""
    status: str = ""
    block: bytes = b""


def captures_in(path: Path, *, size: int | None = None) -> Iterator[StoredCapture]:
    """All captures of *path* (its first *size* bytes), and its warcinfo records.

    Raises ArchiveError where the file can't be read.
    """
    group: list[tuple[Place, _Seen]] = []
    for place, seen in scan(path, _look, size=size):
        if group and not _belongs(seen, [one for _, one in group]):
            yield _capture(group)
            group = []
        group.append((place, seen))
    if group:
        yield _capture(group)


def _look(record: WarcRecord) -> _Seen:
    headers = record.headers

    def header(name: str) -> str:
        return headers.get(name) or ""

    kind, content_type = header("WARC-Type"), header("Content-Type")
    mime = status = ""
    block = b""
    if kind in _BESIDE:
        block = record.reader.read(MAX_BLOCK_BYTES) if record.reader is not None else b""
    elif content_type.startswith("application/http"):
        record.parse_http()
        if (http := record.http_headers) is not None and http.status_code:
            status = str(http.status_code)
            mime = _mime(http.get("Content-Type") or "")
    else:
        mime = _mime(content_type)
    return _Seen(
        kind=kind,
        id=header("WARC-Record-ID"),
        url=header("WARC-Target-URI").strip("<>"),
        date=header("WARC-Date"),
        digest=header("WARC-Payload-Digest"),
        refers_to=header("WARC-Refers-To"),
        concurrent_to=header("WARC-Concurrent-To"),
        mime=mime,
        status=status,
        block=block,
    )


def _mime(content_type: str) -> str:
    return _MIME_END.split(content_type.strip(), maxsplit=1)[0]


def _belongs(seen: _Seen, group: list[_Seen]) -> bool:
    """Whether *seen* is of the same fetch; of two answers each is a fetch of its own."""
    if seen.kind not in _BESIDE and any(one.kind not in _BESIDE for one in group):
        return False
    ids = {one.id for one in group}
    named = {one.concurrent_to for one in group}
    return seen.concurrent_to in ids or seen.id in named


def _capture(group: list[tuple[Place, _Seen]]) -> StoredCapture:
    place, first = next((one for one in group if one[1].kind not in _BESIDE), group[0])
    request = next((seen.block for _, seen in group if seen.kind == "request"), b"")
    notes = next((seen.block for _, seen in group if seen.kind == "metadata"), b"")
    method, query = method_and_query(request)
    start = group[0][0].offset
    end = group[-1][0].offset + group[-1][0].length
    return StoredCapture(
        kind=first.kind,
        id=first.id,
        url=first.url,
        date=first.date,
        mime=first.mime,
        status=first.status,
        digest=first.digest,
        refers_to=first.refers_to,
        method=method,
        query=query,
        indexed_url=indexed_url(first.url, request),
        role=parse_fields(notes).get("portalcrawl-role", ""),
        place=place,
        start=start,
        span_bytes=end - start,
    )
