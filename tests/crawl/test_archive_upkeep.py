"""The command `archive`: files are listed, checked and repaired, with a database and without."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from tests.conftest import Portalcrawl
from tests.crawl.captures_of_files import stored_captures
from tests.portal import build_t1, serve

Doc = dict[str, Any]


@pytest.fixture(scope="module")
def crawled_once(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]
) -> Portalcrawl:
    command = Portalcrawl(tmp_path_factory.mktemp("upkeep") / "data", new_database())
    with serve(build_t1(articles=60)) as portal:
        command.crawl(portal.url)
        command.crawl(portal.url)
    return command


@pytest.fixture
def site(crawled_once: Portalcrawl, tmp_path: Path, new_database: Callable[[], str]) -> Portalcrawl:
    """A copy of what was crawled: files and database."""
    command = Portalcrawl(tmp_path / "data", new_database())
    shutil.copytree(crawled_once.data, command.data)
    with database(crawled_once) as old, database(command) as new:
        for name in ("captures", "articles", "sites", "runs", "meta"):
            new[name].insert_many(old[name].find())
    return command


class database:  # noqa: N801 - reads as the function that it stands for
    """The database of a command, open for a while."""

    def __init__(self, command: Portalcrawl) -> None:
        self._client: MongoClient[Doc] = MongoClient(command.mongo_uri, tz_aware=True)

    def __enter__(self) -> Database[Doc]:
        return self._client.get_default_database()

    def __exit__(self, *exc: object) -> None:
        self._client.close()


def findings(command: Portalcrawl, *options: str) -> list[Doc]:
    done = command.run("archive", "verify", "--json", *options)
    assert done.returncode in {0, 6}, done.stderr
    *rows, counts = map(json.loads, done.stdout.splitlines())
    assert counts["findings"] == len(rows)
    assert done.returncode == (6 if rows else 0), done.stderr
    return rows


def repair(command: Portalcrawl, *options: str, code: int = 0) -> str:
    done = command.run("archive", "repair", *options)
    assert done.returncode == code, done.stderr
    return done.stdout


def test_help_tells_of_all_actions(portalcrawl):
    said = portalcrawl.run("archive", "--help").stdout
    for action in ("list", "verify", "repair"):
        assert f"  {action} " in said
        assert "--site S" in portalcrawl.run("archive", action, "--help").stdout


@pytest.mark.parametrize("arguments", [(), ("lose",), ("list", "x")])
def test_wrong_usage(portalcrawl, arguments):
    assert portalcrawl.run("archive", *arguments).returncode == 2


@pytest.mark.parametrize("action", ["list", "verify", "repair"])
def test_nothing_there(portalcrawl, action):
    done = portalcrawl.run("archive", action)
    assert done.returncode in {1, 6}
    assert f"no WARC file below {portalcrawl.data}" in done.stderr


def test_list(crawled_once):
    rows = json.loads(crawled_once.run("archive", "list", "--json").stdout)
    captures = stored_captures(crawled_once)
    assert sum(row["captures"] for row in rows) == len(captures)
    assert {row["file"] for row in rows} == {capture["file"] for capture in captures}
    assert {row["run"] for row in rows} == {capture["run"] for capture in captures}
    times = [capture["fetched_at"].isoformat() for capture in captures]
    assert (min(row["first"] for row in rows), max(row["last"] for row in rows)) == (
        min(times),
        max(times),
    )
    for row in rows:
        assert row["compression"] == "gzip"
        assert row["bytes"] == (crawled_once.data / "archive" / row["file"]).stat().st_size
        assert row["records"]["request"] == row["records"]["metadata"] == row["captures"]
    table = crawled_once.run("archive", "list").stdout
    assert "2 files" in table
    other = crawled_once.run("archive", "list", "--site", "b.cn")
    assert (other.returncode, "no WARC file of b.cn" in other.stderr) == (1, True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_sound_archive(crawled_once, jobs):
    assert findings(crawled_once, "--jobs", jobs) == []
    assert "; 0 findings" in crawled_once.run("archive", "verify").stdout
    assert "nothing to mend" in repair(crawled_once)


def test_files_without_a_database(crawled_once, tmp_path):
    shutil.copytree(crawled_once.data, tmp_path / "data")
    bare = Portalcrawl(tmp_path / "data")
    done = bare.run("archive", "verify")
    assert (done.returncode, "no database: only the files" in done.stdout) == (0, True)
    assert not (tmp_path / "data" / "mongo").exists()


def test_a_lost_database_is_made_again(site, new_database, tmp_path):
    stored = {capture["_id"]: capture for capture in stored_captures(site)}
    with database(site) as db:
        home = db.sites.find_one()["home"]
    bare = Portalcrawl(site.data, new_database())
    assert len(findings(bare)) == len(stored)
    said = repair(bare, "--dry-run")
    assert "would add" in said
    assert stored_captures(bare) == []
    assert f"{len(stored)} captures added" in repair(bare)
    assert {capture["_id"]: capture for capture in stored_captures(bare)} == stored
    with database(bare) as db:
        assert [found["home"] for found in db.sites.find()] == [home]
        assert {run["_id"] for run in db.runs.find()} == {c["run"] for c in stored.values()}
    # As if it had been killed in the middle.
    with database(bare) as db:
        db.sites.delete_many({})
    assert "add the site" in repair(bare)
    assert findings(bare) == []
    assert "nothing to mend" in repair(bare)
    done = bare.run("mirror", str(tmp_path / "mirror"))
    assert done.returncode == 0, done.stderr
    site.run("mirror", str(tmp_path / "same"))
    manifest = (tmp_path / "mirror" / "manifest.json").read_bytes()
    assert manifest == (tmp_path / "same" / "manifest.json").read_bytes()


def test_wrong_and_missing_documents(site):
    with database(site) as db:
        wrong = db.captures.find_one({"status": 200, "original": None})
        missing = db.captures.find_one({"original": {"$ne": None}})
        article = db.articles.find_one({"capture": {"$ne": None}})
        stored = {capture["_id"]: capture for capture in db.captures.find()}
        db.captures.update_one({"_id": wrong["_id"]}, {"$set": {"offset": 7}})
        db.captures.delete_one({"_id": missing["_id"]})
        db.articles.update_one({"_id": article["_id"]}, {"$set": {"capture.length": 1}})
        db.captures.insert_one({**wrong, "_id": "made up"})
    found = findings(site)
    whats = {(row["record"], row["what"].partition(" http")[0]) for row in found}
    assert (
        whats
        == {
            (wrong["_id"], "the stored capture has another offset"),
            (missing["_id"], "no capture is stored for it"),
            (article["capture"]["id"], "the article"),
            ("made up", "a capture is stored, and no such record is there"),
        }
        or wrong["_id"] == article["capture"]["id"]
    )
    said = repair(site, code=6)
    assert said.count("can't be mended") == 1
    assert "record made up" in said
    with database(site) as db:
        db.captures.delete_one({"_id": "made up"})
        assert {capture["_id"]: capture for capture in db.captures.find()} == stored
        assert db.articles.find_one({"_id": article["_id"]}) == article
    assert findings(site) == []


def test_a_torn_file(site):
    path = site.warc_files()[-1]
    whole = path.read_bytes()
    torn = whole + whole[:100]
    path.write_bytes(torn)
    [finding] = findings(site)
    assert (finding["what"], finding["offset"]) == ("the file breaks off in a record", len(whole))
    assert "would cut off" in repair(site, "--dry-run")
    assert path.read_bytes() == torn
    assert "1 torn records cut off" in repair(site)
    assert path.read_bytes() == whole
    assert findings(site) == []


def test_damage_in_the_middle_stays(site):
    path = site.warc_files()[0]
    with database(site) as db:
        name = f"{path.parent.name}/{path.name}"
        one = db.captures.find_one({"file": name, "original": None, "location": None})
        # What refers to the record can't be read either, and is told too.
        others = db.captures.count_documents({"original.id": one["_id"]})
    content = bytearray(path.read_bytes())
    content[one["offset"] + one["length"] // 2] ^= 0xFF
    path.write_bytes(content)
    found = findings(site)
    assert any(row["offset"] == one["offset"] and "no whole record" in row["what"] for row in found)
    assert any(row["record"] == one["_id"] and row["is_lost"] for row in found)
    assert len(found) == 2 + others
    said = repair(site, code=6)
    assert f"at byte {one['offset']}" in said
    assert path.read_bytes() == content


def test_a_file_that_is_gone(site):
    path = site.warc_files()[1]
    path.unlink()
    [finding] = findings(site)
    assert finding["file"] == f"{path.parent.name}/{path.name}"
    assert "the file is gone" in finding["what"]
    assert "put the file back" in repair(site, code=6)


def test_a_file_twice(site):
    path = site.warc_files()[1]
    shutil.copy(path, path.with_name("later.warc.gz"))
    found = findings(site)
    assert all("its WARC-Record-ID is that of" in row["what"] for row in found)
    before = stored_captures(site)
    repair(site, code=6)
    assert stored_captures(site) == before


def test_a_file_under_another_name(site):
    path = site.warc_files()[1]
    path.rename(path.with_name("renamed.warc.gz"))
    assert len(findings(site)) > 1
    assert "mend the pointers" in repair(site)
    assert findings(site) == []


def test_a_site_that_is_being_crawled(site):
    import fcntl

    with site.warc_files()[0].open("rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        for action in ("verify", "repair"):
            done = site.run("archive", action)
            assert (done.returncode, "being written by a crawl" in done.stderr) == (7, True)
