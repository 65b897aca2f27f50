"""The table of an open-government document: 索引号, 文号, 发文机关, 成文日期, 有效性 and others.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html(
...     "<table><tr><td>索 引 号：<td>000014349/2017-00110<td>主题分类：<td>综合政务"
...     "<tr><td>文　　号：<td>国办发〔2017〕47号<td>成文日期：<td></table><p>正文。"
... )
>>> info = find_govinfo(page, range(len(page.lines)))
>>> info.values
{'index_no': '000014349/2017-00110', 'topic': '综合政务', 'document_no': '国办发〔2017〕47号'}
>>> info.lines
range(0, 7)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TypeAlias

from portalcrawl.extract.infoline import read_line
from portalcrawl.page.outline import Line, Outline

# Two labels make a table; words such as 名称 and 分类 alone stand on any page.
MIN_LABELS = 2
MAX_LINE_CHARS = 300
MAX_VALUE_CHARS = 300
# From one label of the table to the next.
MAX_ROW_LINES = 4
WEAK_FIELDS = frozenset({"title", "published", "topic", "keywords", "genre", "abstract"})
_COLON = re.compile(r"\s*[:：]\s*")
_BLANKS = re.compile(r"[\s\[\]【】]+")


@dataclass(slots=True)
class GovInfo:
    """``values`` by field, ``raw`` by label as printed, and the lines of the table."""

    lines: range
    values: dict[str, str] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def govinfo_labels() -> dict[str, str]:
    """Label → field, of ``govinfo.toml``."""
    text = resources.files("portalcrawl.extract").joinpath("govinfo.toml").read_text("utf-8")
    return {label: name for name, labels in tomllib.loads(text).items() for label in labels}


@lru_cache(maxsize=1)
def _initials() -> frozenset[str]:
    return frozenset({label[0] for label in govinfo_labels()} | {"[", "【"})


def find_govinfo(outline: Outline, numbers: range) -> GovInfo | None:
    """The table among the lines *numbers*, the one with most fields; None where there is none."""
    tables = [table for run in _runs(outline, numbers) if (table := _table(outline, run))]
    return max(tables, key=lambda table: len(table.values), default=None)


# A row of the table: its line, label and value.
_Row: TypeAlias = tuple[int, str, str]


def _runs(outline: Outline, numbers: range) -> Iterator[list[_Row]]:
    """Rows that stand together: a few values, and no headline, between two of them."""
    run: list[_Row] = []
    initials = _initials()
    for number in numbers:
        line = outline.lines[number]
        # No label starts with another character, and none is a link.
        if line.text[:1] not in initials or not line.link_chars < len(line.text):
            continue
        if len(line.text) > MAX_LINE_CHARS or not (pairs := _pairs(outline, number)):
            continue
        if _is_info_line(line, pairs[0][0]):
            continue
        if run and _are_apart(outline, run[-1][0], number):
            yield run
            run = []
        run += [(number, label, value) for label, value in pairs]
    if run:
        yield run


def _is_info_line(line: Line, label: str) -> bool:
    """Whether the line is that of source and views: it may start with 发布时间 too."""
    if govinfo_labels()[label] not in WEAK_FIELDS | {"issuer"}:
        return False
    return any(pair.label not in govinfo_labels() for pair in read_line(line))


def _are_apart(outline: Outline, one: int, two: int) -> bool:
    between = outline.lines[one + 1 : two + 1]
    return two - one > MAX_ROW_LINES or any(line.heading for line in between)


def _table(outline: Outline, rows: list[_Row]) -> GovInfo | None:
    labels = govinfo_labels()
    fields = {labels[label] for _, label, _ in rows}
    if len(fields) < MIN_LABELS or not fields - WEAK_FIELDS:
        return None
    info = GovInfo(range(rows[0][0], rows[-1][0] + 1))
    for number, label, value in rows:
        # A dash is how a form says nothing.
        if any(map(str.isalnum, value)):
            info.values.setdefault(labels[label], value)
            info.raw.setdefault(label, value)
            if outline.lines[number].text.rstrip(" :：").replace(" ", "") == label:
                info.lines = range(info.lines.start, max(info.lines.stop, number + 2))
    return info


def _pairs(outline: Outline, number: int) -> list[tuple[str, str]]:
    """The labels that start line *number* or, in one line, follow each other, and their values."""
    text = outline.lines[number].text
    labels = govinfo_labels()
    name, colon, rest = _split(text)
    if name not in labels:
        return []
    pairs = []
    while colon:
        value, following = _up_to_next_label(rest)
        pairs.append((name, value))
        if not following:
            break
        name, colon, rest = _split(following)
    if not colon:
        pairs.append((name, ""))
    if len(pairs) == 1 and not pairs[0][1]:
        return [(name, _value_below(outline, number))]
    return pairs


def _split(text: str) -> tuple[str, bool, str]:
    """The label before the first colon, whether there is one, what follows."""
    match = _COLON.search(text)
    head = text[: match.start()] if match else text
    return _BLANKS.sub("", head), match is not None, text[match.end() :] if match else ""


def _up_to_next_label(text: str) -> tuple[str, str]:
    """*text* up to the next label of the table, and the rest from that label on."""
    for colon in _COLON.finditer(text):
        head = text[: colon.start()]
        # A label with blanks inside is at most as long as this.
        for start in range(max(0, len(head) - 14), len(head)):
            if _BLANKS.sub("", head[start:]) in govinfo_labels() and head[start:].strip():
                return head[:start].strip(), text[start:]
    return text.strip(), ""


def _value_below(outline: Outline, number: int) -> str:
    """The text of the cell after the label's own."""
    if number + 1 >= len(outline.lines):
        return ""
    line: Line = outline.lines[number + 1]
    name, _, _ = _split(line.text)
    is_label = name in govinfo_labels()
    # The value is in the next cell or, in a definition list, in a block of the same one.
    near = line.element >= 0 and outline.lines[number].element >= 0 and _are_near(outline, number)
    return "" if is_label or not near or len(line.text) > MAX_VALUE_CHARS else line.text


def _are_near(outline: Outline, number: int) -> bool:
    """Whether the blocks of line *number* and of the next are in one row or in each other."""
    first, second = outline.lines[number].element, outline.lines[number + 1].element
    chain = outline.ancestors(first, limit=3)
    return any(element in chain for element in outline.ancestors(second, limit=3))
