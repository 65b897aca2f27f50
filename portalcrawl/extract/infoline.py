"""The info line: the run of labels (来源 / 作者 / 阅读 / 时间) under an article's title.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html("<h1>标题</h1><div>来源: 作者:: 阅读: 时间:2020-2-5</div><p>正文。")
>>> info = best_info_line(page)
>>> info.first, info.published.iso, info.values
(1, '2020-02-05', {'published': '2020-2-5'})
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portalcrawl.extract.dates import Date, find_date
from portalcrawl.extract.labels import Pair, read_labels
from portalcrawl.extract.phrases import FOOTER, NEXT, PREVIOUS
from portalcrawl.page.outline import Line, Outline

MAX_INFO_CHARS = 300
# Text that may stand before the first label: a date, a source without its label.
MAX_LEAD_CHARS = 40
MAX_BARE_DATE_CHARS = 40
MAX_DATED_HEADLINE_CHARS = 120
WEIGHTS = {
    "published": 2.0,
    "source": 2.0,
    "author": 2.0,
    "views": 2.0,
    "updated": 1.0,
    "editor": 1.0,
    "reviewer": 0.5,
    "publisher": 1.0,
    "photographer": 0.5,
    "comments": 0.5,
    "control": 0.5,
}
DATE_WEIGHT = 3.0
MIN_SCORE = 3.0


@dataclass(slots=True)
class InfoLine:
    """One run of info lines: ``first`` to ``last`` (inclusive) of the outline.

    ``values`` holds the first value of each field that has one; ``fields`` all whose label stands
    there; ``published`` the date; ``headline`` the title where it shares the line.
    """

    first: int
    last: int
    values: dict[str, str] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    published: Date | None = None
    headline: str | None = None

    @property
    def score(self) -> float:
        """How sure it is that this is an info line: labels count, a date counts more."""
        return sum(WEIGHTS[name] for name in self.fields) + (DATE_WEIGHT if self.published else 0)


def best_info_line(outline: Outline) -> InfoLine | None:
    """The page's info line, None where nothing looks like one. The first of equals."""
    found = [info for info in info_lines(outline) if info.score >= MIN_SCORE]
    return max(found, key=lambda info: info.score) if found else None


def dated_headline(outline: Outline, *, start: int) -> InfoLine | None:
    """The info line of a page whose headline and date share one line, if there is just one such.

    >>> from portalcrawl.page.outline import Outline
    >>> dated_headline(Outline.of_html("<p>清源县慈善会 2016-10-10<p>地址略。"), start=0).headline
    '清源县慈善会'
    """
    found: list[InfoLine] = []
    for number in range(start, len(outline.lines)):
        line = outline.lines[number]
        if not line.text or len(line.text) > MAX_DATED_HEADLINE_CHARS or FOOTER.search(line.text):
            continue
        if (moment := find_date(line.text)) is None or not line.text.endswith(moment.raw):
            continue
        headline = line.text.removesuffix(moment.raw).strip(" [(（【|-")
        info = InfoLine(first=number, last=number, published=moment, headline=headline)
        found.append(info)
    return found[0] if len(found) == 1 and len(found[0].headline or "") >= 4 else None


def info_lines(outline: Outline) -> Iterator[InfoLine]:
    """All runs of lines that hold labels or a date alone."""
    current: InfoLine | None = None
    for number, line in enumerate(outline.lines):
        if not line.text:
            continue
        pairs, bare = _read(line)
        if not pairs and bare is None:
            if current is not None:
                yield current
            current = None
            continue
        if current is None:
            current = InfoLine(first=number, last=number)
        current.last = number
        _add(current, line, pairs, bare)
    if current is not None:
        yield current


def _read(line: Line) -> tuple[list[Pair], Date | None]:
    """The pairs of an info line, or the date that stands alone in it."""
    text = line.text
    if len(text) > MAX_INFO_CHARS or PREVIOUS.match(text) or NEXT.match(text):
        return [], None
    if FOOTER.search(text) or len(line.links) > 8:
        return [], None
    pairs = read_labels(text)
    if pairs and pairs[0].start > MAX_LEAD_CHARS:
        pairs = []
    if not pairs and len(text) <= MAX_BARE_DATE_CHARS and (bare := find_date(text)):
        # A date and little else: brackets, a weekday, a source without label.
        rest = text.replace(bare.raw, "")
        return [], bare if len(re.sub(r"\W", "", rest)) <= 10 and not line.links else None
    return pairs, None


def _add(info: InfoLine, line: Line, pairs: list[Pair], bare: Date | None) -> None:
    for pair in pairs:
        info.fields.add(pair.field)
        if pair.value and pair.field not in info.values and pair.field != "control":
            info.values[pair.field] = pair.value
    if info.published is None:
        labelled = info.values.get("published") or info.values.get("updated") or ""
        info.published = bare or find_date(labelled, short_year=True) or find_date(line.text)
