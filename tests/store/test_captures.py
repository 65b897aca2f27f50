"""Captures: one document for each response record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pymongo.errors import BulkWriteError

from portalcrawl.archive.found import Found
from portalcrawl.archive.writer import Pointer
from portalcrawl.store.captures import Captures, capture_document, capture_pointer
from tests.store.conftest import NOW
from tests.unit.archive.exchanges import exchange

POINTER = Pointer(file="a/x.warc.gz", offset=700, length=90, payload_digest="sha1:X")


def capture(*, site: str = "a", pointer: Pointer = POINTER, **changes) -> dict:
    sent = exchange(**{"fetched_at": NOW, **changes})
    return capture_document(sent, pointer, site=site, run="a@1")


@pytest.fixture
def captures(store) -> Captures:
    return Captures(store)


def test_document():
    found = capture(
        id="c1",
        url="http://www.a.cn/X?b=1",
        body=b"xyz",
        mime="text/html",
        found=Found(via="http://a.cn/"),
    )
    assert found["_id"] == "c1"
    assert (found["surt"], found["payload_bytes"]) == ("cn,a)/x?b=1", 3)
    assert (found["file"], found["offset"], found["length"]) == ("a/x.warc.gz", 700, 90)
    assert (found["run"], found["mime"], found["found"]) == (
        "a@1",
        "text/html",
        {"via": "http://a.cn/"},
    )
    assert capture_pointer(found) == {
        "id": "c1",
        "file": "a/x.warc.gz",
        "offset": 700,
        "length": 90,
        "fetched_at": NOW,
        "payload_digest": "sha1:X",
    }


def test_stored_as_given(store, captures):
    one = capture(id="c1")
    captures.add([one])
    captures.add([])
    assert store.captures.find_one({"_id": "c1"}) == one


def test_safe_to_repeat(store, captures, writes):
    batch = [capture(id=f"c{n}") for n in range(3)]
    captures.add(batch[:2])
    writes()
    captures.add(batch)
    captures.add(batch)
    assert writes() == [("captures", "i")]
    assert captures.count() == 3
    # What is there already stays.
    captures.add([{**batch[0], "status": 500}])
    assert store.captures.find_one({"_id": "c0"})["status"] == 200


def test_what_the_database_refuses_is_an_error(store, captures):
    store.command("collMod", "captures", validator={"status": {"$lt": 600}})
    with pytest.raises(BulkWriteError):
        captures.add([capture(id="c1"), capture(id="c2", status=999)])
    assert captures.count() == 1


def test_latest_of_each_address(captures):
    days = [NOW + timedelta(days=n) for n in range(3)]
    for number, day in enumerate((days[1], days[2], days[0])):
        captures.add([capture(id=f"x{number}", url="http://a.cn/x?a=1&b=2", fetched_at=day)])
    captures.add([capture(id="y", url="http://a.cn/x?b=2&a=1#t", fetched_at=days[0])])
    captures.add([capture(id="z", url="http://a.cn/z"), capture(id="o", site="b")])
    assert sorted(one["_id"] for one in captures.latest("a")) == ["x1", "z"]
    assert list(captures.latest("c")) == []


def test_what_scripts_made_of_a_page_is_not_its_latest_response(captures):
    captures.add(
        [capture(id="x"), capture(id="r", fetched_at=NOW + timedelta(days=1), rendered_from="x")]
    )
    assert [one["_id"] for one in captures.latest("a")] == ["x"]
    assert captures.count("a") == 2


def test_count(captures):
    captures.add([capture(id="1"), capture(id="2"), capture(id="3", site="b")])
    assert (captures.count(), captures.count("a"), captures.count("c")) == (3, 2, 0)


def test_last_offset_of_a_file(captures):
    for number, offset in enumerate((700, 90_000, 1500)):
        pointer = Pointer(file="a/x.warc.gz", offset=offset, length=9, payload_digest="sha1:X")
        captures.add([capture(id=str(number), pointer=pointer)])
    assert captures.last_offset("a/x.warc.gz") == 90_000
    assert captures.last_offset("a/y.warc.gz") is None
