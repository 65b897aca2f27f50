"""An archive written anew: every pointer is readable at every moment, whatever happens."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from pymongo import MongoClient
from pymongo.collection import Collection

from portalcrawl.archive.compacting.compaction import MANIFEST
from portalcrawl.archive.compression.zstd_members import ZstdPacking
from portalcrawl.archive.index.files import warc_files
from portalcrawl.errors import ArchiveError, SiteBusyError
from portalcrawl.frontier.hosts import Hosts
from portalcrawl.store import moved_captures
from portalcrawl.upkeep import compact as compact_module
from portalcrawl.upkeep.compact import (
    Form,
    chosen_files,
    compact,
    finish_earlier,
    plan,
    repair_files,
)
from portalcrawl.upkeep.site_claim import SiteClaim
from tests.store.archived_site import ArchivedSite, archived_site

ZSTD = Form("zstd", 3, 10**9)
GZIP = Form("gzip", 3, 10**9)


def no_progress(_count: int) -> None:
    pass


def await_that(condition: Callable[[], bool], *, within_secs: float = 20) -> None:
    deadline = time.monotonic() + within_secs
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def run(site: ArchivedSite, form: Form = ZSTD):
    """What the command does with a site."""
    with SiteClaim(site.connection, "a.cn", lease_secs=60) as claim:
        finish_earlier(site.folder, site.connection)
        repair_files(chosen_files(site.folder, form), site.connection)
        wanted = plan(site.folder, form, no_progress)
        if wanted is None:
            return None
        return compact(
            wanted, site.connection, max_bytes=form.max_bytes, claim=claim, advance=no_progress
        )


@pytest.fixture
def site(tmp_path, store) -> ArchivedSite:
    return archived_site(tmp_path, store)


def test_gzip_files_become_one_zstd_file(site):
    records = site.records()
    done = run(site)
    (path,) = warc_files(site.folder)
    assert site.names() == [path.name]
    assert path.name.endswith(".warc.zst")
    assert site.records() == records
    assert site.follow_all() == {f"a.cn/{path.name}"}
    assert (done.sources, done.files, done.after) == (3, 1, path.stat().st_size)
    assert done.after < done.before
    assert run(site) is None


def test_zstd_files_are_merged_under_one_dictionary(tmp_path, store):
    site = archived_site(tmp_path, store, packing=ZstdPacking(level=3))
    records = site.records()
    done = run(site)
    assert (done.sources, done.files) == (3, 1)
    assert site.records() == records
    assert len(site.follow_all()) == 1


def test_and_back_to_gzip(site):
    records = site.records()
    run(site)
    run(site, GZIP)
    (path,) = warc_files(site.folder)
    assert path.name.endswith(".warc.gz")
    assert site.records() == records
    assert site.follow_all() == {f"a.cn/{path.name}"}


def test_several_files_and_nothing_to_do_again(site):
    form = Form("zstd", 3, 15_000)
    records = site.records()
    done = run(site, form)
    assert done.files > 1
    assert site.records() == records
    assert len(site.follow_all()) == done.files
    assert run(site, form) is None


def test_a_crawl_that_came_after_is_merged(site):
    run(site)
    site.crawl(9)
    assert (run(site).sources, len(site.follow_all())) == (2, 1)


class Power:
    """Goes off before the operation number *left* that changes something; nothing works then."""

    def __init__(self, left: int) -> None:
        self.left = left

    def use(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed


class Killed(BaseException):
    pass


@contextmanager
def power(left: int):
    supply = Power(left)
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in (
            *((Path, name) for name in ("rename", "replace", "unlink")),
            *((os, "fsync"), (os, "posix_fadvise")),
            (Collection, "bulk_write"),
        ):
            real = getattr(owner, name)

            def spend(*args, real=real, **options):
                supply.use()
                return real(*args, **options)

            patch.setattr(owner, name, spend)
        # Pointers are switched a few at a time.
        patch.setattr(moved_captures, "BATCH", 10)
        yield supply


def test_a_kill_between_any_two_steps(tmp_path, new_database):
    """Every pointer is readable after it, and the next run finishes, whatever was done."""
    form = Form("zstd", 3, 15_000)
    steps = 0
    begun = 0
    while True:
        with MongoClient(new_database(), tz_aware=True) as client:
            site = archived_site(tmp_path / str(steps), client.get_default_database(), crawls=2)
            records = site.records()
            with power(steps):
                try:
                    run(site, form)
                except Killed:
                    killed = True
                else:
                    killed = False
            site.follow_all()
            begun += (site.folder / MANIFEST).exists()
            run(site, form)
            assert site.records() == records
            assert len(site.follow_all()) == len(site.names()) > 1
            assert all(name.endswith(".warc.zst") for name in site.names())
        shutil.rmtree(tmp_path / str(steps))
        if not killed:
            break
        steps += 1
    # Files, the note, names, five kinds of pointers, old files, the end.
    assert steps > 20
    assert begun > 10


def test_killed_twice(site):
    """Once while pointers were switched, once more when that was gone on with."""
    records = site.records()
    steps = 0
    with pytest.raises(Killed), power(9):
        run(site)
    assert (site.folder / MANIFEST).exists()
    while (site.folder / MANIFEST).exists():
        with power(steps):
            try:
                run(site)
            except Killed:
                steps += 1
        site.follow_all()
    assert site.records() == records
    assert steps > 3


def test_a_file_that_a_crawl_is_writing_is_left_alone(site):
    first, *others = warc_files(site.folder)
    content = first.read_bytes()
    with first.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert run(site).sources == len(others)
    assert first.read_bytes() == content
    assert len(site.follow_all()) == 2


def test_a_site_that_is_being_crawled_is_left_alone(site, store):
    names = site.names()
    crawl = Hosts(store, worker="elsewhere:1:1", lease_secs=60)
    assert crawl.claim("a.cn")
    with pytest.raises(SiteBusyError, match="process 1 on elsewhere"):
        run(site)
    assert site.names() == names
    crawl.release()
    run(site)
    # And the claim was given back.
    assert crawl.claim("a.cn")


def test_a_claim_that_was_lost_meanwhile(site, monkeypatch):
    names = site.names()

    def lost(_claim) -> None:
        raise SiteBusyError("lost")

    monkeypatch.setattr(SiteClaim, "check", lost)
    with pytest.raises(SiteBusyError):
        run(site)
    assert site.names() == names
    site.follow_all()


def test_the_claim_is_renewed_until_it_is_lost(site, store):
    def until() -> datetime:
        return store.hosts.find_one({"_id": "a.cn"})["lease_until"]

    with SiteClaim(site.connection, "a.cn", lease_secs=0.4) as claim:
        first = until()
        await_that(lambda: until() > first)
        claim.check()
        store.hosts.update_one({"_id": "a.cn"}, {"$set": {"owner": "elsewhere:1:1"}})
        await_that(lambda: claim._lost)
        with pytest.raises(SiteBusyError, match="ran out"):
            claim.check()


def test_a_torn_end_is_cut_off_first(site):
    records = site.records()
    path = warc_files(site.folder)[1]
    with path.open("ab") as file:
        file.write(path.read_bytes()[:99])
    run(site)
    assert site.records() == records
    site.follow_all()


def test_a_capture_without_a_record_stops_it(site, store):
    names = site.names()
    capture = store.captures.find_one()
    store.captures.insert_one({**capture, "_id": "lost"})
    with pytest.raises(ArchiveError, match="1 captures have no record"):
        run(site)
    assert site.names() == names


def test_an_article_whose_capture_is_not_stored_keeps_the_old_files(site, store):
    old = site.names()
    pointer = {**store.articles.find_one({"capture": {"$ne": None}})["capture"], "id": "lost"}
    store.articles.insert_one({"_id": "x", "site": "a.cn", "capture": pointer})
    with pytest.raises(ArchiveError, match="1 pointers still lead"):
        run(site)
    assert set(old) < set(site.names())
    store.articles.delete_one({"_id": "x"})
    run(site)
    assert len(site.follow_all()) == len(site.names()) == 1


def test_no_room(site, monkeypatch):
    names = site.names()
    monkeypatch.setattr(
        compact_module.shutil,
        "disk_usage",
        lambda _: SimpleNamespace(total=999, used=899, free=100),
    )
    with pytest.raises(ArchiveError, match="make room"):
        run(site)
    assert site.names() == names


def test_a_damaged_file_leaves_all_as_it_was(site):
    path = warc_files(site.folder)[1]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)
    names = site.names()
    with pytest.raises(ArchiveError, match=path.name):
        run(site)
    assert site.names() == names
    assert path.read_bytes() == content


def test_planning_changes_nothing(site):
    before = {path: path.read_bytes() for path in site.folder.iterdir()}
    wanted = plan(site.folder, ZSTD, no_progress)
    assert {path: path.read_bytes() for path in site.folder.iterdir()} == before
    done = run(site)
    assert wanted.before == done.before
    assert 0.9 < wanted.after / done.after < 1.1
