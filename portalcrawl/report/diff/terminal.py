"""A comparison as text: removed and added words in colour, or in brackets where there is none.

>>> from portalcrawl.history.comparison import compare_documents
>>> found = compare_documents({"title": "甲", "revision": 1}, {"title": "乙", "revision": 2})
>>> print(comparison_text(found, is_coloured=False).plain)
- revision 1
+ revision 2
<BLANKLINE>
title  (-1 +1 characters)
  [-甲-]{+乙+}
<BLANKLINE>
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from portalcrawl.history.comparison import Comparison, FieldChange
from portalcrawl.history.spans import ADDED, REMOVED, SAME, Span, rows
from portalcrawl.report.diff.versions import (
    LISTS,
    NO_DIFFERENCE,
    count_text,
    record_text,
    version_text,
)

# Unchanged lines around a change, and characters of them.
CONTEXT_LINES = 1
MAX_CONTEXT_CHARS = 80
_STYLES = {SAME: "", REMOVED: "red strike", ADDED: "green underline"}
# As git marks changed words.
_MARKS = {SAME: ("", ""), REMOVED: ("[-", "-]"), ADDED: ("{+", "+}")}


def comparison_text(comparison: Comparison, *, is_coloured: bool) -> Text:
    """The fields that differ, with only the lines around each change."""
    text = Text()
    for mark, document, style in (("-", comparison.old, "red"), ("+", comparison.new, "green")):
        text.append(f"{mark} {version_text(document)}\n", style)
        if record := record_text(document):
            text.append(f"  {record}\n", "dim")
    if not comparison.changes:
        text.append(f"\n{NO_DIFFERENCE}\n")
    for change in comparison.changes:
        text.append(f"\n{change.name}", "bold")
        text.append(f"  ({_count(change)})\n", "dim")
        lines = rows(change.spans, shows_breaks=change.name not in LISTS)
        for line in _near_changes(list(lines)):
            text.append("  ")
            text.append_text(_line(line, is_coloured=is_coloured))
            text.append("\n")
    return text


def _count(change: FieldChange) -> str:
    removed, added = (
        sum(len(span.text) for span in change.spans if span.kind == kind)
        for kind in (REMOVED, ADDED)
    )
    return count_text(removed, added)


def _near_changes(lines: Sequence[list[Span]]) -> Iterator[list[Span]]:
    """The changed *lines* and those beside them; a line of dots for what is left out."""
    changed = [any(span.kind != SAME for span in line) for line in lines]
    is_gap = False
    for number, line in enumerate(lines):
        near = changed[max(0, number - CONTEXT_LINES) : number + CONTEXT_LINES + 1]
        if changed[number]:
            yield line
        elif any(near):
            yield [Span(SAME, _shortened(span.text)) for span in line]
        elif not is_gap:
            yield [Span(SAME, "…")]
        is_gap = not any(near)


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_CONTEXT_CHARS else f"{text[:MAX_CONTEXT_CHARS]}…"


def _line(line: list[Span], *, is_coloured: bool) -> Text:
    text = Text()
    for span in line:
        before, after = ("", "") if is_coloured else _MARKS[span.kind]
        text.append(f"{before}{span.text}{after}", _STYLES[span.kind])
    return text
