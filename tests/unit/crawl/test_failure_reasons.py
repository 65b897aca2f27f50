"""One word for each way a download can fail."""

from __future__ import annotations

import pytest
from scrapy import exceptions

from portalcrawl.crawl.failure_reasons import failure_reason
from portalcrawl.crawl.not_asked import HeldBackError, RobotsUnreachableError
from portalcrawl.errors import DiskFullError


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (exceptions.CannotResolveHostError("a.cn"), "unknown_host"),
        (exceptions.DownloadConnectionRefusedError("refused"), "refused"),
        (exceptions.DownloadTimeoutError("60 s"), "timeout"),
        (exceptions.ResponseDataLossError("cut"), "cut_off"),
        (DiskFullError("full"), "disk_full"),
        (exceptions.UnsupportedURLSchemeError("ftp"), "unsupported_scheme"),
        (exceptions.DownloadFailedError("lost"), "connection_lost"),
        (RobotsUnreachableError("robots"), "robots_unreachable"),
        (HeldBackError("retry_after"), "held_back"),
        (ValueError("x"), "failed_ValueError"),
        (KeyError("x"), "failed_KeyError"),
    ],
)
def test_reason(error, reason):
    assert failure_reason(error) == reason


def test_every_failure_of_a_download_has_a_word():
    kinds = [exceptions.DownloadFailedError, *exceptions.DownloadFailedError.__subclasses__()]
    reasons = {kind.__name__: failure_reason(kind("x")) for kind in kinds}
    assert not [name for name, reason in reasons.items() if reason.startswith("failed_")]
