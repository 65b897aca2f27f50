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
# The fields of a page beside its text.
PAGE_BYTES = 200


@dataclass(slots=True)
class Part:
    """The captures *first* to *last*, and *originals* that revisits among them refer to."""

    first: int
    last: int
    originals: list[int] = field(default_factory=list)


def one_part(spans: Iterable[Span]) -> list[Part]:
    """All of *spans* in one part; none where there is none."""
    numbers = [span.n for span in spans]
    return [Part(numbers[0], numbers[-1])] if numbers else []


def split(
    spans: Iterable[Span],
    *,
    file_bytes: Callable[[int], int],
    span_of: Callable[[int], Span],
    max_bytes: int,
) -> Iterator[Part]:
    """The parts of *spans*, none larger than *max_bytes* unless a capture alone is.

    A file begins a new part where what is left of this one does not hold it (*file_bytes* is its
    size); what is larger than a part is split. *span_of* gives any capture by its number.
    """
    part: _Open | None = None
    for span in spans:
        begins_file = part is not None and span.file != part.file
        if part is not None and begins_file:
            whole = part.bytes + file_bytes(span.file) + FILE_BYTES
            if whole > max_bytes:
                yield part.close()
                part = None
            else:
                part.begin_file(span.file)
        if part is not None and part.bytes + part.cost(span, span_of) > max_bytes:
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
        self._part = Part(first.n, first.n)
        self._copied: set[int] = set()

    def begin_file(self, file: int) -> None:
        self.file = file
        self.bytes += FILE_BYTES

    def cost(self, span: Span, span_of: Callable[[int], Span]) -> int:
        """What *span* would add."""
        text = span.text_bytes + PAGE_BYTES if span.text_bytes else 0
        own = span.length + span.line_bytes + text
        if not self._is_copied_for(span):
            return own
        assert span.original is not None
        original = span_of(span.original)
        return own + original.length + original.line_bytes

    def add(self, span: Span, span_of: Callable[[int], Span]) -> None:
        self.bytes += self.cost(span, span_of)
        self._part.last = span.n
        if self._is_copied_for(span) and span.original is not None:
            self._copied.add(span.original)
            self._part.originals.append(span.original)

    def close(self) -> Part:
        self._part.originals.sort()
        return self._part

    def _is_copied_for(self, span: Span) -> bool:
        """Whether the original of *span* is neither in this part nor copied into it yet."""
        original = span.original
        return (
            original is not None
            and not self._part.first <= original <= span.n
            and original not in self._copied
        )
