"""The body: which lines of the page, and the element that holds them.

>>> from portalcrawl.page.outline import Line, Outline
>>> page = Outline.of_html(
...     "<div><h1>题</h1><p>时间:2020-2-5<div><p>今天开会。<p>乙。</div>上一篇:没有了</div>"
... )
>>> body = find_body(page)
>>> [page.lines[n].text for n in body.lines], page.elements[body.element].tag
(['题', '时间:2020-2-5', '今天开会。', '乙。'], 'div')

Where a body has an element of its own, that is all. Where it shares one with the headline, the info
line and what follows, ``after_head`` and the marks of what follows cut it out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from portalcrawl.extract.container import find_container
from portalcrawl.extract.infoline import read_line
from portalcrawl.extract.phrases import (
    AFTER_BODY,
    END_OF_BODY_CREDIT,
    FOOTER_START,
    NEIGHBOUR_INITIALS,
    NEXT,
    PREVIOUS,
    SENTENCE,
    is_control,
    is_footer_record,
)
from portalcrawl.extract.weights import Weights, weigh
from portalcrawl.page.outline import Line, Outline

MAX_END_MARK_CHARS = 60
MAX_FOOTER_CHARS = 200
# What follows an end mark is cut off up to this share of the whole: the words of such marks also
# stand at the start of honest paragraphs, though not alone in a line.
SURE_TAIL_SHARE = 0.9
TAIL_SHARE = 0.4
FOOT_LINES = 8
# What stands over a banner between two paragraphs.
ADVERTISEMENT = "广告"
MAX_SUMMARY_LINES = 10
_BY_MACHINE = re.compile("AI|智能|大模型|机器|系统生成|自动生成")
_BRACKETS = "[（(【［"
MAX_CARD_LINES = 12
MIN_PARAGRAPH_CHARS = 20
MAX_HEADING_CHARS = 12
_PAGER = re.compile(
    r"^(?=[^页\d]*+[页\d]|.*全文)(?:[\s\d【】\[\]()（）<>«»|./]++|(?:上|下|前|后)一?页|首页|尾页|末页|全文)++$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """Numbers of the body's lines in order, and the index of the element around them."""

    lines: list[int]
    element: int


def find_body(outline: Outline, *, weights: Weights | None = None) -> Body | None:
    """The body by where the text is; None where nothing has weight."""
    weights = weigh(outline) if weights is None else weights
    element = find_container(outline, weights.of_lines)
    return None if element is None else body_of_element(outline, element, weights)


def body_of_element(outline: Outline, element: int, weights: Weights) -> Body:
    """The lines of *element* that are body, without what follows it in the same element."""
    numbers = list(outline.elements[element].lines)
    if not weights.is_unlikely(element):
        numbers = [n for n in numbers if not weights.is_unlikely(outline.lines[n].element)]
    return body_of_lines(outline, numbers, element, weights)


def whole_element(outline: Outline, element: int) -> Body:
    """The lines of an *element* that is known to hold a body and nothing else but buttons."""
    return Body(_without_buttons(outline, list(outline.elements[element].lines)), element)


def body_of_lines(outline: Outline, numbers: list[int], element: int, weights: Weights) -> Body:
    """The lines *numbers* of *element* without what precedes and follows a body."""
    numbers = _without_summary(outline, numbers)
    return Body(_without_buttons(outline, _without_tail(outline, numbers, weights)), element)


def _without_summary(outline: Outline, numbers: list[int]) -> list[int]:
    """*numbers* from below a box that a machine wrote: 智能摘要 … 由AI自动生成，仅供参考."""
    for position, number in enumerate(numbers[:MAX_SUMMARY_LINES]):
        text = outline.lines[number].text
        if "仅供参考" in text and _BY_MACHINE.search(text) and len(text) <= MAX_END_MARK_CHARS:
            return numbers[position + 1 :]
    return numbers


def after_head(outline: Outline, body: Body, heads: Collection[int]) -> Body:
    """*body* from below the last of *heads*: the lines of breadcrumb, headline and info line."""
    last = max(heads, default=-1)
    below = [number for number in body.lines if number > last]
    if len(below) == len(body.lines):
        return body
    return Body(_without_buttons(outline, below), body.element)


def end_of_body(outline: Outline, start: int) -> int:
    """The first line from *start* on that surely ends a body, whatever is before it."""
    numbers = range(start, len(outline.lines))
    ends = (n for n in numbers if _tail_share(outline, n) == SURE_TAIL_SHARE)
    return next(ends, len(outline.lines))


def _without_tail(outline: Outline, numbers: list[int], weights: Weights) -> list[int]:
    """*numbers* up to the first line that ends a body and has little text after it."""
    kept: list[int] = []
    left = total = weights.total(numbers)
    position = 0
    while position < len(numbers):
        number = numbers[position]
        # Nothing was read yet: a mark before the text ends nothing.
        if left < total and (share := _tail_share(outline, number)) and left <= share * total:
            resumed = _after_card(outline, numbers, position)
            if resumed is None:
                return kept
            left -= weights.total(numbers[position:resumed])
            position = resumed
            continue
        if outline.lines[number].text == ADVERTISEMENT:
            position += 1
            continue
        if left < total and _is_foot(outline, numbers[position : position + FOOT_LINES]):
            return kept
        kept.append(number)
        left -= weights.of_lines[number]
        if left <= 0.1 * total and END_OF_BODY_CREDIT.match(outline.lines[number].text):
            return kept + _further_credits(outline, numbers[position:])
        position += 1
    return kept


