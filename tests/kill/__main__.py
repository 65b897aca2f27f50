"""``python -m tests.kill``: a portal is crawled through many kills, and what is stored is checked.

Exit code 1 when a rule is broken, 0 when none is. The folder of a campaign with a broken rule is
kept, and named.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from portalcrawl.archive.compression.packings import COMPRESSIONS
from tests.kill.campaign import campaign


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one campaign; the exit code."""
    options = _parser().parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix=f"portalcrawl-kill-{options.seed}-"))
    broken = campaign(
        folder,
        kills=options.kills,
        articles=options.articles,
        seed=options.seed,
        compression=options.compress,
        tell=_teller(),
    )
    if broken:
        print(f"the folder is kept: {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, metavar="N")
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--compress", choices=COMPRESSIONS, default="gzip")
    return parser


def _teller() -> Callable[[str], None]:
    start = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - start:7.1f} s  {text}", flush=True)

    return tell


if __name__ == "__main__":
    sys.exit(main())
