"""The settings of portalcrawl as one typed value, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from portalcrawl import __version__
from portalcrawl import settings as defaults
from portalcrawl.archive.arrival import Limits
from portalcrawl.archive.compression.packings import COMPRESSIONS
from portalcrawl.archive.compression.zstd_members import MAX_ZSTD_LEVEL
from portalcrawl.archive.reserve import Reserve
from portalcrawl.archive.writer import folder_name
from portalcrawl.errors import PortalcrawlError, ProfileError
from portalcrawl.manners.terms import Terms
from portalcrawl.manners.windows import Windows
from portalcrawl.recrawl.durations import parse_duration
from portalcrawl.recrawl.limits import RecrawlLimits
from portalcrawl.sites.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlConfig:
    """What ``PORTALCRAWL_*`` settings say; see settings.py for each."""

    data_dir: Path
    mongo_uri: str | None
    sites_dir: Path
    operator: str
    delay_secs: float
    concurrency: int
    crawl_delay_max_secs: float
    latency_factor: float
    lease_secs: float
    wait_secs: float
    commit_interval_secs: float
    mongo_wait_secs: float
    archive_max_bytes: int
    archive_compression: str
    archive_zstd_level: int
    min_free_bytes: int
    disk_wait_secs: float
    spool_bytes: int
    record_max_bytes: int
    progress_secs: float
    learn_templates: bool
    template_check_every: int
    browser_path: Path
    browser_max_pages: int
    browser_timeout_secs: float
    recrawl_limits: RecrawlLimits
    changed_settings: Mapping[str, Any] = field(default_factory=dict)
    """``PORTALCRAWL_*`` settings that are not the defaults of settings.py."""

    @property
    def archive_dir(self) -> Path:
        """Where the WARC files are."""
        return self.data_dir / "archive"

    def delay_secs_for(self, profile: Profile) -> float:
        """Pause between two requests to one host of the site of *profile*."""
        return self.delay_secs if profile.delay_secs is None else profile.delay_secs

    def concurrency_for(self, profile: Profile) -> int:
        """Requests at a time to one host of it."""
        return profile.concurrency or self.concurrency

    def recrawl_limits_for(self, profile: Profile) -> RecrawlLimits:
        """When to ask again on the site of *profile*. Raises ProfileError."""
        try:
            return self.recrawl_limits.with_site(
                recrawl_min=profile.recrawl_min,
                recrawl_max=profile.recrawl_max,
                sweep_days=profile.sweep_days,
            )
        except ValueError as error:
            raise ProfileError(f"site {profile.site!r}: {error}") from error

    def terms_for(self, profile: Profile) -> Terms:
        """How the hosts of it are to be asked."""
        windows = Windows.parse(profile.windows, zone=profile.timezone)
        return Terms(
            delay_secs=self.delay_secs_for(profile),
            concurrency=self.concurrency_for(profile),
            crawl_delay_max_secs=self.crawl_delay_max_secs,
            latency_factor=self.latency_factor,
            max_bytes_per_sec=profile.max_bytes_per_sec,
            windows=windows if profile.windows else None,
        )

    @property
    def reserve(self) -> Reserve:
        """What must stay free of the disk of the data folder."""
        return Reserve(self.data_dir, self.min_free_bytes)

    def body_limits(self, site: str) -> Limits:
        """How large a body of *site* may be, in memory and at all."""
        return Limits(
            folder=self.data_dir / "spool" / folder_name(site),
            spool_bytes=self.spool_bytes,
            max_bytes=self.record_max_bytes,
            reserve=self.reserve,
        )

    @property
    def reports_dir(self) -> Path:
        """Where the reports of crawls are."""
        return self.data_dir / "reports"

    @property
    def user_agent(self) -> str:
        """The product token, its version, and how to reach the operator."""
        contact = f" ({self.operator})" if self.operator else ""
        return f"portalcrawl/{__version__}{contact}"

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> CrawlConfig:
        """Read the settings. Raises PortalcrawlError where they can't work."""
        if settings.getint("CONCURRENT_ITEMS") != 1:
            raise PortalcrawlError("CONCURRENT_ITEMS must be 1: see the comment in settings.py")
        return cls(
            data_dir=Path(settings.get("PORTALCRAWL_DATA_DIR")).expanduser().resolve(),
            mongo_uri=settings.get("PORTALCRAWL_MONGO_URI") or None,
            sites_dir=Path(settings.get("PORTALCRAWL_SITES_DIR")).expanduser(),
            operator=settings.get("PORTALCRAWL_OPERATOR") or "",
            delay_secs=settings.getfloat("PORTALCRAWL_DELAY_SECS"),
            concurrency=settings.getint("PORTALCRAWL_CONCURRENCY"),
            crawl_delay_max_secs=settings.getfloat("PORTALCRAWL_CRAWL_DELAY_MAX_SECS"),
            latency_factor=settings.getfloat("PORTALCRAWL_LATENCY_FACTOR"),
            lease_secs=settings.getfloat("PORTALCRAWL_FRONTIER_LEASE_SECS"),
            wait_secs=settings.getfloat("PORTALCRAWL_FRONTIER_WAIT_SECS"),
            commit_interval_secs=settings.getfloat("PORTALCRAWL_COMMIT_INTERVAL_SECS"),
            mongo_wait_secs=settings.getfloat("PORTALCRAWL_MONGO_WAIT_SECS"),
            archive_max_bytes=settings.getint("PORTALCRAWL_ARCHIVE_MAX_BYTES"),
            archive_compression=_compression(settings),
            archive_zstd_level=_zstd_level(settings),
            min_free_bytes=settings.getint("PORTALCRAWL_MIN_FREE_BYTES"),
            disk_wait_secs=settings.getfloat("PORTALCRAWL_DISK_WAIT_SECS"),
            spool_bytes=settings.getint("PORTALCRAWL_SPOOL_BYTES"),
            record_max_bytes=settings.getint("PORTALCRAWL_RECORD_MAX_BYTES"),
            progress_secs=settings.getfloat("PORTALCRAWL_PROGRESS_SECS"),
            learn_templates=settings.getbool("PORTALCRAWL_LEARN_TEMPLATES"),
            template_check_every=settings.getint("PORTALCRAWL_TEMPLATE_CHECK_EVERY"),
            browser_path=Path(settings.get("PORTALCRAWL_BROWSER_PATH")).expanduser(),
            browser_max_pages=settings.getint("PORTALCRAWL_BROWSER_MAX_PAGES"),
            browser_timeout_secs=settings.getfloat("PORTALCRAWL_BROWSER_TIMEOUT_SECS"),
            changed_settings=_changed(settings),
            recrawl_limits=_recrawl_limits(settings),
        )


