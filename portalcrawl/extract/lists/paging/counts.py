"""Numbers that pages and scripts give for what they hold.

>>> as_count("1,432"), as_count(7.0), as_count(" 12 页"), as_count(-1), as_count(10**12)
(1432, 7, None, None, None)
"""

from __future__ import annotations

# No list is longer; what says so is broken, or wants to keep a crawler busy.
MAX_COUNT = 10_000_000
MAX_PAGES = 100_000


def as_count(value: object, *, most: int = MAX_COUNT) -> int | None:
    """*value* as a number from 0 to *most*; None for anything else."""
    if isinstance(value, str):
        text = value.strip().replace(",", "")
        if not (text.isascii() and text.isdigit()) or len(text) > 9:
            return None
        value = int(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Not a number is neither at least 0 nor at most anything.
    return int(value) if 0 <= value <= most and value == int(value) else None


def pages_of(items: int | None, per_page: int | None) -> int | None:
    """How many pages *items* fill; one even where there are none.

    >>> pages_of(101, 10), pages_of(0, 10), pages_of(5, 0)
    (11, 1, None)
    """
    if items is None or not per_page or per_page < 0:
        return None
    return max(1, -(-items // per_page))
