"""How often articles of an age are changed: one table for a site.

>>> rates = AgeRates()
>>> rates.per_day(0.5) > rates.per_day(20) > rates.per_day(2000)
True
>>> for _ in range(50):  # edited in their first week, all of them
...     rates.seen(4, 5, is_changed=True)
>>> rates.per_day(4.5) > 0.5
True

A visit tells only whether there was a change since the one before, not how many. So a change counts
as the number that is expected where there was at least one, m / (1 - exp(-m)) for m expected ones
(the EM step of the maximum likelihood estimator for irregular visits; Cho and Garcia-Molina,
"Estimating frequency of change", ACM TOIT 3(3), 2003, section 5), and falls to the ages it may have
happened at by their rates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import expm1, inf

# Upper ends of the ages, in days; the last row is for articles without a date.
AGES = (1, 3, 7, 30, 91, 365, 1096, inf)
UNKNOWN = len(AGES)
# Changes a day before anything was seen: a fresh article is looked at again after about a day.
_PRIOR_PER_DAY = (0.3, 0.2, 0.1, 0.03, 0.003, 0.0005, 0.0002, 0.0001, 0.001)
PRIOR_CHANGES = 0.5
# Of so much evidence half is forgotten: a site may change its habits.
MAX_CHANGES = 2000.0
_MAX_DAYS = 2_000_000.0


class AgeRates:
    """The *changes* that were seen of articles of each age, in so many *days* of watching."""

    def __init__(self, changes: Sequence[float] = (), days: Sequence[float] = ()) -> None:
        rows = UNKNOWN + 1
        self.changes = list(changes) if len(changes) == rows else [0.0] * rows
        self.days = list(days) if len(days) == rows else [0.0] * rows

    def rate(self, row: int) -> float:
        """The changes a day of an article in *row* of the table."""
        prior = PRIOR_CHANGES / _PRIOR_PER_DAY[row]
        return (self.changes[row] + PRIOR_CHANGES) / (self.days[row] + prior)

    def per_day(self, age_days: float | None) -> float:
        """The changes a day of an article of that age (None: not known)."""
        return self.rate(UNKNOWN if age_days is None else bisect_right(AGES, age_days))

    def spans(
        self, age_days: float | None, until_days: float
    ) -> Iterator[tuple[int, float, float]]:
        """Rows of the table between two ages, with the ages at which each begins and ends."""
        if age_days is None:
            yield UNKNOWN, 0.0, until_days
            return
        row = bisect_right(AGES, age_days)
        while age_days < until_days:
            end = min(AGES[row], until_days)
            yield row, age_days, end
            row, age_days = row + 1, end

    def seen(self, age_days: float | None, until_days: float, *, is_changed: bool) -> None:
        """An article was visited at two ages; where the first is None, *until_days* lie between."""
        spans = [(row, end - start) for row, start, end in self.spans(age_days, until_days)]
        expected = sum(self.rate(row) * days for row, days in spans)
        if expected <= 0:
            return
        share = 1 / -expm1(-expected) if is_changed else 0.0
        gains = [self.rate(row) * days * share for row, days in spans]
        for (row, days), gain in zip(spans, gains, strict=True):
            self.changes[row] += gain
            self.days[row] += days
            if self.changes[row] > MAX_CHANGES or self.days[row] > _MAX_DAYS:
                self.changes[row] /= 2
                self.days[row] /= 2
