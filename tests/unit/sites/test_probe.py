"""A look at a portal without asking anyone: which pages, and what is written of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.extract.links import COLUMN_PRIORITY, Link
from portalcrawl.extract.lists.listing import Step
from portalcrawl.extract.reading import Answer, Reading, read_answer
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.page.state import Judgement, PageState
from portalcrawl.sites.column import Column
from portalcrawl.sites.probe_findings import Findings, FoundColumn
from portalcrawl.sites.probe_plan import Ask, ProbePlan
from portalcrawl.sites.profile import parse_profile
from portalcrawl.sites.profile_writer import profile_toml

NOW = datetime(2026, 5, 4, tzinfo=UTC)
COLUMNS = {"zwgk": "政务公开", "tzgg": "通知公告", "xwzx": "新闻中心", "djgz": "党建工作"}
MENU = "".join(f"<li><a href=/{path}/>{name}</a>" for path, name in COLUMNS.items())
OUT = "<a href=http://zw.a.gov.cn/>政务网</a><a href=http://b.gov.cn/>邻县</a>"
HOME = f"<title>清源县</title><ul>{MENU}<li><a href=/jj/>县情简介</a></ul>{OUT}"
TEXT = "会议研究了春季植树的安排，要求各乡镇抓紧落实。" * 5


def listing(path: str, page: int) -> str:
    rows = "".join(
        f"<li><a href=/{path}/{page}{n}.html>关于{COLUMNS[path]}第{page}{n}号事项的通知</a>"
        f" 2024-03-{n + 10}</li>"
        for n in range(12)
    )
    return f"<title>{COLUMNS[path]}</title><ul>{rows}</ul><a href=/{path}/{page + 1}.htm>下一页</a>"


def article(url: str) -> str:
    head = f"<h1>清源县召开会议 {url[-8:]}</h1><p>来源：县办 时间：2024-03-05</p>"
    return f"<div id=a>{head}<div class=body><p>{TEXT}</p></div></div>"


def body_of(url: str) -> tuple[int, str]:
    path = url.removeprefix("http://www.a.gov.cn")
    folder = path.split("/")[1]
    if path == "/":
        return 200, HOME
    if folder in COLUMNS:
        if path.endswith(".html"):
            return 200, article(url)
        return 200, listing(folder, int(path.split("/")[2].partition(".")[0] or 1))
    return (200, "<p>清源县位于省境东部。" * 20) if folder == "jj" else (404, "<p>没有")


def look(*, max_pages: int = 30) -> tuple[list[Ask], Findings]:
    plan = ProbePlan("http://www.a.gov.cn/", max_pages=max_pages, rng=Random(1))
    found, reader, asks = Findings(plan.home), PageReader("a"), []
    while (ask := plan.next_ask()) is not None:
        status, body = body_of(ask.step.url)
        answer = Answer(
            url=ask.step.url,
            status=status,
            body=body.encode(),
            content_type="text/html",
            fetched_at=NOW,
            is_home=ask.purpose == "home",
        )
        reading = read_answer(answer, reader=reader)
        plan.note(ask, reading)
        found.note(ask, answer, reading, secs=0.1)
        asks.append(ask)
    return asks, found


def test_the_pages_that_are_looked_at():
    asks, _ = look()
    purposes = Counter(ask.purpose for ask in asks)
    assert [ask.purpose for ask in asks[:2]] == ["home", "missing"]
    assert (purposes["column"], purposes["second"]) == (5, 3)
    articles = [ask.step.url for ask in asks if ask.purpose == "article"]
    assert len(articles) >= 6
    assert len({url.split("/")[3] for url in articles}) >= 3
    assert len({ask.step.url for ask in asks}) == len(asks) <= 30


@pytest.mark.parametrize("max_pages", [3, 8, 12])
def test_never_more_than_allowed(max_pages: int):
    assert len(look(max_pages=max_pages)[0]) == max_pages


def test_the_profile_says_what_was_found():
    _, found = look()
    text = profile_toml(found)
    profile = parse_profile(text, path="a.toml")
    assert profile.url == "http://www.a.gov.cn/"
    # A link of the menu is a column only if a list is there.
    assert [column.name for column in profile.columns] == list(COLUMNS.values())
    assert {column.rows for column in profile.columns} == {12}
    assert profile.columns[0].paging
    assert profile.delay_secs == 1
    assert [template.name for template in profile.templates] == ["t1"]
    assert '# hosts = ["zw.a.gov.cn"]' in text
    assert "b.gov.cn" not in text
    assert profile.hosts == ()
    assert "status 404, as it should be" in text
    assert "utf-8" in text


def test_a_redirect_within_the_site_is_followed():
    plan = ProbePlan("http://a.cn/", max_pages=30, rng=Random(1))
    first = plan.next_ask()
    assert first is not None
    assert plan.leads_on("http://www.a.cn/cn/index.html")
    assert not plan.leads_on("http://b.cn/")
    link = Link("http://www.a.cn/cn/index.html", hop="R")
    plan.note(first, Reading("redirect", links=[link]))
    second = plan.next_ask()
    assert second is not None
    assert (second.step.url, second.purpose) == (link.url, "home")
    assert plan.home == link.url


def test_redirects_in_a_ring_end():
    plan = ProbePlan("http://a.cn/", max_pages=30, rng=Random(1))
    asked = 0
    while (ask := plan.next_ask()) is not None:
        asked += 1
        plan.note(ask, Reading("redirect", links=[Link("http://a.cn/", hop="R")]))
    assert asked == 6


def test_the_menu_may_be_in_a_frame():
    plan = ProbePlan("http://a.cn/", max_pages=8, rng=Random(1))
    home = plan.next_ask()
    assert home is not None
    frame = Link("http://a.cn/menu.html", hop="E", priority=COLUMN_PRIORITY)
    plan.note(home, Reading("home", links=[frame]))
    asks = [plan.next_ask(), plan.next_ask()]
    assert [ask.purpose for ask in asks if ask is not None] == ["missing", "frame"]
    assert asks[1] is not None
    plan.note(asks[1], Reading("other", links=[Link("http://a.cn/x/", anchor="通知")]))
    column = plan.next_ask()
    assert column is not None
    assert (column.purpose, column.name) == ("column", "通知")


def test_the_home_page_again_is_no_column():
    found, reader = Findings("http://www.a.gov.cn/"), PageReader("a")
    rows = listing("tzgg", 1)
    for purpose, url in (("home", found.home), ("column", "http://www.a.gov.cn/main.html")):
        answer = Answer(
            url=url,
            status=200,
            body=rows.encode(),
            content_type="text/html",
            fetched_at=NOW,
            is_home=purpose == "home",
        )
        ask = Ask(Step(url=url), purpose, "首页")
        found.note(ask, answer, read_answer(answer, reader=reader), secs=0.1)
    assert found.columns == []


def test_each_folder_of_a_large_menu_is_looked_at():
    links = [Link(f"http://a.cn/{folder}/{n}/", anchor="栏目") for folder in "xyz" for n in "123"]
    plan = ProbePlan("http://a.cn/", max_pages=8, rng=Random(1))
    home = plan.next_ask()
    assert home is not None
    plan.note(home, Reading("home", links=links))
    assert plan.next_ask() is not None
    columns = [ask.step.url[12:15] for _ in range(3) if (ask := plan.next_ask()) is not None]
    assert columns == ["x/1", "y/1", "z/1"]
    assert len(plan.unseen) == 6


@pytest.mark.parametrize("state", [PageState.BLOCKED, PageState.RATE_LIMITED])
def test_a_host_that_blocks_is_left_alone(state: PageState):
    plan = ProbePlan("http://a.cn/", max_pages=30, rng=Random(1))
    ask = plan.next_ask()
    assert ask is not None
    plan.note(ask, Reading(state.value, Judgement(state, "words")))
    assert plan.next_ask() is None


def test_what_only_a_browser_can_read_is_said():
    found = Findings(home="http://a.cn/", shells=[("公告", "http://a.cn/gg/", "empty_app")])
    column = Column(name="通知", url="http://a.cn/tz/", paging="select", total_pages=9, rows=20)
    found.columns.append(FoundColumn(column, is_unsolved=True))
    text = profile_toml(found)
    assert "needs a browser: 公告 http://a.cn/gg/" in text
    assert "no rule knows how to ask for them: needs a browser" in text


@pytest.mark.parametrize(
    ("secs", "crawl_delay", "expected"),
    [([0.1, 0.2], None, 1), ([1.2, 1.2], None, 2.5), ([0.1], 5, 5), ([60.0], None, 10)],
)
def test_the_pause_suits_the_host(secs: list[float], crawl_delay: float | None, expected: float):
    found = Findings("http://a.cn/", answer_secs=secs, crawl_delay_secs=crawl_delay)
    assert found.delay_secs == expected


@given(name=st.text(min_size=1), state=st.text(), title=st.text())
def test_any_text_of_a_page_gives_a_profile_that_loads(name: str, state: str, title: str):
    name = name.encode("utf-8", "replace").decode()
    found = Findings("http://a.cn/", states=[(state, "rule", title)], families={title: [state]})
    found.columns.append(FoundColumn(Column(name=name, url="http://a.cn/x/")))
    found.charsets[title] += 1
    profile = parse_profile(profile_toml(found), path="a.toml")
    assert [column.name for column in profile.columns] == [name]
    assert Step(url=profile.url).url == "http://a.cn/"
