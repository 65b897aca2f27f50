"""``createPageHTML`` in both conventions, and in their mixtures."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.paging.find import find_paging
from tests.unit.extract.paging.pages import page_of, paging_of, path_of

DEFINITION = """
function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) {
  if (_nPageCount == null || _nPageCount <= 1) { return; }
  for (var i = 0; i < _nPageCount; i++) document.write("<a href=" + _sPageName + "_" + i + ">");
}"""


# File, call, then: current, total, next, fallback.
@pytest.mark.parametrize(
    ("file", "call", "current", "total", "after", "fallback"),
    [
        ("", "createPageHTML(50, 0, 'index', 'html')", 1, 50, "index_1.html", None),
        ("index.html", 'createPage(34,0,"index","html")', 1, 34, "index_1.html", None),
        ("index_1.html", "createPageHTML(50, 1, 'index', 'html')", 2, 50, "index_2.html", None),
        ("index_30.html", "createPageHTML(50, 30, 'index', 'html')", 31, 50, "index_31.html", None),
        ("index_49.html", "createPageHTML(50, 49, 'index', 'html')", 50, 50, None, None),
        ("", "createPageHTML(1, 0, 'index', 'html')", 1, 1, None, None),
        ("", "createPageHTML(0, 0, 'index', 'html')", 1, 1, None, None),
        # UCAP.
        ("fg.shtml", "createPageHTML('p', 10, 1, 'fg', 'shtml', 149)", 1, 10, "fg_2.shtml", None),
        ("fg_2.shtml", "createPageHTML('p', 10, 2, 'fg', 'shtml', 149)", 2, 10, "fg_3.shtml", None),
        ("fg_9.shtml", "createPageHTML('p', 10, 9, 'fg', 'shtml')", 9, 10, "fg_10.shtml", None),
        ("fg_10.shtml", "createPageHTML('p', 10, 10, 'fg', 'shtml')", 10, 10, None, None),
        ("fg.shtml", "createPageHTML('p', 1, 1, 'fg', 'shtml', 3)", 1, 1, None, None),
        ("fg.shtml", "createPageHTML('p', '10', '1', 'fg', '.shtml')", 1, 10, "fg_2.shtml", None),
        # Mixed: an element, and counted from 0; none, and counted from 1.
        ("", "createPageHTML('p', 5, 0, 'index', 'html')", 1, 5, "index_1.html", "index_2.html"),
        ("index_1.html", "createPageHTML('p', 5, 1, 'index', 'html')", 2, 5, "index_2.html", None),
        ("", "createPageHTML(3, 1, 'index', 'shtml')", 1, 3, "index_2.shtml", "index_1.shtml"),
        ("index_1.html", "createPageHTML(3, 1, 'index', 'html')", 2, 3, "index_2.html", None),
        ("index_3.html", "createPageHTML(3, 3, 'index', 'html')", 3, 3, None, None),
    ],
)
def test_page(file, call, current, total, after, fallback):
    url = f"http://www.a.gov.cn/tzgg/{file}"
    paging = paging_of(f"<script>{DEFINITION}</script><script>{call};</script>", url)
    assert paging.mechanism == "create_page_html"
    assert (paging.current, paging.total_pages) == (current, total)
    assert path_of(paging.next) == (after and f"/tzgg/{after}")
    assert path_of(paging.fallback) == (fallback and f"/tzgg/{fallback}")
    if paging.next:
        assert paging.next.number == current + 1


@pytest.mark.parametrize(
    ("call", "after"),
    [
        ("createPageHTML(5, 0, './index', 'html')", "/tzgg/index_1.html"),
        ("createPageHTML(5, 0, '/xxgk/list', 'html')", "/xxgk/list_1.html"),
        ("createPageHTML(5, 0, '../dj/index', 'htm')", "/dj/index_1.htm"),
        ("createPageHTML_en(5, 0, 'index', 'html')", "/tzgg/index_1.html"),
        (
            "createPageHTML(9, 0, 'old', 'html'); createPageHTML(5, 0, 'new', 'html')",
            "/tzgg/new_1.html",
        ),
        (
            "createPageHTML(9, 0, 'new', 'html');\n//createPageHTML(5, 0, 'old', 'html')",
            "/tzgg/new_1.html",
        ),
        (
            "createPageHTML(9, 0, 'new', 'html'); /* createPageHTML(5, 0, 'old', 'html') */",
            "/tzgg/new_1.html",
        ),
        # One whose arguments are no literals is a definition's, or can't be known.
        (
            "createPageHTML(9, 0, 'new', 'html'); createPageHTML(n, i, 'old', 'html')",
            "/tzgg/new_1.html",
        ),
    ],
)
def test_which_call_and_which_file(call, after):
    assert path_of(paging_of(f"<script>{call}</script>").next) == after


def test_base_of_the_page():
    html = "<base href='/zw/dt/'><script>createPageHTML(5, 0, 'index', 'html')</script>"
    assert path_of(paging_of(html).next) == "/zw/dt/index_1.html"


def test_last_page_of_a_mixed_call_is_known_from_the_first():
    paging = paging_of("<script>createPageHTML(3, 1, 'index', 'shtml')</script>")
    assert [path_of(step) for step in paging.more] == ["/tzgg/index_3.shtml"]


def test_items_of_the_column():
    assert (
        paging_of("<script>createPageHTML('p',9,1,'list','shtml',149)</script>").total_items == 149
    )
    # Fewer items than pages: it is something else.
    assert (
        paging_of("<script>createPageHTML('p',9,1,'list','shtml',5)</script>").total_items is None
    )


@pytest.mark.parametrize(
    "script",
    [
        DEFINITION,
        "createPageHTML",
        "createPageHTML(",
        "createPageHTML(5, 0)",
        "createPageHTML(NaN, 0, 'index', 'html')",
        "createPageHTML('five', 'zero', 'index', 'html')",
        "createPageHTML(5, 0, 'index', 'html?x=')",
        "createPageHTML(5, 0, '', 'html')",
        "createPageHTML(5, 0, {}, [])",
        "createPageHTML(99999999999999999999, 0, 'index', 'html')",
        "// createPageHTML(5, 0, 'index', 'html')",
        "/* createPageHTML(5, 0, 'index', 'html')",
    ],
)
def test_no_call(script):
    assert find_paging(page_of(f"<script>{script}</script>")) is None


def test_unbelievable_total():
    paging = paging_of("<script>createPageHTML(1000000000000, 0, 'index', 'html')</script>")
    assert (paging.total_pages, path_of(paging.next)) == (None, "/tzgg/index_1.html")
    paging = paging_of("<script>createPageHTML(-5, -1, 'index', 'html')</script>")
    assert (paging.current, paging.total_pages, paging.next) == (1, 1, None)


def test_file_that_is_no_address():
    assert paging_of("<script>createPageHTML(5, 0, 'javascript:x', 'html')</script>").next is None
