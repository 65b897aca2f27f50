"""What a page says, in a form in which two answers of one error page are equal.

>>> def of(html, url):
...     return Fingerprint.of_page(Page.of_bytes(html.encode(), url=url), status=200)
>>> one = of("<title>Error</title><p>No /a/95.html here (9:05)<p>Home", "http://a.cn/a/95.html")
>>> two = of("<title>Error</title><p>No /b/7.html here (10:20)<p>Home", "http://a.cn/b/7.html")
>>> one == two
True

Numbers, marks and the asked address are left out: an error page repeats the address, and tells the
time. Lines are compared, not runs of characters: a short article in a large frame shares nearly all
of its characters with the empty frame, but its headline is a line that the frame has not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from portalcrawl.page.document import Page
from portalcrawl.page.look import letters_of
from portalcrawl.page.outline import Line
from portalcrawl.urls.shape import path_and_query

# With fewer letters, every page that a script draws would be like every other.
MIN_LETTERS = 8
# An article can have no more than a word that the empty frame has not: a name and two numbers.
STRICT_SHARE, STRICT_LETTERS = 0.0, 3
# The latest news beside a notice change between two visits.
LOOSE_SHARE, LOOSE_LETTERS = 0.05, 10
# What a picture counts: it may be all that an article has.
_MEDIA_LETTERS = 12
_MAX_LINES = 2000
_MAX_LINE_CHARS = 2000
_WORD = re.compile(r"[0-9A-Za-z]++")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """An answer's status, its title and its lines, and how many letters they have together."""

    status: int
    title: str
    lines: frozenset[str]
    letters: int

    @classmethod
    def of_page(cls, page: Page, status: int) -> Fingerprint:
        """The fingerprint of *page*."""
        asked = echoes(page.url)
        lines = frozenset(filter(None, (normal_line(line, asked) for line in _lines(page))))
        return cls(status, normal(page.title, asked), lines, sum(map(_weight, lines)))

    @property
    def is_telling(self) -> bool:
        """Whether there is enough of it to know a page by."""
        return self.letters >= MIN_LETTERS

    def is_like(self, page: Page, *, strictly: bool) -> bool:
        """Whether *page* says the same as the page that this was made of.

        *strictly*: with nothing beside it that could be an article.
        """
        asked = echoes(page.url)
        if normal(page.title, asked) != self.title:
            return False
        share, least = (STRICT_SHARE, STRICT_LETTERS) if strictly else (LOOSE_SHARE, LOOSE_LETTERS)
        allowed = max(least, int(share * self.letters))
        new, common = 0, set()
        for line in _lines(page):
            text = normal_line(line, asked)
            if text in self.lines:
                common.add(text)
            elif text:
                new += _weight(text)
                # Most pages part from the frame at their headline.
                if new > allowed:
                    return False
        return self.letters - sum(map(_weight, common)) <= allowed


def echoes(url: str) -> tuple[str, ...]:
    """How a page may repeat the address that was asked for, the longest first."""
    path, query = path_and_query(url)
    whole = f"{path}?{query}" if query else path
    stem = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    forms = {url, unquote(url), whole, unquote(whole), path, unquote(path), unquote(stem)}
    return tuple(sorted((form for form in forms if len(form) > 3), key=len, reverse=True))


def normal(text: str, asked: tuple[str, ...] = ()) -> str:
    """The letters of *text* without *asked*, numbers and words with a digit (times, request ids).

    >>> normal("发布时间：2020-02-05 来源： [r7f3a]", ())
    '发布时间来源'
    """
    text = text[:_MAX_LINE_CHARS]
    for echo in asked:
        if echo in text:
            text = text.replace(echo, " ")
    if _DIGIT.search(text):
        text = _WORD.sub(_without_digits, text)
    return letters_of(text)


def normal_line(line: Line, asked: tuple[str, ...]) -> str:
    """The line as it is compared; that of a picture is its address."""
    if not line.media:
        return normal(line.text, asked)
    sources = (node.attributes.get("src") or node.tag or "" for node in line.media)
    return f"{normal(line.text, asked)} {' '.join(sources)}"


def _without_digits(match: re.Match[str]) -> str:
    return "" if _DIGIT.search(match[0]) else match[0]


def _lines(page: Page) -> list[Line]:
    return page.outline.lines[:_MAX_LINES]


def _weight(line: str) -> int:
    text, blank, _ = line.partition(" ")
    return len(text) + (_MEDIA_LETTERS if blank else 0)
