"""Lists that are JSON or pieces of HTML: their rows, and the request for the next."""

from __future__ import annotations

import json

import pytest

from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.lists.paging.data_list import read_data_list
from portalcrawl.extract.lists.paging.endpoints import endpoint_rules, mechanism_of
from tests.unit.extract.paging.pages import path_of

BASE = "http://www.a.gov.cn/zw/index.html"
FIRST = "<a href='/art/1.html'>关于植树的通知</a>"
SECOND = "<a href='/art/2.html'>公示</a>"
CHANNEL = "0f2c0e1f8f2d4b1c9a0b1c2d3e4f5a6b"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit?webId=7&tagId=%E5%88%97&paramJson="


def read(data: object, path: str = "/list.json?page=1", **sent: object):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    url = f"http://www.a.gov.cn{path}"
    step = Step(url=url, **sent) if sent else None
    return read_data_list(text, url=url, base_url=BASE, sent=step)


def item(number: int, **changes: object) -> dict[str, object]:
    return {"title": f"第{number}号公示", "url": f"/post_{number}.html", **changes}


def items(count: int, *, first: int = 1) -> list[dict[str, object]]:
    return [item(number) for number in range(first, first + count)]


@pytest.mark.parametrize("rule", endpoint_rules(), ids=lambda rule: rule["mechanism"])
def test_endpoints_keep_their_word(rule):
    assert rule["takes"]
    assert rule["leaves"]
    assert {mechanism_of(url) for url in rule["takes"]} == {rule["mechanism"]}
    assert {mechanism_of(url) for url in rule["leaves"]} == {None}


@pytest.mark.parametrize(
    ("fields", "href", "title", "date"),
    [
        ({"title": "公示", "url": "//b.cn/1.html"}, "http://b.cn/1.html", "公示", None),
        (
            {"docTitle": "公示", "docPubUrl": "./1.html"},
            "http://www.a.gov.cn/zw/1.html",
            "公示",
            None,
        ),
        ({"name": "公示", "href": "1.html?a=1"}, "http://www.a.gov.cn/zw/1.html?a=1", "公示", None),
        (
            {"TITLE": "<em>植树</em>的\n通知", "URL": "/1"},
            "http://www.a.gov.cn/1",
            "植树的 通知",
            None,
        ),
        (
            {"title": "a&lt;b", "link": "/1", "date": "2024/3/5"},
            "http://www.a.gov.cn/1",
            "a<b",
            "2024-03-05",
        ),
        (
            {"title": "公示", "url": "/1", "time": 1709568000},
            "http://www.a.gov.cn/1",
            "公示",
            "2024-03-05",
        ),
        (
            {"title": "公示", "url": "/1", "publishTime": "1709605800000"},
            "http://www.a.gov.cn/1",
            "公示",
            "2024-03-05T10:30:00+08:00",
        ),
        # The surer name first; what says nothing is passed over.
        (
            {"name": "张三", "title": "公示", "url": "", "link": "/2"},
            "http://www.a.gov.cn/2",
            "公示",
            None,
        ),
        (
            {"title": "公示", "url": "/1", "date": "soon", "addTime": "2024-03-05"},
            "http://www.a.gov.cn/1",
            "公示",
            "2024-03-05",
        ),
        (
            {"title": "公示", "url": "/1", "time": float("nan")},
            "http://www.a.gov.cn/1",
            "公示",
            None,
        ),
        ({"title": "公示", "url": "/1", "time": -1}, "http://www.a.gov.cn/1", "公示", None),
        ({"title": "公示", "url": "/1", "time": 10**30}, "http://www.a.gov.cn/1", "公示", None),
    ],
)
def test_row(fields, href, title, date):
    row = read({"data": [fields]}).rows[0]
    assert (row.url, row.title, row.date) == (href, title, date)


