"""How a site is to be asked: what its profile and the settings say beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portalcrawl.manners.windows import Windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The same for all hosts of a site."""

    delay_secs: float
    """Least pause between the starts of two requests. 0 is for sites of one's own: their latency
    is not followed, and back-off is short."""
    concurrency: int = 1
    """Requests to a host at a time."""
    crawl_delay_max_secs: float = 60.0
    """The longest Crawl-delay that is kept."""
    latency_factor: float = 2.0
    """The pause is so many times the host's latency: at 2 it works half of the time for us."""
    latency_pause_max_secs: float = 30.0
    max_bytes_per_sec: float | None = None
    windows: Windows | None = None

    def opening(self, now: datetime) -> datetime:
        """*now* where the site may be asked at that time of day, else when it may be next."""
        return self.windows.opening(now) if self.windows is not None else now
