"""What is said of one address: scope, keys, page and links."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from rich.console import Console

from portalcrawl.extract.reading import Answer, read_answer
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.report.articles import json_text
from portalcrawl.report.url_explanation import Seen, Stored, entry_for, explain_url
from portalcrawl.report.url_scope import explain_budget, explain_scope
from portalcrawl.report.url_text import explanation_tables
from portalcrawl.sites.profile import Profile
from portalcrawl.urls.scope import Scope
from portalcrawl.urls.traps import Budgets

NOW = datetime(2026, 5, 4, tzinfo=UTC)
PROFILE = Profile(site="a", url="http://www.a.gov.cn/", hosts=("*.b.cn",), deny=("/bbs/",))
SCOPE = Scope.of_home(PROFILE.url, hosts=PROFILE.hosts, deny=PROFILE.deny)
ROWS = "".join(
    f"<li><a href=/zwgk/{n}.html>清源县人民政府关于第{n}号事项的通知</a> 2024-03-{n:02}</li>"
    for n in range(10, 22)
)
LIST = f"<title>通知</title><ul>{ROWS}</ul><a href=index_2.html>下一页</a><a href=/bbs/>论坛</a>"


@pytest.mark.parametrize(
    ("url", "reason", "rule"),
    [
        ("http://a.gov.cn/1.html", "in_scope", "a.gov.cn is a host of the site"),
        ("http://c.cn/", "off_site", "c.cn is no host of the site: a.gov.cn, www.a.gov.cn, *.b.cn"),
        ("http://a.gov.cn/bbs/1", "denied_by_profile", "the profile's pattern /bbs/"),
        ("http://a.gov.cn/x/x/x/x/1", "repeated_segments", "/x/ comes 4 times"),
        ("http://a.gov.cn/" + "x" * 2000, "too_long", "2016 characters; at most 2000"),
        ("http://a.gov.cn/plus/count.php?aid=1", "view_counter", "by '/plus/count.php'"),
    ],
)
def test_the_rule_of_each_verdict(url: str, reason: str, rule: str):
    found = explain_scope(url, scope=SCOPE)
    assert (found["reason"], found["accept"]) == (reason, reason == "in_scope")
    assert rule in found["rule"]


def test_the_budget_of_the_last_run():
    budgets = Budgets()
    budgets.take("http://a.gov.cn/meetings.asp?m=3&y=2031")
    found = explain_budget("http://a.gov.cn/meetings.asp?m=4&y=2031", budgets.as_dict())
    assert found["endless"] == "endless_dates"
    assert found["counts"]["taken"] == 1
    assert explain_budget("http://a.gov.cn/", budgets.as_dict())["counts"] is None


def explained(body: str, *, status: int = 200, stored: Stored | None = None) -> dict:
    url = "http://www.a.gov.cn/zwgk/index.html"
    entry = entry_for(url, profile=PROFILE, document=None)
    answer = Answer(
        url=url, status=status, body=body.encode(), content_type="text/html", fetched_at=NOW
    )
    reading = read_answer(answer, reader=PageReader("a"))
    seen = Seen("asked", answer, reading, robots="allowed")
    return explain_url(url, profile=PROFILE, scope=SCOPE, entry=entry, stored=stored, seen=seen)


def test_a_list_says_its_rows_and_where_it_goes_on():
    found = explained(LIST)
    page = found["page"]
    assert (page["state"], page["kind"], page["list"]["rows"]) == ("ok", "list", 12)
    assert page["list"]["first_rows"][0]["date"] == "2024-03-10"
    paging = page["list"]["paging"]
    assert (paging["next"]["method"], paging["next"]["url"]) == (
        "GET",
        "http://www.a.gov.cn/zwgk/index_2.html",
    )
    assert found["links"]["by_role"] == {"row": 12, "page": 1, "link": 1}
    assert found["links"]["by_verdict"] == {"in_scope": 13, "denied_by_profile": 1}


def test_what_is_no_page():
    page = explained("<p>not found", status=404)["page"]
    assert (page["state"], page["rule"], page["kind"]) == ("not_found", "http_404", "missing")


def test_no_answer_is_an_explanation_too():
    entry = entry_for(PROFILE.url, profile=PROFILE, document=None)
    seen = Seen("asked", failure="timeout", detail="60 s", robots="allowed")
    found = explain_url(
        PROFILE.url, profile=PROFILE, scope=SCOPE, entry=entry, stored=None, seen=seen
    )
    assert found["page"] == {
        "source": "asked",
        "state": "unreachable",
        "rule": "timeout",
        "detail": "60 s",
    }
    assert found["links"] is None


def test_the_text_fits_a_hundred_columns_and_the_json_is_one_object():
    stored = Stored(frontier={"state": "done", "via": "http://www.a.gov.cn/" + "长" * 90})
    found = explained(LIST, stored=stored)
    console = Console(width=100, record=True, file=None, quiet=False)
    with console.capture() as capture:
        for table in explanation_tables(found, with_links=True):
            console.print(table)
    lines = capture.get().splitlines()
    assert all(console.measure(line).maximum <= 100 for line in lines)
    assert "denied_by_profile" in capture.get()
    assert json.loads(json_text(found))["stored"]["frontier"]["state"] == "done"
