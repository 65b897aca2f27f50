"""``python -m bench``: this crawl beside a minimal Scrapy spider, on the same portal, in turn.

The plain spider asks for pages only; ours for images, styles and attachments too, so costs are
given per request. Ours does the whole job: archive, articles, MongoDB, acknowledgement.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench.measure import Cost, cost_of, median
from portalcrawl.store.private_mongod import PrivateMongod
from tests.portal import serve_in_child

PLAIN = Path(__file__).with_name("plain_spider.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=450)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    costs: dict[str, list[Cost]] = {"plain Scrapy spider": [], "portalcrawl, complete": []}
    asked: dict[str, int] = {}
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        server = PrivateMongod(Path(folder))
        for number in range(options.rounds):
            for name, jobs in costs.items():
                log = Path(folder, f"requests-{number}-{len(jobs)}-{len(name)}")
                with serve_in_child("--articles", str(options.articles), log=log) as portal:
                    data = Path(folder, "data")
                    # From another folder: no scrapy.cfg, so the plain spider has Scrapy's defaults.
                    job = command(name, portal.url, data, server.uri)
                    jobs.append(cost_of(job, cwd=folder))
                    asked[name] = len(portal.requests)
                    shutil.rmtree(data, ignore_errors=True)
        server.close()
    report(costs, asked)


def command(name: str, url: str, data: Path, mongo_uri: str) -> list[str]:
    if name.startswith("plain"):
        return [sys.executable, "-m", "scrapy", "runspider", str(PLAIN), "-a", f"url={url}/"]
    fast = ["--delay", "0", "--concurrency", "8", "--data", str(data), "--nolog"]
    database = f"/bench{url.rpartition(':')[2]}?"
    uri = f"PORTALCRAWL_MONGO_URI={mongo_uri.replace('/?', database)}"
    return [sys.executable, "-m", "portalcrawl", "crawl", f"{url}/", *fast, "-s", uri]


def report(costs: dict[str, list[Cost]], asked: dict[str, int]) -> None:
    print(f"{'':24}{'requests':>9}{'req/s':>8}{'CPU ms/req':>12}{'peak MB':>9}   (medians)")
    rows = {}
    for name, jobs in costs.items():
        cost, count = median(jobs), asked[name]
        rows[name] = (count / cost.wall_secs, cost.cpu_secs / count * 1000, cost.peak_mb)
        rate, cpu, memory = rows[name]
        print(f"{name:24}{count:9}{rate:8.0f}{cpu:12.2f}{memory:9.0f}")
    plain, ours = rows.values()
    ratios = [our / base for our, base in zip(ours, plain, strict=True)]
    print(f"{'ratio, ours to plain':24}{'':9}{ratios[0]:8.2f}{ratios[1]:12.2f}{ratios[2]:9.2f}")
    spread = {n: [round(c.cpu_secs, 2) for c in jobs] for n, jobs in costs.items()}
    print(f"CPU seconds of each round: {spread}")


if __name__ == "__main__":
    main()
