"""The headline of an article."""

from __future__ import annotations

import pytest

from portalcrawl.extract.title import fold, resolve, title_candidates, without_suffix
from portalcrawl.page.outline import Outline

TITLE = "县里召开春季植树动员会"
INFO = "<p>时间：2024-03-05</p>"


def title(html: str, *, tag: str = "", meta: str | None = None, anchor: str | None = None):
    outline = Outline.of_html(html)
    numbers = [n for n, line in enumerate(outline.lines) if line.text.startswith("时间：")]
    info = range(numbers[0], numbers[0] + 1) if numbers else range(0)
    found = title_candidates(
        outline,
        around=range(len(outline.lines)),
        info=info,
        title_tag=tag,
        article_title=meta,
        anchor=anchor,
    )
    best = resolve(found, same=fold)
    return best and (best.value, best.rule)


@pytest.mark.parametrize(
    ("html", "tag", "meta", "expected"),
    [
        # A heading, the line that the <title> tag starts with, a class that says so.
        (f"<p>导航栏<h1>{TITLE}</h1>{INFO}", "", None, (TITLE, "heading")),
        (f"<p>导航栏<p>{TITLE}{INFO}", f"{TITLE}_清源县", None, (TITLE, "title_tag")),
        (f"<p>导航栏<p>{TITLE}{INFO}", f"清源县-{TITLE}", None, (TITLE, "title_tag")),
        (f"<p>导航栏<div class=arti_title>{TITLE}</div>{INFO}", "", None, (TITLE, "title_class")),
        (f"<table><td id=bt>{TITLE}</table>{INFO}", "", None, (TITLE, "title_class")),
        # The official meta tag names the line, or is all there is.
        (f"<p>导航栏<p>{TITLE}{INFO}", "", TITLE, (TITLE, "meta_article_title")),
        (INFO, "清源县", TITLE, (TITLE, "meta_article_title")),
        # Nothing marks it: the line above the info line.
        (f"<p>导航栏<p>{TITLE}{INFO}<p>正文", "清源县政府", None, (TITLE, "near_info")),
        # Nothing but the tag.
        (INFO, f"{TITLE}_清源县政府", None, (TITLE, "title_tag_alone")),
        # Several agree: the surest names the rule.
        (f"<h1 class=bt>{TITLE}</h1>{INFO}", f"{TITLE}_县", None, (TITLE, "title_tag")),
        (f"<p class=title>{TITLE}</p>{INFO}", TITLE, None, (TITLE, "title_tag")),
        # Of two lines, the one in agreement with the tag beats the heading of the site.
        (f"<h1>清源县</h1><p>{TITLE}{INFO}", f"{TITLE}-清源县", None, (TITLE, "title_tag")),
        # The name of the site stands in the tag too, but far from the info line.
        (
            f"<p>清源县人民政府<p>一<p>二<p>三<p>四<p>五<h1>{TITLE}</h1>{INFO}",
            f"清源县人民政府 | {TITLE}",
            None,
            (TITLE, "title_tag"),
        ),
        # The headline below the info line.
        (f"{INFO}<h2>{TITLE}</h2><p>正文", TITLE, None, (TITLE, "title_tag")),
        # Line breaks and blanks of all kinds inside.
        (f"<h1>县里\n　召开&nbsp;动员会</h1>{INFO}", "", None, ("县里 召开 动员会", "heading")),
        # Buttons, the foot and the breadcrumb are no headline.
        (f"<h1>打印</h1><h3>版权所有</h3><p>{TITLE}{INFO}", "", None, (TITLE, "near_info")),
        (f"<h1>首页 - 政务动态</h1><p>{TITLE}{INFO}", "", None, (TITLE, "near_info")),
        # Links alone are a menu.
        (f"<p>{TITLE}<p id=bt><a href=1>别</a>{INFO}", TITLE, None, (TITLE, "title_tag")),
        # Nothing at all.
        ("", "", None, None),
        ("<p>正文", "", " ", None),
    ],
)  # fmt: skip
def test_headline(html, tag, meta, expected):
    assert title(html, tag=tag, meta=meta) == expected


def test_the_text_of_the_link_that_led_here_tells_which_line_it_is():
    html = f"<p>别的一行<p>{TITLE}<p>又一行<p>正文"
    assert title(html, anchor="县里召开春季…") == (TITLE, "row_title")


def test_where_it_stands():
    outline = Outline.of_html(f"<p>导航栏<h1>{TITLE}</h1>{INFO}")
    found = title_candidates(outline, around=range(2), info=range(2, 3))
    assert {candidate.line for candidate in found if candidate.value == TITLE} == {1}


@pytest.mark.parametrize(
    ("tag", "stem"),
    [
        (f"{TITLE}_清源县政府", TITLE),
        (f"{TITLE}--德育处-第一中学", TITLE),
        (f"{TITLE}——清源县", TITLE),
        (f"{TITLE} - 清源县", TITLE),
        (f"{TITLE}-清源县", TITLE),
        (f"{TITLE} | 清源县", TITLE),
        (f"{TITLE}｜清源县", TITLE),
        (f" {TITLE} ", TITLE),
        ("2020-2025年的规划_清源县", "2020-2025年的规划"),
        ("2020-2025年的规划", "2020-2025年的规划"),
        ("", ""),
    ],
)
def test_without_suffix(tag, stem):
    assert without_suffix(tag) == stem


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("关于“春季”植树（２０２４）", "关于春季植树2024"),
        ("Ａ b-Ｃ", "abc"),
        ("…——", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded
