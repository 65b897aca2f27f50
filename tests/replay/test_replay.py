"""Every archived address shows in pywb what the portal served there."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from tests.replay.conftest import MOVED, PART_BYTES, Archived
from tests.replay.tools import Pywb, ReplayTools


def index_of(wacz: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(wacz) as file:
        lines = gzip.decompress(file.read("indexes/index.cdx.gz")).decode().splitlines()
    return [json.loads(line[line.index("{") :]) for line in lines]


def test_there_is_something_of_everything(archived: Archived):
    captures = archived.captures()
    unchanged = [c for c in captures if c.kind == "revisit" and not c.status]
    assert unchanged
    assert any(c.kind == "revisit" and c.status == "200" for c in captures)
    assert any(c.status == "302" and c.url.endswith(MOVED) for c in captures)
    assert any(b"charset=gb2312" in body for body in archived.bodies.values())


@pytest.mark.parametrize("collection", ["warc", "wacz"])
def test_every_address_replays_with_the_body_as_served(
    collection: str, archived: Archived, pywb: Pywb
):
    for url, body in archived.bodies.items():
        replayed = pywb.fetch(collection, url)
        assert replayed.is_archived, url
        assert replayed.body == body, url


def test_every_capture_is_in_the_index_at_its_time(archived: Archived, wacz_file: Path):
    captures = archived.captures()
    indexed = [entry["url"] for entry in index_of(wacz_file)]
    assert sorted(indexed) == sorted(capture.url for capture in captures)


def test_a_redirect_replays_as_one(archived: Archived, pywb: Pywb):
    moved = archived.home.removesuffix("/") + MOVED
    assert pywb.fetch("wacz", moved).status == 302


def test_an_address_without_a_capture_is_not_found(archived: Archived, pywb: Pywb):
    replayed = pywb.fetch("wacz", f"{archived.home}never-asked-for.html")
    assert (replayed.status, replayed.is_archived) == (404, False)


def test_what_a_form_was_answered_is_not_shown_for_its_page(with_forms: Archived, pywb: Pywb):
    assert any(entry.get("method") == "POST" for entry in index_of_forms(with_forms))
    for url, body in with_forms.bodies.items():
        replayed = pywb.fetch("forms", url)
        assert replayed.is_archived, url
        assert replayed.body == body, url


def index_of_forms(with_forms: Archived) -> list[dict[str, str]]:
    out = with_forms.command.data / "index.cdxj"
    assert with_forms.command.run("wacz", "--cdxj", str(out)).returncode == 0
    return [json.loads(line[line.index("{") :]) for line in out.read_text().splitlines()]


def test_each_part_is_complete_in_itself(archived: Archived, parts: list[Path], pywb: Pywb):
    assert len(parts) > 2
    assert all(part.stat().st_size <= PART_BYTES for part in parts)
    seen = set()
    for part in parts:
        for entry in index_of(part):
            url = entry["url"]
            seen.add(url)
            replayed = pywb.fetch(part.stem, url)
            assert replayed.is_archived, (part, url)
            assert replayed.body == archived.bodies[url], (part, url)
    assert seen == archived.bodies.keys()


def test_the_parts_are_listed_as_one_collection(parts: list[Path]):
    listed = json.loads(parts[0].with_name("site.json").read_text())
    assert listed["profile"] == "multi-wacz-package"
    assert [entry["path"] for entry in listed["resources"]] == [part.name for part in parts]


def test_packages_are_valid(
    wacz_file: Path, parts: list[Path], archived: Archived, tools: ReplayTools, tmp_path: Path
):
    [signed] = archived.wacz(tmp_path / "signed.wacz", "--sign", str(tmp_path / "key.pem"))
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600
    for file in (wacz_file, signed, *parts):
        assert "the passed WACZ is valid" in tools.run("wacz", "validate", "-f", str(file))


@pytest.mark.parametrize("site", ["archived", "with_forms"])
def test_the_index_is_what_cdxj_indexer_writes(
    site: str, request: pytest.FixtureRequest, tools: ReplayTools, tmp_path: Path
):
    found: Archived = request.getfixturevalue(site)
    out = tmp_path / "index.cdxj"
    assert found.command.run("wacz", "--cdxj", str(out)).returncode == 0
    files = map(str, found.warc_files)
    expected = tools.run("cdxj-indexer", "--post-append", "--sort", *files).splitlines()
    ours = out.read_text().splitlines()
    assert ours == sorted(ours)
    # The answer to a form that brought nothing new: cdxj-indexer has it at the page's own address.
    again = {_place(line) for line in ours if '"POST"' in line and "warc/revisit" in line}
    assert [line for line in ours if _place(line) not in again] == [
        line for line in expected if _place(line) not in again
    ]
    assert {_place(line) for line in ours} == {_place(line) for line in expected}


def _place(line: str) -> tuple[str, str]:
    entry = json.loads(line[line.index("{") :])
    return entry["filename"], entry["offset"]
