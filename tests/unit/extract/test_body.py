"""Which lines of a page are the body, and the element around them."""

from __future__ import annotations

import pytest

from portalcrawl.extract.body import after_head, find_body
from portalcrawl.extract.weights import weigh
from portalcrawl.page.outline import Outline

LONG = "今天上午，全县春季植树动员会在人民广场召开，各乡镇负责人参加。"


def body(html: str):
    outline = Outline.of_html(html)
    found = find_body(outline)
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
            "陇ICP备14000381号",
            "友情链接",
        ),
    ],
)
def test_what_ends_it(end):
    texts, _ = body(f"<div><p>{LONG}<p>第二段<p>{end}<p>{LONG * 2}</div>")
    assert texts == [LONG, "第二段"]


def test_words_that_start_a_paragraph_too_end_it_where_little_follows():
    end = "打印本页之前请先预览，注意节约纸张"
    text = f"<div><p>{LONG * 2}<p>第二段<p>{end}<p>"
    assert body(f"{text}第三段</div>")[0] == [LONG * 2, "第二段"]
    assert body(f"{text}{LONG * 4}</div>")[0] == [LONG * 2, "第二段", end, LONG * 4]


@pytest.mark.parametrize("line", ["主办：清源县政府", "地址：清源县中街4号", "邮编：743300"])
def test_the_address_of_an_office_is_text_and_that_of_the_site_is_not(line):
    text = f"<div><p>{LONG}<p>第二段<p>{line}<p>联系人：王小明"
    assert body(f"{text}</div>")[0] == [LONG, "第二段", line, "联系人：王小明"]
    assert body(f"{text}<p>陇ICP备14000381号</div>")[0] == [LONG, "第二段"]


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


def test_a_sentence_with_words_of_the_foot_does_not():
    paragraph = "会议强调，各单位要规范标注网站标识码，及时更新备案号。"
    texts, _ = body(f"<div><p>{LONG}<p>{paragraph}<p>第三段</div>")
    assert texts == [LONG, paragraph, "第三段"]


@pytest.mark.parametrize(
    ("heads", "first"),
    [
        ({0}, 1),
        ({0, 1}, 2),
        (set(), 0),
    ],
)
def test_it_starts_below_its_head(heads, first):
    outline = Outline.of_html(f"<div><p>县里开会<p>时间：2024-3-5<p>{LONG}<p>第二段<p>第三段</div>")
    found = after_head(outline, find_body(outline), heads)
    assert found.lines == list(range(first, 5))


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
        ("一二<img src=1>", 42),
        ("<img src=1 width=16>", 0),
        ("<img src=1 height='20px'>", 0),
        ("<img src=1 width=600>", 40),
        ("<iframe src=1></iframe>", 0),
        ("<embed src=1>", 40),
        # A picture that leads elsewhere, and one that leads to itself, only larger.
        ("<a href=1.html><img src=1></a>", 0),
        ("<a href=1.jpg><img src=1></a>", 40),
        # The foot of the site, by its records or by how the line starts.
        ("版权所有：清源县", 0),
        ("地址：清源县中街4号", 0),
    ],
)
def test_weight(html, weight):
    assert weigh(Outline.of_html(html)).of_lines == [weight]


@pytest.mark.parametrize(
    "names",
    ["class=footer", "id=foot", "class='m-share x'", "class=bdshare", "class='a related-list'"],
)
def test_what_is_named_as_something_else_weighs_little(names):
    assert weigh(Outline.of_html(f"<div {names}><p>一二三四五</div>")).of_lines == [0.5]


@pytest.mark.parametrize(
    "names", ["class=football", "class=navy", "class=content-body", "id=hotel"]
)
def test_a_part_of_a_word_is_no_name(names):
    assert weigh(Outline.of_html(f"<div {names}><p>一二三四五</div>")).of_lines == [5]


def test_where_there_are_sentences_pictures_and_labels_weigh_less():
    outline = Outline.of_html(f"<p>{LONG * 5}<p>一二三四五<p><img src=1>")
    assert weigh(outline).of_lines == [5 * len(LONG), 2, 10]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        # An element of its own beside a longer text of another kind.
        (
            f"<div id=content><p>{LONG}<p>{LONG}</div><div class=side><p>{LONG}</div>",
            [LONG, LONG],
        ),
        # Paragraphs before a table that holds nearly all: one body.
        (
            f"<div><p>现将名单公布如下。<table>{f'<tr><td>{LONG}<td>{LONG}' * 4}</table></div>",
            ["现将名单公布如下。", *[LONG] * 8],
        ),
        # A related list in an element of its own, inside.
        (
            f"<div><p>{LONG}<p>{LONG}<div class=related><p>别的一条消息</div></div>",
            [LONG, LONG],
        ),
        # Its credits are text among the paragraphs, and below them they are not.
        (f"<div><p>{LONG}<p>{LONG}<p>（责任编辑：李四）</div>", [LONG, LONG, "（责任编辑：李四）"]),
        (f"<div><p>{LONG}<p>{LONG}<p>文：李四 图：王五</div>", [LONG, LONG, "文：李四 图：王五"]),
        (f"<div><div><p>{LONG}<p>{LONG}</div><div>责任编辑：李四</div></div>", [LONG, LONG]),
        # The pages of an article, and what comes after them.
        (
            f"<div><p>{LONG}<p>{LONG}<p><a href=1>【1】</a><a href=2>【2】</a><p>客户端下载</div>",
            [LONG, LONG],
        ),
    ],
)
def test_what_belongs_to_it(html, lines):
    assert body(html)[0] == lines
