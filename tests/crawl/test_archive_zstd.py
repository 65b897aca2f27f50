"""A crawl into ``.warc.zst``, and ``archive compact``, as their user runs them."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator
from pymongo import MongoClient

from portalcrawl.archive.compression.dictionary import dictionary_of
from portalcrawl.archive.reader import read_response
from portalcrawl.archive.scan import read_records
from tests.conftest import Portalcrawl
from tests.portal import Portal, build_t1, serve, serve_in_child


@dataclass(frozen=True)
class Site:
    portal: Portal
    portalcrawl: Portalcrawl

    def files(self) -> list:
        return sorted((self.portalcrawl.data / "archive").glob("*/*"))

    def records(self) -> list[bytes]:
        return [text for path in self.files() for _, text in read_records(path)]

    def payloads(self) -> dict[str, bytes]:
        """What each capture and each article points to, read back."""
        found = {}
        with MongoClient[dict[str, Any]](self.portalcrawl.mongo_uri) as client:
            db = client.get_default_database()
            pointers = [(c["_id"], c) for c in db.captures.find()]
            pointers += [(f"article {a['_id']}", a["capture"]) for a in db.articles.find()]
            for name, one in pointers:
                place = {key: one[key] for key in ("file", "offset", "length")}
                stored = read_response(
                    self.portalcrawl.data / "archive", **place, original=one.get("original")
                )
                found[name] = stored.payload
        return found


@pytest.fixture
def site(portalcrawl: Portalcrawl) -> Iterator[Site]:
    with serve(build_t1()) as portal:
        yield Site(portal, portalcrawl)


def compact(command: Portalcrawl, *options: str) -> str:
    done = command.run("archive", "compact", *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_crawl_to_zstd_compact_and_crawl_again(site):
    command = site.portalcrawl
    command.crawl(site.portal.url, "--compress", "zstd")
    files = site.files()
    assert all(path.name.endswith(".warc.zst") for path in files)
    # The first pages taught a dictionary; the next file begins with it.
    assert dictionary_of(files[0]) is None
    assert dictionary_of(files[-1]) is not None
    for path in files:
        with path.open("rb") as stream:
            read = list(ArchiveIterator(stream, verify_digests=True))
        assert len(read) == len(list(read_records(path)))
    before, records = site.payloads(), site.records()
    assert len(before) > 50

    said = compact(command, "--dry-run")
    assert f"{len(files)} files" in said
    assert site.files() == files
    said = compact(command)
    assert f"{len(files)} files" in said
    (path,) = site.files()
    assert site.records() == records
    assert site.payloads() == before
    assert "nothing to gain" in compact(command)

    # The next crawl begins with the dictionary of the merged file.
    command.crawl(site.portal.url, "--compress", "zstd")
    _, newest, *_ = site.files()
    assert dictionary_of(newest).dict_content == dictionary_of(path).dict_content
    assert before.items() <= site.payloads().items()


def test_gzip_to_zstd_and_back(site):
    command = site.portalcrawl
    command.crawl(site.portal.url)
    before, records = site.payloads(), site.records()
    (path,) = site.files()
    gzip_bytes = path.stat().st_size
    compact(command, "--compress", "zstd", "--max-bytes", "200000")
    files = site.files()
    assert len(files) > 1
    assert sum(path.stat().st_size for path in files) < gzip_bytes
    assert (site.records(), site.payloads()) == (records, before)
    compact(command, "--compress", "gzip")
    (path,) = site.files()
    assert path.name.endswith(".warc.gz")
    assert (site.records(), site.payloads()) == (records, before)
    # What reads the archive reads it as before.
    out = command.data / "mirror"
    done = command.run("mirror", str(out))
    assert done.returncode == 0, done.stderr


def test_what_was_compacted_is_verified_and_rebuilt_like_what_was_crawled(site):
    command = site.portalcrawl
    command.crawl(site.portal.url)
    command.crawl(site.portal.url)
    compact(command)
    verified(command)
    with MongoClient[dict[str, Any]](command.mongo_uri) as client:
        db = client.get_default_database()
        before = list(db.captures.find().sort("_id"))
        # One file, and captures of two runs in it.
        assert (len({c["file"] for c in before}), len({c["run"] for c in before})) == (1, 2)
        for name in ("captures", "sites", "runs"):
            db[name].drop()
        done = command.run("archive", "repair")
        assert done.returncode == 0, done.stderr
        assert list(db.captures.find().sort("_id")) == before
        assert {run["_id"] for run in db.runs.find()} == {c["run"] for c in before}
    verified(command)


def test_a_torn_frame_is_found_and_cut_off(site):
    command = site.portalcrawl
    command.crawl(site.portal.url)
    compact(command)
    (path,) = site.files()
    whole = path.stat().st_size
    with path.open("ab") as file:
        file.write(b"\x28\xb5\x2f\xfd\x64\x00\x01\x15\x02\x00")
    done = command.run("archive", "verify")
    assert (done.returncode, "breaks off in a record" in done.stdout) == (6, True)
    done = command.run("archive", "repair")
    assert (done.returncode, path.stat().st_size) == (0, whole), done.stderr
    verified(command)


def verified(command: Portalcrawl) -> None:
    done = command.run("archive", "verify")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_site_that_is_being_crawled_is_left_alone(portalcrawl: Portalcrawl, tmp_path: Path):
    with serve_in_child("--articles", "300", "--delay-ms", "200", log=tmp_path / "log") as portal:
        with portalcrawl.start("crawl", portal.url, "--delay", "0") as process:
            while len(portal.requests) < 10:
                time.sleep(0.01)
            done = portalcrawl.run("archive", "compact")
            assert process.poll() is None
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
        assert (done.returncode, f"is in use by process {process.pid} on" in done.stderr) == (
            7,
            True,
        )
        (path,) = portalcrawl.warc_files()
        assert path.name.endswith(".warc.gz")
    compact(portalcrawl)
    assert [path.suffix for path in portalcrawl.warc_files()] == [".zst"]


def test_help_and_wrong_use(portalcrawl):
    done = portalcrawl.run("archive", "compact", "--help")
    assert "--max-bytes" in done.stdout
    done = portalcrawl.run("archive", "compact", "--max-bytes", "0")
    assert done.returncode == 2
    done = portalcrawl.run("archive", "compact", "--site", "nowhere")
    assert (done.returncode, "not crawled" in done.stderr) == (1, True)
    done = portalcrawl.run("crawl", "http://127.0.0.1:9/", "--compress", "zip")
    assert done.returncode == 2
    for setting in ("COMPRESSION=zip", "ZSTD_LEVEL=0", "ZSTD_LEVEL=23"):
        name = f"PORTALCRAWL_ARCHIVE_{setting}"
        done = portalcrawl.run("crawl", "http://127.0.0.1:9/", "-s", name)
        assert (done.returncode, setting.partition("=")[0] in done.stderr) == (1, True)
