"""Files made by other programs: imported, mirrored, and known to later crawls."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Portalcrawl
from tests.crawl.captures_of_files import stored_captures
from tests.portal import build_t1, serve
from tests.unit.archive.foreign import answer, record, write_members
from tests.unit.archive.test_wacz_source import write_wacz

HOME = "http://a.cn/"
FIELDS = "application/warc-fields"


def page(uuid: str, path: str, text: str, **headers: str) -> bytes:
    block = answer(f"<html><title>{text}</title><p>{text}".encode())
    return record("response", uuid, block, url=f"{HOME}{path}", **headers)


INFO = record("warcinfo", "1", b"software: Heritrix", url="", content_type=FIELDS)
RECORDS = [
    INFO,
    record("response", "2", b"20250304\n", url="dns:a.cn", content_type="text/dns"),
    page("3", "", "首页"),
    page("4", "x.html", "动员会"),
    record("revisit", "5", answer(b""), url=f"{HOME}y.html", WARC_Refers_To="<urn:uuid:4>"),
    record("revisit", "6", answer(b""), url=f"{HOME}z.html", WARC_Refers_To="<urn:uuid:9>"),
]


def run_import(command: Portalcrawl, *arguments: str | Path, code: int = 0) -> str:
    done = command.run("import", *map(str, arguments))
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def places(command: Portalcrawl) -> set[tuple[str, str, str]]:
    return {(c["site"], c["run"], c["url"].removeprefix(HOME)) for c in stored_captures(command)}


def test_what_an_import_says_and_does(portalcrawl, tmp_path):
    path = write_members(tmp_path / "heritrix.warc.gz", RECORDS)
    said = run_import(portalcrawl, path, "--dry-run")
    assert "heritrix.warc.gz: would be a.cn/import-heritrix.warc.gz" in said
    assert stored_captures(portalcrawl) == []
    assert not (portalcrawl.data / "archive").exists()
    said = run_import(portalcrawl, path)
    assert said.splitlines() == [
        "heritrix.warc.gz: is a.cn/import-heritrix.warc.gz now (as it is)",
        # One more than there was: ours opens the file.
        "  records: 3 response, 2 revisit, 2 warcinfo",
        "  captures: 3 new, 0 known",
        "  left out 1: it refers to a record that is nowhere",
        "  left out 1: its address is not http(s)",
        "go on with: portalcrawl mirror --site a.cn OUT; portalcrawl reprocess a.cn",
    ]
    run = "import:a.cn/heritrix.warc.gz"
    assert places(portalcrawl) == {("a.cn", run, path) for path in ("", "x.html", "y.html")}
    [imported] = portalcrawl.warc_files()
    assert imported.read_bytes().endswith(path.read_bytes())


def test_again(portalcrawl, tmp_path):
    path = write_members(tmp_path / "x.warc.gz", RECORDS)
    run_import(portalcrawl, path)
    before, files = stored_captures(portalcrawl), portalcrawl.warc_files()
    # The same file, under another name, and the same records in another file.
    other = write_members(tmp_path / "other.warc.gz", [b"".join(RECORDS[:5])])
    renamed = tmp_path / "renamed.warc.gz"
    shutil.copy(path, renamed)
    for again in (path, renamed, other):
        said = run_import(portalcrawl, again)
        assert "was imported before" in said
        assert "captures: 0 new, 3 known" in said
    assert (stored_captures(portalcrawl), portalcrawl.warc_files()) == (before, files)


def test_what_refers_to_another_file_is_found_there(portalcrawl, tmp_path):
    first = write_members(tmp_path / "1.warc.gz", RECORDS[:4])
    second = write_members(tmp_path / "2.warc.gz", RECORDS[4:])
    third = tmp_path / "0.warc"
    third.write_bytes(page("9", "late.html", "晚"))
    run_import(portalcrawl, first, second)
    [revisit] = [c for c in stored_captures(portalcrawl) if c["original"]]
    assert (revisit["url"], revisit["original"]["id"]) == (f"{HOME}y.html", "4")
    done = portalcrawl.run("archive", "verify")
    assert (done.returncode, "(9) is in no file" in done.stdout) == (6, True)
    # Once that is there, too, nothing is missing.
    assert "packed anew" in run_import(portalcrawl, third, "--site", "a.cn")
    assert "add 1 captures" in portalcrawl.run("archive", "repair").stdout
    assert {c["url"] for c in stored_captures(portalcrawl) if c["original"]} == {
        f"{HOME}y.html",
        f"{HOME}z.html",
    }
    assert portalcrawl.run("archive", "verify").returncode == 0


@pytest.mark.parametrize(
    ("options", "site", "home"),
    [
        ((), "a.cn", HOME),
        (("--url", "http://a.cn/zw/index.html"), "a.cn/zw", "http://a.cn/zw/index.html"),
        (("--site", "county", "--url", "www.a.cn"), "county", "http://www.a.cn/"),
    ],
)
def test_whose_it_is(portalcrawl, tmp_path, options, site, home):
    run_import(portalcrawl, *options, write_members(tmp_path / "x.warc.gz", RECORDS))
    assert {found for found, _, _ in places(portalcrawl)} == {site}
    counts = json.loads(portalcrawl.run("stats", "--json").stdout)
    assert [(found["site"], found["home"]) for found in counts] == [(site, home)]


def test_a_wacz(portalcrawl, tmp_path):
    members = b"".join(map(gzip.compress, RECORDS))
    pages = '{"format": "json-pages-1.0"}\n{"url": "http://a.cn/x.html"}\n'
    files = {"archive/rec-0.warc.gz": members, "pages/pages.jsonl": pages.encode()}
    path = write_wacz(tmp_path / "x.wacz", files)
    assert "is a.cn/import-x-rec-0.warc.gz now" in run_import(portalcrawl, path)
    assert len(stored_captures(portalcrawl)) == 3
    broken = write_wacz(tmp_path / "y.wacz", files, **{"archive/rec-0.warc.gz": "sha256:00"})
    assert "is damaged" in run_import(portalcrawl, broken, code=6)


def test_wrong_usage(portalcrawl, tmp_path):
    assert portalcrawl.run("import").returncode == 2
    assert "no such file" in run_import(portalcrawl, tmp_path / "x.warc.gz", code=6)
    assert not portalcrawl.data.exists()
    empty = write_members(tmp_path / "x.warc.gz", RECORDS[:2])
    assert "say the home page with --url" in run_import(portalcrawl, empty, code=1)


def test_a_lost_database_is_made_again_from_an_import(portalcrawl, tmp_path, new_database):
    run_import(portalcrawl, write_members(tmp_path / "x.warc.gz", RECORDS[:5]), "--site", "county")
    bare = Portalcrawl(portalcrawl.data, new_database())
    assert bare.run("archive", "repair").returncode == 0
    key = str
    assert sorted(stored_captures(bare), key=key) == sorted(stored_captures(portalcrawl), key=key)


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
def test_what_wget_fetched_is_mirrored_and_not_kept_twice(portalcrawl, tmp_path):
    with serve(build_t1(articles=60)) as portal:
        subprocess.run(
            [
                "wget",
                "-q",
                "-r",
                "-l",
                "inf",
                "-p",
                "--warc-file=w",
                "-e",
                "robots=off",
                portal.url,
            ],
            cwd=tmp_path,
            check=False,  # dead links are part of the portal
            timeout=120,
        )
        said = run_import(portalcrawl, tmp_path / "w.warc.gz")
        assert "(as it is)" in said
        imported = stored_captures(portalcrawl)
        assert len(imported) > 60
        assert portalcrawl.run("archive", "verify").returncode == 0
        done = portalcrawl.run("mirror", str(tmp_path / "mirror"))
        assert done.returncode == 0, done.stderr
        manifest = json.loads((tmp_path / "mirror" / "manifest.json").read_text())
        assert {c["url"] for c in imported if c["status"] == 200} <= manifest.keys()
        portalcrawl.crawl(portal.url)
    by_id = {capture["_id"]: capture for capture in imported}
    crawled = [c for c in stored_captures(portalcrawl) if c["_id"] not in by_id]
    known = {capture["payload_digest"] for capture in imported}
    again = [c for c in crawled if c["payload_digest"] in known and c["payload_bytes"]]
    assert len(again) > 60
    assert all(capture["original"]["id"] in by_id for capture in again)
    assert portalcrawl.run("archive", "verify").returncode == 0
