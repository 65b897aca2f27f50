"""What is stored of captures, compared with what the files say."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from portalcrawl.archive.found import Found
from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.writer import Pointer
from portalcrawl.store.capture_places import CapturePlaces, Difference
from portalcrawl.store.captures import (
    Captures,
    capture_of_document,
    capture_pointer,
    document_of_capture,
)
from portalcrawl.store.runs import Runs
from tests.store.conftest import NOW
from tests.store.test_captures import POINTER, capture
from tests.unit.archive.exchanges import exchange


@pytest.fixture
def places(store) -> CapturePlaces:
    return CapturePlaces(store)


def test_what_is_stored_as_the_files_say(store, places):
    one = capture(id="c1")
    Captures(store).add([one])
    assert list(places.differences([one])) == []


def test_missing_and_wrong(store, places):
    one, two, three = (capture(id=f"c{n}") for n in (1, 2, 3))
    original = {**one, "original": {"id": "c0"}}
    Captures(store).add([one, {**two, "offset": 1, "length": 2, "media_type": "other"}])
    found = list(places.differences([original, two, three]))
    assert found == [
        Difference(original, ("original",)),
        Difference(two, ("offset", "length")),
        Difference(three),
    ]
    places.mend(found)
    assert list(places.differences([original, two, three])) == []
    # A pointer is set right, and nothing else.
    assert store.captures.find_one({"_id": "c2"})["media_type"] == "other"
    places.mend(found)
    assert store.captures.count_documents({}) == 3


def test_more_than_a_batch(store, places):
    documents = [capture(id=f"c{n}") for n in range(1203)]
    found = list(places.differences(iter(documents)))
    assert len(found) == 1203
    places.mend(iter(found))
    assert store.captures.count_documents({}) == 1203


def test_files_and_their_captures(store, places):
    other = Pointer(file="a/y.warc.gz", offset=3, length=1, payload_digest="sha1:X")
    Captures(store).add(
        [
            capture(id="c1"),
            capture(id="c2", pointer=other),
            capture(id="c3", pointer=other, site="b"),
        ]
    )
    assert places.files("a") == {"a/x.warc.gz", "a/y.warc.gz"}
    assert list(places.stored_in("a/y.warc.gz")) == [("c2", 3), ("c3", 3)]
    assert list(places.stored_in("a/z.warc.gz")) == []


@pytest.mark.parametrize("collection", ["articles", "revisions"])
def test_pointers_of_articles(store, places, collection):
    one = capture(id="c1")
    Captures(store).add([one])
    right = capture_pointer(one)
    rows = {
        "right": right,
        "wrong": {**right, "offset": 1},
        "lost": {**right, "id": "c9"},
        "none": None,
    }
    store[collection].insert_many(
        {
            "_id": name,
            "site": "a",
            "url": f"http://a.cn/{name}",
            "capture": pointer,
            # The key of a revision.
            "article": name,
            "revision": 1,
        }
        for name, pointer in rows.items()
    )
    found = {wrong.id: wrong.pointer for wrong in places.wrong_pointers("a")}
    assert found == {"wrong": right, "lost": None}
    assert list(places.wrong_pointers("b")) == []
    for wrong in places.wrong_pointers("a"):
        if wrong.pointer is not None:
            places.mend_pointer(wrong)
    assert store[collection].find_one({"_id": "wrong"})["capture"] == right
    assert [wrong.id for wrong in places.wrong_pointers("a")] == ["lost"]


def test_a_capture_comes_back_from_its_document():
    sent = exchange(id="c1", fetched_at=NOW)
    one = Capture.of_exchange(sent, POINTER)
    document = document_of_capture(one, site="a", run="a@1")
    assert capture_of_document(document) == replace(one, run="a@1")
    revisit = {**document, "original": asdict(one.as_original())}
    assert capture_of_document(revisit).original == one.as_original()


def test_a_site_and_its_runs_are_restored_once(store):
    runs = Runs(store)
    spans = {"a@1": (NOW, NOW), "import:x": (NOW, NOW)}
    assert runs.unknown("a", spans) == ["the site", "the run a@1", "the run import:x"]
    runs.restore("a", home="http://a.cn/", spans=spans)
    assert runs.unknown("a", spans) == []
    runs.restore("a", home="http://other.cn/", spans=spans)
    assert [site["home"] for site in runs.sites()] == ["http://a.cn/"]
    # It is over: the next crawl begins a run of its own.
    later = runs.begin("a", home="http://a.cn/", worker="w:1:1", now=NOW, facts={})
    assert later not in spans


def test_the_capture_of_an_address_at_a_time(store):
    captures = Captures(store)
    one = capture(id="c1")
    captures.add([one])
    assert captures.payload_at("a", one["url"], NOW)["_id"] == "c1"
    whole_second = NOW.replace(microsecond=0)
    assert captures.payload_at("a", one["url"], whole_second)["_id"] == "c1"
    assert captures.payload_at("a", "http://a.cn/other", NOW) is None
    assert captures.are_all_stored("a", ["c1"])
    assert not captures.are_all_stored("a", ["c1", "c2"])
    assert not captures.are_all_stored("b", ["c1"])


def test_when_a_run_was_and_where_it_began(store, places):
    later = NOW + timedelta(hours=1)
    html = {"media_type": "text/html"}
    Captures(store).add(
        [
            capture(id="c1", url="http://a.cn/robots.txt"),
            capture(id="c2", url="http://a.cn/x", found=Found(via="http://a.cn/"), **html),
            capture(id="c3", url="http://a.cn/", fetched_at=later, **html),
            capture(id="c4", url="http://b.cn/y", site="b", found=Found(hop_path="L"), **html),
        ]
    )
    assert places.spans("a") == {"a@1": (NOW, later)}
    assert places.first_page("a") == "http://a.cn/"
    assert places.first_page("b") == "http://b.cn/y"
    assert places.first_page("c") == ""
