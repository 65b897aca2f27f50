"""``blocked.toml``: every vendor shows what is its block and what is not."""

from __future__ import annotations

import pytest

from portalcrawl.page.blocked import firewalls
from portalcrawl.page.state import PageState, judge
from tests.unit.page.cases import HUB, SENTENCE, case

VENDORS = firewalls().vendors
DENIED = [(vendor.name, answer) for vendor in VENDORS for answer in vendor.deny]
ALLOWED = [(vendor.name, answer) for vendor in VENDORS for answer in vendor.allow]
PHRASES = [phrase for vendor in VENDORS for phrase in vendor.phrases]
CHALLENGE = "<script>$_ts=window['$_ts'];$_ts.nsd=52;</script><script src='/x/y.js' r='m'></script>"


def judged(answer):
    facts = {"has_content": answer.get("content", False), "headers": answer.get("headers", {})}
    return judge(case(answer["body"], answer["status"], **facts))


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
def test_vendor_has_examples_of_both_kinds(vendor):
    assert vendor.deny
    assert vendor.allow
    assert all(len(phrase) >= 5 for phrase in vendor.phrases)
    assert vendor.phrases or vendor.scripts or vendor.marks


@pytest.mark.parametrize(("vendor", "answer"), DENIED)
def test_blocked_by_its_vendor(vendor, answer):
    found = judged(answer)
    assert found.state is PageState.BLOCKED
    assert found.vendor == (None if vendor == "unknown" else vendor)


@pytest.mark.parametrize(("vendor", "answer"), ALLOWED)
def test_no_block(vendor, answer):
    assert judged(answer).state is not PageState.BLOCKED


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_in_an_article_is_no_block(phrase):
    html = f"<h1>网络安全简报</h1><p>{SENTENCE}<p>访问时看到“{phrase}”的，请报告。"
    assert judge(case(html, has_content=True)).state is PageState.OK


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
def test_a_script_or_phrase_in_a_page_full_of_links_is_no_block(vendor):
    extras = " ".join((*vendor.scripts, *vendor.marks))
    html = f"<script>/*{extras}*/</script>{HUB}<p>{'，'.join(vendor.phrases)}"
    assert judge(case(html)).state is PageState.OK


@pytest.mark.parametrize("status", [400, 403, 412, 200, 202])
def test_the_challenge_alone_is_a_block_with_any_status(status):
    found = judge(case(CHALLENGE, status))
    assert (found.state, found.vendor, found.rule) == (
        PageState.BLOCKED,
        "ruishu",
        "challenge_script",
    )


@pytest.mark.parametrize("status", [200, 403, 404])
def test_the_challenge_on_a_page_with_text_is_none(status):
    found = judge(case(f"{CHALLENGE}<p>{SENTENCE}", status))
    assert found.state is not PageState.BLOCKED


@pytest.mark.parametrize(
    ("status", "html", "state"),
    [
        (403, "", PageState.BLOCKED),
        (403, "<title>403</title>", PageState.BLOCKED),
        (403, "<h1>403 Forbidden</h1><hr>Apache", PageState.RESTRICTED),
        (403, f"<h1>内部栏目</h1><p>{SENTENCE}", PageState.RESTRICTED),
        (418, f"<h1>提示</h1><p>{SENTENCE}", PageState.BLOCKED),
        (521, f"<h1>源站暂时不可用</h1><p>{SENTENCE}", PageState.UNREACHABLE),
        (405, "<h1>Method Not Allowed</h1>", PageState.NOT_FOUND),
        (404, "", PageState.NOT_FOUND),
        (500, "", PageState.UNREACHABLE),
    ],
)
def test_a_refusal_that_says_nothing(status, html, state):
    assert judge(case(html, status)).state is state


def test_a_refusal_without_a_page():
    assert judge(case(None, 412)).vendor == "ruishu"
    assert judge(case(None, 403)).state is PageState.BLOCKED


def test_a_home_page_that_is_refused_is_a_block_whatever_it_says():
    found = judge(case("<h1>403 Forbidden</h1>nginx", 403, is_home=True))
    assert (found.state, found.rule) == (PageState.BLOCKED, "home_refused")


def test_headers_name_the_vendor_of_a_block_only():
    cookie = {"set-cookie": "__jsluid_s=9; path=/"}
    assert judge(case("", 403, headers=cookie)).vendor == "jiasule"
    assert judge(case(HUB, headers=cookie)).state is PageState.OK


def test_evidence_is_what_the_page_says_and_at_most_2_kb():
    found = judge(case(f"<title>提示</title><p>请求已被防火墙拦截<p>{SENTENCE * 10}", 403))
    assert found.evidence.startswith("提示\n请求已被防火墙拦截")
    assert len(found.evidence.encode()) <= 2048
    assert "$_ts" in judge(case(CHALLENGE, 412)).evidence
