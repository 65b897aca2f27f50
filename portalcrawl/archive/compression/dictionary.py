r"""The dictionary of a ``.warc.zst`` file: how it is trained, and the frame that holds it.

>>> import io
>>> dictionary = train([b"<li class=row>%d</li>" % n * 30 for n in range(40)], [b"WARC/1.1\r\n"])
>>> read_dictionary(io.BytesIO(dictionary_frame(dictionary) + b"...")) == dictionary
True
>>> read_dictionary(io.BytesIO(b"\x28\xb5\x2f\xfd...")) is None
True

The frame is what web archives agreed on (IIPC, "Use of Zstandard in WARC files"): a skippable frame
at the very start of the file, in it the dictionary, which may be compressed itself. A file without
one has no dictionary.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FRAME_MAGIC = 0x184D2A5D
# A file's first frame that says it is longer holds no dictionary: it is not read.
MAX_FRAME_BYTES = 1 << 24
# What zstd's own command makes; more gains little and costs every reader of a file.
MAX_DICTIONARY_BYTES = 112_640
# A dictionary must be much smaller than what it is learned from: above this, what only one page has
# takes the room of what all have (measured: pages become up to a half larger).
SAMPLE_TO_DICTIONARY = 8
# Attempts are compared on each so many pages.
JUDGED_EACH = 8
# Room at the end, where references cost the least, for records that are little but a head.
HEADS_BYTES = 4096
# Above the longest head of the dictionary format.
_FORMAT_BYTES = 1024
_MIN_DICTIONARY_BYTES = 256
_HEADER = struct.Struct("<II")
_MAGIC = _HEADER.pack(FRAME_MAGIC, 0)[:4]
_PACKED = b"\x28\xb5\x2f\xfd"
# Read by a pointer, a record needs the dictionary of its file: a crawl's last files stay known.
_KEPT = 16


def train(pages: Sequence[bytes], heads: Sequence[bytes]) -> bytes | None:
    """A dictionary for records like *pages* and like the small ones *heads*.

    None where *pages* are too few or too small to learn from.
    """
    room = min(MAX_DICTIONARY_BYTES - HEADS_BYTES, sum(map(len, pages)) // SAMPLE_TO_DICTIONARY)
    common = _common_text(pages, room)
    if common is None:
        return None
    try:
        tail = b"".join(heads)[-HEADS_BYTES:]
        content = zstd.ZstdDict(common + tail, is_raw=True)
        size = len(common) + len(tail) + _FORMAT_BYTES
        level = zstd.COMPRESSION_LEVEL_DEFAULT
        return zstd.finalize_dict(content, [*pages, *heads], size, level).dict_content
    except zstd.ZstdError:
        # zstd's word for "these have nothing in common".
        return None


def _common_text(pages: Sequence[bytes], room: int) -> bytes | None:
    """The best of some attempts at what *pages* have in common, at most *room* bytes.

    zstd's search for it fails now and then, for no reason that can be foreseen: one time in three
    pages become a tenth larger than they need, or a half. Another order or size does not fail with
    it (measured on three sites, samples of 16 to 240 pages: none of four attempts together).
    """
    attempts = [(pages, room), (pages[::-1], room), (pages, room // 2), (pages, room // 4)]
    found = [text for sample, size in attempts if (text := _attempt(sample, size)) is not None]
    level = zstd.COMPRESSION_LEVEL_DEFAULT
    judges = pages[::JUDGED_EACH]
    return min(found, key=lambda text: packed_bytes(judges, level, text), default=None)


def _attempt(pages: Sequence[bytes], room: int) -> bytes | None:
    if room < _MIN_DICTIONARY_BYTES:
        return None
    try:
        return zstd.train_dict(pages, room).dict_content
    except zstd.ZstdError:
        return None


def packed_bytes(records: Iterable[bytes], level: int, dictionary: bytes | None) -> int:
    """What *records* take with *dictionary*, each by itself."""
    known = loaded(dictionary).as_digested_dict if dictionary is not None else None
    packer = zstd.ZstdCompressor(level, zstd_dict=known)
    return sum(len(packer.compress(record, packer.FLUSH_FRAME)) for record in records)


def dictionary_frame(dictionary: bytes) -> bytes:
    """What a file with *dictionary* begins with."""
    packed = zstd.compress(dictionary, 19)
    return _HEADER.pack(FRAME_MAGIC, len(packed)) + packed


def dictionary_frame_bytes(file: IO[bytes]) -> int | None:
    """How long the frame with the dictionary of *file* is, as it says; None where it has none.

    More than the file where that breaks off in it.
    """
    file.seek(0)
    header = file.read(_HEADER.size)
    if header[:4] != _MAGIC:
        return None
    return _HEADER.size + (_HEADER.unpack(header)[1] if len(header) == _HEADER.size else 1)


def read_dictionary(file: IO[bytes]) -> bytes | None:
    """The dictionary at the start of *file*; None where it has none.

    Raises OSError where its frame is damaged or its end is missing.
    """
    header = file.read(_HEADER.size)
    if header[:4] != _MAGIC:
        return None
    size = _HEADER.unpack(header)[1] if len(header) == _HEADER.size else MAX_FRAME_BYTES
    content = file.read(size) if size < MAX_FRAME_BYTES else b""
    if len(content) < size:
        raise OSError("the dictionary at its start is cut short")
    if not content.startswith(_PACKED):
        return content
    try:
        return zstd.decompress(content)
    except zstd.ZstdError as error:
        raise OSError(f"the dictionary at its start is damaged: {error}") from error


@lru_cache(_KEPT)
def dictionary_of(path: Path) -> zstd.ZstdDict | None:
    """The dictionary of the file *path*, which never changes. Raises OSError like the above."""
    with path.open("rb") as file:
        content = read_dictionary(file)
    return loaded(content) if content is not None else None


def loaded(dictionary: bytes) -> zstd.ZstdDict:
    """*dictionary* ready for use. Raises OSError where it is none."""
    try:
        # A dictionary without the format's magic is plain text to refer to (RFC 8878 section 5).
        return zstd.ZstdDict(dictionary, is_raw=not dictionary.startswith(b"\x37\xa4\x30\xec"))
    except ValueError as error:
        raise OSError(f"the dictionary at its start is damaged: {error}") from error


def newest_dictionary(folder: Path) -> bytes | None:
    """The dictionary of the newest ``.warc.zst`` file of the site's *folder* that has one.

    A file that can't be read is passed over: it is told of where it is repaired or read.
    """
    for path in sorted(folder.glob("*.warc.zst"), reverse=True) if folder.is_dir() else []:
        try:
            found = dictionary_of(path)
        except OSError:
            continue
        if found is not None:
            return found.dict_content
    return None
