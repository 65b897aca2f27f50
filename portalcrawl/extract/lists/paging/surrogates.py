r"""Characters that scripts and JSON write as two halves.

>>> joined_surrogates("\ud83d\ude00"), joined_surrogates("a\ud83d")
('😀', 'a�')
"""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def joined_surrogates(text: str) -> str:
    """*text* with each pair of halves as one character; a half alone can't be stored or sent."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
