"""A sample of a text's runs of letters, which depends on the runs alone.

>>> sampled_runs(4).findall("栽下云杉油松山杏两千余株")
['栽下云杉']

Taken are runs that begin with one of a fixed eighth of all characters: so two texts that share a
part of their runs share about that part of the sample. The choice is made by one regular
expression, in an eighth of the time that all runs take.
"""

from __future__ import annotations

import re
from zlib import crc32

_SAMPLING = 8
# Digits, letters, Han, and the private area, which stands for numbers where texts are compared.
_BLOCKS = (range(0x30, 0x3A), range(0x61, 0x7B), range(0x3400, 0xA000), range(0xE000, 0xF900))


def sampled_runs(size: int) -> re.Pattern[str]:
    """Finds the runs of *size* letters that belong to the sample; they overlap."""
    chars = (chr(code) for block in _BLOCKS for code in block)
    chosen = "".join(char for char in chars if crc32(char.encode()) % _SAMPLING == 0)
    return re.compile(f"(?=([{chosen}].{{{size - 1}}}))")
