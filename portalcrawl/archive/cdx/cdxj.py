"""The index of an archive: a line a capture, by which replay tools find its record (CDXJ).

>>> line_key(b'cn,a)/x 20260102030405 {"url": "http://a.cn/x"}')
b'cn,a)/x 20260102030405'

A line is the address as a sort key, 14 digits of time, and JSON: what cdxj-indexer and pywb write
(https://specs.webrecorder.net/cdxj/0.1.0/). It is made from the WARC files alone, so it can't
disagree with them. Lines are sorted by their bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from portalcrawl.archive.cdx.captures_in_file import REVISIT_MIME, StoredCapture, captures_in
from portalcrawl.urls.surt import surt_key

# A rendered page (conversion) would stand in the way of the page as served: it has the same address
# and is the younger one.
_KINDS = frozenset({"response", "revisit", "resource"})


def is_indexed(capture: StoredCapture) -> bool:
    """Whether a reader may be shown *capture*. An archived 304 has nothing to show."""
    return capture.kind in _KINDS and (capture.kind, capture.status) != ("response", "304")


def index_line(capture: StoredCapture, *, filename: str, offset: int) -> bytes:
    """The line of *capture*, whose record lies at *offset* of *filename*; it ends in a newline."""
    fields = {
        "url": capture.url,
        "mime": REVISIT_MIME if capture.kind == "revisit" else capture.mime,
        "status": capture.status,
        "digest": capture.digest,
        "length": str(capture.place.length),
        "offset": str(offset),
        "filename": filename,
    }
    if capture.indexed_url != capture.url:
        fields |= {"requestBody": capture.query, "method": capture.method}
    known = {name: value for name, value in fields.items() if value}
    text = f"{surt_key(capture.indexed_url)} {timestamp14(capture.date)} {json.dumps(known)}\n"
    return text.encode()


def moved(line: bytes, *, filename: str, offset: int) -> bytes:
    """*line* of a record that lies at *offset* of *filename* instead."""
    fields = json.loads(line[line.index(b"{") :])
    place = json.dumps({**fields, "offset": str(offset), "filename": filename})
    return b"%b %b\n" % (line_key(line), place.encode())


def timestamp14(date: str) -> str:
    """A WARC-Date as the index has it.

    >>> timestamp14("2026-01-02T03:04:05.678Z")
    '20260102030405'
    """
    return "".join(filter(str.isdigit, date))[:14].ljust(14, "0")


def line_key(line: bytes) -> bytes:
    """The key and the time of a *line*."""
    return line.partition(b"{")[0].rstrip()


def index_lines(files: Iterable[tuple[Path, int]]) -> Iterator[bytes]:
    """The lines of all captures of *files* (each with its size), in the order of the files.

    Raises ArchiveError where a file can't be read.
    """
    for path, size in files:
        for capture in captures_in(path, size=size):
            if is_indexed(capture):
                yield index_line(capture, filename=path.name, offset=capture.place.offset)
