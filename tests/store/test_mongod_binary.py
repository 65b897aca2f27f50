"""Where a ``mongod`` comes from."""

from __future__ import annotations

import sys

import pytest

from portalcrawl.errors import StoreError
from portalcrawl.store.mongod_binary import find_mongod


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty PATH, and no package to fall back on."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packages")])
    monkeypatch.delitem(sys.modules, "fiftyone", raising=False)
    monkeypatch.setattr(
        sys, "meta_path", [one for one in sys.meta_path if "editable" not in str(one).lower()]
    )
    return tmp_path


def executable(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_one_on_path(folder):
    on_path = executable(folder / "bin" / "mongod")
    executable(folder / "packages" / "fiftyone" / "db" / "bin" / "mongod")
    assert find_mongod() == on_path


def test_the_packaged_one(folder):
    packaged = executable(folder / "packages" / "fiftyone" / "db" / "bin" / "mongod")
    assert find_mongod() == packaged


@pytest.mark.parametrize("is_there", [True, False])
def test_neither_names_all_three_ways(folder, is_there):
    if is_there:
        (folder / "packages" / "fiftyone").mkdir(parents=True)
    with pytest.raises(StoreError) as caught:
        find_mongod()
    message = str(caught.value)
    assert "set PORTALCRAWL_MONGO_URI" in message
    assert "on PATH" in message
    assert "pip install 'portalcrawl[mongod]'" in message
    assert caught.value.exit_code == 5
