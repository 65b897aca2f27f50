"""What holds for the paging of every page, whatever its scripts say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.extract.lists.listing import Paging, Step
from portalcrawl.extract.lists.paging.expressions import evaluate, read_expression
from portalcrawl.extract.lists.paging.find import find_paging
from portalcrawl.page.document import Page
from portalcrawl.urls.absolute import host_of
from tests.property.markup import markup
from tests.property.test_extract import relaxed

HOST = "www.a.gov.cn"
URL = f"http://{HOST}/tzgg/index.html"
NUMBERS = st.one_of(
    st.integers(-2, 60).map(str),
    st.sampled_from(
        ["NaN", "1e9", "-1", "1000000000000", "9" * 40, "''", "'5'", "null", "n+1", "0x5"]
    ),
)
TEXTS = st.one_of(
    st.sampled_from(
        ["index", "list", "/a/list", "../x", "html", "shtml", ".htm", "?a=b", "\\\\x", "a b"]
    ),
    st.text(max_size=8),
).map(lambda text: "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "") + "'")
ARGUMENTS = st.lists(st.one_of(NUMBERS, TEXTS), max_size=7).map(", ".join)
CALLS = st.builds(
    "{}({}){}".format,
    st.sampled_from(["createPageHTML", "createPage"]),
    ARGUMENTS,
    st.sampled_from(["", ";", "//"]),
)


def steps(paging: Paging) -> list[Step]:
    return [step for step in (paging.next, paging.fallback, *paging.more) if step is not None]


def check(paging: Paging | None, *, stays: bool) -> None:
    """Each step is a request, to the page's own host unless an address is written out."""
    for step in steps(paging) if paging else ():
        assert step.url.isascii()
        assert step.body.isascii()
        assert step.number is None or step.number >= 1
        assert bool(step.body) == bool(step.content_type)
        assert not stays or host_of(step.url) == HOST
    if paging is not None:
        assert paging.current is None or paging.current >= 1
        assert paging.total_pages is None or paging.total_pages >= 1
        assert paging.total_items is None or paging.total_items >= 0


def find(html: str) -> Paging | None:
    return find_paging(Page.of_bytes(html.encode("utf-8", "replace"), url=URL))


@relaxed(300)
@given(CALLS)
def test_any_call(call):
    stays = "//" not in call.replace("\\", "/") and ":" not in call
    check(find(f"<script>{call}</script>"), stays=stays)


@relaxed(200)
@given(st.text(max_size=60))
def test_any_expression_can_be_read(script):
    evaluate(read_expression(script), {})


@relaxed(100)
@given(
    st.lists(st.one_of(markup, CALLS.map("<script>{}</script>".format)), max_size=4).map("".join)
)
def test_any_page(html):
    check(find(html), stays=False)
