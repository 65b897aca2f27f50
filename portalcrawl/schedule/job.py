"""What a timer starts: the crawl of one site, by this very installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from portalcrawl.schedule.starts import IsOpen


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where this portalcrawl runs and keeps its data: all paths are absolute.

    ``settings`` are NAME=VALUE pairs that each crawl is given with ``-s``.
    """

    python: Path
    folder: Path
    """The working folder: the site profiles are looked up from it."""
    data_dir: Path
    settings: tuple[str, ...] = ()

    @property
    def environment_file(self) -> Path:
        """NAME=VALUE lines such as PORTALCRAWL_MONGO_URI=mongodb://…; it may be missing."""
        return self.data_dir / "environment"

    def command(self, target: str) -> tuple[str, ...]:
        """The words that crawl what is due of *target*."""
        settings = [word for pair in self.settings for word in ("-s", pair)]
        data = ("--data", str(self.data_dir))
        return (str(self.python), "-m", "portalcrawl", "crawl", target, "--due", *data, *settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One site's crawls. *target* is what ``portalcrawl crawl`` takes for the site."""

    site: str
    target: str
    every: timedelta
    jitter: timedelta
    """The starts of many sites are spread over so long a time."""
    is_open: IsOpen | None = None
    """When the site may be asked; None: at all times."""
