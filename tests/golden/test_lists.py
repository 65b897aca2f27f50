"""Each golden list gives the rows and the paging that a careful reader sees."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from portalcrawl.extract.lists.listing import Listing
from portalcrawl.extract.lists.read_list import read_list
from portalcrawl.page.document import Page

LISTS = Path(__file__).parent / "lists"
NAMES = sorted(path.stem for path in LISTS.glob("*.html"))


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((LISTS / f"{name}.json").read_text("utf-8"))
    return truth


def read(data: bytes, *, url: str) -> Listing:
    return read_list(Page.of_bytes(data, url=url))


def answer(listing: Listing) -> dict[str, Any]:
    """*listing* in the form of the JSON files."""
    paging = listing.paging
    rows = [asdict(row) for row in listing.rows]
    return {
        "rows": [{key: row[key] for key in ("href", "title", "date")} for row in rows],
        "next": paging.next.url if paging.next is not None else None,
        "mechanism": paging.mechanism,
        "current": paging.current,
        "total_pages": paging.total_pages,
        "total_items": paging.total_items,
    }


@pytest.mark.parametrize("name", NAMES)
def test_list(name: str) -> None:
    truth = truth_of(name)
    found = answer(read((LISTS / f"{name}.html").read_bytes(), url=truth["url"]))
    wrong = {key: (truth[key], found[key]) for key in found if found[key] != truth[key]}
    said = "\n".join(
        f"{key}\n  right: {right}\n  read:  {got}" for key, (right, got) in wrong.items()
    )
    assert not wrong, f"{truth['why']}\n{said}"


@pytest.mark.parametrize("name", NAMES)
def test_same_list_in_gb18030(name: str) -> None:
    data, url = (LISTS / f"{name}.html").read_bytes(), truth_of(name)["url"]
    if b"gb2312" in data:
        text = data.decode("gb18030").replace("charset=gb2312", "charset=utf-8")
        assert answer(read(text.encode(), url=url)) == answer(read(data, url=url))
        return
    text = data.decode("utf-8").replace('charset="utf-8"', 'charset="gb2312"')
    assert answer(read(text.encode("gb18030"), url=url)) == answer(read(data, url=url))
