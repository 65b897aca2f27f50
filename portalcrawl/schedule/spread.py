"""Which of many sites starts when: as spread by chance, and the same each time it is asked for.

>>> spread_minutes("a.gov.cn", within=timedelta(hours=1))
53
>>> spread_minutes("a.gov.cn", within=timedelta(minutes=1))
0
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b


def spread_minutes(site: str, *, within: timedelta) -> int:
    """How many minutes of *within* the site *site* waits: 0 or more, less than *within*."""
    minutes = max(1, int(within.total_seconds()) // 60)
    return int.from_bytes(blake2b(site.encode(), digest_size=8).digest()) % minutes
