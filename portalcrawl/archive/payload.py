"""Payloads of records read in pieces: what is too large for memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from portalcrawl.archive.body import CHUNK_BYTES
from portalcrawl.archive.compression.member_stream import open_member
from portalcrawl.archive.message.chunked import Dechunker, is_chunked
from portalcrawl.archive.message.content_encoding import GZIP_MAGIC, decoded_chunks, is_gzip_page
from portalcrawl.archive.message.http_head import MAX_HEAD_BYTES, HttpHead, parse_head, split_head
from portalcrawl.archive.reader import StoredResponse, stored_file, stored_response
from portalcrawl.errors import ArchiveError

_FILES = (WarcRecordType.conversion, WarcRecordType.resource)


def copy_body(
    folder: Path,
    out: IO[bytes],
    *,
    file: str,
    offset: int,
    length: int,
    original: Mapping[str, Any] | None = None,
) -> int:
    """Write the body of the response at *offset* of *file* below *folder* to *out*; its bytes.

    As ``read_response(...).body``, never more than some chunks of it in memory. Raises ArchiveError
    where that does, also when a part was written already.
    """
    if original is not None:
        file, offset, length = (original[name] for name in ("file", "offset", "length"))
    path, size = folder / file, 0
    try:
        encodings = _encodings(path, offset, length)
        # Undoing an encoding may start anew: a body is as it is where it is not in its encoding.
        for chunk in decoded_chunks(partial(_payload, path, offset, length), encodings):
            out.write(chunk)
            size += len(chunk)
        if encodings:
            # An encoded body may end before its record does.
            for _ in _payload(path, offset, length):
                pass
    except OSError as error:
        raise ArchiveError(f"can't read {path} at byte {offset}: {error}") from error
    return size


def read_start(
    folder: Path,
    *,
    file: str,
    offset: int,
    length: int,
    original: Mapping[str, Any] | None = None,
    max_bytes: int,
) -> StoredResponse:
    """As ``read_response``, with *max_bytes* of the payload at most; of a revisit, its original.

    Raises ArchiveError where that does.
    """
    if original is not None:
        file, offset, length = (original[name] for name in ("file", "offset", "length"))
    path = folder / file
    try:
        with _opened(path, offset, length) as opened:
            payload = b""
            for chunk in opened.payload:
                payload += chunk[: max_bytes - len(payload)]
                if len(payload) == max_bytes:
                    break
            if opened.head is None:
                return stored_file(opened.record, payload)
            return stored_response(opened.record, opened.head, payload)
    except OSError as error:
        raise ArchiveError(f"can't read {path} at byte {offset}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Opened:
    """A record whose payload can be read once; ``head`` is None where it is a file."""

    record: WarcRecord
    head: HttpHead | None
    payload: Iterator[bytes]


def _encodings(path: Path, offset: int, length: int) -> list[str]:
    with _opened(path, offset, length) as opened:
        if opened.head is None:
            return []
        encodings = opened.head.values("content-encoding")
        start = next(opened.payload, b"")[: len(GZIP_MAGIC)]
        if not encodings and is_gzip_page(start, opened.head.value("content-type")):
            return ["gzip"]
    return encodings


def _payload(path: Path, offset: int, length: int) -> Iterator[bytes]:
    """The payload in pieces. Raises OSError when its end, or that of its member, is missing."""
    with _opened(path, offset, length) as opened:
        yield from opened.payload


@contextmanager
def _opened(path: Path, offset: int, length: int) -> Iterator[_Opened]:
    with open_member(path, offset, length) as member:
        record = next(iter(ArchiveIterator(member, parse_http=False)), None)
        if record is None:
            raise OSError("no record lies there")
        block = _block(record)
        if record.record_type in _FILES:
            yield _Opened(record, None, block)
        elif record.record_type == WarcRecordType.response:
            head, first = _head(block)
            yield _Opened(record, head, _without_chunks(head, first, block))
        else:
            raise OSError("no response record lies there")
        member.read_to_end()


def _head(block: Iterator[bytes]) -> tuple[HttpHead, bytes]:
    """The head that *block* begins with, and the bytes behind it that were read with it."""
    start = b""
    while (found := split_head(start)) is None:
        if len(start) > MAX_HEAD_BYTES or not (chunk := next(block, b"")):
            raise OSError("the record holds no HTTP answer")
        start += chunk
    head = parse_head(found[0])
    if head.status is None:
        raise OSError("the record holds no HTTP answer")
    return head, start[found[1] :]


def _without_chunks(head: HttpHead, first: bytes, block: Iterator[bytes]) -> Iterator[bytes]:
    """The payload: the coding of the connection is no part of it."""
    pieces = _joined(first, block)
    if not is_chunked(head.values("transfer-encoding")):
        yield from pieces
        return
    dechunker = Dechunker()
    yield from filter(None, map(dechunker.feed, pieces))
    if rest := dechunker.finish():
        yield rest


def _joined(first: bytes, block: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from block


def _block(record: WarcRecord) -> Iterator[bytes]:
    """The block of *record* in pieces. Raises OSError when its end is missing."""
    left = record.content_length
    while left and (chunk := record.reader.read(min(left, CHUNK_BYTES))):
        left -= len(chunk)
        yield chunk
    if left:
        raise OSError(f"the record {record.record_id} is cut short")
