"""Pagers of families, and links that are hidden: VSB, Sudy, SiteServer, options, Base64."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from portalcrawl.extract.lists.paging.find import find_paging
from tests.unit.extract.paging.pages import page_of, paging_of, path_of

HOST = "http://www.a.gov.cn"
GO = "<input onkeydown=\"if(event.keyCode==13){_simple_list_gotopage_fun(31,'u5_goto',2)}\">"


@pytest.mark.parametrize(
    ("path", "current", "after"),
    [
        ("/tzgg.htm", 1, "/tzgg/30.htm"),
        ("/tzgg/30.htm", 2, "/tzgg/29.htm"),
        ("/tzgg/2.htm", 30, "/tzgg/1.htm"),
        ("/tzgg/1.htm", 31, None),
        ("/tzgg/31.htm", None, None),
        ("/tzgg/", 1, None),
    ],
)
def test_vsb_counts_backwards(path, current, after):
    paging = paging_of(GO, HOST + path)
    assert (paging.mechanism, paging.current, paging.total_pages) == ("vsb_reversed", current, 31)
    assert path_of(paging.next) == after


def test_vsb_link_comes_first():
    html = GO + "<a href='tzgg/29.htm'>下页</a>"
    assert path_of(paging_of(html, HOST + "/tzgg.htm").next) == "/tzgg/29.htm"


DYNAMIC = "".join(
    f"<a href='?totalpage=7&PAGENUM={n}&urltype=tree.TreeTempUrl&id=5'>{n}</a>" for n in (2, 3, 7)
)


@pytest.mark.parametrize(
    ("path", "current", "after"),
    [
        (
            "/list.jsp?urltype=tree.TreeTempUrl&id=5",
            1,
            "/list.jsp?totalpage=7&PAGENUM=2&urltype=tree.TreeTempUrl&id=5",
        ),
        (
            "/list.jsp?totalpage=7&PAGENUM=4&urltype=tree.TreeTempUrl&id=5",
            4,
            "/list.jsp?totalpage=7&PAGENUM=5&urltype=tree.TreeTempUrl&id=5",
        ),
        ("/list.jsp?totalpage=7&PAGENUM=7&urltype=tree.TreeTempUrl&id=5", 7, None),
    ],
)
def test_vsb_dynamic(path, current, after):
    paging = paging_of(DYNAMIC, HOST + path)
    assert (paging.mechanism, paging.current, paging.total_pages) == ("vsb_dynamic", current, 7)
    assert path_of(paging.next) == after


@pytest.mark.parametrize("total", ["0", "-3", "NaN", "1000000000000", "''"])
def test_vsb_unbelievable_total(total):
    assert find_paging(page_of(GO.replace("31", total), HOST + "/tzgg.htm")) is None


def sudy(current: int, pages: object, link: str) -> str:
    return f"""<ul class="wp_paging clearfix"><li>每页 <em class="per_count">14</em> 记录
    <a class="first" href="javascript:void(0);">第一页</a>
    <a class="next" href="{link}">下一页&gt;&gt;</a>
    页码 <em class="curr_page">{current}</em>/<em class="all_pages">{pages}</em></li></ul>"""


@pytest.mark.parametrize(
    ("html", "path", "current", "pages", "after"),
    [
        (sudy(1, 103, "/ggtz/list2.htm"), "/ggtz/list.htm", 1, 103, "/ggtz/list2.htm"),
        (sudy(1, 103, "javascript:void(0);"), "/ggtz/list.htm", 1, 103, "/ggtz/list2.htm"),
        (sudy(7, 103, "javascript:void(0);"), "/ggtz/list7.psp", 7, 103, "/ggtz/list8.psp"),
        (sudy(7, 103, "list7.htm"), "/ggtz/list7.htm", 7, 103, "/ggtz/list8.htm"),
        (sudy(103, 103, "javascript:void(0);"), "/ggtz/list103.htm", 103, 103, None),
        (sudy(1, 1, "javascript:void(0);"), "/ggtz/list.htm", 1, 1, None),
        (sudy(1, "NaN", "javascript:void(0);"), "/ggtz/list.htm", 1, None, None),
        (sudy(1, 10**12, "javascript:void(0);"), "/ggtz/list.htm", 1, None, None),
        (
            "<div class=wp_paging>总共 55 记录 第一页 下一页&gt;&gt; 尾页 页码 1/7 跳转到</div>",
            "/ggtz/list.htm",
            1,
            7,
            "/ggtz/list2.htm",
        ),
    ],
)
def test_sudy(html, path, current, pages, after):
    paging = paging_of(html, HOST + path)
    assert (paging.mechanism, paging.current, paging.total_pages) == ("sudy_list", current, pages)
    assert path_of(paging.next) == after


ELEMENT = """function stlDynamic_ajaxElement_2_{0}(pageNum) {{ try {{
  var url = "/sitefiles/services/cms/dynamic/output.aspx?publishmentSystemID=1&" + getQuery();
  var pars = "pageNodeID=148&ajaxDivID=ajaxElement_2_{0}&templateContent=Gd8l0add0";
  {1} jQuery.post(url, pars, show); }} catch (e) {{}} }} stlDynamic_ajaxElement_2_{0}(0);"""
COUNTER = 'if (pageNum && pageNum > 0) {{ pars += "&pageNum=" + pageNum; }}'


def test_site_server():
    html = f"<script>{ELEMENT.format(1, '')}{ELEMENT.format(2, COUNTER.format())}</script>"
    step = paging_of(html).next
    assert path_of(step) == "/sitefiles/services/cms/dynamic/output.aspx?publishmentSystemID=1&"
    assert (
        step.body == "pageNodeID=148&ajaxDivID=ajaxElement_2_2&templateContent=Gd8l0add0&pageNum=1"
    )
    assert (step.number, bool(step.content_type), bool(step.key)) == (1, True, True)


def options(*values: str, selected: int = -1) -> str:
    made = [
        f'<option value="{value}"{" selected" if n == selected else ""}>第{n + 1}页</option>'
        for n, value in enumerate(values)
    ]
    return f"<select>{''.join(made)}</select>"


@pytest.mark.parametrize(
    ("html", "file", "current", "after"),
    [
        (
            options("index.html", "index_1.html", "index_2.html"),
            "index.html",
            1,
            "/tzgg/index_1.html",
        ),
        (
            options("index.html", "index_1.html", "index_2.html"),
            "index_1.html",
            2,
            "/tzgg/index_2.html",
        ),
        (options("index.html", "index_1.html", "index_2.html"), "index_2.html", 3, None),
        (
            options("?page=1", "?page=2", "?page=3", selected=1),
            "list.asp",
            2,
            "/tzgg/list.asp?page=3",
        ),
        (options("?page=1", "?page=2", "?page=3"), "list.asp", 1, "/tzgg/list.asp?page=2"),
    ],
)
def test_options(html, file, current, after):
    paging = paging_of(html, f"{HOST}/tzgg/{file}")
    assert (paging.mechanism, paging.current, paging.total_pages) == ("select", current, 3)
    assert path_of(paging.next) == after


@pytest.mark.parametrize(
    "html",
    [
        options("index.html"),
        options("1", "2", "3"),
        options("/a/", "/b/", "/c/"),
        options("http://a.cn/", "http://a.cn/", "http://a.cn/"),
        options("javascript:x.y", "javascript:x.z"),
        "<select><option value='/a/1.html'>甲县<option value='/a/2.html'>乙县</select>",
    ],
)
def test_options_that_are_no_pages(html):
    assert find_paging(page_of(html)) is None


def hidden(html: str) -> str:
    text = base64.b64encode(quote(html).encode()).decode()
    return f'<div id="pages">{text}</div><script>window.atob(x)</script>'


LINKS = "<span>共9页</span><a href='index.html'>首页</a><a href='index_{0}.html'>下一页</a>"


@pytest.mark.parametrize(
    ("html", "after", "pages"),
    [
        (hidden(LINKS.format(2)), "/tzgg/index_2.html", 9),
        (hidden("<a href='index.html'>下一页</a>"), None, None),
        (hidden("<p>第9页 共9页<a href='index_9.html'>下一页</a></p>"), None, 9),
    ],
)
def test_base64(html, after, pages):
    paging = paging_of(html)
    assert (paging.mechanism, paging.total_pages) == ("base64_links", pages)
    assert path_of(paging.next) == after


@pytest.mark.parametrize(
    "text", ["", "abc", "x" * 60, "=" * 80, base64.b64encode(b"\xff" * 60).decode(), "植树" * 60]
)
def test_no_base64(text):
    assert find_paging(page_of(f'<div id="pages">{text}</div>')) is None


WRITTEN = """var currentPage = {0}; //所在页从0开始
var prevPage = currentPage - 1; var nextPage = currentPage + 1; var countPage = {1};
document.write("共" + countPage + "页");
if (currentPage > 1) document.write("<a href='index_" + prevPage + ".html'>上一页</a>");
if (currentPage < (countPage - 1))
  document.write("<a href='index" + "_" + nextPage + ".html'>下一页</a>");
else document.write("下一页");"""


@pytest.mark.parametrize(
    ("current", "total", "shown", "pages", "after"),
    [
        (0, 18, 1, 18, "/tzgg/index_1.html"),
        (5, 18, 6, 18, "/tzgg/index_6.html"),
        (17, 18, 18, 18, None),
        (0, 1, 1, 1, None),
        (0, -1, 1, None, "/tzgg/index_1.html"),
    ],
)
def test_written_links(current, total, shown, pages, after):
    paging = paging_of(f"<script>{WRITTEN.format(current, total)}</script>")
    assert (paging.mechanism, paging.current, paging.total_pages) == ("written_links", shown, pages)
    assert path_of(paging.next) == after
