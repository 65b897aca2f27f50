"""The record behind an article, and what is said where something does not agree."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from portalcrawl.archive.reader import read_response
from portalcrawl.store.captures import capture_pointer
from tests.conftest import Portalcrawl
from tests.crawl.archive_copy import Archive, damage
from tests.portal import build_t1, serve
from tests.portal.sites import SITES
from tests.unit.archive.foreign import answer, chunked, record, write_members


def cite(archive: Archive, *options: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = archive.portalcrawl.run("cite", *options)
    assert done.returncode == code, done.stderr
    return done


def any_article(archive: Archive, **query: Any) -> dict[str, Any]:
    found = archive.db.articles.find_one(query, sort=[("_id", 1)])
    assert found is not None
    return found


def test_everything_agrees_after_a_crawl(archive: Archive):
    article = any_article(archive)
    found = json.loads(cite(archive, article["_id"], "--json").stdout)
    assert (found["agrees"], found["disagreements"]) == (True, [])
    assert found["content_digest"]["read now"] == article["content_digest"]
    (page,) = found["pages"]
    pointer = article["capture"]
    record = page["record"]
    assert page["capture"] == record["record_id"] == pointer["id"]
    assert [record[name] for name in ("file", "offset", "length")] == [
        pointer[name] for name in ("file", "offset", "length")
    ]
    assert (record["kind"], record["target_uri"]) == ("response", article["url"])
    assert record["payload_now"] == record["payload_recorded"] == pointer["payload_digest"]
    assert {check["name"]: check["agrees"] for check in page["checks"]} == {
        "record id": True,
        "address": True,
        "payload digest": True,
        "block digest": True,
    }
    assert page["warcinfo"]["software"].startswith("portalcrawl/")
    assert page["warcinfo"]["robots"] == "obey"
    assert page["request"][0].startswith("GET /")
    assert any(line.startswith("User-Agent: portalcrawl/") for line in page["request"])


def test_by_its_address_for_a_person(archive: Archive):
    article = any_article(archive)
    said = cite(archive, article["url"]).stdout
    assert said.startswith(f"{article['title']}\n")
    assert "DIFFERS" not in said
    last = said.splitlines()[-1]
    for part in (article["title"], article["url"], article["capture"]["id"]):
        assert part in last
    assert article["capture"]["payload_digest"] in last


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("payload_digest", "sha1:OTHER", "payload digest: capture sha1:OTHER, record sha1:"),
        ("url", "http://127.0.0.1/other", "address: capture http://127.0.0.1/other, record "),
        ("file", "gone/x.warc.gz", "No such file"),
    ],
)
def test_what_differs_in_a_capture_is_named(archive: Archive, field: str, value: str, said: str):
    article = any_article(archive)
    archive.db.captures.update_one({"_id": article["capture"]["id"]}, {"$set": {field: value}})
    assert said in cite(archive, article["_id"], code=6).stderr


def test_another_record_in_its_place_is_no_proof(archive: Archive):
    first, second = archive.db.articles.find(sort=[("_id", 1)], limit=2)
    place = {name: second["capture"][name] for name in ("file", "offset", "length")}
    archive.db.captures.update_one({"_id": first["capture"]["id"]}, {"$set": place})
    done = cite(archive, first["_id"], code=6)
    for name in ("record id", "address", "payload digest", "content digest"):
        assert name in done.stderr
    assert "DIFFERS" in done.stdout


def test_a_damaged_record_is_no_proof(archive: Archive):
    article = any_article(archive)
    damage(archive, article["url"])
    found = json.loads(cite(archive, article["_id"], "--json", code=6).stdout)
    assert not found["agrees"]
    assert "can't read" in found["pages"][0]["trouble"]


def test_a_capture_that_is_not_there_is_told(archive: Archive):
    article = any_article(archive)
    archive.db.captures.delete_one({"_id": article["capture"]["id"]})
    assert "is not in the database" in cite(archive, article["_id"], code=6).stderr


def test_an_article_that_was_read_by_other_rules(archive: Archive):
    article = any_article(archive)
    digest = {"$set": {"content_digest": "sha1:OLD", "title": "旧题目"}}
    archive.db.articles.update_one({"_id": article["_id"]}, digest)
    done = cite(archive, article["_id"], code=6)
    assert "content digest: stored sha1:OLD, read now sha1:" in done.stderr
    assert "portalcrawl reprocess --dry-run" in done.stderr
    # Read again it is proven, and what it was is a revision that is not.
    archive.reprocess("--jobs", "1")
    assert article["title"] in cite(archive, article["_id"]).stdout
    assert "旧题目" in cite(archive, article["_id"], "--revision", "1", code=6).stdout


def test_a_digest_by_other_rules_of_the_same_content_is_no_disagreement(archive: Archive):
    article = any_article(archive)
    digest = {"$set": {"content_digest": "sha1:BY-OTHER-RULES"}}
    archive.db.articles.update_one({"_id": article["_id"]}, digest)
    assert "DIFFERS" not in cite(archive, article["_id"]).stdout


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["http://127.0.0.1/none.html"], 9, "portalcrawl explain http://127.0.0.1/none.html"),
        (["0" * 24], 9, "portalcrawl articles --jsonl lists the ids"),
        ([], 2, "say which article"),
    ],
)
def test_an_unknown_article(archive: Archive, options: list[str], code: int, said: str):
    assert said in cite(archive, *options, code=code).stderr


def test_a_revision_that_never_was(archive: Archive):
    key = any_article(archive)["_id"]
    said = cite(archive, key, "--revision", "7", code=9).stderr
    assert "with a revision 7" in said


def test_of_a_revisit_both_records_are_shown(portalcrawl: Portalcrawl):
    with serve(build_t1(articles=60)) as portal:
        portalcrawl.crawl(portal.url)
        portalcrawl.crawl(portal.url, "--full")
    with MongoClient[dict[str, Any]](portalcrawl.mongo_uri, tz_aware=True) as client:
        db = client.get_default_database()
        revisit = db.captures.find_one(
            {"original": {"$ne": None}, "url": {"$in": db.articles.distinct("url")}, "status": 200}
        )
        assert revisit is not None
        pointer = capture_pointer(revisit)
        db.articles.update_one({"urls": revisit["url"]}, {"$set": {"capture": pointer}})
    done = portalcrawl.run("cite", revisit["url"], "--json")
    assert done.returncode == 0, done.stderr
    (page,) = json.loads(done.stdout)["pages"]
    assert page["record"]["kind"] == "revisit"
    assert page["record"]["refers_to"] == page["original"]["record_id"] == pointer["original"]["id"]
    assert page["original"]["payload_now"] == pointer["payload_digest"]


def test_of_an_article_on_several_pages_each_is_proven(portalcrawl: Portalcrawl):
    with serve(SITES["t11"]()) as portal:
        portalcrawl.crawl(portal.url)
    article = next(one for one in portalcrawl.articles() if len(one.get("pages") or {}) > 1)
    done = portalcrawl.run("cite", article["_id"], "--json")
    assert done.returncode == 0, done.stderr
    pages = json.loads(done.stdout)["pages"]
    assert [str(page["number"]) for page in pages] == sorted(article["pages"], key=int)
    assert [page["url"] for page in pages] == [
        article["pages"][str(page["number"])]["url"] for page in pages
    ]
    assert all(page["record"]["target_uri"] == page["url"] for page in pages)


def test_after_compaction_everything_agrees_as_before(portalcrawl: Portalcrawl):
    # A site whose lists go on by forms.
    with serve(SITES["t7"]()) as portal:
        portalcrawl.crawl(portal.url)
        portalcrawl.crawl(portal.url)
    done = portalcrawl.run("archive", "compact", "--compress", "zstd")
    assert done.returncode == 0, done.stderr
    [path] = portalcrawl.warc_files()
    assert path.name.endswith(".warc.zst")
    with MongoClient[dict[str, Any]](portalcrawl.mongo_uri) as client:
        captures = {c["_id"]: c for c in client.get_default_database().captures.find()}
    assert any(c["key"].startswith("AspNetPager1/") for c in captures.values())
    for article in portalcrawl.articles()[:3]:
        done = portalcrawl.run("cite", article["_id"], "--json")
        assert done.returncode == 0, done.stderr
        for page in json.loads(done.stdout)["pages"]:
            assert page["record"]["file"].endswith(".warc.zst")
            assert page["request"][0].startswith("GET /")
            assert page["warcinfo"]["isPartOf"] == captures[page["capture"]]["run"]
    for options in (["--dry-run"], ["--jobs", "2"]):
        done = portalcrawl.run("reprocess", *options)
        assert done.returncode == 0, done.stderr
        would = "would be " if options == ["--dry-run"] else ""
        assert f"articles: 0 {would}new, 0 {would}changed, 0 {would}touched, " in done.stderr
        assert f"lists: 0 {would}new, 0 {would}changed" in done.stderr


@pytest.mark.parametrize("is_coded", [True, False])
def test_a_payload_that_others_kept_in_chunks(
    archive: Archive, portalcrawl: Portalcrawl, tmp_path: Path, is_coded: bool
):
    article = any_article(archive)
    place = {name: article["capture"][name] for name in ("file", "offset", "length")}
    payload = read_response(archive.portalcrawl.data / "archive", **place).body
    sent = chunked(payload[:100], payload[100:])
    block = answer(sent, "Content-Type: text/html", "Transfer-Encoding: chunked")
    digest = f"sha256:{sha256(sent if is_coded else payload).hexdigest()}"
    texts = [record("response", "4", block, url=article["url"], WARC_Payload_Digest=digest)]
    path = write_members(tmp_path / "x.warc.gz", texts)
    home = archive.db.sites.find_one()["home"]
    for command in (["import", str(path), "--url", home], ["reprocess", "--jobs", "1"]):
        done = portalcrawl.run(*command)
        assert done.returncode == 0, done.stderr
    done = portalcrawl.run("cite", article["url"], "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["title"] == article["title"]
    (page,) = found["pages"]
    assert page["record"]["payload_recorded"] == digest
