"""WACZ files: their WARC files and first page; one whose digests differ is refused."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from portalcrawl.archive.incoming.wacz_source import open_wacz
from portalcrawl.errors import ArchiveError

PAGES = (
    '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n'
    '{"url": "http://a.cn/x.html", "ts": "2025-03-04T05:06:07Z"}\n'
    '{"url": "http://a.cn/", "seed": true}\n'
)
FILES = {
    "archive/rec-0.warc.gz": b"first",
    "archive/rec-1.warc.gz": b"second",
    "indexes/index.cdx.gz": b"x",
    "pages/pages.jsonl": PAGES.encode(),
}


def write_wacz(path: Path, files: dict[str, bytes], **changes: str) -> Path:
    """*changes* are digests declared for names in the place of the right ones."""
    resources = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": changes.get(name, f"sha256:{hashlib.sha256(content).hexdigest()}"),
            "bytes": len(content),
        }
        for name, content in files.items()
    ]
    package = json.dumps({"profile": "data-package", "resources": resources}).encode()
    digest = changes.get("datapackage.json", f"sha256:{hashlib.sha256(package).hexdigest()}")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("datapackage.json", package)
        described = {"path": "datapackage.json", "hash": digest}
        archive.writestr("datapackage-digest.json", json.dumps(described))
    return path


def test_what_is_in_it(tmp_path):
    with open_wacz(write_wacz(tmp_path / "x.wacz", FILES), scratch=tmp_path) as content:
        assert [(w.name, w.read_bytes()) for w in content.warcs] == [
            ("rec-0.warc.gz", b"first"),
            ("rec-1.warc.gz", b"second"),
        ]
        assert content.seed == "http://a.cn/"
    assert [path.name for path in tmp_path.iterdir()] == ["x.wacz"]


def test_without_a_seed_the_first_page_is_one(tmp_path):
    files = {**FILES, "pages/pages.jsonl": "".join(PAGES.splitlines(keepends=True)[:2]).encode()}
    with open_wacz(write_wacz(tmp_path / "x.wacz", files), scratch=tmp_path) as content:
        assert content.seed == "http://a.cn/x.html"


def test_without_pages_there_is_none(tmp_path):
    files = {"archive/rec-0.warc.gz": b"first"}
    with open_wacz(write_wacz(tmp_path / "x.wacz", files), scratch=tmp_path) as content:
        assert content.seed == ""


@pytest.mark.parametrize("name", ["archive/rec-1.warc.gz", "datapackage.json"])
def test_another_digest_is_damage(tmp_path, name):
    path = write_wacz(tmp_path / "x.wacz", FILES, **{name: "sha256:" + "0" * 64})
    with (
        pytest.raises(ArchiveError, match=rf"x\.wacz is damaged: {name} has another digest"),
        open_wacz(path, scratch=tmp_path),
    ):
        pytest.fail("it was opened")


def test_a_missing_file_is_damage(tmp_path):
    path = write_wacz(tmp_path / "x.wacz", FILES)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "y.wacz", "w") as less:
        for name in whole.namelist():
            if name != "archive/rec-1.warc.gz":
                less.writestr(name, whole.read(name))
    with (
        pytest.raises(ArchiveError, match="lacks archive/rec-1"),
        open_wacz(tmp_path / "y.wacz", scratch=tmp_path),
    ):
        pytest.fail("it was opened")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"<html>"])
def test_what_is_no_zip_file(tmp_path, content):
    path = tmp_path / "x.wacz"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"x\.wacz"), open_wacz(path, scratch=tmp_path):
        pytest.fail("it was opened")


def test_a_zip_file_of_something_else(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as archive:
        archive.writestr("readme.txt", "x")
    with (
        pytest.raises(ArchiveError, match=r"it has no datapackage\.json"),
        open_wacz(tmp_path / "x.wacz", scratch=tmp_path),
    ):
        pytest.fail("it was opened")
