"""Options that several actions have."""

from __future__ import annotations

import argparse
import os


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """``--site`` and ``--jobs``, of what reads all files."""
    parser.add_argument("--site", metavar="S", help="only this site")
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        default=os.cpu_count() or 1,
        help="processes that read files (default: one a core)",
    )
