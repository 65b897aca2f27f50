"""The figures of a process of a crawl: Scrapy's stats, and what they do not tell."""

from __future__ import annotations

import resource
import time
from dataclasses import asdict
from datetime import UTC, datetime

from scrapy.crawler import Crawler

from portalcrawl.crawl.session import session_of


def figures(crawler: Crawler) -> dict[str, int | float | str]:
    """Until now, under names that MongoDB can query (no dots)."""
    assert crawler.stats is not None
    journal = session_of(crawler).journal
    stats = crawler.stats.get_stats()
    started = stats.get("start_time", datetime.now(UTC))
    own = {
        "run/secs": round((datetime.now(UTC) - started).total_seconds(), 3),
        "run/cpu_secs": round(time.process_time(), 3),
        # The kernel counts in KiB: getrusage(2).
        "run/peak_memory_bytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "archive/revisit": journal.revisits,
        **{f"article/{fate}": count for fate, count in asdict(journal.saved).items()},
    }
    named = {f"portalcrawl/{name}": value for name, value in own.items()}
    all_of_them = {name.replace(".", "_"): value for name, value in stats.items()}
    return {k: v for k, v in {**all_of_them, **named}.items() if isinstance(v, int | float | str)}
