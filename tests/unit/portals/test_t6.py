"""T6 answers as WebPlus does."""

from __future__ import annotations

import re

import pytest

from tests.portal import Site, serve
from tests.portal.campus.walking import follow, labelled, landed
from tests.portal.reading import decoded, links
from tests.portal.site import NOT_FOUND, Asked
from tests.portal.t6.build import build_t6


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t6()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def test_following_the_next_link_leads_through_all_pages(site, truth):
    for column in truth.columns:
        if column.kind == "list":
            assert tuple(follow(site, column.path, "下一页")) == column.list_pages


def test_pages_are_numbered_without_a_sign(site, truth):
    assert truth.column("新闻中心").list_pages[:2] == ("/xwzx/list.htm", "/xwzx/list2.htm")
    assert site.find("/xwzx/list99.htm") is NOT_FOUND


def test_the_ends_of_a_pager_are_void(site, truth):
    first, *_, last = truth.column("新闻中心").list_pages
    for page, labels in ((first, ("第一页", "&lt;&lt;上一页")), (last, ("下一页", "尾页"))):
        assert [labelled(site, page, label) for label in labels] == [None, None]
    assert decoded(site, first).count('href="javascript:void(0);"') == 2


def test_the_number_of_pages_is_said(site, truth):
    for column in truth.columns:
        if column.kind == "list" and column.name != "通知公告":
            markup = decoded(site, column.path)
            assert f'<em class="all_pages">{len(column.list_pages)}</em>' in markup
            assert f'<em class="all_count">{column.declared_total}</em>' in markup


def test_rows_of_one_column_have_no_year(site, truth):
    markup = decoded(site, "/xyyw/list.htm")
    rows = re.findall(
        r"<a href=\"/(\d{4})/(\d{4})/c\d+a\d+/page\.htm\".*?news_meta\">([^<]*)<", markup
    )
    assert len(rows) == 8
    assert all(f"{day[:2]}.{day[2:]}" == shown for _, day, shown in rows)


def test_lists_of_one_column_have_moved(site, truth):
    for path in truth.column("通知公告").list_pages:
        answer = site.find(path)
        assert answer.status == 301
        assert dict(answer.headers)["Location"] == path.replace(".htm", ".psp")
        assert truth.twins[path.replace(".htm", ".psp")] == path


def test_one_path_has_a_space(site, truth):
    column = truth.column("机关党建")
    assert column.path == "/_s24/_t3618/1160%20/list.psp"
    assert 'href="/_s24/_t3618/1160 /list.psp"' in decoded(site, "/")
    assert len(column.list_pages) > 2


def test_an_article_in_two_columns_has_two_addresses(site, truth):
    twice = {twin: path for twin, path in truth.twins.items() if "/page.htm" in twin}
    assert len(twice) == 2
    for twin, path in twice.items():
        assert article_number(twin) == article_number(path)
        assert twin != path
        holding = {
            column.name
            for column in truth.columns
            for page in column.list_pages
            if twin in links(site, landed(site, page))
        }
        assert holding == {truth.articles[path].listed_in[-1]}


def article_number(path: str) -> str:
    return re.sub(r".*/c\d+(a\d+)/page.htm", r"\1", path)


def test_a_pdf_is_in_a_player(site, truth):
    (article,) = (a for a in truth.articles.values() if a.body_kind == "attachment")
    (file,) = article.attachments
    assert f'class="wp_pdf_player" pdfsrc="{file.path}"' in decoded(site, article.path)
    assert file.name.endswith(".pdf")


def test_a_page_for_the_school_alone_answers_200(site, truth):
    ((path, state),) = truth.states.items()
    assert state == "restricted"
    assert site.find(path).status == 200
    assert "<title>提示信息</title>" in decoded(site, path)
    assert path not in truth.articles


def test_a_counter_stands_after_the_end_and_is_forbidden(site, truth):
    pages = ["/", "/xwzx/list2.htm", *truth.articles]
    for path in pages:
        after = decoded(site, path).partition("</html>")[2]
        (counter,) = re.findall(r'src="([^"]*)"', after)
        assert truth.forbidden.covers(counter)
    with serve(site) as portal:
        assert portal.answer(Asked("/_visitcount?siteId=68&type=2")).resource.status == 200
