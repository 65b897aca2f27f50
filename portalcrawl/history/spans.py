r"""What differs between two texts, in words: Chinese has no blanks between them.

>>> for span in compare("二〇二五年的工作。\n第二段。", "二〇二六年的工作。\n第二段。"):
...     print(span.kind, span.text.replace("\n", "|"))
same 二〇二
removed 五
added 六
same 年的工作。|第二段。

Texts are compared by paragraphs (``pairs.py`` knows the versions of one), these by sentences, then
by clauses, at last by tokens: a Han character, a whole number or a whole Latin word. So long texts
are compared in little time, and what stays of a sentence is found near its place. A few characters
that two rewritten passages happen to share are not kept apart: nobody reads them as the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypeAlias

from portalcrawl.history.pairs import pairs

Kind: TypeAlias = Literal["same", "removed", "added"]
SAME: Kind = "same"
REMOVED: Kind = "removed"
ADDED: Kind = "added"

_CLOSING = r"[”’」』）)》\]]*"
_UNITS = (
    re.compile(r"[^\n]*\n|[^\n]+"),
    re.compile(rf"[^。！？；!?;\n]*(?:[。！？；!?;]+{_CLOSING}\n?|\n)|[^。！？；!?;\n]+"),
    re.compile(r"[^，、：,:\s]*[，、：,:\s]+|[^，、：,:\s]+"),
    re.compile(r"\d+(?:[.,:]\d+)*|[A-Za-z\u00c0-\u024f]+|\s|.", re.DOTALL),
)
_TOKENS = len(_UNITS) - 1
# Two passages of more tokens than this (old × new) are two passages: one honest clause has 20.
MAX_TOKEN_PAIRS = 4_000_000
# Of more lines (old × new) in one passage versions of each other are not looked for.
MAX_LINE_PAIRS = 10_000
MUCH_MORE = 0.7


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that is in both, in the old one (``removed``) or in the new one only."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> list[Span]:
    """The spans of both texts in order, no two of one kind beside each other.

    The old text is ``same`` and ``removed`` joined, the new one ``same`` and ``added``.
    """
    # With a line break at its end the last line is as those before it.
    found = _merged(_spans(f"{old}\n", f"{new}\n", level=0))
    return _merged(_without_last_break(found))


def rows(spans: Iterable[Span], *, shows_breaks: bool = True) -> Iterator[list[Span]]:
    """The spans of each line.

    A break that only one text has ends a row. In the midst of what the other has as one line it can
    be shown (¶): a line that is all new, or all gone, says so by itself.
    """
    row: list[Span] = []
    for span in spans:
        for piece in span.text.splitlines(keepends=True):
            text = piece.removesuffix("\n")
            is_end = text != piece
            is_break = is_end and span.kind != SAME and any(one.kind != span.kind for one in row)
            text += "¶" if is_break and shows_breaks else ""
            if text:
                row.append(Span(span.kind, text))
            if is_end:
                yield row
                row = []
    if row:
        yield row


def _spans(old: str, new: str, *, level: int) -> Iterator[Span]:
    if old == new:
        yield from [Span(SAME, old)] if old else []
    elif not old or not new:
        yield from _replaced(old, new)
    elif level == _TOKENS:
        yield from _joined(_readable(_joined(_tokens(old, new))))
    else:
        for is_same, gone, come in _matched(*map(_UNITS[level].findall, (old, new))):
            if is_same:
                yield Span(SAME, gone)
            elif level == 0:
                yield from _passages(gone, come)
            else:
                yield from _spans(gone, come, level=level + 1)


def _passages(old: str, new: str) -> list[Span]:
    """The spans of some lines that differ.

    Versions of one line are compared with each other, unless much more stays the same where line
    breaks do not count: one paragraph became two.
    """
    whole = list(_spans(old, new, level=1))
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) == len(after) == 1 or len(before) * len(after) > MAX_LINE_PAIRS:
        return whole
    by_line: list[Span] = []
    i = j = 0
    for k, m in [*pairs(before, after), (len(before), len(after))]:
        by_line += _spans("".join(before[i:k]), "".join(after[j:m]), level=1)
        by_line += _spans("".join(before[k : k + 1]), "".join(after[m : m + 1]), level=1)
        i, j = k + 1, m + 1
    return by_line if _changed(by_line) * MUCH_MORE <= _changed(whole) else whole


def _changed(spans: Iterable[Span]) -> int:
    return sum(len(span.text) for span in spans if span.kind != SAME)


def _tokens(old: str, new: str) -> Iterator[Span]:
    before, after = map(_UNITS[_TOKENS].findall, (old, new))
    if len(before) * len(after) > MAX_TOKEN_PAIRS:
        yield from _replaced(old, new)
        return
    for is_same, gone, come in _matched(before, after, is_exact=True):
        yield from [Span(SAME, gone)] if is_same else _replaced(gone, come)


def _matched(
    before: Sequence[str], after: Sequence[str], *, is_exact: bool = False
) -> Iterator[tuple[bool, str, str]]:
    """Runs of units: whether both have them, what the first has, what the second has.

    Lines and sentences that come again and again (a cell "yes") are no anchors if not *is_exact*:
    they would cost the square of their number.
    """
    matcher = SequenceMatcher(None, before, after, autojunk=not is_exact)
    for tag, start, stop, start_new, stop_new in matcher.get_opcodes():
        gone, come = "".join(before[start:stop]), "".join(after[start_new:stop_new])
        yield tag == "equal", gone, come


def _replaced(old: str, new: str) -> list[Span]:
    both = (Span(REMOVED, old), Span(ADDED, new))
    return [span for span in both if span.text]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Neighbours of one kind as one span."""
    groups = groupby(spans, key=lambda span: span.kind)
    return [Span(kind, "".join(span.text for span in run)) for kind, run in groups]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Between two unchanged spans at most one that was removed, then one that was added."""
    found: list[Span] = []
    for is_same, run in groupby(spans, key=lambda span: span.kind == SAME):
        texts: dict[Kind, list[str]] = {SAME: [], REMOVED: [], ADDED: []}
        for span in run:
            texts[span.kind].append(span.text)
        if is_same:
            found.append(Span(SAME, "".join(texts[SAME])))
        else:
            found += _replaced("".join(texts[REMOVED]), "".join(texts[ADDED]))
    return found


def _without_last_break(spans: list[Span]) -> list[Span]:
    """*spans* of two texts that end in a line break, of the texts without it."""
    *others, last = spans
    text = last.text[:-1]
    if last.kind != SAME and others[-1].kind == SAME:
        # Lines that only one text has: the break before them is theirs.
        shared = others.pop().text[:-1]
        others, text = [*others, Span(SAME, shared)], f"\n{text}"
    elif last.kind != SAME:
        others.append(Span(others[-1].kind, others.pop().text[:-1]))
    return [span for span in [*others, Span(last.kind, text)] if span.text]


def _readable(spans: list[Span]) -> Iterator[Span]:
    """*spans* without those that two changes have in common by chance.

    An unchanged piece of a passage that is no longer than the change before it and the one after it
    is part of one change. A line break is not: it keeps paragraphs beside each other.
    """
    changes = [0 if span.kind == SAME else len(span.text) for span in spans]
    for number, span in enumerate(spans):
        before, after = max(changes[max(0, number - 2) : number], default=0), 0
        if number + 1 < len(spans):
            after = max(changes[number + 1 : number + 3])
        is_chance = span.kind == SAME and len(span.text) <= min(before, after)
        if is_chance and "\n" not in span.text:
            yield from (Span(REMOVED, span.text), Span(ADDED, span.text))
        else:
            yield span
