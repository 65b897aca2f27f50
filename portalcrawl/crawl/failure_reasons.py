"""One word for each way a download can fail.

>>> failure_reason(DownloadTimeoutError("60 s")), failure_reason(ValueError("x"))
('timeout', 'failed_ValueError')
"""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from portalcrawl.crawl.not_asked import HeldBackError, RobotsUnreachableError
from portalcrawl.errors import DiskFullError

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (RobotsUnreachableError, "robots_unreachable"),
    (HeldBackError, "held_back"),
    (CannotResolveHostError, "unknown_host"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (ResponseDataLossError, "cut_off"),
    (DiskFullError, "disk_full"),
    (UnsupportedURLSchemeError, "unsupported_scheme"),
    (DownloadFailedError, "connection_lost"),
)


def failure_reason(error: BaseException) -> str:
    """The reason of a failed visit, for stats and report."""
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return reason
    return f"failed_{type(error).__name__}"
