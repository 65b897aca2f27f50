"""The form of an address with its numbers taken out: pages of one template have one form.

>>> url_shape("http://a.gov.cn/xwzx/202002/t20200205_123.html")
'/xwzx/{d6}/t{d8}_{d}.html'
>>> url_shape("http://a.gov.cn/show.asp?lbm=%CD%A8%D6%AA&ID=12")
'/show.asp?ID={d}&lbm={e}'
>>> url_shape("http://a.gov.cn/xwzx/gzdt_12/202002/t20200205_123.html", folders=False)
'/{w}/{w}/{d6}/t{d8}_{d}.html'

Which shape belongs to articles is learned from a site's own lists; a shape alone decides nothing,
because the articles of one system look like the columns of another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from portalcrawl.urls.routes import route_of, without_route

# More than a server takes is no address (RFC 9110, section 4.1, asks for 8000).
MAX_URL_CHARS = 8192
# A number of fewer digits may be a page of a list, and with as many it is an id.
MIN_ID_DIGITS = 4
# A list page, a calendar or a menu entry comes less often than the rows of a list.
MIN_REPEATS = 3

_TOKEN = re.compile(
    r"""
    (?P<uuid> [0-9a-f]{8} (?:-[0-9a-f]{4}){3} -[0-9a-f]{12} )
    | (?<![0-9a-z]) (?P<hex> (?=[a-f]{0,40}\d) (?=\d{0,40}[a-f]) [0-9a-f]{20,64}+ ) (?![0-9a-z])
    | (?<=\d_) (?P<r> (?=\d{0,40}[a-z]) [0-9a-z]{6,40}+ )  # a random word beside a number
    | (?P<e> (?:%[0-9a-f]{2})++ )
    | (?P<d> \d++ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPREAD = re.compile(r"[0-9a-f]{2}", re.IGNORECASE)
# One letter before a number is part of the id: /c24691a844669/.
_NAME = re.compile(r"[A-Za-z]{2}")
_WORD = re.compile(r"[A-Za-z_.-]{1,40}")
# Longer numbers are times or serial numbers, whose length does not grow.
_LONG_DIGITS = 12

DATES = frozenset({"d4", "d6", "d8"})
_IDS = frozenset({"uuid", "hex", "long", "r"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an address: as written, and its class, ``""`` where it stands for itself."""

    text: str
    kind: str = ""

    @property
    def shown(self) -> str:
        """The piece in a shape."""
        return f"{{{self.kind}}}" if self.kind else self.text


def url_shape(url: str, *, folders: bool = True) -> str:
    """Path and query of *url* with a class in place of what differs from page to page.

    ``{d}`` digits, ``{d8} {d6} {d4}`` day, month and year, ``{long}`` a number of at least 12
    digits, ``{hex}``, ``{uuid}``, ``{x}`` two hex digits, ``{e}`` escapes, ``{r}`` a random word,
    ``{v}`` any other value of a parameter. Parameters are in the order of their names. Without
    *folders*, what is named by words is ``{w}``: columns that are served alike are one. The route
    of an app has a shape of its own.

    >>> url_shape("http://a.gov.cn/app/#/detail?id=7")
    '/app/#/detail?id={d}'
    """
    if route := route_of(url):
        inner = url_shape(route.lstrip("#!"), folders=folders)
        return f"{url_shape(without_route(url), folders=folders)}#{inner}"
    path, query = path_and_query(url)
    *above, name = path.split("/")
    shown = [_segment_shape(segment, words=folders) for segment in _without_spread(above)]
    # A script is known by its name; of files named by words there are as many as pages.
    shown.append(_file_shape(name, words=folders or bool(query)))
    form = "/".join(shown)
    return f"{form}?{_query_shape(query, words=folders)}" if query else form


def article_shapes(urls: Iterable[str]) -> dict[str, int]:
    """The shapes of *urls* that articles have, and how many have each, the most frequent first.

    *urls* are those of the rows of lists. An article's address has a date or a long id and its
    shape comes again.
    """
    counts = Counter(url_shape(url) for url in urls if has_article_id(url))
    return {shape: count for shape, count in counts.most_common() if count >= MIN_REPEATS}


def has_article_id(url: str) -> bool:
    """Whether *url* names one thing of many: a date or a long id is in it.

    >>> has_article_id("http://a.cn/info/1036/12441.htm"), has_article_id("http://a.cn/list_2.htm")
    (True, False)
    """
    path, query = path_and_query(url)
    found = [*pieces(path), *(p for _, value in parameters(query) for p in pieces(value))]
    return any(
        piece.kind in DATES
        or piece.kind in _IDS
        or (piece.kind == "d" and len(piece.text) >= MIN_ID_DIGITS)
        for piece in found
    )


def path_and_query(url: str) -> tuple[str, str]:
    """The path (at least ``/``) and the query of an absolute URL, as written.

    >>> path_and_query("http://a.cn?x=1#top"), path_and_query("http://a.cn/b/")
    (('/', 'x=1'), ('/b/', ''))
    """
    rest = url[:MAX_URL_CHARS].partition("#")[0]
    if "://" in rest:
        rest = rest.partition("://")[2]
        host_end = min((at for at in (rest.find("/"), rest.find("?")) if at >= 0), default=-1)
        rest = rest[host_end:] if host_end >= 0 else ""
    path, _, query = rest.partition("?")
    return path or "/", query


def parameters(query: str) -> list[tuple[str, str]]:
    """Names and values as written, in their order."""
    return [(name, value) for name, _, value in (part.partition("=") for part in query.split("&"))]


def pieces(text: str) -> list[Piece]:
    """*text* (a path, a segment, a value) cut into what stands for itself and what varies."""
    found: list[Piece] = []
    position = 0
    for start, end, kind in _tokens(text):
        if start > position:
            found.append(Piece(text[position:start]))
        found.append(Piece(text[start:end], kind))
        position = end
    if position < len(text):
        found.append(Piece(text[position:]))
    return found


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        assert kind is not None
        start, end = match.span(kind)
        if kind == "d":
            is_folder = text[start - 1 : start] in {"", "/"} and text[end : end + 1] in {"/", "-"}
            kind = _number_kind(match[0], is_folder=is_folder)
        yield start, end, kind


def _number_kind(digits: str, *, is_folder: bool) -> str:
    length = len(digits)
    if length == 8 and _DAY.fullmatch(digits):
        return "d8"
    if length == 6 and _MONTH.fullmatch(digits):
        return "d6"
    # Four digits are as often an id: only a folder, or the start of a date with dashes, is a year.
    if length == 4 and is_folder and _YEAR.fullmatch(digits):
        return "d4"
    return "long" if length >= _LONG_DIGITS else "d"


def _without_spread(segments: list[str]) -> list[str]:
    """*segments*, each pair of folders that only spreads the files over a disk as ``{x}/{x}``."""
    shown = list(segments)
    for at, pair in enumerate(pairwise(segments)):
        # Below a year they are month and day.
        is_date = at > 0 and _YEAR.fullmatch(segments[at - 1])
        if not is_date and all(_SPREAD.fullmatch(segment) for segment in pair):
            shown[at : at + 2] = ["{x}", "{x}"]
    return shown


def _segment_shape(segment: str, *, words: bool) -> str:
    if segment == "{x}":
        return segment
    # The slash shows that a year is the whole of a folder.
    found = pieces(f"{segment}/")
    if not words and any(_NAME.search(piece.text) for piece in found if not piece.kind):
        return "{w}"
    return "".join(piece.shown for piece in found)[:-1]


def _file_shape(name: str, *, words: bool) -> str:
    found = pieces(name)
    if words or any(piece.kind for piece in found):
        return "".join(piece.shown for piece in found)
    stem, dot, extension = name.rpartition(".")
    return f"{{w}}{dot}{extension}" if stem else name and "{w}"


def _query_shape(query: str, *, words: bool) -> str:
    shown = (
        f"{name}={_value_shape(value, words=words)}"
        for name, value in sorted(parameters(query), key=lambda pair: pair[0].lower())
    )
    return "&".join(shown)


def _value_shape(value: str, *, words: bool) -> str:
    if "%" in value:
        return "{e}"
    if not value or _WORD.fullmatch(value):
        # The name of a template or of an action (a=lists, a=show).
        return value if words or not value else "{w}"
    found = pieces(value)
    return found[0].shown if len(found) == 1 and found[0].kind else "{v}"
