"""``portalcrawl``: Scrapy's own command line with this project's settings, from any folder."""

from __future__ import annotations

import os
import sys

from scrapy.cmdline import execute


def main() -> None:
    """Run the command line; ends the process with the command's exit code."""
    # Settings of another Scrapy project in the current folder must not take over.
    os.environ["SCRAPY_SETTINGS_MODULE"] = "portalcrawl.settings"
    execute(["portalcrawl", *sys.argv[1:]])


if __name__ == "__main__":
    main()
