"""T5 answers as VSB does."""

from __future__ import annotations

import re

import pytest

from tests.portal import Site, serve
from tests.portal.campus.walking import ask_from, follow
from tests.portal.reading import decoded, links
from tests.portal.site import NOT_FOUND, Asked
from tests.portal.t5.build import build_t5


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t5()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def test_pages_are_numbered_backwards(truth):
    pages = truth.column("通知公告").list_pages
    count = len(pages)
    assert count >= 4
    assert pages[0] == "/tzgg.htm"
    assert list(pages[1:]) == [f"/tzgg/{number}.htm" for number in range(count - 1, 0, -1)]


def test_following_the_next_link_leads_through_all_pages(site, truth):
    for column in truth.columns:
        if column.kind == "list":
            assert tuple(follow(site, column.path, "下页")) == column.list_pages


def test_the_ends_of_a_pager_are_spans(site, truth):
    first, *_, last = truth.column("工作动态").list_pages
    assert '<span class="p_prev_d p_fun_d">上页</span>' in decoded(site, first)
    assert '<span class="p_next_d p_fun_d">下页</span>' in decoded(site, last)


def test_a_larger_site_renumbers_the_pages(truth):
    later = build_t5(articles=110).truth.column("通知公告")
    assert later.list_pages[1] != truth.column("通知公告").list_pages[1]
    assert later.list_pages[-1] == "/tzgg/1.htm"


def test_the_count_is_that_of_the_rows(site, truth):
    for name in ("通知公告", "乡镇信息"):
        column = truth.column(name)
        counted = f"共{column.declared_total}条&nbsp;&nbsp;1/{len(column.list_pages)}&nbsp;"
        assert counted in decoded(site, column.path)


def test_next_is_older(truth):
    pairs = [(a, truth.articles[a.next.path]) for a in truth.articles.values() if a.next]
    assert all(following.published <= article.published for article, following in pairs)


def test_one_list_has_both_forms_of_address(site, truth):
    rows = [p for page in truth.column("通知公告").list_pages for p in links(site, page)]
    forms = {path.partition("?")[0] for path in rows if "content.jsp" in path}
    assert forms == {"/content.jsp"}
    assert any(path.startswith("/info/") for path in rows)


def test_the_query_may_be_in_any_order(site, truth):
    twin = next(path for path in truth.twins if path.startswith("/content.jsp"))
    script, _, query = twin.partition("?")
    turned = "&".join(reversed(query.split("&")))
    assert site.find(f"{script}?{turned}") == site.find(twin)


def test_what_is_not_published_asks_for_a_login(site, truth):
    (path,) = (path for path, state in truth.states.items() if state == "restricted")
    assert site.find(path).status == 200
    assert "系统提示" in decoded(site, path)
    tree, news = re.findall(r"id=(\d+)", path)
    assert site.find(f"/info/{tree}/{news}.htm") is NOT_FOUND
    unknown = f"/content.jsp?urltype=news.NewsContentUrl&wbtreeid={tree}&wbnewsid=1"
    assert site.find(unknown) == site.find(path)


def test_a_page_beyond_the_last_is_the_last(site, truth):
    last = truth.column("机关党建").list_pages[-1]
    beyond = re.sub(r"PAGENUM=\d+", "PAGENUM=99", last)
    assert site.find(beyond) == site.find(last)
    assert "系统提示" in decoded(site, "/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=7")
    assert site.find("/tzgg/99.htm") is NOT_FOUND


def test_a_download_without_its_referer_is_a_form(site, truth):
    path, article = next(
        (path, article)
        for path, article in truth.articles.items()
        if any("download.jsp" in file.path for file in article.attachments)
    )
    file = article.attachments[0].path
    assert not ask_from(site, path, file).is_page
    for answer in (site.find(file), ask_from(site, "/", file)):
        assert answer.is_page
        assert "验证码" in answer.body.decode("utf-8-sig")


def test_a_pdf_is_shown_by_script_alone(site, truth):
    shown = [a for a in truth.articles.values() if a.body_kind == "attachment"]
    assert len(shown) == 1
    (file,) = shown[0].attachments
    assert f'showVsbpdfIframe("{file.path}"' in decoded(site, shown[0].path)
    assert file.path not in set(links(site, shown[0].path))
    assert site.find(file.path).body.startswith(b"%PDF-")


def test_pages_begin_with_a_byte_order_mark(site, truth):
    assert all(site.find(path).body.startswith(b"\xef\xbb\xbf") for path in truth.articles)


def test_the_counter_is_forbidden(site):
    counter = "/system/resource/code/news/click/dynclicks.jsp?clickid=1&owner=1&clicktype=wbnews"
    with serve(site) as portal:
        assert portal.answer(Asked(counter)).resource.status == 200
        assert portal.truth.forbidden.covers(counter)
        assert counter.partition("?")[0] in decoded(site, "/")
