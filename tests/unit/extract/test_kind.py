"""What kind of page it is, decided from the page."""

from __future__ import annotations

import pytest

from portalcrawl.extract.kind import Kind, classify, has_pager, is_dated_row, weigh
from portalcrawl.page.outline import Outline
from tests.unit.extract.pages import (
    BODY,
    CRUMBS,
    FOOT,
    INFO,
    MENU,
    NEIGHBOURS,
    PARAGRAPHS,
    ROWS,
    TITLE,
    article_html,
    parts_of,
)

PAGER = "<div>共31页 <a href=l2.html>下一页</a> <a href=l31.html>尾页</a></div>"
LONG_TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 5)


def kind(html: str) -> Kind:
    return classify(*parts_of(html))


@pytest.mark.parametrize(
    "html",
    [
        article_html(),
        article_html(crumbs=""),
        article_html(neighbours=""),
        article_html(info=INFO.replace("阅读：12", "阅读：")),
        article_html(info="<p>时间：2024-03-05</p>"),
        article_html(info="<p>来源: 作者:: 阅读: 时间:</p>"),
        # No text: pictures, an attachment, nothing.
        article_html(body="<div><p><img src=1.jpg></p><p><img src=2.jpg></p></div>"),
        article_html(body="<div><a href=1.doc>附件：名单</a></div>"),
        article_html(body="<div></div>"),
        # A list in the sidebar.
        article_html() + f"<div><h3>热门</h3><ul>{ROWS}</ul></div>",
        f"<ul>{ROWS}</ul>" + article_html(),
        # Official meta tags and hardly anything else.
        article_html(info="", neighbours="", head=f"<meta name=ArticleTitle content={TITLE}>"),
        # Parts of one article.
        article_html(neighbours=NEIGHBOURS + "<p><a href=5_2.html>下一页</a></p>"),
    ],
)
def test_article(html):
    assert kind(html) is Kind.ARTICLE


@pytest.mark.parametrize(
    "html",
    [
        f"<title>政务动态</title><ul>{MENU}</ul>{CRUMBS}<ul>{ROWS}</ul>{PAGER}{FOOT}",
        f"<ul>{ROWS}</ul>",
        f"<h1>政务动态</h1><ul>{ROWS}</ul>{PAGER}",
        f"<title>通知</title>{CRUMBS}<table>{ROWS.replace('<li>', '<tr><td>')}</table>",
        ROWS.replace("<li>", "<p>").replace("2024-03-", "[03-").replace("</span>", "]</span>"),
        ROWS.replace("<li>", "<p>")
        .replace("2024-03-", "2024年3月")
        .replace("</span>", "日</span>"),
        # A column with one article in it.
        f"<title>通知</title>{CRUMBS}<ul>{ROWS[: ROWS.index('</li>')]}</li></ul>{PAGER}",
        # Rows whose articles were never saved.
        f"{CRUMBS}<ul>{ROWS.replace('href=', 'href=javascript:;//')}</ul>",
        # A list with a headline that says when it was made.
        f"<title>政务动态</title><h1>政务动态</h1><p>更新时间：2024-03-05</p><ul>{ROWS}</ul>",
        # A list with a text above it.
        f"<h1>专题</h1><p>{PARAGRAPHS[0]}</p><ul>{ROWS}</ul>{PAGER}",
    ],
)
def test_list(html):
    assert kind(html) is Kind.LIST


@pytest.mark.parametrize(
    "html",
    [
        f"<title>机构设置</title><ul>{MENU}</ul>{CRUMBS}<div>{LONG_TEXT}</div>{FOOT}",
        f"<p>{PARAGRAPHS[0] * 4}</p>",
    ],
)
def test_single_page(html):
    assert kind(html) is Kind.PAGE


@pytest.mark.parametrize(
    "html",
    [
        *("", "<p>一</p>", "<script>location='/x'</script>", f"<ul>{MENU}</ul>{FOOT}"),
        *("<title>提示</title><p>您访问的页面不存在</p>", "<frameset><frame src=x></frameset>"),
    ],
)
def test_other(html):
    assert kind(html) is Kind.OTHER


def test_evidence_says_why():
    page, parts = parts_of(f"{CRUMBS}<ul>{ROWS}</ul>{PAGER}")
    evidence = weigh(page, parts)
    assert (evidence.dated_rows, evidence.link_rows, evidence.has_pager) == (20, 20, True)
    page, parts = parts_of(article_html())
    evidence = weigh(page, parts)
    assert (evidence.dated_rows, evidence.has_pager) == (0, False)
    assert evidence.text_chars == sum(map(len, PARAGRAPHS))
    assert BODY.count("<p>") == len(PARAGRAPHS)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href=2>下一页</a>", True),
        ("<a href=2>下页</a>", True),
        ("<a href=2>后一页</a>", True),
        ("<a href=2> 尾 页 &gt;&gt;</a>", True),
        ("<a href=2>Next</a>", True),
        ("<a href=2>[末页]</a>", True),
        ("共31页", True),
        ("共 1432 条 1/144", True),
        ("第1/31页", True),
        ("页次：1", True),
        ("下一页", False),
        ("<a href=2>下一页有说明</a>", False),
        ("<a href=2>首页</a>", False),
        ("共31人", False),
    ],
)
def test_pager(html, expected):
    assert has_pager(Outline.of_html(html)) is expected


ROW = "<a href=1.html>县里召开春季植树动员会</a>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<li>{ROW} 2024-03-05", True),
        (f"<li>{ROW}（03-05）", True),
        (f"<li>[2024/3/5] {ROW}", True),
        (f"<li>{ROW} 2024年03月05日", True),
        (f"<li>{ROW} 2024-03-05 10:30", True),
        (f"<li>{ROW} 2024.03", True),
        (f"<li>·[通知] {ROW} 03-05", True),
        (f"<li>{ROW}", False),
        (f"<li>{ROW} 来源：县林草局 2024-03-05", False),
        ("<li>2024-03-05", False),
        ("<li><a href=1.html>2024-03-05</a>", False),
    ],
)
def test_dated_row(html, expected):
    assert is_dated_row(Outline.of_html(html), 0) is expected


def test_date_in_a_block_beside_its_row():
    outline = Outline.of_html(f"<table><tr><td>{ROW}<td>2024-03-05</table>")
    assert [is_dated_row(outline, n) for n in range(2)] == [False, True]
