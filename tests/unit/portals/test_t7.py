"""T7 answers as WebForms do."""

from __future__ import annotations

import http.client
import re
from urllib.parse import urlencode, urlsplit

import pytest

from tests.portal import Site, serve
from tests.portal.campus.forms import form_fields, post, press
from tests.portal.reading import decoded
from tests.portal.t7.build import build_t7
from tests.portal.truth import ColumnTruth

FORM = "application/x-www-form-urlencoded"
ROW = re.compile(r'<td align="left">.*?<a href="(newsshow\.aspx\?cid=\d+)"')


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t7()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def rows(markup: str) -> list[str]:
    return [f"/{path}" for path in ROW.findall(markup)]


def pages(site: Site, column: ColumnTruth) -> list[str]:
    """The markup of all pages, from each to the next."""
    markup = [decoded(site, column.path)]
    for request in column.list_pages[1:]:
        control, _, number = request.partition("#")[2].partition("/")
        markup.append(press(site, column.path, markup[-1], **pressed(control, number, markup[-1])))
    return markup


def pressed(control: str, number: str, markup: str) -> dict[str, str]:
    if control == "ImageNext":
        return {"ImageNext.x": "7", "ImageNext.y": "9"}
    if f"{control}_input" in markup:
        return {f"{control}_input": number, control: "go"}
    return {"__EVENTTARGET": control, "__EVENTARGUMENT": number}


def test_post_backs_reach_every_row_in_order(site, truth):
    for column in truth.columns:
        if column.kind != "list":
            continue
        found = tuple(tuple(rows(markup)) for markup in pages(site, column))
        assert found == column.rows


def test_each_kind_of_pager_has_pages(truth):
    controls = {
        name: truth.column(name).list_pages[1].partition("#")[2]
        for name in ("卫健动态", "公共卫生", "公示公告")
    }
    assert controls == {
        "卫健动态": "AspNetPager1/2",
        "公共卫生": "ImageNext/2",
        "公示公告": "AspNetPager1/2",
    }
    assert set(truth.posts) == {c.path for c in truth.columns if len(c.list_pages) > 1}


def test_the_last_page_has_no_next(site, truth):
    last = pages(site, truth.column("卫健动态"))[-1]
    assert '<a disabled="disabled">下一页</a>' in last
    last = pages(site, truth.column("公共卫生"))[-1]
    assert re.search(r'name="ImageNext"[^>]*disabled="disabled"', last)


def test_pinned_rows_head_each_page(site, truth):
    (column,) = (column for column in truth.columns if column.pinned)
    for markup in pages(site, column):
        assert tuple(rows(markup)[: len(column.pinned)]) == column.pinned


@pytest.fixture(scope="module")
def news(truth) -> ColumnTruth:
    return truth.column("卫健动态")


def test_a_page_that_was_not_offered_is_page_1(site, news):
    first = decoded(site, news.path)
    far = press(site, news.path, first, __EVENTTARGET="AspNetPager1", __EVENTARGUMENT="7")
    other = press(site, news.path, first, __EVENTTARGET="lbtnFavourite", __EVENTARGUMENT="")
    assert rows(far) == rows(other) == rows(first)


def test_the_fields_of_page_1_do_not_lead_on_from_page_5(site, news):
    markup = pages(site, news)
    fields = form_fields(markup[0]) | {"__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "6"}
    assert rows(post(site, news.path, fields).body.decode()) == rows(markup[0])
    fields = form_fields(markup[4]) | {"__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "6"}
    assert rows(post(site, news.path, fields).body.decode()) == rows(markup[5])


def test_a_form_from_before_the_last_article_gives_page_1(news):
    later = build_t7(articles=91)
    fields = form_fields(decoded(build_t7(), news.path))
    answer = post(
        later, news.path, fields | {"__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "2"}
    )
    assert rows(answer.body.decode()) == rows(decoded(later, news.path))


@pytest.mark.parametrize("field", ["__VIEWSTATE", "__EVENTVALIDATION", "__VIEWSTATEGENERATOR"])
def test_a_changed_field_breaks_the_server(site, news, field):
    fields = form_fields(decoded(site, news.path)) | {field: "dDwtMTA7Oz4="}
    assert post(site, news.path, fields).status == 500


def test_fields_of_another_column_or_too_few_break_the_server(site, truth, news):
    fields = form_fields(decoded(site, truth.column("公示公告").path))
    assert post(site, news.path, fields).status == 500
    fields = form_fields(decoded(site, news.path))
    del fields["hidColumn"]
    assert post(site, news.path, fields).status == 500


def test_without_a_view_state_it_is_page_1(site, news):
    fields = {"__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "2"}
    assert post(site, news.path, fields).body == site.find(news.path).body


def test_search_and_login_give_no_rows(site, news):
    first = decoded(site, news.path)
    assert {"txtUser", "txtPwd", "txtKey"} <= set(form_fields(first))
    paging = {"__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "2"}
    for wrong in ({"btnSearch": "搜索"}, {"btnLogin": "登录"}, {"txtKey": "医院"}):
        assert rows(press(site, news.path, first, **(paging | wrong))) == []


def test_an_unknown_column_is_empty_and_other_forms_are_refused(site, truth):
    assert "没有相关记录" in decoded(site, "/NewsList.aspx?id=99")
    path = next(iter(truth.articles))
    assert post(site, path, form_fields(decoded(site, path))).status == 405


def test_only_posts_to_lists_are_allowed(site, truth, news):
    article = next(iter(truth.articles))
    fields = form_fields(decoded(site, news.path))
    body = urlencode(fields | {"__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": "2"})
    with serve(site) as portal:
        connection = http.client.HTTPConnection(urlsplit(portal.url).netloc, timeout=5)
        for path in (news.path, article):
            connection.request("POST", path, body, {"Content-Type": FORM})
            connection.getresponse().read()
        connection.close()
        assert [request.status for request in portal.requests] == [200, 405]
        assert [request.path for request in portal.forbidden_requests] == [article]
