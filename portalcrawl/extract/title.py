"""The headline: a line near the body that headings, tags and the page's own name agree on.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html("<p>首页 栏目<p>县里开了会<p>时间：2020-2-5<p>正文。")
>>> found = title_candidates(
...     page, around=range(0, 3), info=range(2, 3), title_tag="县里开了会_县政府"
... )
>>> resolve(found, same=fold)
Candidate(rule='title_tag', value='县里开了会', weight=5.0, raw='县里开了会', line=1)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from portalcrawl.extract.candidates import Candidate, resolve
from portalcrawl.extract.infoline import read_line
from portalcrawl.extract.phrases import BREADCRUMB, is_control, is_footer
from portalcrawl.page.outline import Line, Outline

__all__ = ["fold", "resolve", "segments", "title_candidates", "without_suffix"]

MIN_TITLE_CHARS = 2
MAX_TITLE_CHARS = 200
MAX_KEPT_CHARS = 500
MAX_NAME_CHARS = 1000
MIN_MENU_LINKS = 3
# The weight of each rule. A line that the page's <title> starts with is sure; its heading level is
# a habit of the template's author; its place is a hint.
META_WEIGHT = 6.0
TAG_START_WEIGHT = 5.0
TAG_PART_WEIGHT = 4.0
HEADING_WEIGHT = 3.0
HEADING_LEVEL_COST = 0.3
CLASS_WEIGHT = 2.0
ANCHOR_WEIGHT = 5.0
NEAR_INFO_WEIGHT = 2.0
NEAR_BODY_WEIGHT = 1.0
TAG_ALONE_WEIGHT = 1.0
NEAR_LINES = 4
_TITLE_NAME = re.compile(r"title|tit\b|headline|biaoti|(?<![a-z])bt(?![a-z])|(?<![a-z])h1(?![a-z])")
_STARTS_PATH = re.compile(r"[\[【]?(?:网站|本站|返回)?首\s?页[\]】]?\s*[-－—>＞»›→/·]")
# What separates headline, column and site in <title>.
_SEPARATOR = re.compile(r"\s*(?:[_|｜]|--+|—+|\s-\s?|(?<!\d)-(?=[^-]*$)|>>|»|<<)\s*")


def title_candidates(
    outline: Outline,
    *,
    around: range,
    info: range,
    title_tag: str = "",
    article_title: str | None = None,
    anchor: str | None = None,
) -> list[Candidate]:
    """What may be the headline.

    *around* are the lines to look at, from above the info line to the first of the body; *info*
    the lines of the info line (empty: none). *article_title* is the official meta tag, *anchor* the
    text of the link that led to the page.
    """
    article_title = article_title and article_title[:MAX_NAME_CHARS]
    anchor = anchor and anchor[:MAX_NAME_CHARS]
    found = list(_of_lines(outline, around, info, title_tag, article_title, anchor))
    if article_title and fold(article_title):
        found.append(Candidate("meta_article_title", article_title.strip(), META_WEIGHT))
    if stem := without_suffix(title_tag):
        found.append(Candidate("title_tag_alone", stem, TAG_ALONE_WEIGHT, title_tag))
    return found


def without_suffix(title_tag: str) -> str:
    """*title_tag* up to its first separator.

    >>> without_suffix("县里开了会_清源县政府"), without_suffix("县里开了会--德育处-第一中学")
    ('县里开了会', '县里开了会')
    >>> without_suffix("2020-2025年的规划_清源县政府")
    '2020-2025年的规划'
    """
    return segments(title_tag)[0]


# A page's tag is read for each place where its headline may be.
@lru_cache(maxsize=64)
def segments(title_tag: str) -> tuple[str, ...]:
    """The parts of *title_tag* between its separators.

    >>> segments("清源县政府 | 县里开了会")
    ('清源县政府', '县里开了会')
    """
    return tuple([part.strip() for part in _SEPARATOR.split(title_tag.strip())])


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text).lower()
    return "".join(filter(str.isalnum, normal))


def fold(text: str) -> str:
    """*text* for comparison: NFKC, lower case, letters and digits only.

    >>> fold("关于 “ＡＢ” 的通知（1）")
    '关于ab的通知1'
    """
    # The same titles are compared again and again; a hostile page's megabyte is not kept.
    return _fold(text) if len(text) <= MAX_KEPT_CHARS else _fold.__wrapped__(text)


def _of_lines(
    outline: Outline,
    around: range,
    info: range,
    title_tag: str,
    article_title: str | None,
    anchor: str | None,
) -> Iterator[Candidate]:
    tag, meta, row = fold(title_tag), fold(article_title or ""), fold((anchor or "").rstrip(".…"))
    for number, text in _headlines(outline, around, info):
        line = outline.lines[number]
        if not (folded := fold(text)):
            continue
        rules: list[tuple[str, float]] = []
        if folded == meta:
            rules.append(("meta_article_title", META_WEIGHT))
        if (weight := _tag_weight(folded, tag)) > 0:
            rules.append(("title_tag", weight))
        if row and len(row) >= MIN_TITLE_CHARS and folded.startswith(row):
            rules.append(("row_title", ANCHOR_WEIGHT))
        if line.heading:
            rules.append(("heading", HEADING_WEIGHT - HEADING_LEVEL_COST * line.heading))
        if line.element >= 0 and _TITLE_NAME.search(outline.elements[line.element].names):
            rules.append(("title_class", CLASS_WEIGHT))
        rules += _places(number, around, info)
        for rule, weight in rules:
            yield Candidate(rule, text, weight, text, number)


def _headlines(outline: Outline, around: range, info: range) -> Iterator[tuple[int, str]]:
    """The lines that may be the headline; the lines of one heading are one."""
    taken = -1
    for number in around:
        line = outline.lines[number]
        if number <= taken or number in info or not _may_be_title(line):
            continue
        text, taken = line.text, number
        if line.heading:
            taken = heading_end(outline, number, info)
            for further in outline.lines[number + 1 : taken + 1]:
                text = join(text, further.text)
        yield number, text


def heading_end(outline: Outline, number: int, info: range = range(0)) -> int:
    """The last line of the headline that starts in line *number*: a heading may have breaks."""
    line, last = outline.lines[number], number
    while line.heading and last + 1 < len(outline.lines):
        after = outline.lines[last + 1]
        if after.element != line.element or last + 1 in info or not _may_be_title(after):
            break
        if read_line(after):
            break
        last += 1
    return last


def join(one: str, two: str) -> str:
    """Two lines of one headline; a blank stands only beside a word of letters.

    >>> join("县政府办公室", "关于开会的通知"), join("通知", "Notice of a meeting")
    ('县政府办公室关于开会的通知', '通知 Notice of a meeting')
    """
    is_word = re.match(r"[a-zA-Z]", two) or re.search(r"[a-zA-Z]$", one)
    blank = " " if is_word else ""
    return f"{one}{blank}{two}"


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        MIN_TITLE_CHARS <= len(text) <= MAX_TITLE_CHARS
        and (line.link_chars < len(text) * 0.9 or line.heading > 0)
        and (len(line.links) < MIN_MENU_LINKS or line.heading > 0)
        and not is_footer(text)
        and not _STARTS_PATH.match(text)
        and not ("位置" in text and BREADCRUMB.match(text))
        and not is_subtitle(text)
        and not (len(text) <= 60 and is_control(text))
    )


def is_subtitle(text: str) -> bool:
    """Whether a line is the second part of a headline by its dash (副标题).

    >>> is_subtitle("——记清源县第一中学"), is_subtitle("-2020年工作总结")
    (True, False)
    """
    return text.startswith(("——", "--", "──", "― ―", "——"))


def _tag_weight(folded: str, tag: str) -> float:
    if len(folded) >= 4 and tag.startswith(folded):
        return TAG_START_WEIGHT
    return TAG_PART_WEIGHT if len(folded) >= 6 and folded in tag else 0


def _places(number: int, around: range, info: range) -> Iterator[tuple[str, float]]:
    """A headline stands above the info line or the body, as a rule right above."""
    if info:
        distance = info.start - number if number < info.start else number - info.stop + 2
        if 0 < distance <= NEAR_LINES:
            yield "near_info", NEAR_INFO_WEIGHT * (1 - 0.2 * (distance - 1))
    elif 0 < (distance := around.stop - 1 - number) <= NEAR_LINES:
        yield "near_body", NEAR_BODY_WEIGHT * (1 - 0.2 * (distance - 1))
