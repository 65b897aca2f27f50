"""Addresses that do not exist, to learn how a server says so.

>>> rng = Random(1)
>>> missing_page("http://a.gov.cn/zwgk/index.html", rng=rng)
'http://a.gov.cn/dvthmlrt.html'
>>> missing_twin("http://a.gov.cn/xwzx/202002/t20200205_123.html", rng=rng)
'http://a.gov.cn/xwzx/202002/t20200205_900847047.html'
>>> missing_twin("http://a.gov.cn/show.asp?id=7&page=2", rng=rng)
'http://a.gov.cn/show.asp?id=929900593&page=2'

A server answers for a missing file in one way, each of its scripts in another: so one address is
made up for the host, and one for each shape of address that the site has (``shape.url_shape``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from random import Random

from portalcrawl.urls.shape import DATES, Piece, parameters, path_and_query, pieces

# No word has these letters only, and no number stands for them.
_LETTERS = "bcdfghjklmnpqrstvwxz"
_HEX = "0123456789abcdef"
_NAME_LETTERS = 8
# Ids are 32-bit integers in old databases: a larger number is an error of the script, not a page
# that is missing. Numbers from here up to it are not reached by any portal.
_ID_DIGITS = 9
_FILES_OF_FOLDERS = ("index.", "default.", "page.", "content.", "list.")
_GB2312_ROWS, _GB2312_CELLS = (0xB0, 0xD7), (0xA1, 0xFE)
_HANZI = (0x4E00, 0x9FA5)
# Pairs of bytes are valid UTF-8 now and then, three in a row that fit are UTF-8.
_THREE_BYTES = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")


def missing_page(url: str, *, rng: Random) -> str:
    """A page at the root of the host of *url* that almost surely is not there."""
    return f"{_origin(url)}/{_word(_NAME_LETTERS, rng)}.html"


def missing_twin(url: str, *, rng: Random) -> str:
    """An address of the shape of *url* that almost surely is not there.

    What tells pages apart is changed: the longest id of the query, else of the file name, else of
    the folder nearest to it; where there is none, the name. Dates stay, since pages of a day that
    has not come are answered by other code than a missing page of one that has.
    """
    path, query = path_and_query(url)
    origin = _origin(url)
    if query and (changed := _other_query(query, rng)) is not None:
        return f"{origin}{path}?{changed}"
    if path == "/":
        return missing_page(url, rng=rng)
    tail = f"?{query}" if query else ""
    return f"{origin}{_other_path(path, rng)}{tail}"


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    host = rest.partition("#")[0].partition("?")[0].partition("/")[0]
    return f"{scheme}://{host}"


def _other_query(query: str, rng: Random) -> str | None:
    """*query* with its longest id replaced, else its last value; None if it has no values."""
    pairs = parameters(query)
    cut = [pieces(value) for _, value in pairs]
    ids = [(len(piece.text), -at, n) for at, found in enumerate(cut) for n, piece in _ids(found)]
    if ids:
        _, negative, n = max(ids)
        found = cut[-negative]
        found[n] = Piece(_other(found[n], rng))
    elif words := [found for found in cut if found]:
        words[-1][:] = [Piece(_word(_NAME_LETTERS, rng))]
    else:
        return None
    values = ("".join(piece.text for piece in found) for found in cut)
    return "&".join(
        f"{name}={value}" if "=" in part else part
        for part, (name, _), value in zip(query.split("&"), pairs, values, strict=True)
    )


def _other_path(path: str, rng: Random) -> str:
    *folders, name = path.split("/")
    if name and not name.lower().startswith(_FILES_OF_FOLDERS):
        return "/".join([*folders, _other_name(name, rng)])
    for at in reversed(range(1, len(folders))):
        if _has_ids(folders[at]) or not any(map(_has_ids, folders[:at])):
            folders[at] = _other_name(f"{folders[at]}/", rng)[:-1]
            return "/".join([*folders, name])
    return "/".join([*folders, _other_name(name, rng)])


def _has_ids(folder: str) -> bool:
    # The slash shows that a year is the whole of a folder.
    return any(_ids(pieces(f"{folder}/")))


def _other_name(name: str, rng: Random) -> str:
    """*name*, of a file or of a folder with its slash, with its longest id or its word replaced."""
    found = pieces(name)
    ids = [(len(piece.text), n) for n, piece in _ids(found)]
    if ids:
        _, n = max(ids)
        found[n] = Piece(_other(found[n], rng))
        return "".join(piece.text for piece in found)
    stem, dot, extension = name.rpartition("/" if name.endswith("/") else ".")
    return f"{_word(_NAME_LETTERS, rng)}{dot}{extension if stem else ''}"


def _ids(found: list[Piece]) -> list[tuple[int, Piece]]:
    """What tells pages apart, with its place in *found*."""
    return [(n, piece) for n, piece in enumerate(found) if _is_id(piece)]


def _is_id(piece: Piece) -> bool:
    if piece.kind == "e":
        # An escaped blank or equals sign is not what a page is known by.
        return not _bytes_of(piece.text).isascii()
    return bool(piece.kind) and piece.kind not in DATES


def _other(piece: Piece, rng: Random) -> str:
    return _MAKERS[piece.kind](piece.text, rng)


def _word(length: int, rng: Random) -> str:
    return "".join(rng.choices(_LETTERS, k=length))


def _number(like: str, rng: Random) -> str:
    return "9" + "".join(rng.choices("0123456789", k=max(len(like), _ID_DIGITS) - 1))


def _hex(like: str, rng: Random) -> str:
    # A letter and a digit at least, or it would be no hash to see.
    made = "".join(char if char == "-" else rng.choice(_HEX) for char in like)
    made = f"{made[:-2]}{rng.choice('abcdef')}{rng.choice('123456789')}"
    return made.upper() if like.isupper() else made


def _random_word(like: str, rng: Random) -> str:
    return _word(len(like), rng)


def _escapes(like: str, rng: Random) -> str:
    """Two characters in the encoding that *like* is in."""
    if _THREE_BYTES.search(_bytes_of(like)):
        made = chr(rng.randint(*_HANZI)).encode() + chr(rng.randint(*_HANZI)).encode()
    else:
        cells = [(rng.randint(*_GB2312_ROWS), rng.randint(*_GB2312_CELLS)) for _ in range(2)]
        made = bytes(chain.from_iterable(cells))
    return "".join(f"%{byte:02X}" for byte in made)


def _bytes_of(escapes: str) -> bytes:
    return bytes.fromhex(escapes.replace("%", ""))


_MAKERS: dict[str, Callable[[str, Random], str]] = {
    "d": _number,
    "long": _number,
    "hex": _hex,
    "uuid": _hex,
    "r": _random_word,
    "e": _escapes,
}
