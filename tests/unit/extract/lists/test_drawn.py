"""Lists that scripts drew, read from what they asked for."""

from __future__ import annotations

import json

import pytest

from portalcrawl.extract.lists.drawn import drawn_listing, joined, read_drawn_data
from portalcrawl.extract.lists.listing import Listing, Paging, Row, Step

PAGE = "http://a.cn/app/#/list?id=3"
DETAIL = "http://a.cn/app/#/d?id="
LIST = Step(
    url="http://a.cn/api/list",
    body='{"pageNo":1,"pageSize":2}',
    content_type="application/json",
)
ROWS = [{"id": 71, "title": "甲"}, {"id": 72, "title": "乙"}]
SHOWN = [f"{DETAIL}71", f"{DETAIL}72", "http://a.cn/"]


def data(*rows: dict, total: int = 5) -> str:
    return json.dumps({"data": {"list": list(rows), "total": total}})


def test_rows_get_addresses_and_the_request_goes_on():
    listing = drawn_listing([(LIST, data(*ROWS))], SHOWN, base_url=PAGE)
    assert listing is not None
    assert [(row.url, row.title) for row in listing.rows] == [(SHOWN[0], "甲"), (SHOWN[1], "乙")]
    following = listing.paging.next
    assert following is not None
    assert json.loads(following.body) == {"pageNo": 2, "pageSize": 2}
    assert (listing.paging.total_items, following.rows) == (5, f"{DETAIL}{{id}}")


def test_the_next_page_is_read_by_the_same_rule_to_the_end():
    first = drawn_listing([(LIST, data(*ROWS))], SHOWN, base_url=PAGE)
    assert first is not None
    assert first.paging.next is not None
    second = read_drawn_data(
        data({"id": 73, "title": "丙"}, total=3), base_url=LIST.url, sent=first.paging.next
    )
    assert second is not None
    assert [row.url for row in second.rows] == [f"{DETAIL}73"]
    assert second.is_last


def test_of_several_data_the_one_that_the_page_shows():
    menu = data({"id": 3, "title": "政策"}, {"id": 4, "title": "问答"})
    asked = [(Step(url="http://a.cn/api/menu"), menu), (LIST, data(*ROWS))]
    listing = drawn_listing(asked, SHOWN, base_url=PAGE)
    assert listing is not None
    assert [row.title for row in listing.rows] == ["甲", "乙"]


def test_rows_that_have_addresses_need_no_rule():
    rows = [{"url": "/a/1.html", "title": "甲"}, {"url": "/a/2.html", "title": "乙"}]
    shown = ["http://a.cn/a/1.html", "http://a.cn/a/2.html"]
    listing = drawn_listing([(LIST, data(*rows))], shown, base_url=PAGE)
    assert listing is not None
    assert [row.url for row in listing.rows] == shown


@pytest.mark.parametrize(
    "asked",
    [
        [],
        [(LIST, "")],
        [(LIST, "<p>x")],
        [(LIST, data())],
        [(LIST, data({"id": 8, "title": "x"}, {"id": 9, "title": "y"}))],
    ],
)
def test_data_that_the_page_does_not_show_is_no_list_of_it(asked):
    assert drawn_listing(asked, SHOWN, base_url=PAGE) is None


def test_the_page_tells_its_rows_and_the_data_how_it_goes_on():
    drawn = drawn_listing([(LIST, data(*ROWS))], SHOWN, base_url=PAGE)
    assert drawn is not None
    row = Row("#/d?id=71", SHOWN[0], "甲（全）", "2024-03-05")
    both = joined(Listing([row], Paging(total_pages=3)), drawn)
    assert [one.title for one in both.rows] == ["甲（全）", "乙"]
    assert (both.paging.next, both.paging.total_pages) == (drawn.paging.next, 3)
    assert joined(None, drawn) is drawn
