"""The info line: the run of labels (来源 / 作者 / 阅读 / 时间) beside an article's title.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html("<h1>标题</h1><div>来源: 作者:: 阅读: 时间:2020-2-5</div><p>正文。")
>>> info = best_info_line(page)
>>> info.first, info.published.iso, info.values
(1, '2020-02-05', {'published': '2020-2-5'})
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from portalcrawl.extract.dates import Date, find_date
from portalcrawl.extract.labels import Pair, read_labels
from portalcrawl.extract.phrases import NEXT, PREVIOUS, is_footer
from portalcrawl.page.outline import Line, Outline

MAX_INFO_CHARS = 300
# Text that may stand before the first label: a date, a source without its label.
MAX_LEAD_CHARS = 40
MAX_BARE_DATE_CHARS = 40
MAX_VALUE_CHARS = 30
MAX_DATED_HEADLINE_CHARS = 60
MIN_HEADLINE_CHARS = 4
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
_SENTENCE = re.compile(r"[，。；！？]")
# Media only: an office beside a date may be a headline.
_ISSUER = re.compile(
    r"[\u4e00-\u9fffA-Za-z·]{1,16}(?:网|报|社|台|刊|融媒体?中心|新闻中心|宣传部|客户端|频道|在线)"
)
_SENTENCE_END = re.compile(r"[。？！?!]")
_HAS_LABEL = re.compile(r"[:：﹕︰\d年]")


@dataclass(slots=True)
class InfoLine:
    """One run of info lines: ``first`` to ``last`` (inclusive) of the outline.

    ``values`` holds the first value of each field that has one; ``fields`` all whose label stands
    there; ``published`` the date and ``is_labelled`` whether a label says that it is one.
    """

    first: int
    last: int
    values: dict[str, str] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    published: Date | None = None
    is_labelled: bool = False
    beside_date: str | None = None
    """Who is named beside the date without a label: 县融媒体中心 2022-11-14."""

    @property
    def score(self) -> float:
        """How sure it is that this is an info line: labels count, a date counts more."""
        return sum(WEIGHTS[name] for name in self.fields) + (DATE_WEIGHT if self.published else 0)

    @property
    def lines(self) -> range:
        """The numbers of its lines."""
        return range(self.first, self.last + 1)


def best_info_line(
    outline: Outline,
    *,
    within: Iterable[int] | None = None,
    least: float = MIN_SCORE,
    known: InfoLine | None = None,
) -> InfoLine | None:
    """The info line among the lines *within* (None: all); the first of equals.

    None where no run scores *least*. What further runs print (the same line again for a narrow
    screen, the views in a line of their own) completes it, or the one that is *known*.
    """
    numbers = range(len(outline.lines)) if within is None else within
    runs = [run for run in info_lines(outline, numbers) if run is not known]
    if known is None:
        found = [run for run in runs if run.score >= least]
        if not found:
            return None
        known = max(found, key=lambda run: run.score)
    for run in runs:
        if run is not known:
            _complete(known, run)
    return known


def info_lines(outline: Outline, numbers: Iterable[int]) -> Iterator[InfoLine]:
    """All runs of lines that hold labels or a date alone."""
    current: InfoLine | None = None
    value_line = -1
    for number in numbers:
        line = outline.lines[number]
        if not line.text:
            if current is not None and any(node.tag != "img" for node in line.media):
                # A player between head and foot is the body.
                yield current
                current = None
            continue
        pairs, bare = _read(outline, number)
        if not pairs and current is not None and current.published is not None:
            # A second date in a line of its own is text: where the article stood first.
            bare = None
        if not pairs and bare is None and number != value_line:
            if current is not None:
                yield current
            current = None
            continue
        if current is None:
            current = InfoLine(first=number, last=number)
        current.last = number
        if pairs and pairs[0].stop <= pairs[0].end and pairs[0].value:
            # The value of this label is the next line.
            value_line = number + 1
        _add(current, line, pairs, bare)
    if current is not None:
        yield current


def dated_headline(outline: Outline, *, start: int) -> tuple[str, InfoLine] | None:
    """Headline and info line of a page where both share one line; None unless just one line is so.

    *start* is the first line to look at: entries of directories print nothing else.

    >>> from portalcrawl.page.outline import Outline
    >>> headline, info = dated_headline(
    ...     Outline.of_html("<p>清源县慈善会 2016-10-10 09:30<p>地址略。"), start=0
    ... )
    >>> headline, info.published.iso
    ('清源县慈善会', '2016-10-10T09:30+08:00')
    """
    found: list[tuple[str, InfoLine]] = []
    for number in range(start, len(outline.lines)):
        text = outline.lines[number].text
        if not text or len(text) > MAX_DATED_HEADLINE_CHARS or is_footer(text):
            continue
        date = find_date(text)
        # A row of a list prints the day.
        if date is None or date.precision == "day" or not text.endswith(date.raw):
            continue
        headline = text.removesuffix(date.raw).strip(" [(（【|-")
        found.append((headline, InfoLine(first=number, last=number, published=date)))
    return found[0] if len(found) == 1 and len(found[0][0]) >= MIN_HEADLINE_CHARS else None


def read_line(line: Line) -> Sequence[Pair]:
    """The label-value pairs of *line*; none for a line that is too long or no info line."""
    text = line.text
    if line.link_chars >= len(text) or len(text) > MAX_INFO_CHARS or len(line.links) > 8:
        return ()
    pairs = _pairs(text)
    return [_up_to_next_link(line, pair) for pair in pairs] if pairs and line.links else pairs


# Four readers ask for the lines at a page's head.
@lru_cache(maxsize=4096)
def _pairs(text: str) -> tuple[Pair, ...]:
    """The label-value pairs of a line, none where it is no info line."""
    pairs = read_labels(text) if _HAS_LABEL.search(text) else ()
    if not pairs or pairs[0].start > MAX_LEAD_CHARS:
        return ()
    if PREVIOUS.match(text) or NEXT.match(text) or is_footer(text):
        return ()
    # An interview: "记者：您怎么看？"
    is_talk = any(_SENTENCE_END.search(pair.value or "") for pair in pairs)
    return () if is_talk else pairs


def _read(outline: Outline, number: int) -> tuple[Sequence[Pair], Date | None]:
    """The pairs of an info line, or the date that stands alone in it."""
    line = outline.lines[number]
    if pairs := read_line(line):
        if len(pairs) == 1 and pairs[0].value is None and (value := _value_beside(outline, number)):
            pairs = [pairs[0].with_value(value)]
        return pairs, None
    return (), bare_date(line)


def bare_date(line: Line) -> Date | None:
    """The date of a line with little else: brackets, a weekday, the name of an office."""
    text = line.text
    if line.heading or not 8 <= len(text) <= MAX_BARE_DATE_CHARS or len(line.links) > 1:
        return None
    if (found := find_date(text)) is None:
        return None
    if PREVIOUS.match(text) or NEXT.match(text) or is_footer(text):
        return None
    rest = text.replace(found.raw, "").strip()
    is_issuer = _ISSUER.fullmatch(rest) is not None and (
        not line.links or line.links[0].text == rest
    )
    is_clock = text.startswith(("今天", "今日", "现在", "当前"))
    is_alone = not line.links and not is_clock and len(re.sub(r"\W", "", rest)) <= 10
    return found if is_issuer or is_alone else None


def _up_to_next_link(line: Line, pair: Pair) -> Pair:
    """*pair* without the buttons behind its value: links after a blank (新华社 <a>举报</a>)."""
    if pair.value is None:
        return pair
    for link in line.links:
        before = line.text[link.start - 1 : link.start]
        if before == " " and pair.end < link.start < pair.stop:
            value = line.text[pair.end : link.start].strip()
            if value and pair.value.startswith(value):
                return pair.with_value(value)
    return pair


def _value_beside(outline: Outline, number: int) -> str | None:
    """The value of a label that fills its cell: the text of the next cell of the same row."""
    if number + 1 >= len(outline.lines):
        return None
    line, after = outline.lines[number], outline.lines[number + 1]
    if line.element < 0 or after.element < 0 or after.heading or after.links or after.media:
        return None
    cell, value = outline.elements[line.element], outline.elements[after.element]
    is_beside = value.parent == cell.parent and value.tag in {"td", "dd", "div", "span"}
    is_inside = value.parent == line.element and value.tag == "div"
    is_only = value.end_line - value.first_line == 1
    is_short = len(after.text) <= MAX_VALUE_CHARS and not _SENTENCE.search(after.text)
    if not (is_beside or is_inside) or not is_only or not is_short:
        return None
    return None if read_labels(after.text) or not after.text else after.text


def _add(info: InfoLine, line: Line, pairs: Sequence[Pair], bare: Date | None) -> None:
    for pair in pairs:
        info.fields.add(pair.field)
        if pair.value and pair.field not in info.values and pair.field != "control":
            info.values[pair.field] = pair.value
    if info.published is None:
        labelled = info.values.get("published") or info.values.get("updated") or ""
        found = find_date(labelled, short_year=True)
        info.is_labelled = found is not None
        info.published = found or bare or (find_date(line.text) if pairs else None)
    if info.published is not None and info.beside_date is None:
        info.beside_date = _issuer(line.text, info.published, pairs)


def _issuer(text: str, date: Date, pairs: Sequence[Pair]) -> str | None:
    """What stands between *date* and the labels of a line, if it is the name of an office.

    >>> text = "桃源县融媒体中心 2022-11-14 阅读 3056"
    >>> _issuer(text, find_date(text), read_labels(text))
    '桃源县融媒体中心'
    """
    before, found, after = text.partition(date.raw)
    if not found:
        return None
    if pairs and pairs[0].start >= len(before) + len(found):
        after = after[: pairs[0].start - len(before) - len(found)]
    elif pairs:
        return None
    for part in (before, after):
        name = part.strip(" |｜·-—\u3000")
        if _ISSUER.fullmatch(name):
            return name
    return None


def _complete(info: InfoLine, other: InfoLine) -> None:
    """Take over what *info* lacks."""
    for name, value in other.values.items():
        info.values.setdefault(name, value)
    info.fields |= other.fields
    is_better = info.published is None or (other.is_labelled and not info.is_labelled)
    if is_better and other.published is not None:
        info.published, info.is_labelled = other.published, other.is_labelled
