"""``python -m bench.extract [FOLDER]``: what reading a page costs, beside trafilatura in one run.

FOLDER holds ``*.html`` pages of one or several sites (default: the golden pages of the tests). Each
page is read by trafilatura, by the general rules, and by the templates learned from the folder's
pages, in turn; the least CPU time of each page counts, and the median page is compared.
``pip install 'portalcrawl[bench]'`` brings the peer.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from portalcrawl.extract.batch import samples_of
from portalcrawl.extract.manifest import ManifestRow
from portalcrawl.extract.templates.reader import PageReader, learn_all
from portalcrawl.page.document import Page

PAGES = Path(__file__).parents[1] / "tests" / "golden" / "pages"
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=PAGES)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    try:
        import trafilatura  # noqa: PLC0415 - only this command needs the peer
    except ImportError:
        sys.exit("bench.extract compares with trafilatura: pip install 'portalcrawl[bench]'")
    bodies = {path.stem: path.read_bytes() for path in sorted(options.folder.glob("*.html"))}
    # A site's pages are named alike: nkmain-01, nkmain-02.
    rows = [ManifestRow(n, n, f"http://a.example/{n}.html", n.rpartition("-")[0]) for n in bodies]
    readers: dict[str, PageReader] = {}
    for site in {row.site for row in rows if row.site}:
        of_site = [row for row in rows if row.site == site]
        samples = samples_of(of_site, load=lambda row: bodies[row.id], now=NOW)
        readers[site] = PageReader(site, learn_all(samples), with_html=False)
    general = PageReader("any", with_html=False)
    by_template = [row for row in rows if row.site and template_of(readers[row.site], row, bodies)]

    def peer(row: ManifestRow) -> None:
        trafilatura.bare_extraction(
            bodies[row.id], favor_precision=True, with_metadata=True, url=row.url
        )

    def ours(row: ManifestRow) -> None:
        general.read(Page.of_bytes(bodies[row.id], url=row.url), fetched_at=NOW)

    def templates(row: ManifestRow) -> None:
        readers[row.site].read(Page.of_bytes(bodies[row.id], url=row.url), fetched_at=NOW)

    print(f"{len(rows)} pages, {len(by_template)} of them by template")
    compare("general rules", rows, peer, ours, options.rounds)
    if by_template:
        compare("learned template", by_template, peer, templates, options.rounds)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def template_of(reader: PageReader, row: ManifestRow, bodies: dict[str, bytes]) -> str | None:
    return reader.read(Page.of_bytes(bodies[row.id], url=row.url), fetched_at=NOW).template


def compare(
    name: str,
    rows: list[ManifestRow],
    peer: Callable[[ManifestRow], None],
    own: Callable[[ManifestRow], None],
    rounds: int,
) -> None:
    """Print the median page of both, in ms of CPU, and the ratio."""
    best: dict[str, list[float]] = {"peer": [1e9] * len(rows), "own": [1e9] * len(rows)}
    for _ in range(rounds):
        # Each reads all pages, then the other: nobody reads one page with one tool and the next
        # with another.
        for side, read in (("peer", peer), ("own", own)):
            gc.collect()
            for number, row in enumerate(rows):
                start = time.process_time()
                read(row)
                secs = time.process_time() - start
                best[side][number] = min(best[side][number], secs)
    peer_ms, own_ms = (1000 * statistics.median(best[side]) for side in ("peer", "own"))
    print(f"{name}: {own_ms:.2f} ms, trafilatura {peer_ms:.2f} ms, 1/{peer_ms / own_ms:.1f} of it")


if __name__ == "__main__":
    main()
