"""What holds for every portal of a bought system."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest

from tests.portal import Site
from tests.portal.campus.plan import FEWEST_ARTICLES
from tests.portal.campus.walking import ask_from, landed, leads_to, walk
from tests.portal.reading import decoded, links, seen
from tests.portal.site import NOT_FOUND
from tests.portal.sites import SITES

PORTALS = ["t5", "t6", "t7", "t8"]


@pytest.fixture(scope="module", params=PORTALS)
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def site(name) -> Site:
    return SITES[name]()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def shown(site: Site, path: str) -> str:
    return seen(decoded(site, path))


# Articles


def test_each_article_shows_what_the_truth_says(site, truth):
    for path, article in truth.articles.items():
        page = site.find(path)
        text = seen(page.body.decode(article.encoding))
        assert page.status == 200, path
        assert article.title in text, path
        assert article.published_raw in text, path
        assert all(part in text for part in article.paragraphs), path
        for value in (article.source, article.author):
            assert value is None or value in text, path


def test_the_special_articles_are_there(truth):
    articles = truth.articles.values()
    assert {"text", "images", "empty"} <= {article.body_kind for article in articles}
    assert len(truth.orphans) == 1
    assert len(truth.same_body) == 1
    assert any(len(article.listed_in) == 3 for article in articles)
    assert any(article.attachments for article in articles)
    assert sum(bool(column.pinned) for column in truth.columns) == 1
    kinds = [column.kind for column in truth.columns]
    assert (kinds.count("empty"), kinds.count("page")) == (1, 1)
    assert any(column.parent for column in truth.columns)


def test_ids_are_not_in_the_order_of_dates(truth):
    dates = [article.published for article in sorted(truth.articles.values(), key=lambda a: a.id)]
    assert any(later < earlier for earlier, later in pairwise(dates))


def test_chains_lead_back_and_stay_in_one_column(site, truth):
    for path, article in truth.articles.items():
        for neighbour in filter(None, (article.prev, article.next)):
            assert neighbour.path in set(leads_to(site, path)), path
            other = truth.articles[neighbour.path]
            assert (other.columns, other.title) == (article.columns, neighbour.title)
    ends = [path for path, article in truth.articles.items() if article.next is None]
    leaves = {article.columns for article in truth.articles.values()}
    assert len(ends) == len(leaves)


# Links


def test_the_walk_reaches_the_truth_and_nothing_else(site, truth):
    reached = walk(site) | posted(truth)
    pages = {*truth.articles, *listed(truth), *truth.pages, *truth.twins, *truth.states}
    assert pages <= reached
    missing = {path for path in reached - pages if site.find(path) is NOT_FOUND}
    assert missing <= set(truth.dead_links)
    assert reached - pages - set(truth.dead_links) <= {truth.home, *truth.assets, *truth.posts}


def listed(truth) -> set[str]:
    return {path for column in truth.columns for path in column.list_pages}


def posted(truth) -> set[str]:
    """List pages that no link leads to."""
    return {path for path in listed(truth) if path.startswith("POST ")}


def test_an_article_is_listed_and_dead(site, truth):
    shapes = {shape(path) for path in truth.articles}
    (gone,) = (path for path in truth.dead_links if shape(path) in shapes)
    assert site.find(gone) is NOT_FOUND
    if not posted(truth):
        assert any(gone in rows_of(site, column) for column in truth.columns)


def shape(path: str) -> str:
    return re.sub(r"\d+", "0", path)


def rows_of(site: Site, column) -> list[str]:
    """What the column's pages link to, those that need no POST."""
    return [
        path
        for page in column.list_pages
        if not page.startswith("POST ")
        for path in leads_to(site, landed(site, page))
    ]


# Files


def test_files_are_there_for_who_comes_from_the_article(site, truth):
    for path, article in truth.articles.items():
        for file in (*article.images, *(attachment.path for attachment in article.attachments)):
            answer = ask_from(site, path, file)
            assert answer.status == 200, file
            assert not answer.is_page, file


def test_dead_files_are_not(site, truth):
    for path in truth.articles:
        for file in set(truth.dead_links) & set(leads_to(site, path)):
            assert ask_from(site, path, file) is NOT_FOUND


def test_every_asset_is_used(site, truth):
    pages = [decoded(site, path) for path, page in site.resources.items() if page.is_page]
    styles = [decoded(site, path) for path in truth.assets if path.endswith(".css")]
    markup = unescape("".join((*pages, *styles))).replace("\\", "/")
    assert [path for path in truth.assets if path.rpartition("/")[2] not in markup] == []


def test_the_orphan_is_reached_by_one_next_link_only(site, truth):
    (orphan,) = truth.orphans
    pages = {"/", *truth.articles, *listed(truth)} - posted(truth)
    sources = [page for page in pages if orphan in leads_to(site, page)]
    assert sources == [truth.articles[orphan].prev.path]
    assert truth.articles[sources[0]].next.path == orphan


def test_twins_show_the_same_article(site, truth):
    for twin, path in truth.twins.items():
        answer = site.find(landed(site, twin))
        assert answer.status == 200, twin
        if path in truth.articles:
            assert truth.articles[path].title in shown(site, landed(site, twin))


def test_rows_are_those_of_the_articles(truth):
    gone = {*truth.dead_links, *truth.states}
    for column in (column for column in truth.columns if column.kind == "list"):
        assert len(column.rows) == len(column.list_pages)
        rows = [truth.twins.get(path, path) for page in column.rows for path in page]
        assert tuple(dict.fromkeys(path for path in rows if path not in gone)) == column.articles
        assert all(page[: len(column.pinned)] == column.pinned for page in column.rows)
        assert column.declared_total in (None, len(set(rows)))
        assert column.declared_pages in (None, len(column.rows))


def test_pages_link_to_their_rows_in_order(site, truth):
    for column in truth.columns:
        for page, rows in zip(column.list_pages, column.rows, strict=False):
            if not page.startswith("POST "):
                found = list(links(site, landed(site, page)))
                assert [path for path in found if path in rows][-len(rows) :] == list(rows)


def test_the_menu_leads_to_every_column(site, truth):
    menu = set(links(site, "/"))
    assert {column.path for column in truth.columns} <= menu


def test_an_article_is_on_the_home_page_more_than_once(site, truth):
    ahead = [path for path in links(site, "/") if path in truth.articles]
    assert len(ahead) > len(set(ahead))


# The builder


def test_the_same_seed_builds_the_same_site(name, site):
    again, other = SITES[name](), SITES[name](seed=2)
    assert again.resources == site.resources
    assert again.truth == site.truth
    assert other.resources != site.resources


def test_a_larger_site_is_the_same_site_later(name, truth):
    later = SITES[name](articles=95).truth.articles
    same = [path for path, article in truth.articles.items() if later[path].title == article.title]
    assert len(same) == len(truth.articles)
    assert len(later) == len(truth.articles) + 5


def test_too_small_a_site_is_refused(name):
    with pytest.raises(ValueError, match="fewest"):
        SITES[name](articles=FEWEST_ARTICLES - 1)
    assert SITES[name](articles=FEWEST_ARTICLES).truth.orphans


def test_the_fault_edited_changes_one_paragraph(site, truth):
    page = site.variants["edited"][truth.edited.path]
    text = seen(page.body.decode(truth.articles[truth.edited.path].encoding))
    assert truth.edited.paragraphs[1] in text
    assert truth.articles[truth.edited.path].paragraphs[1] not in text
