r"""What a robots.txt allows this crawler (RFC 9309).

>>> rules = rules_of(b"User-agent: *\nDisallow: /admin/\nCrawl-delay: 5")
>>> rules.allowed("http://a.cn/x"), rules.allowed("http://a.cn/admin/x"), rules.crawl_delay_secs
(True, False, 5.0)
>>> rules_of(b"<html><title>404</title>") is ALLOW_ALL
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

from portalcrawl.urls.absolute import absolute_url

ROBOTS_NAME = "portalcrawl"
MAX_BYTES = 500 * 1024  # section 2.5
MAX_REDIRECTS = 5  # section 2.3.1.2


@dataclass(frozen=True, slots=True)
class Rules:
    """A parsed robots.txt; None allows everything."""

    parsed: Protego | None

    def allowed(self, url: str) -> bool:
        """Whether *url* may be asked for."""
        return self.parsed is None or self.parsed.can_fetch(url, ROBOTS_NAME)

    @property
    def crawl_delay_secs(self) -> float | None:
        """The pause that it asks for: no part of the RFC, but what fragile sites use."""
        if self.parsed is None:
            return None
        delay = self.parsed.crawl_delay(ROBOTS_NAME)
        return float(delay) if delay else None


ALLOW_ALL = Rules(None)


def moved_to(*, status: int, location: str, base: str) -> str | None:
    """Where the answer *status* to the request for *base* sends us: to any host (section 2.3.1.2).

    >>> moved_to(status=301, location="//b.cn/robots.txt", base="http://a.cn/robots.txt")
    'http://b.cn/robots.txt'
    """
    return absolute_url(location, base=base) if 300 <= status < 400 and location else None


def rules_of(body: bytes) -> Rules:
    """The rules in *body*; ALLOW_ALL for a page that was sent in its place (soft 404)."""
    return rules_of_text(text_of(body))


def text_of(body: bytes) -> str | None:
    """As much of *body* as counts; None for a page that was sent in its place."""
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
    return None if re.match(r"\s*<", text) else text


def rules_of_text(text: str | None) -> Rules:
    """The rules in *text*; ALLOW_ALL for None."""
    return ALLOW_ALL if text is None else Rules(Protego.parse(text))
