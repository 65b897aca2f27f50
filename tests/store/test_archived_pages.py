"""The pages of the archive, each once, in an order that stays the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portalcrawl.archive.found import Found
from portalcrawl.store.archived_pages import Address, ArchivedPages
from portalcrawl.store.captures import Captures
from portalcrawl.store.raw_documents import decoded
from tests.store.conftest import NOW
from tests.store.test_captures import POINTER, capture

HTML = {"media_type": "text/html"}


@pytest.fixture
def pages(store) -> ArchivedPages:
    return ArchivedPages(store, "a")


def add(store, hour: int, path: str, *, site: str = "a", found: Found | None = None, **changes):
    found = found or Found(via="http://a.cn/", hop_path="L", role="link")
    when = NOW + timedelta(hours=hour)
    values = {"url": f"http://a.cn{path}", "fetched_at": when, "found": found, **HTML, **changes}
    document = capture(site=site, pointer=POINTER, **values)
    Captures(store).add([document])
    return document


def paths(addresses: list[Address]) -> list[str]:
    return [one.url.removeprefix("http://a.cn") for one in addresses]


def test_each_page_once_as_it_was_captured_first(store, pages):
    for hour, path in [(3, "/c"), (1, "/b"), (2, "/a"), (9, "/b"), (8, "/a")]:
        add(store, hour, path)
    assert paths(list(pages.addresses())) == ["/b", "/a", "/c"]
    assert next(pages.addresses()).first_at == NOW + timedelta(hours=1)
    assert pages.count() == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"status": 404},
        {"status": 304},
        {"status": 500},
        {"media_type": "text/css"},
        {"found": Found(role="probe")},
        {"found": Found(hop_path="P")},
        {"found": Found(hop_path="LE", via="http://a.cn/app")},
        {"site": "b"},
    ],
)
def test_what_is_no_page_of_the_site(store, pages, changes):
    add(store, 1, "/x", **changes)
    assert list(pages.addresses()) == []
    assert pages.count() == 0


def test_data_of_a_list_is_a_page_of_it(store, pages):
    step = Found(hop_path="LL", role="page", column="a.cn/", key="p/2")
    add(store, 1, "/list", found=step, media_type="application/json", request_body=b"p=2")
    add(store, 2, "/frame", found=Found(hop_path="LE", role="link", via="http://a.cn/"))
    assert paths(list(pages.addresses())) == ["/frame", "/list"]
    found = list(pages.addresses())[-1]
    assert (found.is_step, found.column, found.key) == (True, "a.cn/", "p/2")


@pytest.mark.parametrize("done", range(6))
def test_the_order_goes_on_behind_any_page(store, pages, done):
    for number in range(4):
        # Two pages at the same time, two steps of lists.
        step = Found(hop_path="L", role="page" if number > 1 else "link")
        add(store, number // 2, f"/{number}", found=step)
    whole = list(pages.addresses())
    if done == 0:
        assert list(pages.addresses(after=None)) == whole
    elif done <= len(whole):
        assert list(pages.addresses(after=whole[done - 1].place())) == whole[done:]


def test_a_304_is_a_capture_of_its_page(store, pages):
    add(store, 1, "/a")
    add(store, 2, "/a", status=304)
    add(store, 2, "/a", status=404)
    found = decoded(pages.captures_of(pages.addresses()))
    assert sorted(one["status"] for one in found) == [200, 304]


def test_seeds_and_probes(store, pages):
    for hour in (1, 2):
        add(store, hour, "/", found=Found())
        add(store, hour, f"/none{hour}", found=Found(role="probe", hop_path="L"), status=404)
    assert [one["fetched_at"] for one in pages.homes()] == [NOW + timedelta(hours=2)]
    assert [one["url"][-5:] for one in pages.probes(limit=9)] == ["none1", "none2"]
    assert [one["url"][-5:] for one in pages.probes(limit=1)] == ["none2"]


def test_what_the_scripts_of_a_rendered_page_asked_for(store, pages):
    url = "http://a.cn/app"
    served = add(store, 1, "/app", id="served")
    shown = add(store, 2, "/app", id="shown", rendered_from="served")
    asked = Found(via=url, hop_path="LE")
    for number, (path, found, mime) in enumerate(
        [
            ("/api/list", asked, "application/json"),
            ("/app.js", asked, "application/javascript"),
            ("/api/other", Found(via="http://a.cn/other", hop_path="LE"), "application/json"),
            ("/frame", Found(via=url, hop_path="LE", role="link"), "text/html"),
        ]
    ):
        one = add(store, 1, path, id=f"d{number}", found=found, mime=mime, media_type=mime)
        store.captures.update_one({"_id": one["_id"]}, {"$set": {"offset": 710 + number}})
    store.captures.update_one({"_id": shown["_id"]}, {"$set": {"offset": 900}})
    assert (served["offset"], pages.has_rendered()) == (700, True)
    data = pages.data_of(pages.addresses())
    assert {key: [one["_id"] for one in decoded(found)] for key, found in data.items()} == {
        "shown": ["d0"]
    }


def test_a_site_without_rendered_pages(store, pages):
    add(store, 1, "/a")
    assert not pages.has_rendered()
    assert pages.data_of(pages.addresses()) == {}
