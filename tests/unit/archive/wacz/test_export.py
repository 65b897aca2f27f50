"""Packages of a few exchanges: what is in them, and that each is complete in itself."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from backports import zstd

from portalcrawl.archive.exchange import Exchange
from portalcrawl.archive.found import Found
from portalcrawl.archive.scan import scan
from portalcrawl.archive.wacz.collection import Collection, Exported
from portalcrawl.archive.wacz.contents import IndexedArticle
from portalcrawl.archive.wacz.export import export
from portalcrawl.archive.wacz.index_file import write_index
from portalcrawl.archive.wacz.signature import make_key
from portalcrawl.archive.writer import Pointer
from portalcrawl.errors import ArchiveError, PackageError
from tests.unit.archive.archives import archived, original
from tests.unit.archive.exchanges import exchange, read_back
from tests.unit.archive.wacz.test_signature import verify

NOW = datetime(2026, 11, 25, 1, 2, 3, tzinfo=UTC)
HOME = "http://a.cn/"


class Silent:
    def begin(self, step: str, *, total: int) -> None:
        pass

    def advance(self, amount: int) -> None:
        pass


@dataclass(frozen=True)
class Opened:
    """A package, read by Python's zipfile."""

    path: Path

    def read(self, name: str) -> bytes:
        with zipfile.ZipFile(self.path) as file:
            return file.read(name)

    def json(self, name: str) -> dict[str, Any]:
        return json.loads(self.read(name))

    @property
    def names(self) -> list[str]:
        with zipfile.ZipFile(self.path) as file:
            return file.namelist()

    @property
    def warcs(self) -> list[str]:
        return [name for name in self.names if name.startswith("archive/")]

    @property
    def index(self) -> list[dict[str, str]]:
        lines = gzip.decompress(self.read("indexes/index.cdx.gz")).splitlines()
        assert lines == sorted(lines)
        return [json.loads(line[line.index(b"{") :]) for line in lines]

    @property
    def pages(self) -> list[dict[str, Any]]:
        header, *pages = map(json.loads, self.read("pages/pages.jsonl").splitlines())
        assert header["format"] == "json-pages-1.0"
        return pages

    def records(self, folder: Path) -> dict[str, list[Any]]:
        """The records of each WARC file, as warcio reads them."""
        found = {}
        for name in self.warcs:
            file = folder / Path(name).name
            file.write_bytes(self.read(name))
            found[file.name] = read_back(file)
        return found


def collection(folder: Path, **changes: Any) -> Collection:
    given = Collection(site="a.cn", home=HOME, folder=folder / "a.cn", known=lambda _: 0)
    return replace(given, **changes)


def packed(folder: Path, **options: Any) -> tuple[Exported, list[Opened]]:
    changes = options.pop("collection", {})
    exported = export(
        folder / "site.wacz",
        collection(folder, **changes),
        now=NOW,
        progress=Silent(),
        **options,
    )
    return exported, [Opened(path) for path in exported.files]


def html(text: str) -> bytes:
    return f"<meta charset=gbk><title>标题 {text}</title><p>正文 {text}</p>".encode("gbk")


def page(url: str, text: str, **changes: Any) -> Exchange:
    return exchange(url=url, body=html(text), **changes)


def test_what_is_in_a_package(tmp_path: Path):
    path, _ = archived(tmp_path, page("http://a.cn/x", "甲"), page(HOME, "首页"))
    exported, [package] = packed(tmp_path)
    assert (exported.left_out, exported.dangling_revisits) == ({}, 0)
    assert package.names == [
        f"archive/{path.name}",
        "indexes/index.cdx.gz",
        "indexes/index.idx",
        "pages/pages.jsonl",
        "datapackage.json",
        "datapackage-digest.json",
    ]
    assert package.read(f"archive/{path.name}") == path.read_bytes()
    described = package.json("datapackage.json")
    assert described["profile"] == "data-package"
    assert described["wacz_version"] == "1.1.1"
    assert described["title"] == "标题 首页"
    assert described["mainPageUrl"] == HOME
    assert described["created"] == "2026-11-25T01:02:03Z"
    for resource in described["resources"]:
        content = package.read(resource["path"])
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    digest = hashlib.sha256(package.read("datapackage.json")).hexdigest()
    assert package.json("datapackage-digest.json") == {
        "path": "datapackage.json",
        "hash": f"sha256:{digest}",
    }
    assert sorted(tmp_path.iterdir()) == [tmp_path / "a.cn", tmp_path / "site.wacz"]


def test_what_is_compressed_already_is_stored_as_it_is(tmp_path: Path):
    archived(tmp_path, page(HOME, "首页"))
    _, [package] = packed(tmp_path)
    with zipfile.ZipFile(package.path) as file:
        kinds = {info.filename.rpartition(".")[2]: info.compress_type for info in file.infolist()}
    assert kinds["gz"] == zipfile.ZIP_STORED
    assert kinds["jsonl"] == kinds["json"] == kinds["idx"] == zipfile.ZIP_DEFLATED


