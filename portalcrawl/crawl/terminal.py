"""Where the log goes: to a file while a person watches progress, to stderr otherwise."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from scrapy.settings import BaseSettings


def is_watched() -> bool:
    """Whether a person is at the terminal."""
    return sys.stderr.isatty()


def log_to_file_if_watched(settings: BaseSettings) -> None:
    """Leave the terminal to the progress display, unless the command line names a log file."""
    if not is_watched() or settings.get("LOG_FILE") or not settings.getbool("LOG_ENABLED"):
        return
    folder = Path(settings.get("PORTALCRAWL_DATA_DIR")).expanduser() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # A data folder that can't be written is told as the error it is, a little later.
        return
    moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    settings.set("LOG_FILE", str(folder / f"crawl-{moment}.log"), priority="cmdline")
