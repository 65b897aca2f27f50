"""T9 serves what its truth says: plain pages, data, and an app's shell."""

from __future__ import annotations

import json

import pytest

from portalcrawl.page.document import Page
from portalcrawl.page.shell import is_shell
from tests.portal import Asked, Site, Truth
from tests.portal.reading import decoded, links, seen, walk
from tests.portal.site import NOT_FOUND
from tests.portal.t9.article import FEWEST_ARTICLES
from tests.portal.t9.build import build_t9
from tests.portal.t9.columns import APP, LIST_API


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t9()


@pytest.fixture(scope="module")
def truth(site: Site) -> Truth:
    return site.truth


def post(site: Site, address: str) -> dict:
    """What a list address of the truth in the form ``POST path#body`` answers."""
    path, _, body = address.removeprefix("POST ").partition("#")
    return json.loads(site.answer(Asked(path, "POST", {}, body.encode())).body)["data"]


def in_app(truth: Truth) -> list[str]:
    return [path for path in truth.articles if path.startswith(f"{APP}#")]


def test_each_plain_article_shows_what_the_truth_says(site, truth):
    plain = set(truth.articles) - set(in_app(truth))
    assert len(plain) > len(in_app(truth)) > 10
    for path in plain:
        article, text = truth.articles[path], seen(decoded(site, path))
        assert article.title in text
        assert article.published_raw in text
        assert all(paragraph.strip() in text for paragraph in article.paragraphs)
        assert article.source is None or article.source in text


def test_each_article_of_the_app_is_in_its_data(site, truth):
    for path in in_app(truth):
        article = truth.articles[path]
        data = json.loads(site.find(f"/api/detail?id={article.id}").body)["data"]
        title = " ".join(data["title"].split())
        assert (title, data["publishTime"]) == (article.title, article.published_raw)
        assert all(paragraph in data["content"] for paragraph in article.paragraphs)


def test_plain_rows_are_in_the_order_of_the_truth(site, truth):
    for name in ("云川要闻", "通知公告"):
        column = truth.column(name)
        rows = [p for page in column.list_pages for p in links(site, page) if p in truth.articles]
        assert tuple(rows) == column.articles
        assert len(column.list_pages) > 1


def test_json_rows_are_in_the_order_of_the_truth(site, truth):
    column = truth.column("规范性文件")
    asked = [Asked(path, "GET", {"host": "t9"}) for path in column.list_pages]
    data = [json.loads(site.answer(one).body) for one in asked]
    rows = [row["url"].removeprefix("http://t9") for one in data for row in one["articles"]]
    assert (tuple(rows), data[0]["total"]) == (column.articles, column.declared_total)
    beyond = json.loads(site.find("/gkmlpt/api/all/1620?page=99&sid=2").body)
    assert (beyond["articles"], beyond["total"]) == ([], column.declared_total)


def test_rows_of_the_app_are_in_the_order_of_the_truth(site, truth):
    for name in ("政策解读", "互动回应"):
        column = truth.column(name)
        body = json.dumps({"columnId": int(column.path[-2:]), "pageNo": 1, "pageSize": 10})
        data = [post(site, f"POST {LIST_API}#{body}")]
        data += [post(site, address) for address in column.list_pages[1:]]
        rows = [f"{APP}#/detail?id={row['id']}" for one in data for row in one["list"]]
        assert tuple(rows) == column.articles
        assert {one["total"] for one in data} == {column.declared_total}
        assert "url" not in data[0]["list"][0]
    assert len(truth.column("政策解读").list_pages) > 1


def test_a_list_is_asked_for_by_post_alone(site):
    assert site.find(LIST_API).body == site.answer(Asked(LIST_API, "POST", {}, b"x")).body
    assert json.loads(site.find(LIST_API).body)["code"] == 400
    assert site.find("/api/detail?id=1") == NOT_FOUND


def test_the_shells_are_empty_and_nothing_else_is(site, truth):
    shells = {path.partition("#")[0] for path in truth.shells}
    assert shells == {APP}
    for path, resource in site.resources.items():
        if not resource.is_page:
            continue
        page = Page.of_bytes(resource.body, url=f"http://t9{path}")
        if path == "/gkmlpt/index":
            # Empty, but where its list comes from can be told from the page.
            assert is_shell(page) == "empty_list"
            assert is_shell(page, has_static_list=True) is None
        else:
            assert is_shell(page) == ("empty_app" if path in shells else None), path


def test_plain_pages_lead_to_every_column_and_nowhere_dead(site, truth):
    reached = walk(site, through_articles=True)
    assert {APP, "/gkmlpt/index", *truth.column("云川要闻").list_pages} <= reached
    assert all(site.find(path) is not NOT_FOUND for path in reached)
    home = decoded(site, "/")
    assert all(f'href="{column.path}' in home for column in truth.columns)


def test_the_same_seed_builds_the_same_site(site):
    asked = Asked("/api/detail?id=5001")
    assert build_t9().resources == site.resources
    assert build_t9().answer(asked) == site.answer(asked)
    assert build_t9(seed=2).resources != site.resources


def test_sizes(truth):
    assert (truth.counts.articles, len(truth.articles)) == (60, 60)
    with pytest.raises(ValueError, match="needs 20 articles"):
        build_t9(articles=FEWEST_ARTICLES - 1)


def test_edited_changes_one_paragraph(site, truth):
    (changed,) = site.variants["edited"].values()
    text = seen(changed.body.decode())
    assert truth.edited.paragraphs[1] in text
    assert truth.articles[truth.edited.path].paragraphs[1] not in text
