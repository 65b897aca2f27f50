"""Bodies that are too large for memory: in a file until they are archived, cut at a limit."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from warcio.archiveiterator import ArchiveIterator

from portalcrawl.archive.body import digest_label
from portalcrawl.archive.payload import copy_body
from tests.conftest import Portalcrawl
from tests.crawl.streaming_site import Stream, home, page, serve_streams

MB = 1_000_000
LARGE = 300 * MB
BLOCK = os.urandom(MB)
FAST = ("--delay", "0", "--concurrency", "2", "-s", "PORTALCRAWL_RETRY_PAUSE_SECS=0.05")
SMALL_SPOOL = ("-s", f"PORTALCRAWL_SPOOL_BYTES={MB}")


def blocks(size: int, *, mark: bytes = b"") -> Callable[[], Iterator[bytes]]:
    """So many bytes, which begin with *mark*."""

    def parts() -> Iterator[bytes]:
        yield mark
        left = size - len(mark)
        while left > 0:
            yield BLOCK[:left]
            left -= len(BLOCK)

    # An empty chunk would end a chunked body.
    return lambda: (part for part in parts() if part)


def captures(command: Portalcrawl, path: str) -> list[dict[str, Any]]:
    with MongoClient[dict[str, Any]](command.mongo_uri) as client:
        found = client.get_default_database().captures
        return list(found.find({"url": {"$regex": f"{path}$"}}).sort("fetched_at"))


def spooled(command: Portalcrawl) -> list[Path]:
    return list((command.data / "spool").rglob("*.body"))


def body_of(command: Portalcrawl, capture: dict[str, Any], to: Path) -> bytes:
    place = {name: capture[name] for name in ("file", "offset", "length", "original")}
    with to.open("wb") as out:
        copy_body(command.data / "archive", out, **place)
    return to.read_bytes()


def check_warc(command: Portalcrawl) -> None:
    check = [sys.executable, "-c", "from warcio.cli import main; main()", "check"]
    files = [str(file) for file in command.warc_files()]
    done = subprocess.run([*check, *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def most_memory(command: Portalcrawl, url: str) -> int:
    """Bytes of memory that a crawl of *url* has at most."""
    with command.start("crawl", url, *FAST, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss * 1024


@pytest.mark.slow
def test_a_large_file_is_never_in_memory(tmp_path: Path, new_database: Callable[[], str]):
    small, large = (Portalcrawl(tmp_path / name, new_database()) for name in ("small", "large"))
    streams = {
        "/": home("/known.mp4", "/chunked.mp4"),
        "/known.mp4": Stream(blocks(LARGE, mark=b"known"), LARGE),
        "/chunked.mp4": Stream(blocks(LARGE, mark=b"chunked")),
    }
    with serve_streams(streams) as site:
        used = most_memory(large, site.url)
        assert site.sent["/known.mp4"] == site.sent["/chunked.mp4"] == LARGE
    with serve_streams({**streams, **dict.fromkeys(list(streams)[1:], page(b"<p>"))}) as site:
        without = most_memory(small, site.url)
    assert used - without < 50 * MB
    assert spooled(large) == []
    for path in ("/known.mp4", "/chunked.mp4"):
        (capture,) = captures(large, path)
        assert (capture["payload_bytes"], capture["truncated"]) == (LARGE, None)
        digest = hashlib.sha1(usedforsecurity=False)
        for part in streams[path].parts():
            digest.update(part)
        assert capture["payload_digest"] == digest_label(digest.digest())
    check_warc(large)
    for file in large.warc_files():
        file.unlink()
    print(f"{used // MB} MB, without the files {without // MB} MB")


def test_an_endless_body_is_cut(portalcrawl: Portalcrawl, tmp_path: Path):
    endless = Stream(lambda: itertools.repeat(BLOCK))
    with serve_streams({"/": home("/a.mp4"), "/a.mp4": endless}) as site:
        limit = ("-s", f"PORTALCRAWL_RECORD_MAX_BYTES={5 * MB + 7}")
        done = portalcrawl.run("crawl", site.url, *FAST, *SMALL_SPOOL, *limit)
        assert done.returncode == 0, done.stderr
        assert site.asked["/a.mp4"] == 1
        # What was on its way.
        assert site.sent["/a.mp4"] < 30 * MB
    (capture,) = captures(portalcrawl, "/a.mp4")
    assert (capture["truncated"], capture["payload_bytes"]) == ("length", 5 * MB + 7)
    assert body_of(portalcrawl, capture, tmp_path / "a") == (BLOCK * 6)[: 5 * MB + 7]
    (file,) = portalcrawl.warc_files()
    with file.open("rb") as stream:
        cut = [
            record.rec_headers["WARC-Record-ID"]
            for record in ArchiveIterator(stream)
            if record.rec_headers["WARC-Truncated"] == "length"
        ]
    assert cut == [f"<urn:uuid:{capture['_id']}>"]
    assert "is cut at 5000007 bytes" in done.stderr
    check_warc(portalcrawl)


def test_a_large_body_that_breaks_off_is_asked_for_again(portalcrawl: Portalcrawl):
    # Each time a little more.
    streams = {"/": home("/a.mp4"), "/a.mp4": Stream(blocks(3 * MB), 9 * MB)}
    with serve_streams(streams) as site:
        done = portalcrawl.run("crawl", site.url, *FAST, *SMALL_SPOOL)
        assert done.returncode == 0, done.stderr
        assert site.asked["/a.mp4"] > 1
    kept = captures(portalcrawl, "/a.mp4")
    assert {(c["truncated"], c["payload_bytes"]) for c in kept} == {("disconnect", 3 * MB)}
    assert spooled(portalcrawl) == []
    check_warc(portalcrawl)


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_large_page_is_read_to_its_end(portalcrawl: Portalcrawl, tmp_path: Path, encoding: str):
    noise = BLOCK.hex().encode()
    text = (
        b"<title>x</title><p>" + noise * 2 + b'<p><a href="/last.html">\xe6\x9c\x80\xe5\x90\x8e</a>'
    )
    sent = gzip.compress(text) if encoding else text
    headers = {"Content-Type": "text/html"} | ({"Content-Encoding": encoding} if encoding else {})
    streams = {
        "/": home("/large.html"),
        "/large.html": Stream(lambda: iter([sent]), len(sent), headers),
        "/last.html": page(b"<title>y</title><p>last"),
    }
    with serve_streams(streams) as site:
        portalcrawl.crawl(site.url, *SMALL_SPOOL)
        assert (site.asked["/large.html"], site.asked["/last.html"]) == (1, 1)
    (capture,) = captures(portalcrawl, "/large.html")
    assert capture["media_type"] == "text/html"
    assert capture["payload_bytes"] == len(sent)
    assert body_of(portalcrawl, capture, tmp_path / "page") == text


def test_a_large_body_in_an_encoding_that_ends_in_the_middle_of_what_is_read(
    portalcrawl: Portalcrawl, tmp_path: Path
):
    sent = gzip.compress(BLOCK * 3)
    headers = {"Content-Type": "video/mp4", "Content-Encoding": "gzip"}
    streams = {"/": home("/a.mp4"), "/a.mp4": Stream(lambda: iter([sent]), len(sent), headers)}
    with serve_streams(streams) as site:
        portalcrawl.crawl(site.url, *SMALL_SPOOL)
        assert site.asked["/a.mp4"] == 1
    (capture,) = captures(portalcrawl, "/a.mp4")
    assert (capture["truncated"], capture["payload_bytes"]) == (None, len(sent))
    assert body_of(portalcrawl, capture, tmp_path / "a") == BLOCK * 3


def slowly(count: int, *, pause_secs: float) -> Iterator[bytes]:
    for _ in range(count):
        yield BLOCK
        time.sleep(pause_secs)


def test_time_is_for_each_megabyte(portalcrawl: Portalcrawl):
    """A large file may take longer than a page, as long as it comes."""
    streams = {
        "/": home("/steady.mp4", "/stalled.mp4"),
        "/steady.mp4": Stream(lambda: slowly(8, pause_secs=0.5), 8 * MB),
        "/stalled.mp4": Stream(lambda: slowly(3, pause_secs=30), 3 * MB),
    }
    with serve_streams(streams) as site:
        timeout = ("-s", "DOWNLOAD_TIMEOUT=2")
        done = portalcrawl.run("crawl", site.url, *FAST, *SMALL_SPOOL, *timeout)
        assert done.returncode == 0, done.stderr
        assert site.asked["/steady.mp4"] == 1
        assert site.asked["/stalled.mp4"] > 1
    (capture,) = captures(portalcrawl, "/steady.mp4")
    assert capture["payload_bytes"] == 8 * MB
    assert captures(portalcrawl, "/stalled.mp4") == []
    assert "given up: timeout 1" in done.stderr
    assert spooled(portalcrawl) == []


def test_what_there_is_no_room_for_is_given_up_and_asked_for_by_the_next_run(
    portalcrawl: Portalcrawl,
):
    announced = Stream(blocks(3 * MB), 10**15)
    whole = Stream(blocks(3 * MB), 3 * MB)
    streams = {"/": home("/a.mp4"), "/a.mp4": announced}
    with serve_streams(streams) as site:
        limit = ("-s", f"PORTALCRAWL_RECORD_MAX_BYTES={10**15}")
        done = portalcrawl.run("crawl", site.url, *FAST, *SMALL_SPOOL, *limit)
        assert "given up: disk_full 1" in done.stderr
        assert spooled(portalcrawl) == []
        streams["/a.mp4"] = whole
        portalcrawl.crawl(site.url, *SMALL_SPOOL)
    (capture,) = captures(portalcrawl, "/a.mp4")
    assert capture["payload_bytes"] == 3 * MB


def test_what_a_killed_crawl_left_is_deleted_by_the_next(portalcrawl: Portalcrawl):
    streams = {"/": home("/a.mp4"), "/a.mp4": Stream(lambda: slowly(9, pause_secs=0.2), 9 * MB)}
    with serve_streams(streams) as site:
        with portalcrawl.start("crawl", site.url, *FAST, *SMALL_SPOOL) as process:
            deadline = time.monotonic() + 30
            while not spooled(portalcrawl) and time.monotonic() < deadline:
                time.sleep(0.02)
            process.kill()
        assert len(spooled(portalcrawl)) == 1
        portalcrawl.crawl(site.url, *SMALL_SPOOL)
    assert spooled(portalcrawl) == []
    (capture,) = captures(portalcrawl, "/a.mp4")
    assert capture["payload_bytes"] == 9 * MB
