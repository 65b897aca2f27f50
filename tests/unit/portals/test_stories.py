"""What holds for the portals that are made for their addresses."""

from __future__ import annotations

import json

import pytest

from tests.portal import Site
from tests.portal.reading import decoded, seen
from tests.portal.site import NOT_FOUND
from tests.portal.sites import SITES
from tests.portal.stories.story import FEWEST_ARTICLES
from tests.portal.stories.walking import leads_to, walk


@pytest.fixture(scope="module", params=["t10", "t11"])
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def site(name) -> Site:
    return SITES[name]()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def known(truth, paths) -> set[str]:
    """*paths* by the addresses that the truth uses."""
    return {truth.twins.get(path, path) for path in paths} | set(paths)


def lists(truth) -> set[str]:
    return {path for column in truth.columns for path in column.list_pages}


def test_each_article_shows_what_the_truth_says(site, truth):
    whole = {path: twin for twin, path in truth.twins.items() if twin.endswith("_0.html")}
    for path, article in truth.articles.items():
        text = seen(site.find(path).body.decode(article.encoding))
        assert article.title in text, path
        assert article.published_raw in text, path
        for value in (article.source, article.author):
            assert value is None or value in text, path
        full = seen(decoded(site, whole.get(path, path)))
        assert all(paragraph in full for paragraph in article.paragraphs), path
        assert all(site.find(file.path).status == 200 for file in article.attachments)


def test_the_walk_reaches_the_truth_and_nothing_else(site, truth):
    reached = walk(site)
    pages = {*truth.articles, *lists(truth), *truth.pages}
    assert pages <= known(truth, reached)
    assert set(truth.twins) <= reached
    traps = tuple(trap.prefix for trap in truth.traps) or ("nothing",)
    rest = known(truth, reached) - pages - set(truth.twins) - set(truth.assets) - {truth.home}
    assert {path for path in rest if not path.startswith(traps)} == set(truth.dead_links)


def test_lists_alone_lead_to_all_but_the_orphan(site, truth):
    reached = known(truth, walk(site, through_articles=False))
    assert set(truth.articles) - reached == set(truth.orphans)
    assert len(truth.orphans) == 1


def test_rows_are_in_the_order_of_the_truth(site, truth):
    menu = {column.path for column in truth.columns}
    for column in truth.columns:
        if column.kind == "list":
            rows = [p for page in column.list_pages for p in leads_to(site, page)]
            articles = dict.fromkeys(truth.twins.get(path, path) for path in rows)
            assert tuple(p for p in articles if p in set(truth.articles) - menu) == column.articles


def test_neighbours_are_linked(site, truth):
    for path, article in truth.articles.items():
        linked = known(truth, leads_to(site, path))
        assert {n.path for n in (article.prev, article.next) if n} <= linked


def test_the_special_articles_are_there(truth):
    assert {"text", "images", "empty"} <= {a.body_kind for a in truth.articles.values()}
    assert len(truth.same_body) == len(truth.dead_links) == 1
    assert any(len(article.listed_in) == 2 for article in truth.articles.values())
    kinds = [column.kind for column in truth.columns]
    assert (kinds.count("empty"), kinds.count("page")) == (1, 1)
    page = next(column for column in truth.columns if column.kind == "page")
    assert page.path in truth.articles


def test_every_file_is_there_and_every_forbidden_address_is_linked(site, truth):
    assert all(site.find(path).status == 200 for path in truth.assets)
    html = "".join(decoded(site, path) for path, page in site.resources.items() if page.is_page)
    # Relative links from the top folder, too.
    missing = [prefix for prefix in truth.forbidden.prefixes if prefix.lstrip("/") not in html]
    assert set(missing) <= {"/admin/"}


def test_the_same_seed_builds_the_same_site(name, site):
    assert SITES[name]().resources == site.resources
    assert SITES[name](seed=2).resources != site.resources
    assert SITES[name](articles=120).truth.counts.articles == 120
    with pytest.raises(ValueError, match="fewest"):
        SITES[name](articles=FEWEST_ARTICLES - 1)


def test_a_larger_site_is_the_same_site_later(name, truth):
    later = SITES[name](articles=90).truth.articles
    changed = [path for path in truth.articles if later[path] != truth.articles[path]]
    assert len(later) == len(truth.articles) + 10
    assert all(later[path].next != truth.articles[path].next for path in changed)


def test_the_edited_article_has_another_paragraph(site, truth):
    path = truth.edited.path
    shown = seen(
        "".join(
            page.body.decode(truth.articles[path].encoding)
            for page in site.variants["edited"].values()
        )
    )
    assert all(paragraph in shown for paragraph in truth.edited.paragraphs)
    assert truth.edited.paragraphs[1] != truth.articles[path].paragraphs[1]
    assert path in site.variants["edited"]


def test_the_truth_is_json(truth):
    assert json.loads(truth.as_json())["counts"]["pages"] == truth.counts.pages


def test_nothing_else_is_there(site):
    assert site.find("/nowhere.html") is NOT_FOUND
