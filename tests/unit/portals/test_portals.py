"""What holds for every portal: its truth is what its pages say, and all that can be reached."""

from __future__ import annotations

import json
import re
from itertools import combinations

import pytest

from tests.portal.parts.plan import FEWEST_ARTICLES
from tests.portal.reading import decoded, links, seen, walk
from tests.portal.site import NOT_FOUND, Site
from tests.portal.sites import SITES
from tests.unit.portals.reference import READERS, Read


@pytest.fixture(scope="module", params=READERS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def site(name) -> Site:
    return SITES[name](articles=90)


@pytest.fixture(scope="module")
def read(name) -> Read:
    return READERS[name]


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


# Articles


def test_each_article_shows_what_the_truth_says(site, truth):
    for path, article in truth.articles.items():
        text = seen(site.find(path).body.decode(article.encoding))
        assert article.title in text, path
        assert article.published_raw in text, path
        assert all(" ".join(part.split()) in text for part in article.paragraphs), path
        assert all(attachment.name in text for attachment in article.attachments), path
        assert all(cell in text for row in article.table for cell in row), path
        for value in (article.source, article.author):
            assert value is None or value in text, path


def test_no_two_bodies_are_near_duplicates_but_the_declared_twin(truth):
    grams = {}
    for path, article in truth.articles.items():
        body = "".join(article.paragraphs)
        grams[path] = {body[at : at + 4] for at in range(len(body) - 3)}
    alike = {
        (one, two)
        for one, two in combinations((path for path in grams if grams[path]), 2)
        if len(grams[one] & grams[two]) > 0.5 * min(len(grams[one]), len(grams[two]))
    }
    assert alike == set(truth.same_body)
    assert len(alike) == 1


def test_the_site_has_what_a_crawl_must_cope_with(truth):
    articles = truth.articles.values()
    assert {a.body_kind for a in articles} >= {"text", "empty"}
    assert any(len(a.listed_in) >= 2 for a in articles)
    assert {column.kind for column in truth.columns} == {"list", "empty", "page", "external"}
    assert sum(bool(column.pinned) for column in truth.columns) == 1
    assert any(
        column.declared_pages is not None and column.declared_pages < len(column.list_pages)
        for column in truth.columns
    )
    assert any(path in truth.dead_links for c in truth.columns for rows in c.rows for path in rows)


# Links


def test_every_listed_article_is_reached_through_lists_alone(site, truth, read):
    reached = walk(site, through_articles=False, read=read)
    assert set(truth.articles) - reached == set(truth.orphans)
    assert {path for column in truth.columns for path in column.list_pages} <= reached
    assert set(truth.pages) <= reached


def test_the_truth_is_all_that_there_is(site, truth, read):
    reached = walk(site, through_articles=True, read=read)
    lists = {path for column in truth.columns for path in column.list_pages}
    pages = {truth.home, *truth.articles, *truth.pages, *lists}
    others = {*truth.assets, *truth.twins, *truth.states}
    assert pages <= reached
    assert reached <= pages | others | set(truth.dead_links)
    assert set(site.resources) - {"/robots.txt"} == pages | others | set(truth.forbidden.paths)
    assert truth.counts.pages == len(pages)
    assert {path for path in reached if site.find(path) is NOT_FOUND} <= set(truth.dead_links)


def test_the_orphan_is_reached_by_a_next_link_only(site, truth, read):
    (orphan,) = truth.orphans
    lists = {path for column in truth.columns for path in column.list_pages}
    sources = [page for page in {truth.home, *lists, *truth.articles} if orphan in read(site, page)]
    (source,) = sources
    assert truth.articles[source].next.path == orphan


def test_rows_are_those_of_the_truth(site, truth, read):
    for column in truth.columns:
        for page, rows in zip(column.list_pages, column.rows, strict=True):
            found = [path for path in dict.fromkeys(read(site, page)) if path in rows]
            assert found == list(dict.fromkeys(rows)), page
        live = dict.fromkeys(path for rows in column.rows for path in rows)
        if column.kind == "list":
            assert tuple(p for p in live if p not in truth.dead_links) == column.articles


def test_neighbours_are_linked_and_agree(site, truth):
    for path, article in truth.articles.items():
        paths = set(links(site, path))
        for neighbour in filter(None, (article.prev, article.next)):
            assert neighbour.path in paths
            assert truth.articles[neighbour.path].title == neighbour.title


def test_the_home_page_links_an_article_several_times(site, truth):
    found = [path for path in links(site, truth.home) if path in truth.articles]
    assert max(found.count(path) for path in set(found)) >= 3


def test_twins_answer_with_the_same_bytes(site, truth):
    assert all(site.find(twin) == site.find(path) for twin, path in truth.twins.items())


# Files


def test_every_asset_is_there_and_used(site, truth):
    markup = "".join(decoded(site, path) for path, page in site.resources.items() if page.is_page)
    markup += "".join(decoded(site, path) for path in truth.assets if path.endswith(".css"))
    for path in truth.assets:
        assert site.find(path).status == 200, path
        assert re.split(r"[/=]", path)[-1] in markup, path


# The builder


def test_the_same_seed_builds_the_same_site(name, site):
    assert SITES[name](articles=90).resources == site.resources
    assert SITES[name](seed=2, articles=90).resources != site.resources


def test_a_later_state_has_one_more_article_on_page_one(site, truth):
    arrived, later = truth.arrived, site.variants["moving-row"]
    assert arrived.article.path in later
    assert arrived.article.path not in site.resources
    assert not set(later) & set(truth.articles)
    column = next(c for c in arrived.columns if c.name == arrived.article.listed_in[0])
    assert arrived.article.path in next(filter(None, column.rows))
    changed = {path for c in arrived.columns for path in c.list_pages} & set(later)
    assert set(truth.column(column.name).list_pages[:1]) <= changed


def test_sizes(name):
    assert SITES[name](articles=130).truth.counts.articles == 130
    with pytest.raises(ValueError, match="60 articles are needed"):
        SITES[name](articles=FEWEST_ARTICLES - 1)


def test_the_truth_is_json(truth):
    assert json.loads(truth.as_json())["counts"]["articles"] == 90
