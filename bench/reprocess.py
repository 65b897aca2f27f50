"""``python -m bench.reprocess``: reading an archive again with one process and with several.

A test portal is crawled once over loopback (or ``--data`` names a folder that was), then read again
by 1 and by ``--jobs`` processes in turn; medians count. Two cases: nothing has changed, and the
articles are lost. What the crawl of the same pages took is printed beside it.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from portalcrawl.store.connect import Connection
from tests.portal import serve_in_child

RATE = re.compile(r"(\d+) pages read in ([\d.]+) s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--data", type=Path, help="a data folder that was crawled into already")
    parser.add_argument("--only", choices=["unchanged", "lost"])
    options = parser.parse_args()
    with ExitStack() as stack:
        data = options.data
        if data is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(dir="/dev/shm"))
            data = Path(folder, "data")
            crawl(data, options.articles)
        connection = stack.enter_context(Connection(uri=None, data_dir=data))
        for case in ("unchanged", "lost"):
            if options.only in {None, case}:
                compare(case, data, connection, options.jobs, options.rounds)


def crawl(data: Path, articles: int) -> None:
    log = data.with_name("requests")
    with serve_in_child("--articles", str(articles), log=log) as portal:
        fast = ["--delay", "0", "--concurrency", "8", "--nolog", "--data", str(data)]
        started = time.perf_counter()
        command = [sys.executable, "-m", "portalcrawl", "crawl", f"{portal.url}/", *fast]
        subprocess.run(command, check=True, capture_output=True)
        secs = time.perf_counter() - started
    with Connection(uri=None, data_dir=data) as connection:
        pages = connection.db.captures.count_documents({"status": 200, "media_type": "text/html"})
    print(f"crawl: {pages} pages in {secs:.1f} s, {pages / secs:.0f} pages/s")


def compare(case: str, data: Path, connection: Connection, jobs: int, rounds: int) -> None:
    """Print the medians of both, and the ratio of their rates."""
    rates: dict[int, list[float]] = {1: [], jobs: []}
    cpu: dict[int, list[float]] = {1: [], jobs: []}
    kept = connection.db.articles.find()
    articles = list(kept) if case == "lost" else []
    for _ in range(rounds):
        for number in (1, jobs):
            if case == "lost":
                connection.db.drop_collection("articles")
            rate, spent = read_again(data, number)
            rates[number].append(rate)
            cpu[number].append(spent)
    if articles:
        connection.db.drop_collection("articles")
        connection.db.articles.insert_many(articles)
    for number, found in rates.items():
        own = statistics.median(cpu[number])
        spread = ", ".join(f"{rate:.0f}" for rate in found)
        print(
            f"{case}, {number} process{'es' if number > 1 else ''}: {statistics.median(found):.0f}"
            f" pages/s ({spread}); CPU {own:.1f} s by the process that writes"
        )
    ratios = [many / one for one, many in zip(rates[1], rates[jobs], strict=True)]
    print(f"{case}, ratio of each round: {[round(ratio, 2) for ratio in ratios]}", end=" ")
    print(f"median {statistics.median(ratios):.2f}")


def read_again(data: Path, jobs: int) -> tuple[float, float]:
    """Pages a second as the command says it, and the CPU seconds of the process that writes."""
    code = (
        "import resource, sys\n"
        "from portalcrawl.__main__ import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n"
        "    own = resource.getrusage(resource.RUSAGE_SELF)\n"
        "    print(own.ru_utime + own.ru_stime)\n"
        "    sys.exit(end.code)\n"
    )
    command = [sys.executable, "-c", code, "reprocess", "--restart"]
    done = subprocess.run(
        [*command, "--jobs", str(jobs), "--data", str(data)],
        check=True,
        capture_output=True,
        text=True,
    )
    found = RATE.search(done.stderr)
    assert found is not None, done.stderr
    return int(found[1]) / float(found[2]), float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()
