"""T11 answers as a newspaper's system does, and goes on for ever in three places."""

from __future__ import annotations

import pytest

from portalcrawl.extract.sitemaps import read_sitemap, sitemap_links_of_robots
from portalcrawl.sites.families import article_key
from portalcrawl.urls.scope import Scope, decide
from portalcrawl.urls.traps import Budgets
from tests.portal import Site
from tests.portal.reading import decoded, links
from tests.portal.site import NOT_FOUND, Asked
from tests.portal.stories.walking import leads_to
from tests.portal.t11.build import build_t11

HOME = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t11()


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


# Articles in parts


def test_parts_lead_to_each_other_and_to_the_whole(site, truth):
    first = sorted(path for path in set(truth.twins.values()))
    assert len(first) > 10
    for path in first:
        stem = path.removesuffix(".html")
        parts = {f"{stem}_{part}.html" for part in (0, 2, 3)}
        assert {twin for twin, target in truth.twins.items() if target == path} == parts
        assert parts <= set(links(site, path))
        assert article_key(HOME + path) == article_key(f"{HOME}{stem}_0.html")
        paragraphs = truth.articles[path].paragraphs
        assert paragraphs[-1] not in decoded(site, path)
        assert paragraphs[-1] in decoded(site, f"{stem}_3.html")


def test_the_systems_comment_has_the_fields(site, truth):
    for path, article in truth.articles.items():
        html = decoded(site, path)
        assert f"<!--enpproperty <articleid>{article.id}</articleid>" in html
        assert "<!--enpcontent-->" in html


# Columns


def test_one_list_is_in_a_frame(site, truth):
    (frame,) = [path for path in leads_to(site, "/node_1004.htm") if "list_" in path]
    assert frame == truth.column("江滨时评").path
    assert frame not in set(links(site, "/node_1004.htm"))


def test_a_former_column_sends_its_readers_on(site, truth):
    (shell,) = (path for path, state in truth.states.items() if state == "redirect_shell")
    assert list(leads_to(site, shell)) == [truth.column("时政新闻").path]
    assert shell in set(links(site, "/"))


def test_the_site_map_has_what_is_listed(site, truth):
    (path,) = sitemap_links_of_robots(
        site.answer(Asked("/robots.txt", headers={"host": "127.0.0.1:8000"})).body.decode()
    )
    named = {link.url for link in read_sitemap(site.find("/sitemap.xml").body, url=path)}
    listed = {p for column in truth.columns if column.kind == "list" for p in column.articles}
    assert named == {HOME + path for path in listed | set(truth.dead_links)}


# Traps


def crawl_traps(site: Site, *, limit: int) -> list[str]:
    """What is asked for of the traps by who knows all articles, with scope and budgets."""
    truth, scope, budgets = site.truth, Scope.of_home(HOME), Budgets()
    prefixes = tuple(trap.prefix for trap in truth.traps)
    starts = [path for path in links(site, "/") if path.startswith(prefixes) or "/zt/" in path]
    seen_paths, ahead, asked = set(starts), starts, []
    for path in truth.articles:
        budgets.note(HOME + path, content=path, gave_new=True)
    while ahead and len(asked) < limit:
        path = ahead.pop(0)
        if not decide(HOME + path, scope=scope).accept or budgets.take(HOME + path):
            continue
        asked.append(path)
        budgets.note(HOME + path, content=decoded(site, path), gave_new=False)
        for found in links(site, path):
            if found not in seen_paths and found not in truth.articles:
                seen_paths.add(found)
                ahead.append(found)
    return asked


def test_traps_are_endless_and_end_within_their_budgets(site, truth):
    asked = crawl_traps(site, limit=2000)
    for trap in truth.traps:
        count = sum(path.startswith(trap.prefix) for path in asked)
        assert count <= trap.budget, trap
    assert sum(path.startswith("/reports.jsp") for path in asked) > 100


@pytest.mark.parametrize(
    "path",
    ["/calendar.jsp?year=9999&month=12", "/reports.jsp?sort=views&filter=long&page=100000"],
)
def test_a_trap_leads_on_however_far_one_is(site, path):
    onward = [found for found in links(site, path) if found.startswith(path.partition("?")[0])]
    assert onward
    assert all(site.find(found) is not NOT_FOUND for found in onward)


def test_a_folder_in_itself(site):
    path = "/zt/index.htm"
    for _ in range(30):
        (path,) = links(site, path)
    assert path.count("/zt") == 31
    assert site.find(path).status == 200


def test_no_article_is_only_in_a_trap(site, truth):
    shown = set(links(site, "/reports.jsp?sort=date&filter=all&page=1"))
    assert shown & set(truth.articles)
    assert not shown & set(truth.orphans)
