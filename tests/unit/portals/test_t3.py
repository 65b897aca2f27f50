"""T3: what the UCAP platform does."""

from __future__ import annotations

import json
import re

import pytest

from tests.portal.reading import decoded, links
from tests.portal.site import NOT_FOUND, Asked
from tests.portal.t3.build import build_t3


@pytest.fixture(scope="module")
def site():
    return build_t3()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def results(site, path: str) -> list[dict]:
    return json.loads(site.find(path).body)["data"]["results"]


def test_pages_are_counted_from_one(site, truth):
    column = truth.column("教育动态")
    assert column.list_pages[:2] == ("/jyj/c100101/list.shtml", "/jyj/c100101/list_2.shtml")
    call = f"createPageHTML('page_div',{len(column.list_pages)}, 1,'list','shtml',"
    assert f"{call}{column.declared_total})" in decoded(site, column.path)
    assert site.find("/jyj/c100101/list_1.shtml") is NOT_FOUND


def test_a_call_that_looks_zero_based_is_not(site, truth):
    column = truth.column("县区动态")
    assert "createPageHTML(3, 1, 'index', 'shtml')" in decoded(site, column.path)
    assert column.list_pages == tuple(f"/jyj/c100103/index{n}.shtml" for n in ("", "_2", "_3"))
    assert site.find("/jyj/c100103/index_1.shtml") is NOT_FOUND
    assert "createPageHTML(3, 2, 'index', 'shtml')" in decoded(site, column.list_pages[1])


def test_one_lists_page_has_no_rows_and_the_number_of_its_channel(site, truth):
    column = truth.column("通知公告")
    shell = decoded(site, column.path)
    assert not set(links(site, column.path)) & set(column.articles)
    (channel,) = re.findall(r'<meta name="channelid" content="([0-9a-f]{32})"', shell)
    assert all(path.startswith(f"/searchList/{channel}?") for path in column.list_pages[1:])


def test_the_search_answers_any_size_and_nothing_behind_the_end(site, truth):
    path = truth.column("通知公告").list_pages[1]
    total = json.loads(site.find(path).body)["data"]["total"]
    assert total == truth.column("通知公告").declared_total
    assert len(results(site, path)) == 6
    assert len(results(site, path.replace("_pageSize=6", "_pageSize=100"))) == total
    assert results(site, path.replace("&page=1", "&page=99")) == []
    assert results(site, path.replace("&page=1", "")) == results(site, path)


def test_the_search_is_a_page_unless_json_is_asked_for(site, truth):
    column = truth.column("通知公告")
    page = site.find(column.list_pages[1].replace("_isJson=true&", ""))
    assert page == site.find(column.path)
    assert site.find("/searchList/0123456789abcdef0123456789abcdef?_isJson=true") is NOT_FOUND


def test_addresses_in_the_answer_begin_with_the_host_that_was_asked(site, truth):
    path = truth.column("通知公告").list_pages[1]
    answer = site.answer(Asked(path, headers={"host": "127.0.0.1:8000"}))
    first = json.loads(answer.body)["data"]["results"][0]
    assert first["url"].startswith("//127.0.0.1:8000/jyj/c100104/")
    assert {item["key"] for item in first["domainMetaList"][0]["resultList"]} == {"syh", "fwrq"}


def test_an_article_has_no_text(site, truth):
    (empty,) = (a for a in truth.articles.values() if a.body_kind == "empty")
    assert re.search(r"<UCAPCONTENT>\s*</UCAPCONTENT>", decoded(site, empty.path))


def test_the_head_tells_afternoons_as_mornings(site, truth):
    late = next(a for a in truth.articles.values() if a.published[11:13] == "15")
    assert re.search(r'"PubDate" content="\S+ 03:', decoded(site, late.path))


def test_the_previous_article_is_the_older_one(truth):
    linked = [a for a in truth.articles.values() if a.prev]
    assert linked
    assert all(truth.articles[a.prev.path].id < a.id for a in linked)


@pytest.mark.parametrize(
    "sign",
    [
        r"<UCAPTITLE>",
        r'id="zoomcon"><UCAPCONTENT>',
        r'href="/jyj/c\d+/\d{6}/[0-9a-f-]{36}/files/[0-9a-f-]{36}\.pdf"',
        r'href="/jyj/c\d+/\d{6}/[0-9a-f]{32}/content\.shtml"',
        r'href="/jyj/c\d+/\d{6}/[0-9a-f-]{36}\.shtml"',
        "暂无资料",
    ],
)
def test_a_peculiarity_is_on_some_page(site, sign):
    pages = (path for path, page in site.resources.items() if page.is_page)
    assert any(re.search(sign, decoded(site, path)) for path in pages)
