"""Templates: learned from pages that are alike, verified, used, given up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.errors import ProfileError
from portalcrawl.extract.templates.reader import LearningPace, PageReader, PageReading
from portalcrawl.page.document import Page
from portalcrawl.sites.template import Template, parse_template, template_toml

NOW = datetime(2026, 2, 5, tzinfo=UTC)
PACE = LearningPace(
    sample_pages=3, trial_pages=2, check_every=4, checks_kept=4, max_disagreements=2
)
MENU = "".join(f"<li><a href=/{n}/>栏目第{n}个</a></li>" for n in range(12))
SENTENCE = "全县第{n}次会议今天上午召开，会议听取了各单位的汇报，研究了下一步的工作。"


def news(number: int, *, body: str = "nr", extra: str = "") -> str:
    """An article of the site's usual template."""
    text = "".join(f"<p>{SENTENCE.format(n=number * 10 + n)}</p>" for n in range(6))
    return (
        f"<div class=head><ul>{MENU}</ul></div><div class=path>当前位置：<a href=/>首页</a> > "
        f"<a href=/xw/>新闻</a></div><div class=box><h1>第{number}次会议在县城召开</h1>"
        f"<div class=info>来源：县政府办 作者：王某{number} 时间：2024-03-{number:02}</div>"
        f"<div class={body}>{text}</div>{extra}<div class=sx>上一篇：<a href=/{number}.html>第"
        f"{number - 1}次会议在县城召开</a></div></div><div class=foot>版权所有：清源县人民政府 "
        f"陇ICP备00000099号</div>"
    )


def redesigned(number: int) -> str:
    """A page on which the old template's elements are there but hold something else."""
    text = "".join(f"<p>{SENTENCE.format(n=number * 10 + n)}</p>" for n in range(6))
    return (
        f"<ul>{MENU}</ul><div class=box><h1>专题：第{number}期摘要</h1>"
        f"<div class=info>来源：专题组 时间：2020-01-01</div><div class=nr><p>摘要。</p></div>"
        f"</div>"
        f"<section><h2>第{number}次会议在县城召开</h2><p>来源：县政府办 作者：王某{number} "
        f"阅读：12 时间：2024-04-{number:02} 10:30</p><article>{text}</article></section>"
    )


def read(reader: PageReader, html: str, number: int = 1) -> PageReading:
    page = Page.of_bytes(html.encode(), url=f"http://a.example/xw/{number}.html")
    return reader.read(page, fetched_at=NOW)


def taught(pages: int = 5) -> tuple[PageReader, list[PageReading]]:
    reader = PageReader("a", pace=PACE)
    return reader, [read(reader, news(n), n) for n in range(1, pages + 1)]


def test_learned_from_three_pages_tried_on_two_and_then_used():
    reader, readings = taught(6)
    assert [reading.events for reading in readings] == [
        [],
        [],
        ["template/learned"],
        [],
        ["template/verified"],
        ["template/used"],
    ]
    change = readings[4].change
    assert change is not None
    assert change.state == "verified"
    assert (change.template.main, change.template.body) == ("div.box", "div.nr")
    assert (change.template.headline, change.template.breadcrumb) == (
        "div.box > h1:nth-of-type(1)",
        "div.path",
    )
    assert change.template.is_body_exact
    assert change.template.record == {"owner": "清源县人民政府", "icp": "陇ICP备00000099号"}
    assert readings[5].template == "t1"
    del reader


def test_reads_the_same_as_the_general_rules():
    reader, _ = taught()
    for number in range(6, 20):
        by_template = read(reader, news(number), number)
        by_rules = read(PageReader("a"), news(number), number)
        assert by_template.template == "t1"
        for name in ("title", "published", "source", "author", "column_path", "previous"):
            assert getattr(by_template.article, name) == getattr(by_rules.article, name), name
        for name in ("body_text", "body_html", "site_record", "images", "attachments"):
            assert getattr(by_template.article, name) == getattr(by_rules.article, name), name
        assert by_template.article.provenance["title"] == "template:t1"


