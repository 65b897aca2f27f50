"""What kind of page it is, decided from the page and never from its address.

A list has rows (a title that links, mostly with a date) or a pager; an article has a headline with
an info line, neighbours or the official meta tags, and a body of its own. A page with text and none
of these is a single page (机构设置), one with hardly anything is ``other``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from portalcrawl.extract.attachments import is_attachment
from portalcrawl.extract.parts import Parts
from portalcrawl.extract.phrases import HOME_CRUMB, is_footer
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Line, Outline

MIN_ARTICLE_SCORE = 4.0
SURE_ARTICLE_SCORE = 6.0
MIN_LIST_SCORE = 3.0
ROWS_IN_BODY_COST = 5.0
PAGER_COST = 1.5
MIN_ROWS, SURE_ROWS = 3, 6
MIN_ROWS_SHARE = 0.3
# A row's title: menus and pagers are shorter.
MIN_ROW_CHARS = 8
MAX_ROW_CHARS = 200
MAX_PAGER_CHARS = 20
PAGER = re.compile(
    r"^[\s<>«»\[【]*(?:下\s?一?\s?页|后一页|尾\s?页|末\s?页|最后一?页|next)[\s<>«»\]】]*$",
    re.IGNORECASE,
)
PAGE_COUNT = re.compile(r"共\s?\d+\s?(?:条|页|篇)|第\s?\d+\s?/\s?\d+\s?页|页次[:：]?\s?\d+")
# 2024年12月31日 12:30:45, and what may stand beside it.
MAX_DATE_ALNUMS = 17
MAX_ALNUMS_BESIDE = 4
_NO_PAGE = re.compile(r"\s*(?:$|#(?!!?/)|javascript:|mailto:|tel:)", re.IGNORECASE)
# Rows also print month and day only, or year and month beside a big day.
_DIGIT = re.compile(r"\d")
_DATE_ALONE = re.compile(
    r"(?<!\d)(?:(?:19|20)?\d\d[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,2}日?|月?(?!\d))"
    r"|\d{1,2}[-/月]\d{1,2}日?)(?:\s\d{1,2}:\d\d(?::\d\d)?)?(?!\d)"
)


class Kind(StrEnum):
    """The kinds that a 200 HTML page can be of."""

    ARTICLE = "article"
    LIST = "list"
    PAGE = "page"
    """A single page: text without headline, date or neighbours of its own."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the decision rests on: scores for both sides, and their parts for the report."""

    article: float
    list: float
    dated_rows: int
    link_rows: int
    has_pager: bool
    text_chars: int


def classify(page: Page, parts: Parts) -> Kind:
    """The kind of *page*."""
    score = _article_score(page, parts)
    if score - ROWS_IN_BODY_COST - PAGER_COST >= SURE_ARTICLE_SCORE:
        # Whatever else is on it: most pages of a portal need no look at their sidebars.
        return Kind.ARTICLE
    pager = has_pager(page.outline)
    score -= _costs(page, parts, pager=pager)
    if score >= SURE_ARTICLE_SCORE:
        return Kind.ARTICLE
    return kind_of(_weigh(page, parts, score=score, pager=pager))


def _costs(page: Page, parts: Parts, *, pager: bool) -> float:
    """What a pager and rows in the body take from an article's score."""
    body = parts.body.lines if parts.body else []
    rows = sum(is_dated_row(page.outline, number) for number in body)
    cost = ROWS_IN_BODY_COST if _are_rows(rows, body) else 0.0
    # "Next page" without "next article": parts of an article have it too, lists more often.
    return cost + (PAGER_COST if pager and not (parts.previous or parts.next) else 0.0)


def kind_of(evidence: Evidence) -> Kind:
    """The kind that *evidence* speaks for."""
    # A sidebar of rows outweighs a modest article, but not one with all its furniture.
    if evidence.article >= min(SURE_ARTICLE_SCORE, max(MIN_ARTICLE_SCORE, evidence.list + 0.01)):
        return Kind.ARTICLE
    if evidence.list >= MIN_LIST_SCORE:
        return Kind.LIST
    return Kind.PAGE if evidence.text_chars >= 100 else Kind.OTHER


def weigh(page: Page, parts: Parts) -> Evidence:
    """Count what speaks for an article and what for a list."""
    pager = has_pager(page.outline)
    score = _article_score(page, parts) - _costs(page, parts, pager=pager)
    return _weigh(page, parts, score=score, pager=pager)


