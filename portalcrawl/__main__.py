"""``portalcrawl``: Scrapy's own command line with this project's settings, from any folder."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

EXIT_INTERRUPTED = 130
COMMANDS = "portalcrawl.crawl.commands"


def main() -> None:
    """Run the command line; ends the process with the command's exit code."""
    # Settings of another Scrapy project in the current folder must not take over.
    os.environ["SCRAPY_SETTINGS_MODULE"] = "portalcrawl.settings"
    # Processes that only read pages import this module and never come here.
    from scrapy.cmdline import execute  # noqa: PLC0415
    from scrapy.utils.project import get_project_settings  # noqa: PLC0415

    settings = get_project_settings()
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command.isidentifier() and find_spec(f"{COMMANDS}.{command}") is not None:
        # Scrapy imports all commands to run one: that would be half of what a small one takes.
        settings.set("COMMANDS_MODULE", f"{COMMANDS}.{command}")
    if command == "crawl":
        # Its deprecated names read the source of every caller's module as they are made: a third
        # of a second where Scrapy imports it, fifty calls deep, and next to nothing here.
        import scrapy.core.downloader.handlers.http11  # noqa: F401, PLC0415
    try:
        execute(["portalcrawl", *sys.argv[1:]], settings)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
