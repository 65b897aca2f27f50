"""Files that are ours are kept up to date; all others are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from portalcrawl.errors import PortalcrawlError
from portalcrawl.schedule.write_units import Written, write_units

MARK = "# Written by portalcrawl schedule for /srv/data\n"


def write(folder: Path, files: dict[str, str], *, dry_run: bool = False) -> Written:
    ours = {name: MARK + text for name, text in files.items()}
    return write_units(folder, ours, mark=MARK, pattern="p@*", dry_run=dry_run)


def test_written_again_only_where_something_changed(tmp_path: Path):
    folder = tmp_path / "new"
    assert write(folder, {"p@.service": "1", "p@a.timer": "1"}).new == ["p@.service", "p@a.timer"]
    before = (folder / "p@.service").stat().st_mtime_ns
    again = write(folder, {"p@.service": "1", "p@a.timer": "2", "p@b.timer": "1"})
    assert again == Written(["p@b.timer"], ["p@a.timer"], ["p@.service"], [])
    assert (folder / "p@.service").stat().st_mtime_ns == before
    assert (folder / "p@a.timer").read_text() == MARK + "2"


def test_a_site_that_is_gone_is_named_and_stays(tmp_path: Path):
    write(tmp_path, {"p@.service": "1", "p@a.timer": "1"})
    (tmp_path / "p@mine.timer").write_text("[Timer]\n")
    assert write(tmp_path, {"p@.service": "1"}).others == ["p@a.timer"]
    assert (tmp_path / "p@a.timer").exists()


@pytest.mark.parametrize("text", ["[Timer]\n", MARK.replace("data", "data2")])
def test_what_another_wrote_is_not_touched(tmp_path: Path, text):
    (tmp_path / "p@a.timer").write_text(text)
    with pytest.raises(PortalcrawlError, match=r"p@a.timer was not written .* --name"):
        write(tmp_path, {"p@.service": "1", "p@a.timer": "1"})
    assert [path.name for path in tmp_path.iterdir()] == ["p@a.timer"]
    assert (tmp_path / "p@a.timer").read_text() == text


def test_a_dry_run_writes_nothing(tmp_path: Path):
    assert write(tmp_path / "new", {"p@.service": "1"}, dry_run=True).new == ["p@.service"]
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_none(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PortalcrawlError, match="file"):
        write(tmp_path / "file", {"p@.service": "1"})