def test_a_page_of_another_template_is_read_by_the_general_rules():
    reader, _ = taught()
    reading = read(reader, news(7, body="other"), 7)
    assert (reading.template, reading.article.title) == (None, "第7次会议在县城召开")


def test_a_list_is_no_article_though_it_has_the_elements():
    reader, _ = taught()
    rows = "".join(
        f"<li><a href={n}.html>第{n}次会议在县城召开</a> 2024-03-0{n}" for n in range(1, 9)
    )
    html = f"<div class=box><h1>新闻</h1><div class=nr><ul>{rows}</ul></div></div>"
    assert read(reader, html).kind.value == "list"


def test_rows_are_no_info_line_where_the_headline_is_missing():
    reader, _ = taught()
    rows = "".join(
        f"<li><a href={n}.html>第{n}次会议在县城召开</a><p>2024-03-0{n}</p>" for n in range(1, 9)
    )
    html = f"<div class=box><div class=nr><ul>{rows}</ul></div></div><a href=2.html>下一页</a>"
    assert read(reader, html).kind.value == "list"


def test_attachments_below_the_body_widen_what_is_looked_at():
    reader = PageReader("a", pace=PACE)
    extra = "<div class=fj><a href=1.doc>附件：名单.doc</a></div>"
    readings = [read(reader, news(n, extra=extra), n) for n in range(1, 8)]
    assert readings[-1].template == "t1"
    assert [found.name for found in readings[-1].article.attachments] == ["附件：名单.doc"]


def test_a_redesign_retires_the_template():
    reader, _ = taught()
    events = []
    for number in range(1, 13):
        reading = read(reader, redesigned(number), number)
        events += reading.events
        if reading.change is not None:
            break
    assert reading.change is not None
    assert (reading.change.state, reading.change.template.name) == ("retired", "t1")
    assert "template/disagreed/title" in events
    # And the new one gets a name of its own.
    changes = [read(reader, redesigned(n), n).change for n in range(13, 25)]
    assert [c.template.name for c in changes if c is not None] == ["t2"]


def test_without_pace_nothing_is_learned():
    reader = PageReader("a")
    assert not any(read(reader, news(n), n).events for n in range(1, 12))


def test_a_template_of_the_profile_comes_first():
    template = Template(name="mine", main="div.box", body="div.nr", headline="h1")
    reading = read(PageReader("a", [template]), news(3), 3)
    assert reading.template == "mine"
    assert reading.article.provenance["body"] == "template:mine"


def test_boilerplate_at_the_end_of_every_body_is_cut():
    reader = PageReader("a", pace=PACE)
    end = "<p class=tip>本网站文章未经许可不得转载使用</p></div>"
    pages = [news(n).replace("</div><div class=sx>", f"{end}<div class=sx>") for n in range(1, 9)]
    readings = [read(reader, html, n) for n, html in enumerate(pages, 1)]
    assert readings[4].change.template.boilerplate == ("本网站文章未经许可不得转载使用",)
    assert "不得转载" in readings[0].article.body_text
    assert "不得转载" not in readings[-1].article.body_text


def test_toml_is_read_back():
    template = Template(
        name="t1",
        main="div.a",
        body='td[class="x"]',
        skip=(".side", "#r"),
        boilerplate=("（完）",),
        has_info=True,
        record={"owner": "县政府"},
        pages=7,
    )
    tables = __import__("tomllib").loads(template_toml(template))["template"]
    assert [parse_template(table, where="x") for table in tables] == [template]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"name": "t", "main": "a"}, "needs the key 'body'"),
        ({"name": "t", "main": "a", "body": 1}, "body can't be 1"),
        ({"name": "t", "main": "a", "body": "b", "skip": "c"}, "skip can't be 'c'"),
        ({"name": "t", "main": "a", "body": "b", "pages": -1}, "pages can't be -1"),
        ({"name": "t", "main": "a", "body": "b", "bodie": "c"}, "not 'body'?"),
    ],
)
def test_a_wrong_table_is_named(table, says):
    with pytest.raises(ProfileError, match="a.toml: .*" + says.replace("?", r"\?")):
        parse_template(table, where="a.toml")
