"""Ways to damage a page. Each takes a source of chance, a page and another page, and gives bytes.

>>> mutate(Random(1), b"<p>x", b"<b>y") == mutate(Random(1), b"<p>x", b"<b>y")
True
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.runs import ENCODINGS, RUNS

MAX_BYTES = 1_500_000
MAX_RUN_BYTES = 1_000_000
MAX_DEPTH = 100_000
MAX_ELEMENTS = 200_000

Mutation = Callable[[Random, bytes, bytes], bytes]


def flip_bytes(rng: Random, page: bytes, _other: bytes) -> bytes:
    """Some bytes changed."""
    damaged = bytearray(page)
    for _ in range(rng.choice((1, 3, 30, 300)) if page else 0):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def truncate(rng: Random, page: bytes, _other: bytes) -> bytes:
    """The start of the page, or its end."""
    cut = rng.randint(0, len(page))
    return page[:cut] if rng.random() < 0.8 else page[cut:]


def duplicate_slice(rng: Random, page: bytes, _other: bytes) -> bytes:
    """A piece again and again."""
    start, end = _slice(rng, page)
    return page[:end] + page[start:end] * rng.choice((1, 2, 10, 100)) + page[end:]


def delete_slice(rng: Random, page: bytes, _other: bytes) -> bytes:
    """A piece less."""
    start, end = _slice(rng, page)
    return page[:start] + page[end:]


def move_slice(rng: Random, page: bytes, other: bytes) -> bytes:
    """A piece of another page, in whatever encoding that is."""
    start, end = _slice(rng, other)
    place = rng.randint(0, len(page))
    return page[:place] + other[start:end] + page[place:]


def join_halves(rng: Random, page: bytes, other: bytes) -> bytes:
    """The start of one page and the end of another."""
    return page[: rng.randint(0, len(page))] + other[rng.randint(0, len(other)) :]


def unclose_tags(rng: Random, page: bytes, _other: bytes) -> bytes:
    """End tags, or the ``>`` of tags, missing here and there."""
    pattern = rng.choice((rb"</\w+>", rb">", rb"<(?=/)", rb"-->", rb"</(?:script|style|title)>"))
    share = rng.choice((0.01, 0.1, 1))
    return re.sub(pattern, lambda found: b"" if rng.random() < share else found[0], page)


def break_quotes(rng: Random, page: bytes, _other: bytes) -> bytes:
    """Quotes of attributes missing, doubled or of the other kind."""
    share = rng.choice((0.01, 0.1, 0.5))
    new = rng.choice((b"", b"'", b'""', b"=", b" "))
    return re.sub(rb"[\"']", lambda found: new if rng.random() < share else found[0], page)


def change_tags(rng: Random, page: bytes, _other: bytes) -> bytes:
    """One kind of element become another."""
    names = sorted({found[1] for found in re.finditer(rb"<(\w+)", page)}) or [b"p"]
    new = rng.choice((b"a", b"p", b"table", b"b", b"svg", b"template", b"select", b"frameset"))
    return re.sub(rb"(?<=[</])" + rng.choice(names) + rb"\b", new, page)


def nest(rng: Random, page: bytes, _other: bytes) -> bytes:
    """Up to a hundred thousand levels of something, around a part of the page."""
    tag = rng.choice(
        (b"div", b"span", b"table><tr><td", b"ul><li", b"b", b"blockquote", b"a href=1")
    )
    depth = _amount(rng, MAX_DEPTH)
    place = _between_tags(rng, page)
    return page[:place] + b"<%b>" % tag * depth + page[place:]


def huge_attribute(rng: Random, page: bytes, _other: bytes) -> bytes:
    """A value of an attribute grown to many times its length."""
    values = [found.span(1) for found in re.finditer(rb"=[\"']([^\"'<>]{1,200})[\"']", page)]
    if not values:
        return b"<p class='%b'>" % (b"x " * _amount(rng, MAX_RUN_BYTES // 2)) + page
    start, end = rng.choice(values)
    times = _amount(rng, MAX_RUN_BYTES) // (end - start)
    return page[:end] + page[start:end] * times + page[end:]


def one_line(_rng: Random, page: bytes, _other: bytes) -> bytes:
    """No line break and no block: all text becomes one line."""
    return re.sub(rb"[\r\n]+|</?(?:p|div|br|li|ul|t[dr]|h\d)\b[^>]*>", b"", page)


def tiny_elements(rng: Random, page: bytes, _other: bytes) -> bytes:
    """Up to two hundred thousand elements with next to nothing in them."""
    unit = rng.choice(
        (b"<b>", b"<p>x", b"<br>", b"<i>y</i>", b"<a href=1>z</a>", b"<td>", b"<img>")
    )
    place = _between_tags(rng, page)
    return page[:place] + unit * _amount(rng, MAX_ELEMENTS) + page[place:]


def nuls(rng: Random, page: bytes, _other: bytes) -> bytes:
    """Characters that no reader sees, in the middle of words and tags."""
    new = rng.choice((b"\0", "\u200b".encode(), "\ufeff".encode(), b"\x0b", b"\x1c", b"\xa0"))
    damaged = page
    for _ in range(rng.choice((1, 20))):
        place = rng.randint(0, len(damaged))
        damaged = damaged[:place] + new + damaged[place:]
    return damaged


def mix_encodings(rng: Random, page: bytes, other: bytes) -> bytes:
    """A part of a page written in another encoding, or a lie about it in front."""
    start, end = _slice(rng, page)
    encoding = rng.choice(ENCODINGS)
    text = (page[start:end] or other[:2000]).decode("gb18030", "replace")
    lie = b"<meta charset=%b>" % encoding.encode() if rng.random() < 0.3 else b""
    return lie + page[:start] + text.encode(encoding, "replace") + page[end:]


def insert_run(rng: Random, page: bytes, _other: bytes) -> bytes:
    """An endless run of label words, dates, links, separators, blanks, brackets, digits ..."""
    unit = rng.choice(RUNS[rng.choice(sorted(RUNS))])
    run = unit.encode(rng.choice(("utf-8", "utf-8", "gb18030")), "replace")
    run *= max(1, _amount(rng, MAX_RUN_BYTES) // len(run))
    place = _between_tags(rng, page) if rng.random() < 0.8 else rng.randint(0, len(page))
    return page[:place] + run + page[place:]


def repeat_runs(rng: Random, page: bytes, _other: bytes) -> bytes:
    """The texts of the page, each made a run of its own as long as a pattern's bound."""
    unit = rng.choice(RUNS[rng.choice(sorted(RUNS))])
    length = rng.choice((30, 60, 200, 300, 500, 2000))
    run = (unit * max(1, length // len(unit))).encode("utf-8", "replace")
    return re.sub(rb">(?=[^<\s])", b">" + run.replace(b"\\", b"\\\\"), page, count=500)


MUTATIONS: tuple[Mutation, ...] = (
    *(flip_bytes, truncate, duplicate_slice, delete_slice, move_slice, join_halves),
    *(unclose_tags, break_quotes, change_tags, nest, huge_attribute, one_line),
    *(tiny_elements, nuls, mix_encodings, insert_run, insert_run, repeat_runs),
)


def mutate(rng: Random, page: bytes, other: bytes) -> tuple[bytes, str]:
    """*page* damaged in one to four ways, and their names."""
    names = []
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        mutation = rng.choice(MUTATIONS)
        names.append(mutation.__name__)
        page = mutation(rng, page, other)[:MAX_BYTES]
    return page, "+".join(names)


def _amount(rng: Random, most: int) -> int:
    """From 1 to *most*: each order of magnitude as often as the next."""
    return max(1, int(most ** rng.random()))


def _slice(rng: Random, page: bytes) -> tuple[int, int]:
    start = rng.randint(0, len(page))
    return start, min(len(page), start + _amount(rng, max(1, len(page))))


def _between_tags(rng: Random, page: bytes) -> int:
    """A place behind a ``>``."""
    place = page.find(b">", rng.randint(0, len(page)))
    return place + 1 if place >= 0 else len(page)
