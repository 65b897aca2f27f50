r"""``.warc.zst``: a zstd frame a record, with a dictionary that the file begins with.

>>> from portalcrawl.archive.records import Record
>>> member = b"".join(ZstdPacking(level=3).pack(Record(b"WARC/1.1", ())))
>>> member[:4], unpack_zstd(member, None)
(b'(\xb5/\xfd', b'WARC/1.1\r\n\r\n')
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from portalcrawl.archive.body import CHUNK_BYTES
from portalcrawl.archive.compression.dictionary import dictionary_frame, loaded, newest_dictionary
from portalcrawl.archive.compression.dictionary_learner import DictionaryLearner
from portalcrawl.archive.records import Record

# Above it, zstd takes more memory than it saves room.
MAX_ZSTD_LEVEL = 19
ZSTD_START = b"\x28\xb5\x2f\xfd"


class ZstdPacking:
    """The form ``.warc.zst`` (IIPC, "Use of Zstandard in WARC files").

    Each frame tells its content's size and has a checksum. Where *learner* has found a better
    dictionary, the packing wants a new file, which begins with it.
    """

    suffix = ".warc.zst"

    def __init__(
        self,
        *,
        level: int,
        dictionary: bytes | None = None,
        learner: DictionaryLearner | None = None,
    ) -> None:
        self._level = level
        self._learner = learner
        self._use(dictionary)

    @classmethod
    def of_site(cls, folder: Path, *, level: int) -> ZstdPacking:
        """One that goes on with what was learned of the site whose files lie in *folder*."""
        known = newest_dictionary(folder)
        learner = DictionaryLearner(level=level, dictionary=known)
        return cls(level=level, dictionary=known, learner=learner)

    @property
    def wants_new_file(self) -> bool:
        """Whether a better dictionary waits for a file to begin with."""
        return self._learner is not None and self._learner.dictionary is not self._dictionary

    def opening(self) -> bytes:
        """The frame with the best dictionary known; nothing without one."""
        if self._learner is not None:
            self._use(self._learner.dictionary)
        return dictionary_frame(self._dictionary) if self._dictionary is not None else b""

    def pack(self, record: Record) -> Iterator[bytes]:
        """The frame of *record*."""
        size = record.size
        if self._compressor.last_mode != zstd.ZstdCompressor.FLUSH_FRAME:
            # The record before this one was given up in its middle: the disk was full.
            self._use(self._dictionary)
        self._compressor.set_pledged_input_size(size)
        if size > CHUNK_BYTES:
            for chunk in record.chunks():
                if packed := self._compressor.compress(chunk):
                    yield packed
            yield self._compressor.flush(zstd.ZstdCompressor.FLUSH_FRAME)
            return
        text = b"".join(record.chunks())
        frame = self._compressor.compress(text, zstd.ZstdCompressor.FLUSH_FRAME)
        if self._learner is not None:
            self._learner.see(text, len(frame), is_page=record.is_page)
        yield frame

    def _use(self, dictionary: bytes | None) -> None:
        self._dictionary = dictionary
        self._compressor = compressor(self._level, dictionary)


def compressor(level: int, dictionary: bytes | None) -> zstd.ZstdCompressor:
    """What makes frames with checksums, one after the other."""
    parameters = zstd.CompressionParameter
    options: dict[int, int] = {parameters.compression_level: level, parameters.checksum_flag: 1}
    digested = loaded(dictionary).as_digested_dict if dictionary is not None else None
    return zstd.ZstdCompressor(options=options, zstd_dict=digested)


def unpack_zstd(member: bytes, dictionary: zstd.ZstdDict | None) -> bytes:
    """The record in the frame that *member* begins with.

    Raises OSError where its end is missing, or it was made with another dictionary.
    """
    decompressor = zstd.ZstdDecompressor(zstd_dict=dictionary)
    try:
        text = decompressor.decompress(member)
    except zstd.ZstdError as error:
        raise OSError(f"the record is damaged: {error}") from error
    if not decompressor.eof:
        raise OSError("the record is cut short")
    return text
