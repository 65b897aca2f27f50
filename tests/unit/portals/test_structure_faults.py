"""Faults of structure, on every portal that there is."""

from __future__ import annotations

import re

import pytest

from portalcrawl.urls.scope import Scope, decide
from tests.portal.faults import FAULTS, Exchange, answer_to
from tests.portal.faults.structure import CalendarTrap, moved, smallest_list
from tests.portal.reading import seen
from tests.portal.site import Asked, Resource, Site, capital_escapes
from tests.portal.sites import SITES
from tests.portal.stories.walking import leads_to, walk


class Faulty(Site):
    """A site that answers with one fault on."""

    __slots__ = ("fault", "plain")

    def answer(self, asked: Asked) -> Resource:
        return answer_to(Exchange(self.plain, asked), [self.fault]).resource


def with_fault(site: Site, name: str) -> Faulty:
    fault = FAULTS[name]()
    faulty = Faulty(site.resources, fault.truth(site.truth), site.scripts, site.any_query)
    object.__setattr__(faulty, "fault", fault)
    object.__setattr__(faulty, "plain", site)
    return faulty


# Those whose pages are all plain: T9 draws its own, and T5 and T8 have copies of pages elsewhere.
PLAIN = sorted(SITES.keys() - {"t5", "t8", "t9"})


@pytest.fixture(scope="module", params=PLAIN)
def site(request) -> Site:
    return SITES[request.param]()


@pytest.mark.parametrize("name", ["splash-home", "frameset-home", "iframe-list", "redirect-column"])
def test_what_moved_is_still_reached(site, name):
    faulty = with_fault(site, name)
    truth = faulty.truth
    before, after = walk(site), walk(faulty)
    new = set(truth.pages) - set(site.truth.pages)
    assert after == before | new
    assert truth.counts.pages == site.truth.counts.pages + len(new)
    assert all(faulty.find(path).status == 200 for path in new)


@pytest.mark.parametrize("name", ["splash-home", "frameset-home"])
def test_the_home_page_is_one_address_on(site, name):
    faulty = with_fault(site, name)
    assert moved("/") in set(leads_to(faulty, "/"))
    assert faulty.find(moved("/")) == site.find("/")
    assert faulty.find("/") != site.find("/")


@pytest.mark.parametrize("name", ["iframe-list", "redirect-column"])
def test_a_column_is_one_address_on_by_all_its_names(site, name):
    faulty = with_fault(site, name)
    path = smallest_list(site.truth).path
    names = {path, *(twin for twin, target in site.truth.twins.items() if target == path)}
    for address in names:
        assert moved(path) in set(leads_to(faulty, capital_escapes(address)))
    assert faulty.find(moved(path)) == site.find(path)


def test_the_redirecting_column_is_said_to_be_one(site):
    faulty = with_fault(site, "redirect-column")
    path = smallest_list(site.truth).path
    assert faulty.truth.states[path] == "redirect_shell"
    assert len(faulty.find(path).body) < 4096


def test_the_calendar_has_no_end_and_no_rule_refuses_it(site):
    faulty = with_fault(site, "calendar-trap")
    (trap,) = [trap for trap in faulty.truth.traps if trap.prefix.startswith("/schedule")]
    path = CalendarTrap.first
    scope, met = Scope.of_home("http://127.0.0.1/"), {path}
    for _ in range(1000):
        onward = [found for found in leads_to(faulty, path) if found.startswith(trap.prefix)]
        assert len(onward) == 3
        assert decide(f"http://127.0.0.1{onward[1]}", scope=scope).accept
        path = onward[1]
        met.add(path)
    assert len(met) == 1001


def test_articles_link_to_the_calendar(site):
    faulty = with_fault(site, "calendar-trap")
    linked = [
        path
        for path in site.truth.articles
        if any(found.startswith("/schedule.asp") for found in leads_to(faulty, path))
    ]
    assert linked == list(site.truth.articles)


def test_the_leaving_text_is_on_every_article_in_its_own_encoding(site):
    faulty = with_fault(site, "leaving-text")
    for path, article in site.truth.articles.items():
        html = faulty.find(path).body.decode(article.encoding)
        assert re.search(r"您访问的链接即将离开“.+?”门户网站，是否继续？", seen(html))


def test_files_are_left_alone(site):
    for name in ("leaving-text", "calendar-trap", "splash-home"):
        faulty = with_fault(site, name)
        for path in site.truth.assets:
            assert faulty.find(path) == site.find(path)