@pytest.mark.parametrize(
    ("data", "path", "mechanism", "following"),
    [
        (
            {"articles": items(100), "total": 187},
            "/gkmlpt/api/all/5?page=1&sid=2",
            "gkmlpt",
            "/gkmlpt/api/all/5?page=2&sid=2",
        ),
        ({"articles": items(87), "total": 187}, "/gkmlpt/api/all/5?page=2&sid=2", "gkmlpt", None),
        ({"articles": [], "total": 0}, "/gkmlpt/api/all/5?page=1&sid=2", "gkmlpt", None),
        ({"articles": items(3), "total": 3}, "/gkmlpt/api/all/5?page=1&sid=2", "gkmlpt", None),
        # A total that does not fit what came ends nothing.
        (
            {"articles": items(20, first=21), "total": 60},
            "/gkmlpt/api/all/5?page=2&sid=2",
            "gkmlpt",
            "/gkmlpt/api/all/5?page=3&sid=2",
        ),
        (
            {"data": {"total": 40, "results": items(18)}},
            f"/searchList/{CHANNEL}?_isJson=true&_pageSize=18&_channelName=&page=2",
            "ucap_json",
            f"/searchList/{CHANNEL}?_isJson=true&_pageSize=18&_channelName=&page=3",
        ),
        (
            {"data": {"total": 40, "results": items(4)}},
            f"/searchList/{CHANNEL}?_pageSize=18&page=3",
            "ucap_json",
            None,
        ),
        # Only the number changes, however it is escaped.
        (
            {
                "success": True,
                "data": {"html": "<ul><li><a href='/art/1.html'>关于植树的通知</a></ul>"},
            },
            UNIT + "%7B%22pageNo%22%3A2%2C%22pageSize%22%3A50%7D",
            "jpaas_unit",
            UNIT + "%7B%22pageNo%22%3A3%2C%22pageSize%22%3A50%7D",
        ),
        (
            {"success": True, "data": {"html": "<ul></ul>"}},
            UNIT + "%7B%22pageNo%22%3A3%7D",
            "jpaas_unit",
            None,
        ),
        (
            {"success": True, "data": {"html": ""}},
            UNIT + "%7B%22pageNo%22%3A3%7D",
            "jpaas_unit",
            None,
        ),
        ({"rows": items(10), "pages": 3}, "/l.do?pageNo=3", "json_list", None),
        ({"rows": items(10), "pages": 3}, "/l.do?pageNo=2", "json_list", "/l.do?pageNo=3"),
        (
            {"rows": items(10), "total": 25},
            "/l.do?offset=10&limit=10",
            "json_list",
            "/l.do?offset=20&limit=10",
        ),
        ({"rows": items(5), "total": 25}, "/l.do?offset=20&limit=10", "json_list", None),
        ({"rows": items(10), "total": 10**12}, "/l.do?page=1", "json_list", "/l.do?page=2"),
        ({"rows": items(10), "total": -3}, "/l.do?page=1", "json_list", "/l.do?page=2"),
        (
            {"rows": items(10), "total": "25"},
            "/l.do?page=1&rows=10",
            "json_list",
            "/l.do?page=2&rows=10",
        ),
        # It counts something else.
        ({"rows": items(10), "total": 1}, "/l.do?page=1", "json_list", "/l.do?page=2"),
        # No number to turn.
        ({"rows": items(10)}, "/all.json", "json_list", None),
        (items(10), "/all.json", "json_list", None),
    ],
)
def test_listing(data, path, mechanism, following):
    listing = read(data, path)
    assert listing.paging.mechanism == mechanism
    assert path_of(listing.paging.next) == following


def test_post_is_turned_in_its_body():
    step = {
        "body": '{"pageNo":1,"pageSize":10}',
        "content_type": "application/json",
        "key": "k",
        "number": 1,
    }
    following = read({"list": items(10), "total": 25}, "/api/list", **step).paging.next
    assert following == Step(
        url="http://www.a.gov.cn/api/list",
        number=2,
        body='{"pageNo":2,"pageSize":10}',
        content_type="application/json",
        key='{"pageNo":2,"pageSize":10}',
    )
    form = {
        "body": "col=7&page=9&rows=10",
        "content_type": "application/x-www-form-urlencoded",
        "number": 9,
    }
    assert (
        read({"list": items(10)}, "/api/list", **form).paging.next.body == "col=7&page=10&rows=10"
    )


def test_numbers_of_the_list():
    paging = read(
        {"code": 200, "data": {"total": 25, "pages": 3, "records": items(10)}},
        "/l?current=2&size=10",
    ).paging
    assert (paging.current, paging.total_pages, paging.total_items) == (2, 3, 25)


def test_largest_list_is_the_list():
    data = {
        "menu": [item(90), item(91)],
        "data": {"list": items(9)},
        "tags": [{"name": "植树"}] * 30,
    }
    assert len(read(data).rows) == 9


def test_callback():
    assert len(read(f"jQuery17_5({json.dumps(items(2))});").rows) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"<li>{FIRST}<i>2024-03-05</i></li><li>{SECOND}</li>",
        f"<tr><td>{FIRST}</td><td>2024-03-05</td></tr><tr><td>{SECOND}</td></tr>",
        f"\ufeff\n<ul><li>{FIRST} 2024-03-05<li>{SECOND}</ul><a href='#'>下一页</a>",
    ],
)
def test_fragment_of_html(text):
    listing = read(text, "/more.jsp?col=3&page=2")
    assert [(row.href, row.date) for row in listing.rows] == [
        ("/art/1.html", "2024-03-05"),
        ("/art/2.html", None),
    ]
    assert path_of(listing.paging.next) == "/more.jsp?col=3&page=3"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "404",
        "没有了",
        "{",
        "[" * 100_000,
        '{"a":' * 5000 + "1" + "}" * 5000,
        '{"n": ' + "9" * 5000 + "}",
        '{"status": "ok", "data": {"count": 3}}',
        '{"data": [{"title": "公示", "id": 5}]}',
        '{"data": [{"title": "公示", "url": "javascript:void(0)"}]}',
        '{"data": [{"url": "/1.html"}]}',
        "<html><body><li><a href='/art/1.html'>关于植树的通知</a></body></html>",
        "<!DOCTYPE html><li><a href='/art/1.html'>关于植树的通知</a>",
        "<script>location.href='/'</script>",
        "alert('请登录')",
    ],
)
def test_no_list(text):
    listing = read(text)
    assert listing is None or not (listing.rows or listing.paging.next)


def test_too_long():
    assert read("[" + " " * 6_000_000 + "]") is None
