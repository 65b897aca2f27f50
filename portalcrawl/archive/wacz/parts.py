"""Which captures go together into one package, where an archive is split by size.

A part is a range of captures. A revisit replays only beside the record that has its payload, so
where that is in another part its records are written into this one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from portalcrawl.archive.wacz.contents import Span

# What a package has beside its captures: lists of files, and what opens a file that was split.
PACKAGE_BYTES = 8192
FILE_BYTES = 2048


@dataclass(slots=True)
class Part:
    """The captures *first* to *last*, and *originals* that revisits among them refer to."""

    first: int
    last: int
    originals: list[int] = field(default_factory=list)


def split(
    spans: Iterable[Span],
    *,
    file_bytes: Callable[[int], int],
    span_of: Callable[[int], Span],
    max_bytes: int,
) -> Iterator[Part]:
    """The parts of *spans*, none larger than *max_bytes* unless a capture alone is.

    A file begins a new part where what is left of this one does not hold it (*file_bytes* is what
    it takes); what is larger than a part is split. *span_of* gives any capture by its number.
    """
    part: _Open | None = None
    for span in spans:
        if part is not None and part.is_worth_closing:
            wanted = part.cost(span, span_of)
            if span.file != part.file:
                wanted = max(wanted, file_bytes(span.file) + FILE_BYTES)
            if part.bytes + wanted > max_bytes:
                yield part.close()
                part = None
        if part is None:
            part = _Open(span)
        part.add(span, span_of)
    if part is not None:
        yield part.close()


class _Open:
    """A part that captures are being added to."""

    def __init__(self, first: Span) -> None:
        self.bytes = PACKAGE_BYTES + FILE_BYTES
        self.file = first.file
        self.is_worth_closing = False
        """Whether it has anything to show: a record that opens a file has not."""
        self._part = Part(first.n, first.n)
        self._copied: set[int] = set()

    def cost(self, span: Span, span_of: Callable[[int], Span]) -> int:
        """What *span* would add."""
        file = FILE_BYTES if span.file != self.file else 0
        own = file + span.length + span.line_bytes + span.text_bytes
        if (original := self._missing_original(span)) is None:
            return own
        copied = span_of(original)
        return own + copied.length + copied.line_bytes

    def add(self, span: Span, span_of: Callable[[int], Span]) -> None:
        """Take *span* in, and its original where that is elsewhere."""
        self.bytes += self.cost(span, span_of)
        self.file = span.file
        self.is_worth_closing = self.is_worth_closing or span.line_bytes > 0
        self._part.last = span.n
        if (original := self._missing_original(span)) is not None:
            self._copied.add(original)
            self._part.originals.append(original)

    def close(self) -> Part:
        """The part as it is now."""
        self._part.originals.sort()
        return self._part

    def _missing_original(self, span: Span) -> int | None:
        """The original of *span* where it is neither in this part nor copied into it yet."""
        original = span.original
        if original is None or original in self._copied:
            return None
        return None if self._part.first <= original <= span.n else original
