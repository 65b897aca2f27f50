"""What a host says of missing pages, learned and recognised."""

from __future__ import annotations

import pytest

from portalcrawl.page.fingerprint import Fingerprint
from portalcrawl.page.soft_404 import MAX_PROBES, MIN_PAGES, NotFoundPages, leads_nowhere
from tests.unit.page.cases import MENU, SENTENCE, page

HOME = "http://a.cn/"
PROBE = "http://a.cn/show.asp?id=987654321"
ASKED = "http://a.cn/show.asp?id=12"
FRAME = (
    "<title>{title}清源县人民政府</title>"
    f"<ul>{MENU}</ul><p>今天是：2024年3月{{day}}日</p>"
    "<h1>{headline}</h1><div>发布时间：{date}　来源：{source}　点击数：{views}</div>"
    "<div>{body}</div><p>主办：清源县人民政府办公室</p>"
)
EMPTY = {"title": "", "headline": "", "date": "", "source": "", "views": "0", "body": ""}


def framed(day: int = 5, **values: str) -> str:
    return FRAME.format(**{**EMPTY, "day": day, **values})


def known(html: str, url: str = PROBE, status: int = 200) -> NotFoundPages:
    pages = NotFoundPages(HOME)
    pages.learn(page(html, url), status=status)
    return pages


SORRY = (
    "<title>清源县</title><p>对不起，{0} 没有对应的稿件</p>"
    "<p>编号 f3a9{1}，时间 10:{1}</p><a href=/>回首页"
)


@pytest.mark.parametrize("has_content", [False, True])
def test_the_same_page_with_its_address_id_and_time(has_content):
    pages = known(SORRY.format("/show.asp?id=987654321", 15))
    again = page(SORRY.format("/show.asp?id=12", 48), ASKED)
    assert pages.matches(again, has_content=has_content) == "like_probe"


@pytest.mark.parametrize("has_content", [False, True])
def test_the_empty_frame_of_an_article(has_content):
    pages = known(framed())
    again = page(framed(day=9, date="1900-01-01", views="17"), ASKED)
    assert pages.matches(again, has_content=has_content) == "like_probe"


@pytest.mark.parametrize(
    "values",
    [
        {"headline": "停水通知"},
        {"body": "<img src=/UploadFiles/2024/7.jpg>"},
        {"title": "停水通知_", "body": SENTENCE},
        {"body": "详见附件<a href=/1.doc>通知</a>"},
        {"headline": "公示公告", "date": "2024-03-01"},
    ],
)
def test_a_short_article_in_the_same_frame_is_a_page(values):
    pages = known(framed())
    assert pages.matches(page(framed(**values), ASKED), has_content=True) is None


def test_another_shape_of_address_has_another_answer():
    pages = known(framed())
    assert pages.matches(page(framed(), "http://a.cn/list.asp?page=2")) is None


def test_the_answer_for_the_host_counts_for_all_shapes():
    pages = known(SORRY.format("/qwrtzpsd.html", 1), url="http://a.cn/qwrtzpsd.html")
    assert (
        pages.matches(
            page(SORRY.format("/dj/t20240305_7.html", 2), "http://a.cn/dj/t20240305_7.html")
        )
        == "like_probe"
    )


def test_an_honest_status_teaches_nothing():
    assert known(framed(), status=404).matches(page(framed(), ASKED)) is None


@pytest.mark.parametrize(
    "html", ["", "<title>清源县</title><div id=app></div><script src=/a.js></script>"]
)
def test_pages_that_a_script_draws_are_not_all_alike(html):
    assert known(html).matches(page(html, ASKED)) is None


def test_a_shape_is_probed_once_when_there_is_reason_to():
    pages = NotFoundPages(HOME)
    articles = [f"http://a.cn/zw/{number}.html" for number in range(40)]
    asked = [pages.wants_probe(url, has_content=True) for url in articles]
    assert [n for n, wants in enumerate(asked, start=1) if wants] == [MIN_PAGES]
    asked = [pages.wants_probe(url, has_content=False) for url in (ASKED, PROBE, articles[0])]
    assert asked == [True, False, False]


def test_probes_are_few_however_many_shapes_there_are():
    pages = NotFoundPages(HOME)
    urls = [f"http://a.cn/show{'x' * n}.asp?id=1" for n in range(40)]
    assert sum(pages.wants_probe(url, has_content=False) for url in urls) == MAX_PROBES


