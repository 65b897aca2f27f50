"""``kill -9`` at random moments: nothing is lost, nothing is stored twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from pymongo import MongoClient

from tests.conftest import Portalcrawl
from tests.crawl.conftest import answers_in, stored_paths
from tests.portal import build_t1, serve_in_child

KILLS = 20
ARTICLES = 300
CONCURRENCY = 4
# Asked of the server and not acknowledged: the requests under way, and the pages that wait for the
# next write (every 0.1 s).
MAX_IN_FLIGHT = 2 * CONCURRENCY + 8
MOST_BEFORE_A_KILL = 30


@pytest.mark.slow
@pytest.mark.parametrize(("compression", "kills"), [("gzip", KILLS), ("zstd", KILLS // 2)])
def test_many_kills_lose_nothing(
    portalcrawl: Portalcrawl, tmp_path: Path, compression: str, kills: int
):
    rng = random.Random(20)
    truth = build_t1(articles=ARTICLES).truth
    log = tmp_path / "requests"
    torn: list[str] = []
    with serve_in_child("--articles", str(ARTICLES), "--delay-ms", "25", log=log) as portal:
        command = ("crawl", portal.url, "--delay", "0", "--concurrency", str(CONCURRENCY))
        command += ("--compress", compression)
        asked_before = 0
        for _ in range(kills):
            with portalcrawl.start(*command, stdout=subprocess.DEVNULL) as process:
                # The moment is counted in requests, so that it is as random on a slow machine as on
                # a fast one, and a little time, so that it falls between two requests too.
                moment = asked_before + rng.randint(1, MOST_BEFORE_A_KILL)
                while len(portal.requests) < moment and process.poll() is None:
                    time.sleep(0.005)
                time.sleep(rng.uniform(0, 0.05))
                process.send_signal(signal.SIGKILL)
                said = process.communicate()[1]
            torn += [line for line in said.splitlines() if "torn record" in line]
            assert process.returncode == -signal.SIGKILL, "the crawl ended before it was killed"
            asked_before = len(portal.requests)
        done = portalcrawl.run(*command)
        assert done.returncode == 0, done.stderr
        torn += [line for line in done.stderr.splitlines() if "torn record" in line]
        asked = Counter(r.path for r in portal.requests if r.path != "/robots.txt")

    times = Counter(stored_paths(portalcrawl, truth, at=portal.url))
    assert {path: times[path] for path in truth.articles} == dict.fromkeys(truth.articles, 1)
    exists = {truth.home, *truth.articles, *truth.pages, *truth.assets}
    exists |= {page for column in truth.columns for page in column.list_pages}
    archived = (url for file in portalcrawl.warc_files() for _, url in answers_in(file))
    assert not exists - {truth.one_of(url.removeprefix(portal.url)) for url in archived}
    check_archive(portalcrawl)
    again = sum(count - 1 for count in asked.values())
    assert again <= kills * MAX_IN_FLIGHT
    assert max(asked.values()) <= kills
    print(f"{len(asked)} addresses, {again} requests repeated, {len(torn)} torn records cut off")


def check_archive(portalcrawl: Portalcrawl):
    """Each file reads to its end, and each capture is where it is said to be."""
    files = portalcrawl.warc_files()
    assert files
    for file in files:
        check_file(file)
    records = {record_id for file in files for record_id, _ in answers_in(file)}
    with MongoClient(portalcrawl.mongo_uri) as client:
        captures = {c["_id"] for c in client.get_default_database().captures.find({}, {"_id": 1})}
    assert captures <= records
    # Records whose capture was not written belong to pages that were asked for again.
    assert len(records - captures) <= KILLS * MAX_IN_FLIGHT


def check_file(file: Path):
    """It holds whole records, whose digests fit."""
    if file.suffix == ".gz":
        command = [sys.executable, "-c", "from warcio.cli import main; main()", "check", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")
        return
    # warcio knows no zstd. A file that was cut back to nothing is none.
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, parse_http=False):
            assert record.verify_block_digest()


@pytest.mark.parametrize(
    ("compression", "torn"),
    [
        ("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x9d\x90"),
        ("zstd", b"\x28\xb5\x2f\xfd\x64\x00\x01\x15\x02\x00\x9d\x90"),
    ],
)
def test_a_torn_record_is_cut_off_and_reported(
    portalcrawl: Portalcrawl, tmp_path: Path, compression: str, torn: bytes
):
    with serve_in_child("--articles", "60", log=tmp_path / "requests") as portal:
        portalcrawl.crawl(portal.url, "--compress", compression)
        *_, file = portalcrawl.warc_files()
        whole = file.stat().st_size
        with file.open("ab") as stream:
            stream.write(torn)
        said = portalcrawl.crawl(portal.url)
    assert "cut off a torn record of 12 bytes" in said
    assert file.stat().st_size == whole


def test_a_run_that_was_killed_is_gone_on_with_under_its_own_name(
    portalcrawl: Portalcrawl, tmp_path: Path
):
    with serve_in_child("--articles", "60", "--delay-ms", "20", log=tmp_path / "log") as portal:
        with portalcrawl.start("crawl", portal.url, "--delay", "0") as process:
            while len(portal.requests) < 10:
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGKILL)
        portalcrawl.crawl(portal.url)
        with MongoClient(portalcrawl.mongo_uri) as client:
            (run,) = client.get_default_database().runs.find()
        assert (run["state"], len(run["resumed_at"])) == ("finished", 1)
