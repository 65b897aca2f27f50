"""``kill -9`` at random moments: nothing is lost, nothing is stored twice."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from pymongo import MongoClient

from tests.conftest import Portalcrawl
from tests.kill.campaign import campaign
from tests.portal import serve_in_child


@pytest.mark.slow
@pytest.mark.parametrize(("compression", "kills"), [("gzip", 5), ("zstd", 3)])
def test_many_kills_lose_nothing(tmp_path: Path, compression: str, kills: int):
    """The short form of ``python -m tests.kill``."""
    broken = campaign(
        tmp_path, kills=kills, articles=150, seed=20, compression=compression, tell=print
    )
    assert broken == {}


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
        killed, last = run["processes"]
        assert ("ended_at" in killed, last["ended_at"]) == (False, run["ended_at"])
        # What the killed one had found new counts, too.
        assert run["changes"]["new"] >= last["figures"]["portalcrawl/article/new"]
        assert run["changes"]["new"] == len(portalcrawl.articles())
