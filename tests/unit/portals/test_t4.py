"""T4: what Hanweb's jcms, jpage and jpaas do."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest

from tests.portal.reading import decoded, links, walk
from tests.portal.site import NOT_FOUND, Asked
from tests.portal.t4.build import build_t4
from tests.portal.t4.columns import RECORD


@pytest.fixture(scope="module")
def site():
    return build_t4()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def records(site, path: str) -> int:
    return decoded(site, path).count("<record>")


def test_plain_links_show_the_rows_of_one_list_alone(site, truth):
    listed = {
        path
        for column in truth.columns
        for page in column.list_pages
        if site.find(page).is_page
        for path in links(site, page)
        if path in truth.articles and column.kind == "list"
    } - {truth.column("机构职能").path}
    assert listed == set(truth.column("县区信息").articles)
    assert not set(truth.column("通知公告").list_pages[1:]) & walk(site, through_articles=False)


def test_the_page_holds_45_records_and_the_proxy_the_rest(site, truth):
    column = truth.column("政务动态")
    assert records(site, column.path) == 45
    assert records(site, column.list_pages[1]) == column.declared_total - 45
    assert f"<totalrecord>{column.declared_total}<" in decoded(site, column.list_pages[1])


@pytest.mark.parametrize("name", ["政务动态", "市级要闻"])
def test_the_proxy_answers_parameters_in_any_order_and_as_a_post(site, truth, name):
    path = truth.column(name).list_pages[1]
    script, _, query = path.partition("?")
    turned = "&".join(reversed(query.split("&")))
    in_gbk = re.sub("webname=[^&]*", f"webname={quote(RECORD.name, encoding='gbk')}", path)
    assert site.find(f"{script}?{turned}") == site.find(path)
    assert site.answer(Asked(script, "POST", body=query.encode())) == site.find(path)
    assert records(site, in_gbk) == 0


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("政务动态", "/module/jslib/jquery/jpage/dataproxy.jsp"),
        ("政务动态", "/module/jpage/dataproxy.jsp"),
        ("市级要闻", "/module/web/jpage/dataproxy.jsp"),
    ],
)
def test_another_templates_proxy_is_not_there(site, truth, name, wrong):
    query = truth.column(name).list_pages[1].partition("?")[2]
    assert site.find(f"{wrong}?{query}") is NOT_FOUND


@pytest.mark.parametrize(
    ("told", "other"),
    [("unitid=38485", "unitid=38484"), ("columnid=1001", "columnid=99"), ("webid=110", "webid=1")],
)
def test_a_block_that_is_not_there_has_no_records(site, truth, told, other):
    path = truth.column("政务动态").list_pages[1]
    assert told in path
    assert records(site, path.replace(told, other)) == 0


def test_a_window_behind_the_end_is_empty_and_a_larger_one_is_cut(site, truth):
    path = truth.column("政务动态").list_pages[1]
    behind = path.replace("startrecord=46&endrecord=90", "startrecord=91&endrecord=135")
    whole = path.replace("startrecord=46&endrecord=90", "startrecord=1&endrecord=900")
    assert records(site, behind) == 0
    assert records(site, whole) == 45


def test_the_next_group_wants_the_name_escaped_twice(site, truth):
    path = truth.column("部门信息").list_pages[1]
    assert "%25E5" in path
    assert records(site, path) == 10
    assert records(site, path.replace("%25", "%")) == 0
    assert records(site, re.sub("webname=[^&]*", f"webname={'%2525E5'}", path)) == 0
    assert "<totalrecord>" not in decoded(site, path)
    assert "nextgroup" not in decoded(site, truth.column("部门信息").list_pages[-1])


def test_one_proxy_is_empty_though_its_page_declares_more(site, truth):
    column = truth.column("县区信息")
    assert column.declared_total == len(column.articles) + 20
    (window,) = (path for path in truth.states if "dataproxy" in path)
    assert (site.find(window).status, records(site, window)) == (200, 0)


def test_an_xml_declares_what_it_is_not(site, truth):
    body = site.find(truth.column("市级要闻").list_pages[1]).body
    assert b'encoding="gb2312"' in body
    assert "市" in body.decode("utf-8") or "县" in body.decode("utf-8")


def test_a_unit_answers_json_until_it_is_empty(site, truth):
    column = truth.column("通知公告")
    assert column.declared_pages == len(column.list_pages) - 2
    answers = [json.loads(site.find(path).body) for path in column.list_pages[1:]]
    assert all(answer["success"] and "<li" in answer["data"]["html"] for answer in answers)
    assert any(re.search(r'title="[^"]*\n', answer["data"]["html"]) for answer in answers)
    (behind,) = (path for path in truth.states if "pageNo" in path)
    assert "<li" not in json.loads(site.find(behind).body)["data"]["html"]


@pytest.mark.parametrize("change", [("webId=", "webId=0"), ("%7B%22pageNo", "%5B%22pageNo")])
def test_a_wrong_unit_is_no_success(site, truth, change):
    path = truth.column("通知公告").list_pages[1].replace(*change)
    assert json.loads(site.find(path).body)["success"] is False


def test_a_counter_answers_whatever_it_is_told(site, truth):
    counters = set(re.findall(r"/module/visitcount/[^'\"]+", decoded(site, "/")))
    counters |= {f"/module/visitcount/visit.jsp?type=3&i_articleid={n}" for n in (1, 2)}
    assert all(site.find(path).status == 200 for path in counters)
    assert all(truth.forbidden.covers(path) for path in counters)


def test_the_previous_article_is_the_older_one(truth):
    linked = [a for a in truth.articles.values() if a.prev]
    assert linked
    assert all(truth.articles[a.prev.path].id < a.id for a in linked)


@pytest.mark.parametrize(
    "sign",
    [
        r"/art/\d{4}/\d\d?/\d\d?/art_\d+_\d+\.html",
        r"/art/\d{4}/art_[0-9a-f]{32}\.html",
        r"<!--ZJEG_RSS\.content\.begin-->",
        r"<!--<\$\[标题名称\(html\)\]>begin-->",
        r'<meta name="ContentStart">',
        r'<meta name="i_articleid"',
        r"downfile\.jsp\?classid=0&amp;showname=[^%\"]+\.docx&amp;filename=[0-9a-f]{32}\.docx",
        r"var InitData\d+=\['<li",
        r"Produced By 大汉网络",
        r"<script type=\"text/xml\"><datastore>",
    ],
)
def test_a_peculiarity_is_on_some_page(site, sign):
    pages = (path for path, page in site.resources.items() if page.is_page)
    assert any(re.search(sign, decoded(site, path)) for path in pages)
