"""Which lines of a page are the body, and the element around them."""

from __future__ import annotations

import pytest

from portalcrawl.extract.body import find_body, line_weight
from portalcrawl.page.outline import Outline

LONG = "今天上午，全县春季植树动员会在人民广场召开，各乡镇负责人参加。"


def body(html: str, start: int = 0):
    outline = Outline.of_html(html)
    found = find_body(outline, start=start, stop=len(outline.lines))
    if found is None:
        return None
    return [outline.lines[n].text for n in found.lines], outline.elements[found.element].node


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (f"<div id=x><p>{LONG}<p>第二段</div>", [LONG, "第二段"]),
        (f"<div id=x>{LONG}<br>第二段</div>", [LONG, "第二段"]),
        (f"<table><tr><td id=x><p>{LONG}</table>", [LONG]),
        (f"<div><div><div id=x><p>{LONG}<p>二</div></div></div>", [LONG, "二"]),
        # A single paragraph is part of a body: the block around it is the body.
        (f"<div id=x><p>{LONG}</p></div>", [LONG]),
        (f"<div id=x><center><p>{LONG}</p></center></div>", [LONG]),
        # Two blocks that share the weight: both.
        (f"<div id=x><div><p>{LONG}</p></div><div><p>{LONG}</p></div></div>", [LONG, LONG]),
        # Menus beside it weigh little, since links do not count.
        (
            f"<ul>{'<li><a href=1>栏目名称</a>' * 30}</ul><div id=x><p>{LONG}<p>二</div>",
            [LONG, "二"],
        ),
        # Pictures only.
        ("<div><p>短</p></div><div id=x><p><img src=1></p><p><img src=2></p></div>", ["", ""]),
        # Buttons at both ends.
        (f"<div id=x><p>【打印】【关闭】<p>{LONG}<p>字号：大 中 小</p></div>", [LONG]),
    ],
)
def test_lines_and_element(html, lines):
    texts, node = body(html)
    assert texts == lines
    assert node.attributes.get("id") == "x"


@pytest.mark.parametrize(
    "end",
    [
        *(
            "上一篇：旧闻",
            "下一条：没有了",
            "【上一篇】",
            "相关链接",
            "相关阅读：",
            "扫一扫在手机打开当前页",
        ),
        *(
            "打印本页",
            "分享到：",
            "版权所有：清源县",
            "主办：清源县政府",
            "陇ICP备14000381号",
            "友情链接",
        ),
    ],
)
def test_what_ends_it(end):
    texts, _ = body(f"<div><p>{LONG}<p>第二段<p>{end}<p>{LONG * 2}</div>")
    assert texts == [LONG, "第二段"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "上个月，全县降雨偏多，各乡镇要注意防汛。",
        "下一个五年，要把水利放在首位。",
        "会议要求做好网上相关链接的清理工作。",
        "县里将扫一扫二维码就能办事的窗口增加到十个，请群众相互转告，办理时间不变，周末照常开放。",
    ],
)
def test_a_sentence_with_such_words_does_not(paragraph):
    texts, _ = body(f"<div><p>{LONG}<p>{paragraph}<p>第三段</div>")
    assert texts == [LONG, paragraph, "第三段"]


@pytest.mark.xfail(strict=True, reason="words of the foot end a body inside a sentence too")
def test_a_sentence_with_words_of_the_foot_does_not():
    paragraph = "会议强调，各单位要规范标注网站标识码，及时更新备案号。"
    texts, _ = body(f"<div><p>{LONG}<p>{paragraph}<p>第三段</div>")
    assert texts == [LONG, paragraph, "第三段"]


def test_start_is_kept():
    texts, _ = body(f"<div><p>{LONG}<p>第二段<p>第三段</div>", start=1)
    assert texts == ["第二段", "第三段"]


@pytest.mark.parametrize("html", ["", "<p></p>", "<a href=1>链接</a>", "<p>【打印】</p>"])
def test_nothing_has_weight(html):
    assert body(html) is None


@pytest.mark.parametrize(
    ("html", "weight"),
    [
        ("一二三", 3),
        ("一二三<a href=1>四五</a>", 3),
        ("<a href=1>四五</a>", 0),
        ("打印 关闭", 0),
        ("一<img src=1>", 41),
        ("<img src=1 width=16>", 0),
        ("<img src=1 height='20px'>", 0),
        ("<img src=1 width=600>", 40),
        ("<iframe src=1></iframe>", 0),
        ("<embed src=1>", 40),
    ],
)
def test_weight(html, weight):
    (line,) = Outline.of_html(html).lines
    assert line_weight(line) == weight
