"""``python -m bench.reprocess``: reading an archive again with one process and with several.

A test portal is crawled once over loopback (or ``--data`` names a folder that was), then read again
by 1 and by ``--jobs`` processes in turn; medians count. Two cases: nothing has changed, and the
articles are lost. What the crawl of the same pages took is printed beside it. The database runs
all the time: the whole command is the same work and the start of Python.

    $ python -m bench.reprocess --rounds 5                          # the crawl takes two minutes
    $ python -m bench.reprocess --data FOLDER --only unchanged      # of one that was kept

Where others work on the machine in a round, the CPU seconds of all of it show that.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

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


@dataclass(frozen=True, slots=True)
class Run:
    """What the command says of its rate, and what the whole of it took, its start with it."""

    pages_per_sec: float
    wall_secs: float
    own_cpu_secs: float
    """Of the process that writes."""
    machine_cpu_secs: float
    """Of all that ran meanwhile: readers, database, and whoever else."""


def compare(case: str, data: Path, connection: Connection, jobs: int, rounds: int) -> None:
    """Print the medians of both, and the ratios of each round."""
    runs: dict[int, list[Run]] = {1: [], jobs: []}
    articles = list(connection.db.articles.find()) if case == "lost" else []
    try:
        for _ in range(rounds):
            for number in (1, jobs):
                if case == "lost":
                    connection.db.drop_collection("articles")
                runs[number].append(read_again(data, number))
    finally:
        if articles:
            connection.db.drop_collection("articles")
            connection.db.articles.insert_many(articles)
    for number, found in runs.items():
        rates = [run.pages_per_sec for run in found]
        print(
            f"{case}, {number} process{'es' if number > 1 else ''}: {median(rates):.0f} pages/s"
            f" ({', '.join(f'{rate:.0f}' for rate in rates)}); whole command"
            f" {median(run.wall_secs for run in found):.1f} s, CPU"
            f" {median(run.own_cpu_secs for run in found):.1f} s by the process that writes, by all"
            f" on the machine {', '.join(f'{run.machine_cpu_secs:.0f}' for run in found)} s"
        )
    pairs = list(zip(runs[1], runs[jobs], strict=True))
    show(f"{case}, ratio of rates", [many.pages_per_sec / one.pages_per_sec for one, many in pairs])
    show(
        f"{case}, ratio of whole commands", [one.wall_secs / many.wall_secs for one, many in pairs]
    )


def show(name: str, ratios: list[float]) -> None:
    rounds = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"{name}: median {median(ratios):.2f} ({rounds})", flush=True)


def read_again(data: Path, jobs: int) -> Run:
    # As a user starts it (the readers import its main module too), and then what it cost.
    code = (
        "import resource, runpy, sys\n"
        "if __name__ == '__main__':\n"
        "    try:\n        runpy.run_module('portalcrawl', run_name='__main__', alter_sys=True)\n"
        "    except SystemExit as end:\n"
        "        own = resource.getrusage(resource.RUSAGE_SELF)\n"
        "        print(own.ru_utime + own.ru_stime)\n"
        "        sys.exit(end.code)\n"
    )
    command = [sys.executable, "-c", code, "reprocess", "--restart", "--jobs", str(jobs)]
    started, busy = time.perf_counter(), machine_cpu_secs()
    done = subprocess.run(
        [*command, "--data", str(data)], check=True, capture_output=True, text=True
    )
    wall, busy = time.perf_counter() - started, machine_cpu_secs() - busy
    found = RATE.search(done.stderr)
    assert found is not None, done.stderr
    return Run(int(found[1]) / float(found[2]), wall, float(done.stdout.split()[-1]), busy)


def machine_cpu_secs() -> float:
    """What all cores have worked since the machine started (proc_stat(5))."""
    user, nice, system, _, _, irq, softirq, *_ = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
