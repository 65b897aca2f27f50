"""``portalcrawl``: Scrapy's own command line with this project's settings, from any folder."""

from __future__ import annotations

import os
import sys

EXIT_INTERRUPTED = 130


def main() -> None:
    """Run the command line; ends the process with the command's exit code."""
    # Settings of another Scrapy project in the current folder must not take over.
    os.environ["SCRAPY_SETTINGS_MODULE"] = "portalcrawl.settings"
    # Processes that only read pages import this module and never come here.
    from scrapy.cmdline import execute  # noqa: PLC0415

    if sys.argv[1:2] == ["crawl"]:
        # Its deprecated names read the source of every caller's module as they are made: a third
        # of a second where Scrapy imports it, fifty calls deep, and next to nothing here.
        import scrapy.core.downloader.handlers.http11  # noqa: F401, PLC0415

    try:
        execute(["portalcrawl", *sys.argv[1:]])
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
