"""Which pages show nothing without their scripts, and which only look so."""

from __future__ import annotations

import re

import pytest

from portalcrawl.page.document import Page
from portalcrawl.page.shell import is_shell
from portalcrawl.page.shell_rules import shell_rules

BUNDLE = '<script src="/static/js/app.3f9a.js"></script>'
MENU = (
    "<ul class=nav>" + "".join(f"<li><a href=/c{n}/>栏目{n}</a></li>" for n in range(12)) + "</ul>"
)
FOOT = (
    "<div class=foot><p>主办：清源县人民政府办公室　地址：清源县北关镇文昌街18号</p>"
    "<p>网站标识码：6211999999　陇ICP备00000099号</p></div>"
)
FILL = "<script>$.ajax({url:'/api/rows',success:function(d){$('#newsList').html(d)}})</script>"
NOTICE = "<noscript>We're sorry but portal doesn't work without JavaScript enabled.</noscript>"
TEXT = "<p>各乡镇要压实责任，逐村逐户排查隐患，做到底数清、情况明。" * 4


def shell(body: str, **options: bool) -> str | None:
    html = f"<html><head><title>清源县</title></head><body>{body}</body></html>"
    return is_shell(Page.of_bytes(html.encode(), url="http://a.cn/x"), **options)


SHELLS = [
    (f'<div id="app"></div>{BUNDLE}', "empty_app"),
    (f"<div id=app><!-- built files will be injected --></div>{BUNDLE}", "empty_app"),
    (f'<div id="root"><div class="loading">加载中...</div></div>{BUNDLE}', "empty_app"),
    (f"<app-root>Loading...</app-root>{BUNDLE}", "empty_app"),
    (f"{NOTICE}<div id=app></div>{BUNDLE}", "empty_app"),
    (f"{NOTICE}<div id=stage></div>{BUNDLE}", "noscript"),
    (f"<noscript>请启用JavaScript后访问</noscript><div id=x>清源县</div>{BUNDLE}", "noscript"),
    (f'{MENU}<ul id="newsList"></ul>{FILL}{FOOT}', "empty_list"),
    (f'{MENU}<ul id="newsList"> <!-- rows --> 加载中... </ul>{FILL}{FOOT}', "empty_list"),
    (f"{MENU}<table><tbody id=newsList></tbody></table>{FILL}{FOOT}", "empty_list"),
    (
        f'{MENU}<div id=app><ul class="list"><li v-for="r in rows"><a :href="r.url">'
        "{{r.title}}</a><span>{{r.date}}</span></li></ul></div>" + BUNDLE,
        "empty_list",
    ),
]

PAGES = [
    ("", "an empty page asks for nothing"),
    ('<div id="app"></div>', "no script would fill it"),
    (f'<div id="app"><a href="/x">进入</a></div>{BUNDLE}', "there is something to follow"),
    (f'<div id="app"><h1>部门职能</h1></div>{BUNDLE}', "there is a text"),
    (f'<div id="app"></div>{MENU}{BUNDLE}', "an app beside a page of menus"),
    (f'<div id="app"></div>{TEXT}{BUNDLE}', "a text beside it"),
    (f"{NOTICE}{TEXT}{BUNDLE}", "the notice is only a courtesy"),
    (f'{MENU}<ul id="newsList"></ul>{FOOT}', "no script asks for rows"),
    (f'{MENU}<ul id="newsList"></ul><script>$.ajax("/hits")</script>', "it fills something else"),
    (f'{MENU}<ul id="newsList"><p>暂无资料</p></ul>{FILL}', "the list is empty and says so"),
    (f'{MENU}<div id="banner"></div><script>$.get("/b");$("#banner")</script>', "no list"),
    (f'{MENU}<ul id="newsList" style="display:none"></ul>{FILL}', "hidden: a box for later"),
    (
        f'<ul id="newsList"></ul>{FILL}'
        + "".join(f"<p><a href={n}>会议召开</a> 2024-03-0{n}</p>" for n in (5, 6)),
        "rows are there",
    ),
    (
        f'<ul id="newsList"></ul>{FILL}'
        + "".join(f"<a href={n}>关于进一步做好安全生产工作的通知</a><br>" for n in range(5)),
        "titles are there",
    ),
    (f"<script>$_ts=window['$_ts']</script><div id=app></div>{BUNDLE}", "a challenge"),
]


@pytest.mark.parametrize(("body", "reason"), SHELLS)
def test_shells_have_a_reason(body, reason):
    assert shell(body) == reason


@pytest.mark.parametrize("body", [body for body, _ in PAGES], ids=[why for _, why in PAGES])
def test_a_page_is_no_shell(body):
    assert shell(body) is None


def test_a_list_that_can_be_asked_for_needs_no_browser():
    body = f'{MENU}<ul id="newsList"></ul>{FILL}{FOOT}'
    assert shell(body, has_static_list=True) is None
    assert shell(f'<div id="app"></div>{BUNDLE}', has_static_list=True) == "empty_app"


def test_a_frameset_is_no_shell():
    html = "<html><frameset><frame src=a.htm></frameset></html>"
    assert is_shell(Page.of_bytes(html.encode(), url="http://a.cn/")) is None


SIGNS = [
    (sign, rule, text, taken)
    for sign, rules in shell_rules().items()
    if sign != "mounts"
    for rule in rules
    for text, taken in [*((t, True) for t in rule["takes"]), *((t, False) for t in rule["leaves"])]
]


@pytest.mark.parametrize(("sign", "rule", "text", "taken"), SIGNS)
def test_each_rule_takes_and_leaves_its_examples(sign, rule, text, taken):
    assert (re.search(rule["pattern"], text, re.IGNORECASE) is not None) is taken, sign


@pytest.mark.parametrize(
    "piece", ["<div id=list>", "<ul class=list v-for>", "{{", "加载中", "<a href=x>"]
)
def test_hostile_pages_cost_no_more_than_they_are_long(piece):
    assert shell(piece * 20_000 + FILL) in {None, "empty_list"}
