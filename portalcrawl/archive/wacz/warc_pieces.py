"""The WARC files of one part: whole ones as they are, pieces of others, copies of originals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portalcrawl.archive.cdx.cdxj import moved
from portalcrawl.archive.wacz.contents import Contents
from portalcrawl.archive.wacz.parts import Part
from portalcrawl.archive.wacz.sources import Source
from portalcrawl.errors import ArchiveError

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Range:
    """The bytes from *start* to *end* of the file with that number; they come to lie at *at*."""

    file: int
    start: int
    end: int
    at: int

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class WarcPiece:
    """A WARC file of a part, put together from ranges of those of the archive."""

    name: str
    ranges: list[Range]

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(one.size for one in self.ranges)


class PartFiles:
    """The WARC files and the index lines of *part*, the part with that *number*."""

    def __init__(
        self, part: Part, number: int, *, contents: Contents, sources: list[Source]
    ) -> None:
        self._part = part
        self._number = number
        self._contents = contents
        self._sources = sources
        pieces = contents.pieces(part.first, part.last)
        self._pieces = {file: self._piece(file, start, end) for file, start, end in pieces}
        self._originals = self._copied()

    @property
    def pieces(self) -> list[WarcPiece]:
        """All of them, in the order of the archive."""
        copies = [self._originals] if self._originals else []
        return [*copies, *self._pieces.values()]

    def chunks(self, piece: WarcPiece) -> Iterator[bytes]:
        """The bytes of *piece*. Raises ArchiveError."""
        for one in piece.ranges:
            yield from _read(self._sources[one.file].path, one)

    def index_lines(self) -> Iterator[bytes]:
        """The index lines of all captures in the part, not sorted."""
        for file, offset, line in self._contents.lines(self._part.first, self._part.last):
            piece = self._pieces[file]
            yield self._line(line, piece.name, offset, piece.ranges[-1])
        if self._originals is None:
            return
        copies = {(one.file, one.start): one for one in self._originals.ranges}
        for n in self._part.originals:
            span = self._contents.span(n)
            for _, offset, line in self._contents.lines(n, n):
                copy = copies[span.file, span.start]
                yield moved(
                    line, filename=self._originals.name, offset=offset - copy.start + copy.at
                )

    def _line(self, line: bytes, name: str, offset: int, place: Range) -> bytes:
        if name == self._sources[place.file].path.name and place.start == place.at:
            return line
        return moved(line, filename=name, offset=offset - place.start + place.at)

    def _piece(self, file: int, start: int, end: int) -> WarcPiece:
        source = self._sources[file]
        if (start, end) == (0, source.size):
            return WarcPiece(source.path.name, [Range(file, start, end, 0)])
        opening = self._opening(file) if start else []
        at = sum(one.size for one in opening)
        stem = source.path.name.removesuffix(".warc.gz")
        name = f"{stem}-{self._number:03}.warc.gz"
        return WarcPiece(name, [*opening, Range(file, start, end, at)])

    def _copied(self) -> WarcPiece | None:
        """The records that revisits of this part refer to and that are in other parts."""
        if not self._part.originals:
            return None
        spans = [self._contents.span(n) for n in self._part.originals]
        ranges = self._opening(spans[0].file)
        at = sum(one.size for one in ranges)
        for span in spans:
            ranges.append(Range(span.file, span.start, span.start + span.length, at))
            at += span.length
        return WarcPiece(f"originals-{self._number:03}.warc.gz", ranges)

    def _opening(self, file: int) -> list[Range]:
        """The warcinfo record that each WARC file opens with."""
        size = self._contents.warcinfo_bytes(file)
        return [Range(file, 0, size, 0)] if size else []


def _read(path: Path, one: Range) -> Iterator[bytes]:
    left = one.size
    try:
        with path.open("rb") as file:
            file.seek(one.start)
            while left:
                if not (chunk := file.read(min(CHUNK_BYTES, left))):
                    raise ArchiveError(f"{path} became shorter while it was read")
                left -= len(chunk)
                yield chunk
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error
