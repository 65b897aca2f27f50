"""The order of the rules, redirects, home pages, and what goes on."""

from __future__ import annotations

import time

import pytest

from portalcrawl.page.redirects import is_login, judge_redirect
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.page.state import PageState, judge
from tests.unit.page.cases import HUB, MENU, SENTENCE, URL, case, page


def state(*args, **facts) -> str:
    found = judge(case(*args, **facts))
    return f"{found.state} {found.rule}"


@pytest.mark.parametrize(
    ("html", "status", "expected"),
    [
        (HUB, 200, "ok page"),
        (f"<p>{SENTENCE}", 206, "ok page"),
        (None, 200, "ok file"),
        (None, 404, "not_found http_404"),
        (HUB, 404, "not_found http_404"),
        (HUB, 410, "not_found http_410"),
        (HUB, 400, "not_found http_400"),
        (HUB, 401, "restricted http_401"),
        (HUB, 403, "restricted http_403"),
        (HUB, 502, "unreachable http_502"),
        (HUB, 408, "unreachable http_408"),
        (None, None, "unreachable no_answer"),
        (None, 304, "ok not_modified"),
        ("", 200, "soft_404 blank_page"),
        ("<title>{PE.Label id='标题'/}</title><p>暂无", 200, "soft_404 unrendered_template"),
        ("<title><%= title %></title><div id=app></div><script src=a.js></script>", 200, "ok page"),
        ("<img src=1.jpg>", 200, "ok page"),
        ("<frameset><frame src=1.htm></frameset>", 200, "ok page"),
    ],
)
def test_states(html, status, expected):
    assert state(html, status) == expected


def test_content_goes_on_whatever_is_in_it():
    assert state(f"<h1>通报</h1><p>{SENTENCE}", has_content=True) == "ok content"
    assert state("<script>location='/a'</script>", has_content=True) == "ok content"


def test_the_frame_of_an_article_with_nothing_in_it_is_missing():
    known = NotFoundPages("http://a.cn/")
    empty = f"<title>清源</title>{MENU}<p>发布时间： 来源："
    known.learn(page(empty, "http://a.cn/zw/987654321.html"), status=200)
    assert state(empty, has_content=True, known=known) == "soft_404 like_probe"
    assert state(f"{empty}<p>{SENTENCE}", has_content=True, known=known) == "ok content"


# Redirects


@pytest.mark.parametrize(
    ("location", "headers", "expected"),
    [
        ("2.html", {}, "ok redirect"),
        (URL, {"set-cookie": "CT6T=1; path=/"}, "blocked cookie_wall"),
        ("1.html#top", {"set-cookie": "abc=1"}, "blocked cookie_wall"),
        (URL, {}, "unreachable redirect_to_itself"),
        ("https://a.cn/zw/1.html", {"set-cookie": "abc=1"}, "ok redirect"),
        ("/cas/login?service=x", {}, "restricted to_login"),
        ("/404.htm", {}, "soft_404 to_error_page"),
        ("/", {}, "soft_404 to_home"),
        ("javascript:;", {}, "not_found redirect_to_no_page"),
    ],
)
def test_redirects(location, headers, expected):
    assert state("", 302, headers={"location": location, **headers}) == expected


def test_a_redirect_has_its_target_and_a_wall_its_vendor():
    assert judge(case("", 301, headers={"location": "2.html"})).target == "http://a.cn/zw/2.html"
    cookies = (("set-cookie", "other=1"), ("set-cookie", "__jsluid_h=1"))
    assert judge_redirect(URL, URL, headers=cookies).vendor == "jiasule"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.cn/login.jsp?x", True),
        ("http://a.cn/authserver/", True),
        ("http://sso.a.cn/x", True),
        ("http://a.cn/admin/Login.aspx", True),
        ("http://a.cn/cases/1.html", False),
        ("http://a.cn/logincentre/1.html", False),
        ("http://a.cn/casual/", False),
    ],
)
def test_where_readers_log_in(url, expected):
    assert is_login(url) is expected


# Shells


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("http://b.cn/x.html", "redirect_shell leads_elsewhere"),
        ("/", "soft_404 to_home"),
        ("/login.jsp", "restricted to_login"),
        ("/404.html", "soft_404 to_error_page"),
    ],
)
def test_a_shell_is_what_its_target_says(target, expected):
    assert state(f"<title>清源一中</title><script>location='{target}'</script>") == expected


def test_a_shell_has_its_target():
    assert judge(case("<script>location='2.html'</script>")).target == "http://a.cn/zw/2.html"


# Home pages


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", "stub home_without_links"),
        (f"<title>x</title><p>{SENTENCE}</p>".ljust(642), "stub home_without_links"),
        ("<p>a<a href='#'>b</a><a href='javascript:;'>c</a>", "stub home_without_links"),
        ("<p><a href=/index/>进入</a>", "ok page"),
        (f"<p>{SENTENCE}</p>".ljust(2100), "ok page"),
        ("<script>location='/index/'</script>", "redirect_shell leads_elsewhere"),
        ("<frameset><frame src=1.htm></frameset>", "ok page"),
        ("<div id=app></div><script src=/a.js></script>", "ok page"),
    ],
)
def test_a_home_page_that_is_a_stub(html, expected):
    assert state(html, url="http://a.cn/", is_home=True) == expected


def test_a_small_page_elsewhere_is_no_stub():
    assert state(f"<p>{SENTENCE}") == "ok page"


def test_a_normal_page_costs_next_to_nothing():
    html = f"<title>通报_清源县</title>{MENU}<h1>通报</h1>" + f"<p>{SENTENCE * 3}" * 60
    known = NotFoundPages("http://a.cn/")
    known.learn(
        page(f"<title>清源县</title>{MENU}<p>没有这篇稿件", "http://a.cn/zw/99.html"), status=200
    )
    times = []
    for _ in range(50):
        answer = case(html, has_content=True, known=known)
        assert answer.page.outline.lines
        start = time.process_time()
        found = judge(answer)
        times.append(time.process_time() - start)
        assert found.state is PageState.OK
    # Measured 0.02 ms; the limit leaves room for a busy machine.
    assert min(times) < 0.0003