def _changed(settings: BaseSettings) -> dict[str, Any]:
    """What differs from the defaults. The database's address is none of them: it may be secret."""
    names = {name for name in dir(defaults) if name.startswith("PORTALCRAWL_")}
    # What is said on the command line comes as text.
    return {
        name: settings.get(name)
        for name in sorted(names - {"PORTALCRAWL_MONGO_URI"})
        if str(settings.get(name)) != str(getattr(defaults, name))
    }


def _recrawl_limits(settings: BaseSettings) -> RecrawlLimits:
    limits = RecrawlLimits(
        list_tolerance=_duration(settings, "PORTALCRAWL_RECRAWL_LIST_TOLERANCE"),
        article_tolerance=_duration(settings, "PORTALCRAWL_RECRAWL_ARTICLE_TOLERANCE"),
    )
    try:
        return limits.with_site(
            recrawl_min=_duration(settings, "PORTALCRAWL_RECRAWL_MIN"),
            recrawl_max=_duration(settings, "PORTALCRAWL_RECRAWL_MAX"),
            sweep_days=settings.getfloat("PORTALCRAWL_RECRAWL_SWEEP_DAYS"),
        )
    except ValueError as error:
        raise PortalcrawlError(f"the recrawl's settings can't work: {error}") from error


def _duration(settings: BaseSettings, name: str) -> timedelta:
    try:
        return parse_duration(str(settings.get(name)))
    except ValueError as error:
        raise PortalcrawlError(f"{name}: {error}") from error


def _compression(settings: BaseSettings) -> str:
    name = settings.get("PORTALCRAWL_ARCHIVE_COMPRESSION")
    if name not in COMPRESSIONS:
        raise PortalcrawlError(
            f"PORTALCRAWL_ARCHIVE_COMPRESSION is {name!r}: say {' or '.join(COMPRESSIONS)}"
        )
    return str(name)


def _zstd_level(settings: BaseSettings) -> int:
    level = settings.getint("PORTALCRAWL_ARCHIVE_ZSTD_LEVEL")
    if not 1 <= level <= MAX_ZSTD_LEVEL:
        raise PortalcrawlError(
            f"PORTALCRAWL_ARCHIVE_ZSTD_LEVEL is {level}: say 1 to {MAX_ZSTD_LEVEL}"
        )
    return level
