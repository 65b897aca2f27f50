"""When an article that is not found any more is called gone.

>>> from datetime import UTC, datetime
>>> day = datetime(2026, 3, 1, tzinfo=UTC)
>>> past = Past(kind="article", misses=3, missed_from=day, missed_at=day + timedelta(days=2))
>>> is_gone(past, is_braked=False), is_gone(past, is_braked=True)
(True, False)

Three visits over days: servers that are mended, moved or attacked answer 404 for hours. Where many
articles vanish at once it is rather the server than the editors, so the brake gives it two weeks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from portalcrawl.frontier.past import Past

LEAST_MISSES = 3
LEAST_ABSENCE = timedelta(days=2)
BRAKED_ABSENCE = timedelta(days=14)
# So many articles, and so large a part of a site's, do not vanish in one run by themselves.
MANY = 20
MANY_SHARE = 0.05


def is_gone(past: Past, *, is_braked: bool) -> bool:
    """Whether the article at a URL with that *past* is gone for good."""
    if past.misses < LEAST_MISSES or past.missed_from is None or past.missed_at is None:
        return False
    absence = past.missed_at - past.missed_from
    return absence >= (BRAKED_ABSENCE if is_braked else LEAST_ABSENCE)


def braked_runs(missed: Mapping[str, int], *, articles: int) -> set[str]:
    """The runs that missed so many of a site's *articles* for the first time that it is suspect.

    *missed* has the number of each run.

    >>> braked_runs({"monday": 2, "tuesday": 80}, articles=1000)
    {'tuesday'}
    """
    limit = max(MANY, MANY_SHARE * articles)
    return {run for run, count in missed.items() if count > limit}
