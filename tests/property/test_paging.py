"""What holds for the paging of every page and every answer, whatever its scripts say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.extract.lists.listing import Listing, Paging, Step
from portalcrawl.extract.lists.paging.data_list import read_data_list
from portalcrawl.extract.lists.paging.expression_reader import read_expression
from portalcrawl.extract.lists.paging.expressions import evaluate
from portalcrawl.extract.lists.paging.find import find_paging
from portalcrawl.extract.lists.paging.inline_rows import inline_rows
from portalcrawl.extract.lists.paging.turning import follow, turned
from portalcrawl.page.document import Page
from portalcrawl.urls.absolute import host_of
from tests.property.markup import markup
from tests.property.test_extract import relaxed

HOST = "www.a.gov.cn"
URL = f"http://{HOST}/gkmlpt/list7.htm?page=2"
NUMBERS = st.one_of(
    st.integers(-2, 60).map(str),
    st.sampled_from(["NaN", "1e9", "-1", "1000000000000", "9" * 40, "''", "'5'", "null", "n+1"]),
)
TEXTS = st.one_of(
    st.sampled_from(["index", "list", "/a/list", "../x", "html", ".htm", "?a=b", "a b", "list.do"]),
    st.text(max_size=8),
).map(lambda text: "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "") + "'")
ARGUMENTS = st.lists(st.one_of(NUMBERS, TEXTS), max_size=7).map(", ".join)
NAMES = st.sampled_from(
    ["createPageHTML", "createPage", "turn", "$.get", "$.post", "document.write"]
)
CALLS = st.builds("{}({}){}".format, NAMES, ARGUMENTS, st.sampled_from(["", ";", "//", "}"]))

# Each mechanism at its work, with room for a number and for a text.
PAGES = (
    "<script>createPageHTML({n}, {n}, {t}, 'html')</script>",
    "<script>createPageHTML('p', {n}, {n}, {t}, 'shtml', {n})</script>",
    """<script>$('#7').jpage({{totalRecord:{n},perPage:{n},groupSize:{n},proxyUrl:{t},
    ajaxParam:{{col:{n},w:{t}}}}})</script>""",
    """<datastore><nextgroup><![CDATA[<a href={t}>]]></nextgroup><totalrecord>{n}</totalrecord>
    <record><![CDATA[<a href={t}>x</a>]]></record></datastore>""",
    "<script queryData=\"{{'pageId':{n},'tagId':'list'}}\" url={t}></script>",
    "<script>var SID = '2'; _CONFIG = {{TREE: [{{id: {n}}}]}}</script><a href=#{n}>x</a>",
    """<form method=post action={t}><a href="javascript:__doPostBack('P','{n}')">下一页</a>
    <a href="javascript:__doPostBack('P','{n}')">末页</a></form>""",
    """<a onclick="_simple_list_gotopage_fun({n},7,2)">x</a>
    <a href='?PAGENUM={n}&totalpage={n}'>y</a>""",
    """<ul class=wp_paging><em class=curr_page>{n}</em><em class=all_pages>{n}</em>
    <a class=next href={t}>x</a></ul>""",
    """<script>function turn(n) {{location.href = {t} + n}}</script>
    <a onclick='turn({n})'>下一页</a>""",
    "<script>var page = {n}; $.get({t}, {{pageNo: page, x: {t}}})</script>",
    """<script>$.ajax({{type: 'POST', url: {t},
    data: JSON.stringify({{pageNo: {n}}})}})</script>""",
    """<script>var currentPage={n}, countPage={n};
    document.write("<a href=" + {t} + ">下一页</a>")</script>""",
    "<select><option value={t}>1<option value='l_{n}.html'>2<option value='l_3.html'>3</select>",
    """<script>function stlDynamic_a(p) {{var url = {t}; var pars = 'a={n}'; pars += '&pageNum=' + p
    }}
    /* dynamic/output */</script>""",
)
COUNTS = st.one_of(st.integers(-3, 300), st.sampled_from([10**12, float("nan"), "5", "x", None]))


@st.composite
def pages(draw: st.DrawFn) -> str:
    template = draw(st.sampled_from(PAGES))
    pieces = template.replace("{n}", "\0{n}\0").replace("{t}", "\0{t}\0").split("\0")
    fill = {"{n}": NUMBERS, "{t}": TEXTS}
    made = [draw(fill[piece]) if piece in fill else piece.format() for piece in pieces]
    return "".join(made)


def steps(paging: Paging) -> list[Step]:
    return [step for step in (paging.next, paging.fallback, *paging.more) if step is not None]


def check(paging: Paging | None, *, stays: bool = False) -> None:
    """Each step is a request, to the page's own host unless an address is written out."""
    if paging is None:
        return
    for step in steps(paging):
        assert step.url.isascii()
        assert step.body.isascii()
        assert step.number is None or step.number >= 1
        assert bool(step.body) == bool(step.content_type) == bool(step.key)
        assert not stays or host_of(step.url) == HOST
    assert paging.current is None or paging.current >= 1
    assert paging.total_pages is None or paging.total_pages >= 1
    assert paging.total_items is None or paging.total_items >= 0


