"""``restricted.toml``, ``not_found.toml``, ``rate_limited.toml``, and where their words count."""

from __future__ import annotations

import pytest

from portalcrawl.page.notices import notice_rules
from portalcrawl.page.state import PageState, judge
from tests.unit.page.cases import HUB, MENU, SENTENCE, case

STATES = {
    "restricted": PageState.RESTRICTED,
    "not_found": PageState.SOFT_404,
    "rate_limited": PageState.RATE_LIMITED,
}
RULES = [(name, rule) for name in STATES for rule in notice_rules(name)]
DENIED = [(STATES[name], rule.name, html) for name, rule in RULES for html in rule.deny]
ALLOWED = [(rule.name, html) for _, rule in RULES for html in rule.allow]
PHRASES = [(name, rule.name, phrase) for name, rule in RULES for phrase in rule.phrases]


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_rule_has_examples_of_both_kinds(name, rule):
    assert rule.deny
    assert rule.allow
    assert all(len(phrase) >= 4 for phrase in rule.phrases)


@pytest.mark.parametrize(("state", "rule", "html"), DENIED)
def test_a_notice_has_its_state_and_rule(state, rule, html):
    found = judge(case(html))
    assert (found.state, found.rule) == (state, rule)


@pytest.mark.parametrize(("rule", "html"), ALLOWED)
def test_what_is_no_notice(rule, html):
    assert judge(case(html)).state is PageState.OK


@pytest.mark.parametrize(("name", "rule", "phrase"), PHRASES)
def test_a_phrase_in_a_page_of_its_own(name, rule, phrase):
    quoted = f"<p>网站常见问题：{SENTENCE}看到“{phrase}”时，请稍后再来。</p>"
    assert judge(case(f"<h1>常见问题</h1>{quoted}", has_content=True)).state is PageState.OK
    assert judge(case(HUB + quoted)).state is PageState.OK
    assert judge(case(f"<p>{phrase}</p>")).state is STATES[name]


@pytest.mark.parametrize(
    ("html", "has_content", "state"),
    [
        # In the frame of the site: only the headline says so.
        (f"<title>清源县</title>{MENU}<h2>您访问的页面不存在</h2>", False, PageState.SOFT_404),
        (f"<title>清源县</title>{MENU}<p>您访问的页面不存在</p>", False, PageState.OK),
        (f"<title>提示信息_清源县</title>{MENU}<p>您访问的页面不存在", False, PageState.SOFT_404),
        (f"<title>404错误-清源县</title>{MENU}<p>{SENTENCE}", False, PageState.SOFT_404),
        # In a frame that looks like content.
        ("<title>提示信息</title><h1>提示</h1><p>仅允许校内地址访问", True, PageState.RESTRICTED),
        ("<title>提示信息</title><h1>提示信息</h1><p>高温天气提示", True, PageState.OK),
        ("<title>404 Not Found</title><ul><li>新闻", True, PageState.SOFT_404),
        ("<title>电子资源通知</title><p>仅允许校内地址访问", True, PageState.OK),
        (f"<title>关于404错误的通报</title><p>{SENTENCE}", True, PageState.OK),
        (f"<title>关于404错误的通报</title><p>{SENTENCE * 20}", False, PageState.OK),
    ],
)  # fmt: skip
def test_where_the_words_count(html, has_content, state):
    assert judge(case(html, has_content=has_content)).state is state


@pytest.mark.parametrize(
    ("html", "state", "rule"),
    [
        ("<script>alert('没有这个编号');history.back()</script>", "soft_404", "says_in_alert"),
        ("<script>alert('改版了');location='http://b.cn/'</script>", "redirect_shell", None),
        ("<script>alert('请先登录');location='/a.asp'</script>", "restricted", "login_needed"),
        (f"<script>alert('没有这个编号');history.back()</script>{HUB}", "ok", None),
        ("<script>function f(){alert('参数错误')}</script><div id=app></div>", "ok", None),
    ],
)
def test_a_page_that_says_it_in_a_box(html, state, rule):
    found = judge(case(html))
    assert found.state == state
    assert rule is None or found.rule == rule


def test_a_login_form_alone_is_restricted_and_one_beside_a_page_is_not():
    form = "<form><input name=user><input type=PASSWORD></form>"
    assert judge(case(f"<title>清源县</title>{form}")).rule == "login_form"
    assert judge(case(f"{HUB}{form}")).state is PageState.OK


@pytest.mark.parametrize(
    ("status", "headers", "state"),
    [
        (429, {}, PageState.RATE_LIMITED),
        (503, {"retry-after": "5"}, PageState.RATE_LIMITED),
        (403, {"retry-after": "5"}, PageState.RATE_LIMITED),
        (503, {}, PageState.UNREACHABLE),
        (200, {"retry-after": "5"}, PageState.OK),
    ],
)
def test_rate_limits_by_status(status, headers, state):
    assert judge(case(f"<p>{SENTENCE}", status, headers=headers)).state is state
