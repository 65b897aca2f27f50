"""What must stay free of the disk."""

from __future__ import annotations

import shutil

import pytest

from portalcrawl.archive.reserve import Reserve
from portalcrawl.errors import DiskFullError


@pytest.fixture
def free_bytes(monkeypatch: pytest.MonkeyPatch) -> int:
    """A disk with so much room."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(9, 9, 1000))
    return 1000


@pytest.mark.parametrize(
    ("reserve", "wanted", "has_room"),
    [
        (0, 0, True),
        (0, 1000, True),
        (0, 1001, False),
        (1000, 0, True),
        (1001, 0, False),
        (900, 100, True),
        (900, 101, False),
    ],
)
def test_room(tmp_path, free_bytes, reserve, wanted, has_room):
    kept = Reserve(tmp_path, reserve)
    assert (kept.shortage(wanted) is None) == has_room
    if has_room:
        kept.check(wanted)
    else:
        with pytest.raises(DiskFullError, match=str(tmp_path)) as caught:
            kept.check(wanted)
        assert caught.value.exit_code == 6


def test_it_says_how_much(tmp_path, free_bytes):
    said = Reserve(tmp_path, 500_000_000).shortage(2_500_000)
    assert said is not None
    assert "has 1.0 KB free" in said
    assert "502.5 MB are needed" in said