def page_of(html: str) -> Page:
    return Page.of_bytes(html.encode("utf-8", "replace"), url=URL)


def written_out(text: str) -> bool:
    """Whether an address with a host of its own may stand in *text*."""
    plain = text.replace("\\", "/").replace("\t", "").replace("\r", "")
    return "//" in plain or ":" in text.replace("javascript:", "").replace("url:", "")


@relaxed(300)
@given(CALLS)
def test_any_call(call):
    check(find_paging(page_of(f"<script>{call}</script>")), stays=not written_out(call))


@relaxed(600)
@given(pages())
def test_any_page_of_a_mechanism(html):
    page = page_of(html)
    check(find_paging(page))
    for row in inline_rows(page):
        assert row.title
        assert f"{row.href}{row.title}".encode()


@pytest.mark.parametrize("template", PAGES)
def test_every_template_is_known_and_stays_at_home(template):
    html = template.format(n=2, t="'list.html'")
    paging = find_paging(page_of(html))
    assert paging is not None
    check(paging, stays=True)


@relaxed(300)
@given(st.text(max_size=60))
def test_any_expression_can_be_read(script):
    evaluate(read_expression(script), {})


@relaxed(150)
@given(st.lists(st.one_of(markup, pages(), CALLS.map("<script>{}</script>".format)), max_size=4))
def test_any_mixture(parts):
    page = page_of("".join(parts))
    check(find_paging(page))
    inline_rows(page)


def check_listing(listing: Listing | None) -> None:
    if listing is not None:
        check(listing.paging)
        assert all(row.title and f"{row.href}{row.title}".encode() for row in listing.rows)
        assert listing.rows or listing.paging.next is None


VALUES = st.recursive(
    st.one_of(
        COUNTS,
        st.text(max_size=9),
        st.sampled_from(["/1.html", "<a href=/2.html>公示</a>", [], "\ud83d"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["title", "url", "data", "list", "html", "total", "pages", "date", "size"]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


@relaxed(300)
@given(
    VALUES, st.sampled_from(["", "?page=1", "?pageNo=3&pageSize=2", "?offset=4&limit=2", "?page=x"])
)
def test_any_json(value, query):
    url = f"http://{HOST}/list{query}"
    check_listing(read_data_list(json.dumps(value), url=url, base_url=URL))


@relaxed(300)
@given(st.one_of(st.text(max_size=80), markup, pages()))
def test_any_answer(text):
    check_listing(read_data_list(text, url=f"http://{HOST}/l?page=1", base_url=URL))


@relaxed(200)
@given(
    st.integers(0, 10**9),
    st.integers(0, 200),
    st.one_of(st.none(), st.integers(0, 1000)),
    st.one_of(st.none(), st.integers(1, 100)),
)
def test_following_always_ends(page, count, total_items, total_pages):
    step = Step(url=f"http://{HOST}/l?page={page}&rows=10")
    _, after = follow(step, count=count, total_items=total_items, total_pages=total_pages)
    if after is not None:
        assert after == turned(step)
        assert after.url == f"http://{HOST}/l?page={page + 1}&rows=10"
    if count == 0 or (total_pages is not None and page >= total_pages):
        assert after is None
