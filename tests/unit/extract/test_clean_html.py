"""The body as clean HTML."""

from __future__ import annotations

import pytest

from portalcrawl.extract.clean_html import clean_html
from portalcrawl.page.document import Page


def clean(html: str) -> str:
    page = Page.of_bytes(f"<div id=body>{html}</div>".encode(), url="http://a.cn/zw/1.html")
    return clean_html(page, page.tree.css_first("#body"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("一", "一"),
        ("<p>一</p><p>二</p>", "<p>一</p><p>二</p>"),
        # What editors and Word add.
        ("<P STYLE='mso-x:1' CLASS=M><SPAN lang=EN-US>一<o:p></o:p></SPAN></P>", "<p>一</p>"),
        ("<font color=red><b>一</b></font>", "<b>一</b>"),
        ("<?xml:namespace prefix = o /><p>一</p>", "<p>一</p>"),
        ("<p>一</p><p>&nbsp;</p><p><br></p><p> </p>", "<p>一</p><p><br></p>"),
        ("<p><b><i></i></b></p>一", "一"),
        # Layout blocks are paragraphs, or nothing round other blocks.
        ("<div>一</div><div>二</div>", "<p>一</p><p>二</p>"),
        ("<div><div><p>一</p></div></div>", "<p>一</p>"),
        ("<center>一</center>", "<p>一</p>"),
        # Structure with meaning.
        ("<h2>一</h2><ul><li>二</li></ul>", "<h2>一</h2><ul><li>二</li></ul>"),
        ("<blockquote>一</blockquote>", "<blockquote>一</blockquote>"),
        ("H<sub>2</sub>O<sup>2</sup>", "H<sub>2</sub>O<sup>2</sup>"),
        ("一<br>二", "一<br>二"),
        # Links and images get absolute addresses, or go.
        ("<a href=2.html target=_blank onclick=x()>一</a>", '<a href="http://a.cn/zw/2.html">一</a>'),
        ("<a href='/x?a=1&b=\"'>一</a>", '<a href="http://a.cn/x?a=1&amp;b=%22">一</a>'),
        ("<a href='javascript:x()'>一</a>", "一"),
        ("<a name=top>一</a>", "一"),
        ("<a href=2.html></a>一", "一"),
        ("<img src=a.png alt='\"一\"'>", '<img src="http://a.cn/zw/a.png" alt="&quot;一&quot;">'),
        ("<img src='file:///C:/1.jpg'>一", "一"),
        ("<a href=b.jpg><img src=a.png></a>",
         '<a href="http://a.cn/zw/b.jpg"><img src="http://a.cn/zw/a.png"></a>'),
        # What no reader sees.
        ("<script>x</script>一<style>y</style><!-- z --><noscript>n</noscript>", "一"),
        ("<form><input value=x><select><option>y</select><button>z</button></form>一", "一"),
        ("<iframe src=x></iframe><object data=y></object><embed src=z>一", "一"),
        ("<svg><script>x</script></svg><math>y</math>一", "一"),
        ("一<span style='display:none'>二</span><a style='display: none' href=3>三</a>", "一"),
        # Text is text.
        ("&lt;script&gt;x&lt;/script&gt;", "&lt;script&gt;x&lt;/script&gt;"),
        ("&amp;amp; \" '", "&amp;amp; \" '"),
        ("<xmp><script>x</script></xmp>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<p onclick='x' style='y' id=z class=w>一</p>", "<p>一</p>"),
    ],
)  # fmt: skip
def test_what_stays(html, expected):
    assert clean(html) == expected


def test_tables_keep_their_shape():
    html = (
        "<table border=1 width=600><tr bgcolor=red><td colspan=2 width=9>一</td>"
        "<td rowspan='3' colspan='x'>二</td></tr></table>"
    )
    assert clean(html) == (
        '<table><tbody><tr><td colspan="2">一</td><td rowspan="3">二</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # One cell is layout, also within another; two are a table.
        ("<table><tr><td><p>一</p></table>", "<p>一</p>"),
        ("<table> <tr> <td><table><tr><td>一</table></td> </tr> </table>", "一"),
        (
            "<table><tr><td><table><tr><th>一</table></table>",
            "<table><tbody><tr><td><table><tbody><tr><th>一</th></tr></tbody></table></td></tr></tbody></table>",
        ),
        ("<table><tr><th>一</table>", "<table><tbody><tr><th>一</th></tr></tbody></table>"),
    ],
)
def test_a_table_of_one_cell_is_none(html, expected):
    assert clean(html) == expected


@pytest.mark.parametrize(
    ("html", "lines", "expected"),
    [
        ("<p>一</p><p>二</p>", [1], "<p>二</p>"),
        ("一<br>二<br>三", [0, 1], "一<br>二"),
        ("一<div>二</div>三", [0, 2], "一三"),
        ("<table><tr><td>一<td>二</table><p>三", [2], "<p>三</p>"),
        (
            "<p>一<img src=a.png>二</p><img src=b.png>",
            [0],
            '<p>一<img src="http://a.cn/a.png">二</p>',
        ),
        ("<p>一</p>", [], ""),
    ],
)
def test_only_the_lines_that_are_asked_for(html, lines, expected):
    page = Page.of_bytes(f"<div id=body>{html}</div>".encode(), url="http://a.cn/")
    assert clean_html(page, page.tree.css_first("#body"), lines=lines) == expected


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "span"])
def test_hostile_nesting(tag):
    assert len(clean(f"<{tag}>一" * 5000)) < 100_000