# The home page as answer

NEWS = "".join(
    f"<li><a href='/show.asp?id={n}'>{SENTENCE[n : n + 18]}</a> 03-{n:02}</li>" for n in range(20)
)
HOME_PAGE = f"<title>清源县人民政府</title>{MENU}<ul>{NEWS}</ul>"


def test_the_home_page_at_another_address_is_missing_there():
    pages = NotFoundPages(HOME)
    pages.learn_home(page(HOME_PAGE, HOME), status=200)
    later = HOME_PAGE.replace(SENTENCE[:18], "新发的一条消息")
    for has_content in (True, False):
        assert pages.matches(page(later, ASKED), has_content=has_content) == "like_home"
    assert pages.matches(page(HOME_PAGE, "http://www.a.cn/index.html"), has_content=True) is None


def test_a_list_in_the_frame_of_the_home_page_is_a_list():
    pages = NotFoundPages(HOME)
    pages.learn_home(page(HOME_PAGE, HOME), status=200)
    other = HOME_PAGE.replace(
        NEWS, "".join(f"<li>另一个栏目的第{n}条</li>" for n in "甲乙丙丁戊己庚辛")
    )
    assert pages.matches(page(other, ASKED), has_content=True) is None


def test_the_home_page_is_never_missing_even_where_it_is_the_answer_to_all():
    pages = known(HOME_PAGE, url="http://a.cn/qwrtzpsd.html")
    assert pages.matches(page(HOME_PAGE, HOME), has_content=True) is None
    assert pages.matches(page(HOME_PAGE, "http://a.cn/zw/9.html"), has_content=True) == "like_probe"


def test_a_home_page_that_only_leads_on_is_like_no_other_page():
    pages = NotFoundPages(HOME)
    pages.learn_home(page("<title>清源</title>正在跳转", HOME), status=200)
    assert pages.matches(page("<title>清源</title>正在跳转", ASKED)) is None


# Redirects


@pytest.mark.parametrize(
    ("asked", "target", "rule"),
    [
        ("http://a.cn/robots.txt", "http://a.cn/404.htm", "to_error_page"),
        ("http://a.cn/1.html", "http://a.cn/error/404.html", "to_error_page"),
        ("http://a.cn/1.html", "http://a.cn/errorpage.aspx?aspxerrorpath=/1.html", "to_error_page"),
        ("http://a.cn/1.html", "http://a.cn/notfound/", "to_error_page"),
        ("http://a.cn/info/1.htm", "http://a.cn/", "to_home"),
        ("http://a.cn/zwgk/", "https://www.a.cn/index.shtml", "to_home"),
        ("http://a.cn/", "http://a.cn/index.jsp", None),
        ("http://a.cn/index.jsp", "http://a.cn/", None),
        ("http://a.cn/?from=wx", "http://a.cn/", None),
        ("http://a.cn/link?id=4", "http://b.cn/", None),
        ("http://a.cn/list.htm", "http://a.cn/list.psp", None),
        ("http://a.cn/zw/", "http://a.cn/zw/index.html", None),
        ("http://a.cn/1.html", "http://a.cn/4040.html", None),
        ("http://a.cn/1.html", "http://a.cn/terror/1.html", None),
        ("http://a.cn/404.html", "http://a.cn/404.htm", None),
        ("http://a.cn/1", "no address", None),
    ],
)
def test_redirects_that_say_missing(asked, target, rule):
    assert leads_nowhere(asked, target) == rule


def test_redirects_to_where_a_probe_was_sent():
    pages = NotFoundPages("http://a.cn/portal/home.jsp")
    pages.learn_redirect("http://a.cn/tips.html")
    assert pages.leads_nowhere(ASKED, "http://a.cn/tips.html") == "to_error_page"
    assert pages.leads_nowhere("http://a.cn/tips.html?x", "http://a.cn/zw/") is None
    assert pages.leads_nowhere(ASKED, "http://a.cn/portal/home.jsp") == "to_home"
    assert pages.leads_nowhere("http://a.cn/", "http://a.cn/portal/home.jsp") is None


def test_a_fingerprint_has_status_title_and_lines():
    found = Fingerprint.of_page(
        page("<title>甲 3</title><p>乙 7<p>丙 x9y<p>22", "http://a.cn/7"), 200
    )
    assert found == Fingerprint(200, "甲", frozenset({"乙", "丙"}), 2)
    assert not found.is_telling
