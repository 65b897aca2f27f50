"""The column path in a breadcrumb."""

from __future__ import annotations

import pytest

from portalcrawl.extract.breadcrumb import Crumb, column_path, find_breadcrumb
from portalcrawl.page.outline import Outline

HOME = "<a href=/>首页</a>"


def path(html: str, title: str | None = None) -> list[tuple[str, str | None]]:
    found = find_breadcrumb(Outline.of_html(html))
    return [(crumb.name, crumb.href) for crumb in column_path(found, title=title)]


@pytest.mark.parametrize(
    "label",
    [
        *(
            "您当前的位置：",
            "您现在的位置:",
            "当前位置：",
            "当前的位置：",
            "当前网站位置：",
            "所在位置：",
        ),
        *(
            "您所在的位置 ：",
            "你现在的位置是：",
            "现在位置：",
            "当前所在位置：",
            "您的位置：",
            "位置：",
        ),
    ],
)
def test_labels(label):
    html = f"<p>{label}{HOME} &gt; <a href=/dj/>党建</a></p>"
    assert path(html) == [("党建", "/dj/")]


@pytest.mark.parametrize(
    "separator",
    [
        *(
            " > ",
            ">",
            " &gt;&gt; ",
            "&gt;&gt;",
            " -&gt; ",
            "-&gt;",
            "»",
            " » ",
            "›",
            "→",
            "＞",
            "|",
        ),
        *(" / ", "/", " · ", "·", " - ", "::", " ", "<img src=arrow.gif>", "", " &gt; &nbsp;"),
    ],
)
def test_separators(separator):
    links = separator.join([HOME, "<a href=/dj/>党建</a>", "<a href=/dj/jc/>基层党建</a>"])
    assert path(f"<p>当前位置：{links}</p>") == [("党建", "/dj/"), ("基层党建", "/dj/jc/")]


@pytest.mark.parametrize(
    ("html", "columns"),
    [
        # Blanks inside the links.
        (
            f"当前位置：{HOME}&gt;<a href=/dj/> 党建 </a>&gt;<a href=/jc/> 基层 </a>",
            ["党建", "基层"],
        ),
        # Text only.
        ("当前位置：首页 > 党建 > 基层党建", ["党建", "基层党建"]),
        ("当前位置：首页>党建>正文", ["党建"]),
        # The end: dangling, repeated, the page's kind, the title.
        (f"当前位置：{HOME} > <a href=/dj/>党建</a> >", ["党建"]),
        (f"当前位置：{HOME} > <a href=/dj/>党建</a> > 党建", ["党建"]),
        (f"当前位置：{HOME} > <a href=/dj/>党建</a> > 正文", ["党建"]),
        (f"当前位置：{HOME} > <a href=/dj/>党建</a> > 正 文", ["党建"]),
        (f"当前位置：{HOME} > <a href=/dj/>党建</a> > 查看详情", ["党建"]),
        (f"当前位置：{HOME} > <a href=/dj/>党建</a> > 县里召开动员会", ["党建"]),
        (f"当前位置：{HOME} > <a href=/dj/>党建</a> > 县里召开...", ["党建"]),
        # The names of the home page.
        ("当前位置：<a href=/>网站首页</a> > <a href=/dj/>党建</a>", ["党建"]),
        ("当前位置：<a href=/>首 页</a> > <a href=/dj/>党建</a>", ["党建"]),
        ("当前位置：<a href=/>Home</a> > <a href=/dj/>党建</a>", ["党建"]),
        # Only the home page.
        (f"当前位置：{HOME}", []),
        # A block each.
        (
            f"<div>当前位置：</div><ul><li>{HOME}<li><a href=/dj/>党建</a></ul><p>长长的正文段落",
            ["党建"],
        ),
        (f"<div>当前位置：</div><ul><li>{HOME}<li><a href=/dj/>党建</a><li>党建</ul>", ["党建"]),
        # Without a label.
        (f"<div>{HOME} &gt; <a href=/dj/>党建</a></div>", ["党建"]),
        (f"<div>{HOME} <a href=/dj/>党建</a> <a href=/zw/>政务</a></div>", []),
        # A sentence with these words.
        ("<p>据记者从现场发回的消息，救援队当前位置：距县城三公里</p>", []),
        ("", []),
    ],
)
def test_columns(html, columns):
    assert [name for name, _ in path(html, "县里召开动员会")] == columns


def test_a_labelled_one_beats_one_without():
    first, second = (f"{HOME} &gt; <a href=/{name}/>{name}</a>" for name in "ab")
    assert path(f"<div>{first}</div><div>当前位置：{second}</div>") == [("b", "/b/")]


def test_a_column_that_is_called_like_the_title_stays_when_it_links():
    html = f"当前位置：{HOME} > <a href=/l/>县领导简介</a>"
    assert path(html, "县领导简介") == [("县领导简介", "/l/")]


def test_no_breadcrumb_no_columns():
    assert column_path(None, title=None) == []


def test_where_it_stands():
    found = find_breadcrumb(Outline.of_html(f"<p>导航</p><p>当前位置：{HOME} > 党建</p>"))
    assert (found.line, found.crumbs) == (1, [Crumb("首页", "/"), Crumb("党建", None)])
