"""The headline: a line near the info line that the ``<title>`` tag agrees with.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html("<p>首页 栏目<p>县里开了会<p>时间：2020-2-5<p>正文。")
>>> find_title(page, info_first=2, title_tag="县里开了会_清源县政府", article_title=None)
Title(text='县里开了会', line=1, rule='title_tag_prefix')
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from portalcrawl.extract.phrases import CONTROLS, FOOTER
from portalcrawl.page.outline import Line, Outline

MIN_TITLE_CHARS = 2
MAX_TITLE_CHARS = 150
# How far above (and, on some templates, below) the info line a headline stands.
LINES_ABOVE = 12
LINES_BELOW = 3
_TITLE_CLASS = re.compile(r"title|tit\b|headline|biaoti|\bbt\b|_bt\b", re.IGNORECASE)
# What separates the headline from column and site in <title>.
_SUFFIX = re.compile(r"\s*(?:[_|｜]|--+|—+|\s-\s?|(?<!\d)-(?=[^-]*$)|>>|»)\s*")


@dataclass(frozen=True, slots=True)
class Title:
    """A headline, the line it stands on (None: only in the head), and the rule that found it."""

    text: str
    line: int | None
    rule: str


def find_title(
    outline: Outline,
    *,
    info_first: int | None,
    title_tag: str | None,
    article_title: str | None,
) -> Title | None:
    """The page's headline. *article_title* is the official meta tag, *info_first* the line."""
    tag = fold(title_tag or "")
    lines = _candidates(outline, info_first)
    best: tuple[float, int, Title] | None = None
    for number in lines:
        line = outline.lines[number]
        if not _may_be_title(line):
            continue
        score, rule = _score(outline, line, tag, fold(article_title or ""))
        # Of equals, the one nearest to the info line.
        distance = abs((info_first if info_first is not None else 0) - number)
        if score > 0 and (best is None or (score, -distance) > best[:2]):
            best = (score, -distance, Title(line.text, number, rule))
    if best is not None and best[0] >= 2:
        return best[2]
    if article_title and fold(article_title):
        return Title(article_title.strip(), None, "meta_article_title")
    if info_first is not None:
        for number in reversed(range(max(0, info_first - 3), info_first)):
            if _may_be_title(outline.lines[number]) and not outline.lines[number].links:
                return Title(outline.lines[number].text, number, "line_above_info")
    if best is not None:
        return best[2]
    stem = without_suffix(title_tag or "")
    return Title(stem, None, "title_tag") if stem else None


def without_suffix(title_tag: str) -> str:
    """*title_tag* up to its first separator.

    >>> without_suffix("县里开了会_清源县政府"), without_suffix("县里开了会--德育处-第一中学")
    ('县里开了会', '县里开了会')
    >>> without_suffix("2020-2025年的规划_清源县政府")
    '2020-2025年的规划'
    """
    return _SUFFIX.split(title_tag.strip(), maxsplit=1)[0].strip()


def fold(text: str) -> str:
    """*text* for comparison: NFKC, lower case, letters and digits only."""
    normal = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in normal if char.isalnum())


def _candidates(outline: Outline, info_first: int | None) -> range:
    if info_first is None:
        return range(len(outline.lines))
    last = min(len(outline.lines), info_first + LINES_BELOW + 1)
    return range(max(0, info_first - LINES_ABOVE), last)


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        MIN_TITLE_CHARS <= len(text) <= MAX_TITLE_CHARS
        and not FOOTER.search(text)
        and not CONTROLS.match(text)
        and (line.link_chars < len(text) * 0.9 or line.heading > 0)
    )


def _score(outline: Outline, line: Line, tag: str, article_title: str) -> tuple[float, str]:
    folded = fold(line.text)
    if not folded:
        return 0, ""
    score, rule = 0.0, "heading"
    if article_title and folded == article_title:
        score, rule = score + 6, "meta_article_title"
    if len(folded) >= 4 and tag.startswith(folded):
        score, rule = score + 5, "title_tag_prefix"
    elif len(folded) >= 6 and folded in tag:
        score, rule = score + 4, "title_tag_part"
    if line.heading:
        score += 3 - 0.4 * min(line.heading, 4)
    elif _TITLE_CLASS.search(_names(outline, line.element)):
        score, rule = score + 2, rule if score else "title_class"
    return score, rule


def _names(outline: Outline, element: int) -> str:
    """Class and id of the line's block."""
    attributes = outline.elements[element].node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