def _weigh(page: Page, parts: Parts, *, score: float, pager: bool) -> Evidence:
    outline = page.outline
    start = parts.breadcrumb.line + 1 if parts.breadcrumb else 0
    dates = [n for n in range(start, len(outline.lines)) if is_dated_row(outline, n)]
    links = sum(1 for line in outline.lines if _is_row(line) and _leads_to_page(line.links[0].href))
    return Evidence(
        article=score,
        list=min(len(dates), 8) * 0.75 + min(links, 12) * 0.25 + (3 if pager else 0),
        dated_rows=len(dates),
        link_rows=links,
        has_pager=pager,
        text_chars=_text_chars(page, parts),
    )


def _are_rows(count: int, body: list[int]) -> bool:
    """Whether rows fill what would be the body: a text may end with a few (its annexes)."""
    return count >= MIN_ROWS and (count >= SURE_ROWS or count >= MIN_ROWS_SHARE * len(body))


def _text_chars(page: Page, parts: Parts) -> int:
    lines = [page.outline.lines[n] for n in parts.body.lines] if parts.body else []
    return sum([len(line.text) - line.link_chars for line in lines])


def _article_score(page: Page, parts: Parts) -> float:
    text_chars = _text_chars(page, parts)
    score = 1.0 if parts.breadcrumb else 0.0
    if parts.info is not None:
        labels = len(parts.info.fields)
        score += min(labels, 3) * 1.5 + (2 if parts.info.published else 0)
    if parts.previous or parts.next:
        score += 4
    if page.meta("articletitle") or parts.marked:
        # The CMS itself says that it is one.
        score += 4
    if page.meta("pubdate"):
        score += 1
    score += _headline_score(page, parts)
    if text_chars >= 50 or (
        parts.body and any(page.outline.lines[n].media for n in parts.body.lines)
    ):
        score += 1
    return score + min(text_chars / 300, 3)


def _headline_score(page: Page, parts: Parts) -> float:
    if parts.title is None or parts.title.line is None:
        return 0
    sure = {"title_tag", "meta_article_title", "dated_headline"}
    score = 1.5 if parts.title.rule in sure else 0
    below_breadcrumb = parts.breadcrumb is None or parts.title.line > parts.breadcrumb.line
    if page.outline.lines[parts.title.line].heading and below_breadcrumb:
        score += 2
    return score


def has_pager(outline: Outline) -> bool:
    """Whether the page has links to further pages, or says how many there are."""
    for line in outline.lines:
        text = line.text
        # Most lines have none of these, and a search costs more than the question.
        if "页" not in text and "条" not in text and "篇" not in text and "ext" not in text.lower():
            continue
        if len(text) <= 200 and PAGE_COUNT.search(text):
            return True
        if any(PAGER.match(link.text) for link in line.links if len(link.text) <= MAX_PAGER_CHARS):
            return True
    return False


def _is_row(line: Line) -> bool:
    if len(line.text) < MIN_ROW_CHARS or not 1 <= len(line.links) <= 3:
        return False
    longest = max(line.links, key=lambda link: link.end - link.start)
    return (
        longest.end - longest.start >= MIN_ROW_CHARS
        and not is_footer(line.text)
        and line.link_chars >= 0.5 * len(line.text)
        and not is_attachment(longest.href)
        and not HOME_CRUMB.match(line.links[0].text)
    )


def _leads_to_page(href: str) -> bool:
    """Not ``javascript:;``: a row whose article was never saved still has its date."""
    return not _NO_PAGE.match(href)


def is_dated_row(outline: Outline, number: int) -> bool:
    """Whether line *number* is the date of a row: a date alone, with the row's link beside it."""
    line = outline.lines[number]
    text = line.text
    # A link alone is no date beside one: most lines of a page are links of a menu.
    if not text or len(text) > MAX_ROW_CHARS or line.link_chars >= len(text) - 2:
        return False
    if not _is_date_beside_links(line):
        return False
    around = outline.lines[max(0, number - 2) : number + 3]
    if line.links:
        # Attachments of an article are listed with their dates too.
        return not all(is_attachment(link.href) for link in line.links)
    return any(_is_row(other) for other in around)


def _is_date_beside_links(line: Line) -> bool:
    if not _DIGIT.search(line.text):
        return False
    rest = line.text_beside_links()
    # A sentence with a number in it is told by its length: counting costs less than searching.
    if _alnums(rest[: 2 * MAX_DATE_ALNUMS]) > MAX_DATE_ALNUMS + MAX_ALNUMS_BESIDE:
        return False
    match = _DATE_ALONE.search(rest)
    return match is not None and _alnums(rest) - _alnums(match[0]) <= MAX_ALNUMS_BESIDE


def _alnums(text: str) -> int:
    return sum(map(str.isalnum, text))