def test_pages_are_the_newest_of_each_address_and_the_home_page_is_first(tmp_path: Path):
    later = NOW + timedelta(days=1)
    known = page("http://a.cn/known", "旧")
    _, [pointer] = archived(tmp_path, known)
    archived(
        tmp_path,
        page("http://a.cn/x", "旧"),
        page("http://a.cn/x", "新", fetched_at=later),
        page("http://a.cn/twin", "旧", original=original(known, pointer)),
        page("http://a.cn/gone", "没有", status=404),
        page("http://a.cn/probe", "试", found=Found(role="probe")),
        page("http://a.cn/form", "表", method="POST", request_body=b"x=1"),
        exchange(
            url="http://a.cn/y.png", body=b"\x89PNG", response_headers=b"Content-Type: i/p\r\n"
        ),
        page(HOME, "首页"),
    )
    _, [package] = packed(tmp_path)
    assert [(one["url"], one["title"], one["text"]) for one in package.pages] == [
        (HOME, "标题 首页", "正文 首页"),
        ("http://a.cn/known", "标题 旧", "正文 旧"),
        ("http://a.cn/x", "标题 新", "正文 新"),
        ("http://a.cn/twin", "标题 旧", "正文 旧"),
    ]
    assert [one.get("seed") for one in package.pages] == [True, None, None, None]
    assert package.pages[2]["ts"] == "2026-11-26T01:02:03Z"
    assert len({one["id"] for one in package.pages}) == 4


def test_the_page_of_an_article_has_what_was_read_of_it(tmp_path: Path):
    _, [pointer, _] = archived(tmp_path, page("http://a.cn/1", "甲"), page("http://a.cn/2", "乙"))
    articles = [
        IndexedArticle("http://a.cn/1", pointer.payload_digest, "通知", "全文"),
        # Read from another payload than the one that is archived here.
        IndexedArticle("http://a.cn/2", "sha1:OTHER", "旧", "旧"),
    ]
    _, [package] = packed(tmp_path, collection={"articles": articles, "title": "档案"})
    found = [(one["title"], one["text"]) for one in package.pages]
    assert found == [("通知", "全文"), ("标题 乙", "正文 乙")]
    assert package.json("datapackage.json")["title"] == "档案"


def test_the_page_that_scripts_made_says_what_a_shell_does_not(tmp_path: Path):
    shell = exchange(url="http://a.cn/app", body=b"<title>app</title><div id=app></div>")
    rendered = exchange(
        url=shell.url, body="<title>应用</title><p>正文</p>".encode(), rendered_from=shell.id
    )
    path, _ = archived(tmp_path, shell, rendered, page(HOME, "首页"))
    _, [package] = packed(tmp_path)
    assert [(one["title"], one["text"]) for one in package.pages[1:]] == [("应用", "正文")]
    # A reader is shown the page as served, and its scripts run again.
    assert [entry["url"] for entry in package.index] == [HOME, shell.url]
    _, parts = packed(tmp_path, max_bytes=path.stat().st_size)
    assert not any("originals" in name for part in parts for name in part.warcs)


def test_what_is_not_whole_at_the_end_of_a_file_is_left_out(tmp_path: Path):
    path, _ = archived(tmp_path, page(HOME, "首页"))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    exported, [package] = packed(tmp_path)
    assert exported.left_out == {path.name: 50}
    assert package.read(f"archive/{path.name}") == whole
    assert len(package.index) == 1


@pytest.mark.parametrize("suffix", [".warc", ".warc.zst"])
def test_other_files_become_gzip(tmp_path: Path, suffix: str):
    path, _ = archived(tmp_path, page(HOME, "首页"), exchange(body=bytes(300_000)))
    members = [path.read_bytes()[p.offset :][: p.length] for p, _ in scan(path, lambda _: None)]
    records = list(map(gzip.decompress, members))
    pack = zstd.compress if suffix == ".warc.zst" else bytes
    path.with_name(f"a{suffix}").write_bytes(b"".join(map(pack, records)))
    path.unlink()
    _, [package] = packed(tmp_path)
    assert package.warcs == ["archive/a.warc.gz"]
    assert gzip.decompress(package.read("archive/a.warc.gz")) == b"".join(records)
    [entries] = package.records(tmp_path).values()
    assert {entry["offset"] for entry in package.index} <= {str(one.offset) for one in entries}
    assert package.pages[0]["title"] == "标题 首页"


def many(count: int, *, first: int = 0) -> Iterator[Exchange]:
    """Pages that don't compress well."""
    for number in range(first, first + count):
        noise = random.Random(number).randbytes(900).hex()
        yield page(f"http://a.cn/{number}", noise, id=str(UUID(int=10_000 + number)))


