"""A sample of a text's runs of eight letters (shingles), which depends on the runs alone.

>>> sample("栽下云杉油松山杏两千余株")
frozenset({'栽下云杉油松山杏'})

Taken are runs that begin with one of a fixed eighth of all characters: so two texts that share a
part of their runs share about that part of the sample. The choice is made by one regular
expression, in an eighth of the time that all runs take.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

SHINGLE_LETTERS = 8
MAX_REMEMBERED_LETTERS = 20_000
_SAMPLING = 8


def _letters() -> str:
    """The characters at which runs are taken: an eighth of digits, letters and Han."""
    blocks = [range(0x30, 0x3A), range(0x61, 0x7B), range(0x3400, 0xA000)]
    chosen = (chr(code) for block in blocks for code in block)
    return "".join(char for char in chosen if crc32(char.encode()) % _SAMPLING == 0)


_SHINGLES = re.compile(f"(?=([{_letters()}].{{{SHINGLE_LETTERS - 1}}}))")


def sample(normal: str) -> frozenset[str]:
    """The sampled runs of a normal text."""
    return _remembered(normal) if len(normal) <= MAX_REMEMBERED_LETTERS else _sample(normal)


def _sample(normal: str) -> frozenset[str]:
    return frozenset(_SHINGLES.findall(normal))


# A text is compared with several in turn.
_remembered = lru_cache(maxsize=64)(_sample)


def forget() -> None:
    """Forget what was remembered, as a measurement must."""
    _remembered.cache_clear()
