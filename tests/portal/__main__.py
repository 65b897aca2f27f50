"""``python -m tests.portal``: serves a test portal until it is interrupted."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from tests.portal.faults import FAULTS, Fault, Slow
from tests.portal.server import serve
from tests.portal.sites import SITES


def main(arguments: list[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    if options.list_faults:
        for name, fault in FAULTS.items():
            print(f"{name:<19}{(fault.__doc__ or '').splitlines()[0]}")
        return
    site = SITES[options.site](seed=options.seed, articles=options.articles)
    if options.truth:
        print(site.truth.as_json())
        return
    with serve(site, faults=_faults(options), port=options.port, log=options.log) as portal:
        print(f"{portal.url}/", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


def _faults(options: argparse.Namespace) -> list[Fault]:
    faults = [FAULTS[name]() for name in options.fault if name != Slow.name]
    if options.delay_ms is not None:
        faults.append(Slow(delay_ms=options.delay_ms))
    elif Slow.name in options.fault:
        faults.append(Slow())
    return faults


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.portal", description=__doc__)
    parser.add_argument("--site", choices=sorted(SITES), default="t1")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another text")
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--fault", choices=sorted(FAULTS), action="append", default=[])
    parser.add_argument("--delay-ms", type=int, help="answer late; switches the fault slow on")
    parser.add_argument("--log", type=Path, help="append a JSON line a request to this file")
    parser.add_argument("--list-faults", action="store_true")
    parser.add_argument("--truth", action="store_true", help="print the site's truth as JSON")
    return parser


if __name__ == "__main__":
    main()