def twins(exchanges: list[Exchange], pointers: list[Pointer]) -> list[Exchange]:
    """What a later crawl found unchanged."""
    return [
        replace(one, id=str(UUID(int=50_000 + n)), original=original(one, pointer))
        for n, (one, pointer) in enumerate(zip(exchanges, pointers, strict=True))
    ]


def check_complete(package: Opened, folder: Path) -> None:
    """Each index line leads to its record, and each revisit to its original in the same file."""
    records = package.records(folder)
    for file in records.values():
        assert file[0].kind == "warcinfo"
    by_place = {(name, str(r.offset)): r for name, file in records.items() for r in file}
    ids = {r.headers["WARC-Record-ID"] for r in by_place.values() if r.kind == "response"}
    for entry in package.index:
        record = by_place[entry["filename"], entry["offset"]]
        assert record.headers["WARC-Target-URI"] == entry["url"]
        assert str(record.length) == entry["length"]
        if record.kind == "revisit":
            assert record.headers["WARC-Refers-To"] in ids


def test_parts_are_no_larger_than_asked_for_and_complete(tmp_path: Path):
    exchanges = list(many(60))
    # The same places in two crawls: the second has nothing but revisits.
    _, pointers = archived(tmp_path, *exchanges)
    archived(tmp_path, *twins(exchanges, pointers))
    _, packages = packed(tmp_path, max_bytes=60_000)
    assert [one.path.name for one in packages[:2]] == ["site-001.wacz", "site-002.wacz"]
    assert all(one.path.stat().st_size <= 60_000 for one in packages)
    for number, package in enumerate(packages):
        folder = tmp_path / str(number)
        folder.mkdir()
        check_complete(package, folder)
    indexed = [entry["url"] for package in packages for entry in package.index]
    assert {one.url for one in exchanges} == set(indexed)
    pages = {one["url"] for package in packages for one in package.pages}
    assert pages == set(indexed)
    assert any("originals-" in name for package in packages for name in package.warcs)
    listed = json.loads((tmp_path / "site.json").read_text())
    assert [one["path"] for one in listed["resources"]] == [one.path.name for one in packages]


def test_whole_files_stay_whole_where_they_fit(tmp_path: Path):
    paths = [archived(tmp_path, *many(4, first=4 * n))[0] for n in range(4)]
    _, packages = packed(tmp_path, max_bytes=2 * paths[0].stat().st_size + 40_000)
    assert len(packages) == 2
    assert [name for one in packages for name in one.warcs] == [
        f"archive/{path.name}" for path in sorted(paths)
    ]


def test_a_capture_that_is_larger_than_a_part_has_one_of_its_own(tmp_path: Path):
    archived(tmp_path, *many(3))
    _, packages = packed(tmp_path, max_bytes=1)
    assert [len(one.index) for one in packages] == [1, 1, 1]


def test_a_signed_package_signs_its_list_of_files(tmp_path: Path):
    archived(tmp_path, page(HOME, "首页"))
    _, [package] = packed(tmp_path, key=make_key(tmp_path / "key.pem"))
    proof = package.json("datapackage-digest.json")
    digest = hashlib.sha256(package.read("datapackage.json")).hexdigest()
    assert proof["hash"] == f"sha256:{digest}"
    assert proof["signedData"]["created"] == package.json("datapackage.json")["created"]
    verify(proof["signedData"], proof["hash"])


def test_an_empty_archive_makes_no_package(tmp_path: Path):
    exported, packages = packed(tmp_path)
    assert (exported.files, packages) == ([], [])


def test_an_earlier_package_stays_where_the_archive_is_damaged(tmp_path: Path):
    path, [first, second] = archived(tmp_path, page(HOME, "首页"), page("http://a.cn/x", "甲"))
    (tmp_path / "site.wacz").write_bytes(b"earlier")
    damaged = bytearray(path.read_bytes())
    damaged[first.offset + first.length // 2] ^= 0xFF
    path.write_bytes(damaged)
    with pytest.raises(ArchiveError, match=path.name):
        packed(tmp_path, collection={"known": lambda _: second.offset})
    assert (tmp_path / "site.wacz").read_bytes() == b"earlier"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.cn", "site.wacz"]


@pytest.mark.parametrize("name", ["nowhere/site.wacz", "folder.wacz"])
def test_a_package_that_cannot_be_written(tmp_path: Path, name: str):
    archived(tmp_path, page(HOME, "首页"))
    (tmp_path / "folder.wacz").mkdir()
    with pytest.raises(PackageError, match=name):
        export(tmp_path / name, collection(tmp_path), now=NOW, progress=Silent())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.cn", "folder.wacz"]


def test_the_index_alone(tmp_path: Path):
    path, _ = archived(tmp_path, page("http://b.cn/", "乙"), page(HOME, "首页"))
    out = tmp_path / "index.cdxj"
    assert write_index(out, collection(tmp_path), progress=Silent()).files == [out]
    lines = out.read_text().splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["cn,a)/", "cn,b)/"]
    assert all(path.name in line for line in lines)
