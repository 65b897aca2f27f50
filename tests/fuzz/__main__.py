"""``python -m tests.fuzz``: damages pages, reads them, keeps what breaks.

Exit code 1 when something was found, 0 when nothing was, 2 for wrong usage. Ctrl-C ends the run
early, with its summary.
"""

from __future__ import annotations

import argparse
import faulthandler
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from tests.fuzz import atheris_engine, mutate_engine
from tests.fuzz.corpus import pages_of, portal_pages
from tests.fuzz.examine import Examiner
from tests.fuzz.findings import Findings

ENGINES: dict[str, ModuleType] = {"mutate": mutate_engine, "atheris": atheris_engine}
MAX_MEMORY_BYTES = 6 << 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one engine; the exit code."""
    options = _parser().parse_args(arguments)
    if options.engine == "atheris" and not atheris_engine.is_available():
        print(f"this Python has no Atheris: {atheris_engine.__doc__}", file=sys.stderr)
        return 2
    faulthandler.enable()
    # A shell that starts this in the background has it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if options.engine == "mutate":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    folder = options.findings or Path(tempfile.mkdtemp(prefix="portalcrawl-findings-"))
    findings, examiner = Findings(folder), Examiner()
    corpus = [*portal_pages(), *pages_of(options.corpus)]
    tell = _teller()
    tell(f"{len(corpus)} sample pages, machine factor {examiner.factor:.2f}, seed {options.seed}")
    try:
        ENGINES[options.engine].run(
            corpus,
            examiner,
            findings,
            minutes=options.minutes,
            seed=options.seed,
            shapes=not options.no_shapes,
            report=tell,
        )
    except KeyboardInterrupt:
        tell("stopped by Ctrl-C")
    tell(
        f"{examiner.pages} pages read, {len(findings)} findings"
        f" ({findings.counts.total()} pages; {folder}), slowest"
        f" {examiner.slowest_ms_per_mb:.0f} ms/MB [{examiner.slowest_origin}]"
    )
    return 1 if len(findings) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, default="mutate")
    parser.add_argument("--minutes", type=float, default=1.0, metavar="N")
    parser.add_argument("--corpus", type=Path, nargs="+", default=[], metavar="DIR")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--no-shapes", action="store_true", help="pages and mutations only")
    parser.add_argument("--findings", type=Path, metavar="DIR")
    return parser


def _teller() -> Callable[[str], None]:
    start = time.monotonic()

    def tell(text: str) -> None:
        print(f"{time.monotonic() - start:7.1f} s  {text}", flush=True)

    return tell


if __name__ == "__main__":
    sys.exit(main())
