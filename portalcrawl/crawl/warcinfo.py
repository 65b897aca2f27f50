"""What a WARC file says of the crawl that writes it."""

from __future__ import annotations

import scrapy

from portalcrawl import __version__
from portalcrawl.archive.index.files import HOME, RUN, SITE
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.sites.profile import Profile

CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def warcinfo(config: CrawlConfig, profile: Profile, run: str) -> dict[str, str]:
    """The fields of warcinfo records (ISO 28500 section 6.3); ours begin with ``portalcrawl-``."""
    fields = {
        "software": f"portalcrawl/{__version__} Scrapy/{scrapy.__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": CONFORMS_TO,
        "operator": config.operator,
        "robots": "obey",
        "http-header-user-agent": config.user_agent,
        RUN: run,
        # What the database is rebuilt from, should it be lost.
        SITE: profile.site,
        HOME: profile.url,
        "portalcrawl-hosts": " ".join(profile.hosts),
        "portalcrawl-deny": " ".join(profile.deny),
        "portalcrawl-delay-secs": f"{config.delay_secs_for(profile):g}",
        "portalcrawl-concurrency": str(config.concurrency_for(profile)),
        "portalcrawl-record-max-bytes": str(config.record_max_bytes),
        "portalcrawl-browser-max-pages": str(config.browser_max_pages),
    }
    return {name: value for name, value in fields.items() if value}