def _further_credits(outline: Outline, numbers: list[int]) -> list[int]:
    """The lines of credits that follow the first of *numbers* in the same block."""
    further = []
    for before, number in pairwise(numbers):
        line = outline.lines[number]
        if not _are_siblings(outline, before, number) or not line.text or not read_line(line):
            break
        further.append(number)
    return further


def _after_card(outline: Outline, numbers: list[int], position: int) -> int | None:
    """Where the text goes on after a card (推荐阅读) between two paragraphs; None: it ends."""
    mark = outline.lines[numbers[position]]
    if position == 0 or AFTER_BODY.match(mark.text) is None:
        return None
    paragraph = outline.lines[numbers[position - 1]]
    if paragraph.element < 0 or paragraph.element == mark.element:
        return None
    parent = outline.elements[paragraph.element].parent
    if outline.elements[mark.element].parent == parent:
        # No block of its own: what follows a plain line of this kind belongs to it.
        return None
    for further in range(position + 1, min(position + MAX_CARD_LINES, len(numbers))):
        line = outline.lines[numbers[further]]
        is_sibling = line.element >= 0 and outline.elements[line.element].parent == parent
        is_text = not line.links and len(line.text) >= MIN_PARAGRAPH_CHARS
        if is_sibling and is_text and SENTENCE.search(line.text):
            return further
    return None


def _tail_share(outline: Outline, number: int) -> float:
    """Up to which share of the body line *number* and what follows may be cut off; 0: no mark."""
    line = outline.lines[number]
    text = line.text
    if not text:
        return 0
    if text[0] in NEIGHBOUR_INITIALS and (PREVIOUS.match(text) or NEXT.match(text)):
        return SURE_TAIL_SHARE
    if len(text) <= MAX_FOOTER_CHARS and is_footer_record(text):
        return SURE_TAIL_SHARE
    if len(text) <= MAX_END_MARK_CHARS and (_is_end_mark(line) or _is_pager(line)):
        return SURE_TAIL_SHARE if len(text) <= MAX_HEADING_CHARS else TAIL_SHARE
    return 0


def _is_end_mark(line: Line) -> bool:
    """Whether AFTER_BODY starts the line: with a sentence behind its colon it is text.

    "相关链接：下一场广场夜话定于周五举行，欢迎报名。"
    """
    if (match := AFTER_BODY.match(line.text)) is None:
        return False
    return bool(line.links) or not SENTENCE.search(line.text, match.end())


def _is_foot(outline: Outline, numbers: list[int]) -> bool:
    """Whether the first of *numbers* starts the foot of the site.

    Bodies hold the address of an office too: it is the foot's where a record follows.
    """
    if FOOTER_START.match(outline.lines[numbers[0]].text) is None:
        return False
    return any(map(is_footer_record, outline.texts(numbers[1:])))


def _is_pager(line: Line) -> bool:
    return bool(line.links) and _PAGER.match(line.text) is not None


def _is_credit_below(outline: Outline, numbers: list[int]) -> bool:
    """Whether the last line names source and editor in a block of its own below the text.

    One among the paragraphs, or in brackets, is the last line of the text as its author wrote it.
    """
    line = outline.lines[numbers[-1]]
    pairs = read_line(line) if line.text and line.text[0] not in _BRACKETS else ()
    if not pairs or pairs[0].start > 0 or SENTENCE.search(line.text):
        return False
    return len(numbers) < 2 or not _are_siblings(outline, numbers[-2], numbers[-1])


def _are_siblings(outline: Outline, one: int, two: int) -> bool:
    """Whether two lines are paragraphs of one block, or lines of one paragraph."""
    first, second = outline.lines[one].element, outline.lines[two].element
    if first < 0 or second < 0 or first == second:
        return first == second
    a, b = outline.elements[first], outline.elements[second]
    # Blocks of the layout have names of their own; paragraphs differ at most if they are ``p``.
    return a.parent == b.parent and a.tag == b.tag and (a.tag == "p" or a.names == b.names)


def _without_buttons(outline: Outline, numbers: list[int]) -> list[int]:
    """Without buttons (打印, 关闭) and pagers at both ends."""

    def is_button(number: int) -> bool:
        line = outline.lines[number]
        text = line.text
        if not text or line.media or len(text) > MAX_END_MARK_CHARS:
            return False
        return is_control(text) or _is_pager(line)

    start, stop = 0, len(numbers)
    while start < stop and is_button(numbers[start]):
        start += 1
    while start < stop and (
        is_button(numbers[stop - 1]) or _is_credit_below(outline, numbers[start:stop])
    ):
        stop -= 1
    return numbers[start:stop]
