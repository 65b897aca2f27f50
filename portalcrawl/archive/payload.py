"""Payloads of records read in pieces: what is too large for memory."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from isal import isal_zlib

from portalcrawl.archive.body import CHUNK_BYTES
from portalcrawl.archive.content_encoding import GZIP_MAGIC, decoded_chunks, is_gzip_page
from portalcrawl.archive.members import unpack
from portalcrawl.archive.reader import StoredResponse, stored_response
from portalcrawl.errors import ArchiveError

_GZIP_START = b"\x1f\x8b"
_GZIP_WINDOW = 31


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
        with _response(path, offset, length) as record:
            return stored_response(record, payload=record.reader.read(max_bytes))
    except OSError as error:
        raise ArchiveError(f"can't read {path} at byte {offset}: {error}") from error


def _encodings(path: Path, offset: int, length: int) -> list[str]:
    with _response(path, offset, length) as record:
        headers = record.http_headers.items() if record.http_headers else ()
        encodings = [value for name, value in headers if name.lower() == "content-encoding"]
        types = [value for name, value in headers if name.lower() == "content-type"]
        start = record.reader.read(len(GZIP_MAGIC))
    return ["gzip"] if not encodings and types and is_gzip_page(start, types[0]) else encodings


def _payload(path: Path, offset: int, length: int) -> Iterator[bytes]:
    """The payload in pieces. Raises OSError when its end, or that of its member, is missing."""
    with _response(path, offset, length) as record:
        left = record.content_length
        while left and (chunk := record.reader.read(min(left, CHUNK_BYTES))):
            left -= len(chunk)
            yield chunk
        if left:
            raise OSError(f"the record {record.record_id} is cut short")


@contextmanager
def _response(path: Path, offset: int, length: int) -> Iterator[WarcRecord]:
    with path.open("rb") as stream:
        stream.seek(offset)
        unpacked = _Unpacked(stream, length)
        record = next(iter(ArchiveIterator(unpacked, parse_http=True)), None)
        kinds = (WarcRecordType.response, WarcRecordType.conversion)
        if record is None or record.record_type not in kinds:
            raise OSError("no response record lies there")
        yield record
        unpacked.read_to_end()


class _Unpacked(io.RawIOBase):
    """The record in the next *length* bytes of *stream*, unpacked as it is read."""

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self._stream = stream
        self._left = length
        start = stream.read(len(_GZIP_START))
        stream.seek(-len(start), io.SEEK_CUR)
        self._unpacker = None
        if start == _GZIP_START:
            self._unpacker = isal_zlib.decompressobj(wbits=_GZIP_WINDOW)
        elif start != b"WA":
            self._stream = io.BytesIO(unpack(stream.read(length)))
            self._left = len(self._stream.getvalue())
        self._position = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """How much was read."""
        return self._position

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a writable buffer
        """As any raw stream. Raises OSError where the member's end is missing or damaged."""
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def read_to_end(self) -> None:
        """Unpack what is left: only there it shows whether the member is whole."""
        while self.read(CHUNK_BYTES):
            pass

    def _next(self, size: int) -> bytes:
        if self._unpacker is None:
            return self._packed(size)
        while not self._unpacker.eof:
            try:
                packed = self._unpacker.unconsumed_tail or self._packed(CHUNK_BYTES)
                data: bytes = self._unpacker.decompress(packed, size)
            except isal_zlib.error as error:  # type: ignore[misc] # untyped
                raise OSError(f"the record is damaged: {error}") from error
            if data:
                return data
            if not packed and not self._unpacker.eof:
                raise OSError("the record is cut short")
        return b""

    def _packed(self, size: int) -> bytes:
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        return data
