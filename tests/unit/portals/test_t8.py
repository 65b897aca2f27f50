"""T8 answers as PowerEasy does."""

from __future__ import annotations

import re

import pytest

from tests.portal import Site, serve
from tests.portal.campus.walking import follow, labelled
from tests.portal.reading import decoded, links
from tests.portal.site import NOT_FOUND, Asked
from tests.portal.t8.build import build_t8


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t8()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def test_following_the_next_link_leads_through_all_pages(site, truth):
    for column in truth.columns:
        if column.kind == "list":
            assert tuple(follow(site, column.path, "下一页")) == column.list_pages


def test_both_ends_of_a_pager_lead_to_themselves(site, truth):
    first, *_, last = truth.column("学校新闻").list_pages
    assert labelled(site, first, "上一页") == first
    assert labelled(site, last, "下一页") == last


def test_the_first_page_has_two_names(site, truth):
    for column in truth.columns:
        assert site.find(column.path.replace("Index", "Index_1")) == site.find(column.path)
    assert site.find("/Category_27/Index_99.aspx") is NOT_FOUND


def test_a_tooltip_has_lines(site, truth):
    for column in (column for column in truth.columns if column.kind == "list"):
        tips = re.findall(r'title="(标题：[^"]*)"', decoded(site, column.path))
        assert tips
        assert all(
            re.search(r"&#xD;点击数：\d+&#xD;发表时间：\d{4}年\d\d月\d\d日$", t) for t in tips
        )


def test_the_empty_column_says_so(site, truth):
    (empty,) = (column for column in truth.columns if column.kind == "empty")
    assert '<li class="noData">暂无资料</li>' in decoded(site, empty.path)


def test_two_items_send_one_elsewhere(site, truth):
    shells = [path for path, state in truth.states.items() if state == "redirect_shell"]
    targets = [
        re.findall(r'window\.location ="([^"]*)"', decoded(site, path))[0] for path in shells
    ]
    inside, outside = targets
    assert inside in truth.articles
    assert outside.split("/")[2] in truth.forbidden.hosts
    for path in shells:
        assert len(site.find(path).body) < 1000
        assert f"<title>{truth.record.name}</title>" in decoded(site, path)
        assert any(path in links(site, page) for c in truth.columns for page in c.list_pages)


def test_an_inside_target_is_in_the_same_column(site, truth):
    shell = next(path for path, state in truth.states.items() if state == "redirect_shell")
    target = re.findall(r'window\.location ="([^"]*)"', decoded(site, shell))[0]
    holding = {
        column.name
        for column in truth.columns
        if any(shell in links(site, page) for page in column.list_pages)
    }
    assert holding == set(truth.articles[target].listed_in)


def test_a_label_of_the_template_leaks(site, truth):
    (leak,) = (path for path in truth.articles if "{PE.Label" in decoded(site, path))
    assert truth.articles[leak].prev is None
    assert leak in {a.next.path for a in truth.articles.values() if a.next}


def test_pictures_have_windows_paths(site, truth):
    markup = "".join(decoded(site, path) for path in truth.articles)
    assert r'src="\UploadFiles\xwzx' in markup
    assert 'src="/UploadFiles/xwzx' in markup


def test_pages_are_gbk(site, truth):
    for path in truth.articles:
        page = site.find(path)
        assert page.content_type == "text/html"
        assert b"charset=gb2312" in page.body
        page.body.decode("gbk")


def test_the_mirror_holds_every_page_and_stays_in_itself(site, truth):
    lists = [path for column in truth.columns for path in column.list_pages]
    pages = ["/", *truth.articles, *lists, *truth.states]
    assert all(truth.twins[f"/Mirror{path}"] == path for path in pages)
    for path in pages:
        kept = [
            link for link in links(site, f"/Mirror{path}") if link.startswith(("/Item", "/Cat"))
        ]
        assert kept == []


def test_the_counter_is_forbidden_and_on_every_article(site, truth):
    with serve(site) as portal:
        assert portal.answer(Asked("/Common/GetHits.aspx?id=7003")).resource.status == 200
        assert portal.truth.forbidden.covers("/Common/GetHits.aspx?id=7003")
    assert all("/Common/GetHits.aspx?id=" in decoded(site, path) for path in truth.articles)
