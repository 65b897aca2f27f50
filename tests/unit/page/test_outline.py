"""A page as lines of text, each with its links and its place."""

from __future__ import annotations

import time

import pytest

from portalcrawl.page.outline import Outline


def texts(html: str) -> list[str]:
    return [line.text for line in Outline.of_html(html).lines]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("", []),
        ("  \n ", []),
        ("一", ["一"]),
        ("<p>一<p>二", ["一", "二"]),
        ("一<br>二<br/>三<br><br>四", ["一", "二", "三", "四"]),
        ("<div>一<div>二</div>三</div>四", ["一", "二", "三", "四"]),
        ("<p>一<b>二</b> <i>三</i>四</p>", ["一二 三四"]),
        ("<span>一</span><span>二</span>", ["一二"]),
        ("<ul><li>一<li>二</ul>", ["一", "二"]),
        ("<table><tr><td>一<td>二<tr><th>三", ["一", "二", "三"]),
        ("<dl><dt>一<dd>二</dl>", ["一", "二"]),
        ("<hr>一<hr>", ["一"]),
        ("<h1>一</h1>二<h2>三</h2>", ["一", "二", "三"]),
        # White space of all kinds is one blank, and none at the ends.
        ("<p> 一 \n\t二&nbsp;&nbsp;三　　四\u200b\ufeff</p>", ["一 二 三 四"]),
        ("<p>一 <b> 二</b></p>", ["一 二"]),
        ("&lt;一&gt;&amp;&#20108;", ["<一>&二"]),
        # No text to read.
        ("<script>x</script>一<style>y</style><noscript>z</noscript>", ["一"]),
        ("<head><title>x</title></head><body>一", ["一"]),
        ("<select><option>x</select><textarea>y</textarea><button>z</button>一", ["一"]),
        ("一<!-- x -->二<!--#include file='a'-->", ["一二"]),
        ("<p style='display: none'>x</p>一<span style=display:none>y</span>", ["一"]),
        # What a script will show.
        ("<div style='visibility: hidden'><p>一</div>", ["一"]),
        ("<p style='display:block'>一</p>", ["一"]),
        ("<template><p>x</template><svg><text>y</text></svg>一", ["一"]),
        # Markup as it is found.
        ("<p>一<div>二</p>三</div>", ["一", "二", "三"]),
        ("<b>一<p>二</b>三</p>四", ["一", "二三", "四"]),
        ("<td>一</td>", ["一"]),
        ("<html><body>一</body></html><html><body>二", ["一二"]),
        ("一</div></div></table>二", ["一二"]),
        ("<o:p>一</o:p><FONT>二</FONT><UCAPCONTENT>三</UCAPCONTENT>", ["一二", "三"]),
        ("<p>一<", ["一<"]),
        ("<p 一", []),
        ("<center>一</center><form>二</form>", ["一", "二"]),
    ],
)
def test_lines(html, lines):
    assert texts(html) == lines


def test_heading_levels_reach_the_blocks_inside_and_end_with_them():
    outline = Outline.of_html("<h2>一<div>二</div></h2><p>三<h6>四</h6>")
    assert [(line.text, line.heading) for line in outline.lines] == [
        *(("一", 2), ("二", 2), ("三", 0), ("四", 6))
    ]


def test_links_with_their_place_in_the_line():
    (line,) = Outline.of_html("<p>甲<a href=1 title=T> 乙丙 </a>丁<a href=2>戊</a></p>").lines
    assert line.text == "甲 乙丙 丁戊"
    assert [(link.href, link.title, link.text) for link in line.links] == [
        *(("1", "T", "乙丙"), ("2", "", "戊"))
    ]
    assert [line.text[link.start : link.end] for link in line.links] == ["乙丙", "戊"]
    assert line.link_chars == 3


def test_a_link_round_blocks_is_a_link_in_each_line():
    outline = Outline.of_html("<p>甲</p><a href=1><div>乙</div><br>丙</a>丁")
    found = [(line.text, [link.text for link in line.links if link.text]) for line in outline.lines]
    assert found == [("甲", []), ("乙", ["乙"]), ("丙丁", ["丙"])]


def test_an_anchor_without_address_is_no_link():
    (line,) = Outline.of_html("<a name=top>甲</a><a>乙</a><a href>丙</a>").lines
    assert [link.text for link in line.links if link.href] == []


def test_a_link_without_text_is_still_there():
    (line,) = Outline.of_html("<p>甲<a href=1><img src=a.png></a></p>").lines
    assert [(link.href, link.text) for link in line.links] == [("1", "")]
    assert len(line.media) == 1


def test_media_stand_in_the_line_they_are_in():
    html = "<p>甲<img src=1></p><p><iframe src=2>x</iframe><embed src=3></p><p>乙</p>"
    found = [(x.text, [node.tag for node in x.media]) for x in Outline.of_html(html).lines]
    assert found == [("甲", ["img"]), ("", ["iframe", "embed"]), ("乙", [])]


def test_elements_know_what_is_around_them():
    outline = Outline.of_html("<div id=a><ul><li>甲</ul></div><div id=b>乙</div>")
    first, second = outline.lines
    tags = [outline.elements[n].tag for n in outline.ancestors(first.element)]
    assert tags == ["li", "ul", "div", "body", "html"]
    assert outline.elements[second.element].node.attributes["id"] == "b"
    assert all(element.parent < n for n, element in enumerate(outline.elements))
    assert outline.ancestors(-1) == []


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "ul><li", "font", "blockquote"])
def test_nesting_of_five_thousand_levels(tag):
    assert texts(f"<{tag}>" * 5000 + "底") == ["底"]


@pytest.mark.parametrize(
    "piece",
    ["<a href=x>栏</a> ", "<a href=x>甲", "<img src=a>", "甲<br>", "<b>甲", "<p>", "&gt;"],
)
def test_time_is_linear(piece):
    start = time.process_time()
    Outline.of_html(piece * 30_000)
    assert time.process_time() - start < 2


def test_time_is_linear_in_the_options_of_a_list():
    start = time.process_time()
    Outline.of_html("<select>" + "<option>甲" * 30_000)
    assert time.process_time() - start < 1


def test_a_line_that_is_broken_knows_where_it_starts():
    pieces = "".join(f"<b>{'甲' * 4000}</b>{number}" for number in range(9))
    lines = Outline.of_html(f"<p>{pieces}").lines
    assert len(lines) > 1
    assert len({line.start.mem_id for line in lines}) == len(lines)
