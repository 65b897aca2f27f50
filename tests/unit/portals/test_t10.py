"""T10 answers as an old ASP site in frames does, with a Java part."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from portalcrawl.sites.identity import document_key, twin_key
from portalcrawl.urls.scope import Scope, decide
from tests.portal import Site
from tests.portal.reading import decoded, links
from tests.portal.stories.walking import leads_to
from tests.portal.t10.build import build_t10

HOME = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t10()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def test_the_home_page_has_nothing_but_frames(site):
    assert list(links(site, "/")) == []
    assert list(leads_to(site, "/")) == ["/top.asp", "/left.asp", "/main.asp"]


def test_columns_are_named_in_gbk_and_only_in_gbk(site, truth):
    notices = truth.column("通知公告")
    assert notices.path == "/lists.asp?lbm=%CD%A8%D6%AA%B9%AB%B8%E6"
    assert site.find(notices.path) == site.find(notices.path.lower())
    assert "暂无信息" in decoded(site, f"/lists.asp?lbm={quote('通知公告')}")
    # As a browser sends what is not escaped in the page.
    assert "lists.asp?lbm=通知公告" in decoded(site, "/main.asp")
    assert "%cb%ae" in decoded(site, "/main.asp")


def test_what_is_gone_answers_200(site, truth):
    (gone,) = truth.dead_links
    assert truth.states[gone] == "soft_404"
    assert site.find(gone).status == 200
    assert "不存在或已被删除" in decoded(site, gone)


def test_twins_are_the_same_page(site, truth):
    for twin, path in truth.twins.items():
        if ";jsessionid" not in twin:
            assert site.find(twin) == site.find(path)
    sessions = {twin.partition(";")[2][:31] for twin in truth.twins if ";jsessionid" in twin}
    assert len(sessions) == 2


def test_keys_bring_twins_together(truth):
    for twin, path in truth.twins.items():
        if twin != "/index.asp":
            assert document_key(HOME + twin) == document_key(HOME + path)
            assert twin_key(HOME + twin) == twin_key(HOME + path)


def test_what_is_forbidden_is_refused_and_nothing_else(site, truth):
    scope = Scope.of_home(HOME)
    pages = [*truth.articles, *truth.twins, *truth.pages, *truth.assets]
    assert [path for path in pages if not decide(HOME + path, scope=scope).accept] == []
    refused = {
        path: decide(HOME + path, scope=scope).reason
        for page in truth.articles
        for path in links(site, page)
        if truth.forbidden.covers(path)
    }
    assert set(refused.values()) == {"print_copy", "mobile_copy"}


def test_one_column_is_another_site(truth):
    assert truth.column("省水利厅").kind == "external"
    assert (
        truth.column("省水利厅").path.removeprefix("http://").rstrip("/") in truth.forbidden.hosts
    )


def test_the_leaving_notice_is_on_every_page(site, truth):
    assert all("您访问的链接即将离开" in decoded(site, path) for path in truth.articles)
