"""Faults of lists and of identity: each portal still is what the truth says of it then."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.portal.faults.listpages import is_behind
from tests.portal.reading import decoded, links, seen, walk
from tests.portal.server import serve
from tests.portal.site import NOT_FOUND, Asked, Site
from tests.portal.sites import SITES
from tests.unit.portals.faulted import Faulted
from tests.unit.portals.reference import READERS

READ = {"t1": links, **READERS}
LISTS = ("past-end", "pinned", "self-next", "looping-next", "unsorted", "undercount")
PAGES_SAID = re.compile(r'(?:共(?=\d+页)|<totalpage>|条 ?\d+/|"all_pages">)(\d+)')
IDENTITY = ("reposted", "listed-gone", "twins")


@pytest.fixture(scope="module", params=READ)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def site(name) -> Site:
    return SITES[name](articles=90)


@pytest.fixture(scope="module")
def read(name):
    return READ[name]


def live_rows(faulted, read, page: str, rows: tuple[str, ...]) -> list[str]:
    return [path for path in dict.fromkeys(read(faulted, page)) if path in rows]


# All of them


@pytest.mark.parametrize("fault", [*LISTS, *IDENTITY])
def test_everything_is_reached_and_nothing_else(site, read, fault):
    faulted = Faulted(site, fault)
    truth = faulted.truth
    reached = walk(faulted, through_articles=True, read=read)
    lists = {path for column in truth.columns for path in column.list_pages}
    pages = {truth.home, *truth.articles, *truth.pages, *lists}
    known = pages | {*truth.assets, *truth.twins, *truth.states, *truth.dead_links}
    assert pages <= reached
    behind = {p for p in reached - known if any(is_behind(c, p) for c in truth.columns)}
    assert not reached - known - behind
    assert bool(behind) == (fault == "past-end")
    assert {p for p in reached if faulted.find(p) is NOT_FOUND} <= set(truth.dead_links)
    assert (truth.counts.pages, truth.counts.articles) == (len(pages), len(truth.articles))


@pytest.mark.parametrize("fault", [*LISTS, *IDENTITY])
def test_rows_are_those_of_the_truth(site, read, fault):
    faulted = Faulted(site, fault)
    for column in faulted.truth.columns:
        for page, rows in zip(column.list_pages, column.rows, strict=True):
            found = live_rows(faulted, read, page, rows)
            assert found == list(dict.fromkeys(rows)), page


@pytest.mark.parametrize("fault", ["self-next", "looping-next", "twins", "undercount"])
def test_the_rows_of_the_truth_stay(site, fault):
    before, after = site.truth, Faulted(site, fault).truth
    assert [c.rows for c in before.columns] == [c.rows for c in after.columns]
    assert before.articles == after.articles


# Lists


def test_behind_the_end_the_last_page_is_repeated(site, read):
    faulted = Faulted(site, "past-end")
    reached = walk(faulted, through_articles=False, read=read)
    for column in faulted.truth.columns:
        for path in (path for path in reached if is_behind(column, path)):
            last = column.list_pages[-1]
            assert faulted.find(path) == faulted.find(last)
            assert live_rows(faulted, read, path, column.rows[-1]) == list(column.rows[-1])


def test_a_row_is_pinned_on_all_pages(site, read):
    faulted = Faulted(site, "pinned")
    long = [c for c in faulted.truth.columns if sum(map(bool, c.rows)) > 1]
    assert len(long) > 1
    for column in long:
        heads = [rows[0] for rows in column.rows if rows]
        assert set(heads) <= set(column.pinned), column.name


@pytest.mark.parametrize(("fault", "at"), [("self-next", -1), ("looping-next", 0)])
def test_the_last_next_link_leads_nowhere_new(site, read, fault, at):
    faulted = Faulted(site, fault)
    htmls = [c for c in faulted.truth.columns if c.kind == "list" and _is_html(faulted, c)]
    assert htmls
    for column in htmls:
        markup = decoded(faulted, column.list_pages[-1])
        found = re.findall(r'<a href="([^"]*)">下一页</a>', markup)
        assert column.list_pages[at] in map(unescape, found), column.name


def _is_html(faulted: Faulted, column) -> bool:
    return faulted.find(column.list_pages[-1]).is_page


def test_rows_are_not_sorted_and_none_is_lost(site):
    before, after = site.truth, Faulted(site, "unsorted").truth
    changed = 0
    for old, new in zip(before.columns, after.columns, strict=True):
        assert [set(rows) for rows in old.rows] == [set(rows) for rows in new.rows]
        assert set(old.articles) == set(new.articles)
        changed += old.rows != new.rows
    assert changed > 3


def test_some_lists_say_one_page_less(site):
    faulted = Faulted(site, "undercount")
    columns = [c for c in faulted.truth.columns if c.declared_pages and c.pager != "script"]
    assert columns
    for column in columns:
        text = "".join(decoded(faulted, path) for path in column.list_pages)
        text = text.replace("&nbsp;", "")
        said = {int(number) for number in PAGES_SAID.findall(text)}
        assert said == {column.declared_pages}, column.name
        before = site.truth.column(column.name).declared_pages
        assert column.declared_pages == max(1, before - 1)


@pytest.mark.parametrize("asked", [0, 6, 7])
def test_after_some_lists_a_row_more_moves_all_others(site, read, asked):
    faulted = Faulted(site, "moving-row", lists_asked=asked)
    is_later = asked > 6
    truth = faulted.truth if is_later else site.truth
    for column in truth.columns:
        for page, rows in zip(column.list_pages, column.rows, strict=True):
            assert live_rows(faulted, read, page, rows) == list(dict.fromkeys(rows)), page
    new = site.truth.arrived.article.path
    assert (faulted.find(new).status == 200) == is_later
    if is_later:
        reached = walk(faulted, through_articles=False, read=read)
        assert set(truth.articles) - reached == set(truth.orphans)
        assert truth.counts.articles == site.truth.counts.articles + 1


def test_a_served_site_moves_on_after_so_many_lists_and_back_when_forgotten(site):
    new = site.truth.arrived.article.path
    column = next(c for c in site.truth.columns if len(c.list_pages) > 1)
    with serve(site, faults=["moving-row"]) as portal:
        statuses = []
        for _ in range(2):
            for _ in range(7):
                statuses.append(portal.answer(Asked(new)).resource.status)
                portal.answer(Asked(column.list_pages[0]))
            statuses.append(portal.answer(Asked(new)).resource.status)
            portal.forget()
        assert statuses == ([404] * 7 + [200]) * 2
        assert new in portal.truth.articles


# Identity


def test_some_articles_have_the_text_of_others(site):
    faulted = Faulted(site, "reposted")
    truth = faulted.truth
    pairs = truth.same_body[len(site.truth.same_body) :]
    assert len(pairs) >= 3
    for one, other in pairs:
        text = seen(decoded(faulted, other))
        assert truth.articles[one].paragraphs == truth.articles[other].paragraphs
        assert all(" ".join(part.split()) in text for part in truth.articles[one].paragraphs)
        assert truth.articles[one].title != truth.articles[other].title


def test_some_listed_articles_are_gone(site):
    faulted = Faulted(site, "listed-gone")
    gone = set(site.truth.articles) - set(faulted.truth.articles)
    assert 4 <= len(gone) <= 25
    assert all(faulted.find(path) is NOT_FOUND for path in gone)
    assert gone <= set(faulted.truth.dead_links)
    listed = {path for column in faulted.truth.columns for path in column.articles}
    assert not gone & listed


def test_copies_are_linked_and_kept_away_from(site):
    faulted = Faulted(site, "twins")
    truth = faulted.truth
    path = truth.edited.path
    copies = [copy for copy, original in truth.twins.items() if original == path]
    found = set(links(faulted, path))
    linked = [copy for copy in copies if copy in found]
    assert len(linked) == 3
    assert all(faulted.find(copy) == site.find(path) for copy in linked)
    prefixes = tuple(trap.prefix for trap in truth.traps)
    assert all(copy.startswith(prefixes) for copy in linked)
