"""A crawl and a recrawl through kills, and the verdict on what they left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.conftest import Portalcrawl
from tests.kill.strikes import KINDS
from tests.kill.struck_crawl import MAX_IN_FLIGHT, Struck, crawl_through
from tests.kill.verify import SHOWN, violations
from tests.portal import build_t1, serve_in_child

# What is crawled again answers 304 mostly: revisits.
RECRAWL_SHARE = 0.2


def campaign(
    folder: Path,
    *,
    kills: int,
    articles: int,
    seed: int,
    compression: str,
    tell: Callable[[str], None],
) -> dict[str, list[str]]:
    """Crawl a portal through *kills* strikes, then again through some; the rules that are broken.

    Everything is in *folder*; *tell* gets what a person wants to know, the table too.
    """
    rng = Random(seed)
    truth = build_t1(articles=articles).truth
    command = Portalcrawl(folder / "data")
    again = round(kills * RECRAWL_SHARE)
    options = ("--articles", str(articles), "--delay-ms", "25")
    with serve_in_child(*options, log=folder / "requests") as portal:
        addresses = truth.counts.pages + truth.counts.assets
        tell(f"{addresses} addresses, {kills} strikes, seed {seed}, {folder}")
        crawls = [
            crawl_through(
                command,
                portal,
                "--compress",
                compression,
                kills=strikes,
                addresses=addresses,
                rng=rng,
                tell=tell,
            )
            for strikes in (kills - again, again)
        ]
        most = MAX_IN_FLIGHT * kills
        broken = violations(command, truth, at=portal.url, most_unknown=most)
    for struck in crawls:
        broken.setdefault("crawls that ended wrongly", []).extend(struck.faults)
        if struck.again > struck.max_again:
            said = f"{struck.again} requests repeated, {struck.max_again} may be"
            broken.setdefault("more requests than bounded", []).append(said)
    tell(_table(crawls, broken))
    return {rule: found for rule, found in broken.items() if found}


def _table(crawls: list[Struck], broken: dict[str, list[str]]) -> str:
    rows = [f"{'':32}{'crawl':>10}{'recrawl':>10}"]
    figures: list[tuple[str, list[int]]] = [
        (f"strikes: {kind}", [struck.strikes[kind] for struck in crawls]) for kind in KINDS
    ]
    figures += [
        ("requests", [len(struck.requests) for struck in crawls]),
        ("requests repeated", [struck.again for struck in crawls]),
        ("requests repeated, at most", [struck.max_again for struck in crawls]),
        ("torn records cut off", [struck.torn for struck in crawls]),
    ]
    rows += [f"{name:32}" + "".join(f"{n:>10}" for n in numbers) for name, numbers in figures]
    rows += [f"{rule:32}{len(found):>10}" for rule, found in broken.items()]
    rows += [f"  {rule}: {one}" for rule, found in broken.items() for one in found[:SHOWN]]
    return "\n".join(["", *rows])
