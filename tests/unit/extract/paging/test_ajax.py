"""Lists that scripts ask for: gkmlpt, jpaas, UCAP, and whatever counts pages."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.paging.find import find_paging
from tests.unit.extract.paging.pages import page_of, paging_of, path_of

CHANNEL = "0f2c0e1f8f2d4b1c9a0b1c2d3e4f5a6b"
ROWS = "".join(
    f"<li><a href={n}.html>第{n}号关于植树的公示</a> 2024-03-0{n}</li>" for n in range(1, 6)
)
MORE = f"<ul>{ROWS}</ul><a id=more>加载更多</a>"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
PAGE = "paramJson=%7B%22pageNo%22%3A1%2C%22pageSize%22%3A50%7D"


def script(code: str, html: str = "<div id=app></div>") -> str:
    return f"{html}<script>{code}</script>"


TREE = "TREE: [{id: 5, name: '规划', children: [{id: 51, name: '年度'}]}, {'id': 6}, {id: -1}]"
CONFIG = f"window._CONFIG = {{SID: '2', DETAIL: {{}}, {TREE}}};"


@pytest.mark.parametrize(
    ("html", "url", "columns"),
    [
        (script(CONFIG), "http://a.gov.cn/sw/gkmlpt/index", [5, 6, 51]),
        (script(CONFIG), "http://a.gov.cn/sw/gkmlpt/index#51", [51]),
        (script(CONFIG), "http://a.gov.cn/sw/gkmlpt/index#/6", [6]),
        (
            script("var SID = '2'", '<a href="#7">规划</a><a href="/gkmlpt/index#8">计划</a>'),
            "http://a.gov.cn/sw/gkmlpt/index",
            [7, 8],
        ),
        (script("var SID = '2'"), "http://a.gov.cn/sw/gkmlpt/index", [0]),
    ],
)
def test_gkmlpt(html, url, columns):
    paging = paging_of(html, url)
    assert paging.mechanism == "gkmlpt"
    assert [step.url for step in (paging.next, *paging.more)] == [
        f"http://a.gov.cn/sw/gkmlpt/api/all/{column}?page=1&sid=2" for column in columns
    ]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (script("var SID = '2'"), "http://a.gov.cn/index"),
        (script("gkmlpt"), "http://a.gov.cn/gkmlpt/index"),
    ],
)
def test_no_gkmlpt(html, url):
    assert find_paging(page_of(html, url)) is None


def unit(query: str, attributes: str = "") -> str:
    return f'<script {attributes} queryData="{query}"></script>'


@pytest.mark.parametrize(
    ("html", "paths"),
    [
        (
            unit("{'webId':'7','pageId':'9','tagId':'当前栏目_list'}", f'url="{UNIT}"'),
            [f"{UNIT}?webId=7&pageId=9&tagId=%E5%BD%93%E5%89%8D%E6%A0%8F%E7%9B%AE_list&{PAGE}"],
        ),
        # The address of the page's own builder, and none.
        (
            unit("{'pageId':'9'}", "url='/gate/front/page/build/unit'"),
            [f"/gate/front/page/build/unit?pageId=9&{PAGE}"],
        ),
        (unit("{'pageId':9}"), [f"{UNIT}?pageId=9&{PAGE}"]),
        # Of several units, those that are lists.
        (
            unit("{'pageId':'1','tagId':'banner'}")
            + unit("{'pageId':'2','tagId':'分页列表'}")
            + unit("{'pageId':'3','tagId':'list'}"),
            [
                f"{UNIT}?pageId=2&tagId=%E5%88%86%E9%A1%B5%E5%88%97%E8%A1%A8&{PAGE}",
                f"{UNIT}?pageId=3&tagId=list&{PAGE}",
            ],
        ),
    ],
)
def test_jpaas(html, paths):
    paging = paging_of(html)
    assert paging.mechanism == "jpaas_unit"
    assert [path_of(step) for step in (paging.next, *paging.more)] == paths


SIZE = "<script>var paramJson = {'pageNo': 1, 'pageSize': 15}</script>"
BLOCK = "<div queryData=\"{'pageId':'9'}\">"


@pytest.mark.parametrize(
    ("html", "number", "size"),
    [
        (f"{BLOCK}</div>", 1, 50),
        (f"{BLOCK}</div>{SIZE}", 1, 15),
        # The first page is there already, where it is known how much that is.
        (f"{BLOCK}{ROWS}</div>{SIZE}", 2, 15),
        (f"{BLOCK}{ROWS}</div>", 1, 50),
        (f"{BLOCK}</div>{SIZE.replace('15', '99999')}", 1, 50),
    ],
)
def test_first_page_of_a_unit(html, number, size):
    following = paging_of(html).next
    param = f"%7B%22pageNo%22%3A{number}%2C%22pageSize%22%3A{size}%7D"
    assert path_of(following) == f"{UNIT}?pageId=9&paramJson={param}"
    assert following.number == number


@pytest.mark.parametrize("query", ["", "{", "{'webId':'7'}", "[1]", "x" * 4000, "{'pageId': go()}"])
def test_no_jpaas(query):
    assert find_paging(page_of(unit(query))) is None


UCAP_QUERY = "?_isAgg=true&_isJson=true&_pageSize=18&_template=index&_channelName=&page="
UCAP = f"/searchList/{CHANNEL}{UCAP_QUERY}"
DEFAULTS = "_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1"
NAMED = f"""var channelid = $('meta').attr('content');
  $.get('/searchList/' + channelid + '{UCAP_QUERY}' + pageNo)"""
JOINED = "var u = '/common/search/' + channelId + '?_isJson=true&page=' + p; $.getJSON(u, show)"
FETCH = """fetch('/api/list', {method: 'POST', headers: h,
  body: JSON.stringify({pageNo: 1, pageSize: 10})})"""
AJAX = """$.ajax({type: 'post', url: '/api/list', contentType: 'application/json',
  data: JSON.stringify(data)}); var data = {pageNo: 1, cat: '甲'}"""
CLICK = "var page = 1; $('#more').click(function () {page++; $.get('/l?page=' + page)})"
META = f'<meta name="channelid" content="{CHANNEL}">'


@pytest.mark.parametrize(
    ("html", "path"),
    [
        (script(f"$.ajax({{url: '{UCAP}' + page, dataType: 'json'}})"), UCAP + "1"),
        (
            script(
                NAMED,
                META,
            ),
            UCAP + "1",
        ),
        (
            script(
                JOINED,
                META,
            ),
            f"/common/search/{CHANNEL}?_isJson=true&page=1&_isAgg=true&_pageSize=20&_template=index",
        ),
        (
            script(f"load('/searchList/{CHANNEL}')"),
            f"/searchList/{CHANNEL}?{DEFAULTS}",
        ),
    ],
)
def test_ucap(html, path):
    paging = paging_of(html)
    assert (paging.mechanism, path_of(paging.next)) == ("ucap_json", path)


@pytest.mark.parametrize(
    ("html", "path", "body", "number"),
    [
        (script("$.get('/list.json?col=3&page=' + page)"), "/list.json?col=3&page=1", "", 1),
        (
            script("$.getJSON('list.json', {col: 3, pageNo: n, word: $('#w').val()})"),
            "/tzgg/list.json?col=3&pageNo=1&word=",
            "",
            1,
        ),
        (script("$('#list').load('/list.jsp?page=' + i)"), "/list.jsp?page=1", "", 1),
        (
            script("axios.get('/api/list', {params: {page: this.page, size: 10}})"),
            "/api/list?page=1&size=10",
            "",
            1,
        ),
        (
            script(FETCH),
            "/api/list",
            '{"pageNo":1,"pageSize":10}',
            1,
        ),
        (
            script(AJAX),
            "/api/list",
            '{"pageNo":1,"cat":"\\u7532"}',
            1,
        ),
        (
            script("$.post('/api/list', {pageNo: page, pageSize: 10, cat: '甲'})"),
            "/api/list",
            "pageNo=1&pageSize=10&cat=%E7%94%B2",
            1,
        ),
        (script("$.post('/api/list', 'pageNo=' + page)"), "/api/list", "pageNo=1", 1),
        # From the page that the script's own counter stands at.
        (script("var page = 0; $.get('/l?page=' + page)"), "/l?page=0", "", 1),
        (script("var page = 2; $.get('/l?page=' + page)"), "/l?page=2", "", 2),
        (script("var page = 99; $.get('/l?page=' + page)"), "/l?page=1", "", 1),
        # The page shows rows, and a button loads more.
        (
            script(
                CLICK,
                MORE,
            ),
            "/l?page=2",
            "",
            2,
        ),
        (script("var page = 2; $.get('/l?page=' + page)", MORE), "/l?page=2", "", 2),
        (script("$.post('/api/list', {pageNo: 1})", MORE), "/api/list", "pageNo=2", 2),
        (script("var page = 1; $.get('/l?page=' + (page + 1))", MORE), "/l?page=3", "", 2),
    ],
)
def test_any_request_that_counts_pages(html, path, body, number):
    step = paging_of(html).next
    assert (path_of(step), step.body, step.number) == (path, body, number)
    assert bool(step.key) == bool(body)


def test_search_named_by_the_page():
    html = script('var u = "/was5/web/search?channelid=21&perpage=10"')
    paging = paging_of(html)
    assert (paging.mechanism, path_of(paging.next)) == (
        "was_search",
        "/was5/web/search?channelid=21&perpage=10&page=1",
    )


@pytest.mark.parametrize(
    "code",
    [
        "$.get('/visit/count?page=' + page)",
        "$.post('/vote/saveVote.do', {page: 1})",
        "$.post('/user/login', {page: 1})",
        "$.get('/menu.json')",
        "$.get(url + '?page=' + page)",
        "$.get('/list?page=' + $('#p').val())",
        "$.get('javascript:x?page=1')",
        "$.ajax()",
        "$.ajax({url: null, data: {page: 1}})",
        "$.ajax({data: {page: 1}})",
        "fetch(",
    ],
)
def test_nothing_to_ask_for(code):
    assert find_paging(page_of(script(code))) is None
