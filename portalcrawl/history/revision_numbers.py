"""Which two revisions of an article are to be compared.

>>> chosen_revisions([], newest=5), chosen_revisions([2], newest=5), chosen_revisions([1, -2], 5)
((4, 5), (2, 5), (1, 4))
"""

from __future__ import annotations

from collections.abc import Sequence


def chosen_revisions(given: Sequence[int], newest: int) -> tuple[int, int]:
    """The numbers of the old and the new one, from 1; negative ones count from the newest (-1).

    None *given*: the last two; one: that and the newest. Raises ValueError where there is none.
    """
    numbers = [_number(number, newest) for number in given]
    if not numbers:
        return max(1, newest - 1), newest
    return numbers[0], numbers[1] if len(numbers) > 1 else newest


def _number(given: int, newest: int) -> int:
    number = given if given >= 0 else newest + 1 + given
    if not 1 <= number <= newest:
        have = "is only revision 1" if newest == 1 else f"are revisions 1 to {newest}"
        raise ValueError(f"no revision {given}: there {have} (-1 is the newest)")
    return number
