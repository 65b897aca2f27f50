"""T2: what TRS WCM does."""

from __future__ import annotations

import re

import pytest

from tests.portal.reading import decoded, links, walk
from tests.portal.site import NOT_FOUND
from tests.portal.t2.build import build_t2
from tests.portal.t2.columns import GATE


@pytest.fixture(scope="module")
def site():
    return build_t2()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def test_plain_links_do_not_lead_to_the_second_page_of_a_scripted_list(site, truth):
    reached = walk(site, through_articles=False)
    behind = set(truth.column("政务公开").list_pages[1:])
    assert behind
    assert not behind & reached


def test_pages_are_counted_from_zero(truth):
    assert truth.column("政务公开").list_pages[:3] == (
        "/zwgk/",
        "/zwgk/index_1.html",
        "/zwgk/index_2.html",
    )


def test_a_list_that_says_too_many_pages_ends_in_small_stubs(site, truth):
    column = truth.column("通知公告")
    assert column.declared_pages == len(column.list_pages) + 3
    assert set(truth.states.values()) == {"stub"}
    for path in truth.states:
        stub = site.find(path)
        assert (stub.status, 250 < len(stub.body) < 400, list(links(site, path))) == (200, True, [])
    assert site.find("/zwgk/tzgg_176/index_9.html") is NOT_FOUND


def test_three_levels_list_their_childrens_articles(truth):
    leaf = truth.column("部门动态")
    assert set(leaf.articles) <= set(truth.column("政务动态").articles)
    assert set(leaf.articles) <= set(truth.column("政务公开").articles)
    article = truth.articles[leaf.articles[0]]
    assert article.columns == ("政务公开", "政务动态", "部门动态")


def test_the_previous_article_is_the_newer_one(truth):
    linked = [a for a in truth.articles.values() if a.prev and not a.prev.path.endswith("/")]
    assert linked
    assert all(truth.articles[a.prev.path].id > a.id for a in linked)


def test_the_gate_shows_the_whole_site_again_and_keeps_its_reader(site, truth):
    home = f"{GATE}/"
    assert home in links(site, "/")
    inside = [path for path in links(site, home) if path.startswith(GATE)]
    assert len(inside) > 20
    assert all(site.find(path).status == 200 for path in set(inside) if path in truth.twins)
    assert all(path.startswith(truth.traps[0].prefix) for path in inside)


@pytest.mark.parametrize(
    "sign",
    [
        r'href="\./\d{6}/t\d{8}_\d+\.html"',
        r'href="\./P0\d{20}\.DOCX"',
        r'class="CurrChnlCls"',
        "<div class=TRS_Editor>",
        "GroupBlankLine",
        r'<meta name="SiteIDCode"',
        r'<meta name="ArticleTitle"',
        r'<meta name="contentid"',
        "暂无资料",
        "来源：</span>",
    ],
)
def test_a_peculiarity_is_on_some_page(site, sign):
    pages = (path for path, page in site.resources.items() if page.is_page)
    assert any(re.search(sign, decoded(site, path)) for path in pages)
