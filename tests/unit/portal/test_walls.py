"""Faults of transport: what each sends is what its truth says, and what the product calls it."""

from __future__ import annotations

import http.client
from contextlib import closing
from random import Random
from urllib.parse import urlsplit

import pytest

from portalcrawl.page.document import Page
from portalcrawl.page.media_type import HTML, media_type
from portalcrawl.page.soft_404 import NotFoundPages
from portalcrawl.page.state import Case, Judgement, judge
from portalcrawl.urls.absolute import absolute_url
from portalcrawl.urls.missing import missing_page, missing_twin
from tests.portal import FAULTS, Asked, Fault, Site, build_t1, serve
from tests.portal.faults import Exchange, answer_to
from tests.portal.faults.walls import BlockedTree, Wall, fullest_folder, plain_article
from tests.portal.reading import seen
from tests.portal.site import Resource

HOST = "http://t1.cn"
WALLS = [name for name, fault in FAULTS.items() if issubclass(fault, Wall)]
SOFT = ["soft-404", "soft-404-redirect", "soft-404-home", "soft-404-empty"]


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t1(articles=60)


def sent(site: Site, fault: str | Fault, path: str, *, visit: int = 1, number: int = 1) -> Resource:
    chosen = FAULTS[fault]() if isinstance(fault, str) else fault
    asked = Asked(path, visit=visit, number=number)
    return answer_to(Exchange(site, asked), [chosen]).resource


def case_of(resource: Resource, path: str, **facts) -> Case:
    url, body = HOST + path, resource.body
    is_page = media_type(body, declared=resource.content_type) == HTML
    page = Page.of_bytes(body, url=url, content_type=resource.content_type) if is_page else None
    headers = tuple((name.lower(), value) for name, value in resource.headers)
    return Case(url, resource.status, headers=headers, body=body, page=page, **facts)


def judged(site: Site, fault: str | Fault, path: str, *, number: int = 1, **facts) -> Judgement:
    facts = {"is_home": path == site.truth.home, **facts}
    return judge(case_of(sent(site, fault, path, number=number), path, **facts))


def truth_with(site: Site, fault: str | Fault):
    return (FAULTS[fault]() if isinstance(fault, str) else fault).truth(site.truth)


# Walls


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_stands_after_some_requests_and_stays(site, name):
    path = next(iter(site.truth.articles))
    assert sent(site, name, path, number=20) == site.find(path)
    for number in (21, 500):
        found = judged(site, name, path, number=number)
        assert (found.state, found.vendor) == ("blocked", FAULTS[name].vendor)
    assert truth_with(site, name).states == {"*": "blocked"}
    assert truth_with(site, name).articles == site.truth.articles


@pytest.mark.parametrize("name", WALLS)
def test_behind_a_wall_from_the_start_there_is_nothing(site, name):
    truth = truth_with(site, FAULTS[name](after=0))
    assert (truth.articles, truth.columns, truth.counts.pages) == ({}, (), 0)
    assert truth.states[truth.home] == "blocked"


def test_one_folder_is_blocked_and_the_rest_is_found(site):
    folder, truth = fullest_folder(site.truth), truth_with(site, "blocked-tree")
    inside = {path for path in site.truth.articles if path.startswith(folder)}
    assert len(inside) >= 10
    assert {path: state for path, state in truth.states.items() if state == "blocked"} == (
        dict.fromkeys(inside, "blocked")
    )
    assert set(truth.articles) == set(site.truth.articles) - inside
    assert all(not inside.intersection(column.articles) for column in truth.columns)
    for path in site.truth.articles:
        found = judged(site, "blocked-tree", path)
        assert found.state == ("blocked" if path in inside else "ok")
    assert truth.counts.articles == len(truth.articles)
    assert truth.counts.pages == site.truth.counts.pages - len(inside)


def test_what_only_the_blocked_folder_leads_to_is_lost_too(site):
    (orphan,) = site.truth.orphans
    article = site.truth.articles[orphan]
    around = {link.path for link in (article.prev, article.next) if link}
    truth = site.truth
    for path in around:
        truth = BlockedTree(folder=path).truth(truth)
    assert orphan not in truth.articles
    assert truth.orphans == ()


def test_a_blocked_list_leaves_what_other_lists_show(site):
    column = site.truth.column("干部工作")
    truth = truth_with(site, BlockedTree(folder=column.path))
    assert truth.column("干部工作").list_pages == ()
    assert set(column.articles) <= set(truth.articles)
    for path in column.articles:
        listed_in = site.truth.articles[path].listed_in
        expected = tuple(name for name in listed_in if name != "干部工作")
        assert truth.articles[path].listed_in == expected


def test_a_cookie_wall_sends_each_page_to_itself(site):
    answer = sent(site, "cookie-wall", "/show.asp?id=1004")
    assert dict(answer.headers)["Location"] == "/show.asp?id=1004"
    found = judged(site, "cookie-wall", site.truth.home)
    assert (found.state, found.rule, found.vendor) == ("blocked", "cookie_wall", "cookie_wall")
    assert truth_with(site, "cookie-wall").states[site.truth.home] == "blocked"


# What only looks like a wall


def test_the_script_of_a_challenge_is_in_every_good_page(site):
    for path in site.truth.articles:
        assert b"$_ts" in sent(site, "challenge-script", path).body
        assert judged(site, "challenge-script", path).state == "ok"
    assert truth_with(site, "challenge-script") == site.truth


def test_the_words_of_a_firewall_stand_in_one_article(site):
    article = plain_article(site.truth)
    truth = truth_with(site, "waf-words")
    changed = truth.articles.pop(article.path)
    assert {**truth.articles, article.path: article} == site.truth.articles
    text = seen(sent(site, "waf-words", article.path).body.decode(article.encoding))
    assert changed.paragraphs[0] in text
    assert "创宇盾拦截" in changed.paragraphs[0]
    assert judged(site, "waf-words", article.path, has_content=True).state == "ok"


# Soft 404


def known_of(site: Site, fault: str) -> NotFoundPages:
    """What a crawl learns of the host at its start."""
    rng, home = Random(7), f"{HOST}{site.truth.home}"
    known = NotFoundPages(home)
    known.learn_home(case_of(site.find("/"), "/").page, status=200)
    probes = [missing_page(home, rng=rng)]
    probes += [missing_twin(f"{HOST}{path}", rng=rng) for path in list(site.truth.articles)[:12]]
    for probe in probes:
        path = probe.removeprefix(HOST)
        answer = sent(site, fault, path)
        if location := dict(answer.headers).get("Location"):
            known.learn_redirect(absolute_url(location, base=probe))
        else:
            known.learn(case_of(answer, path).page, status=answer.status)
    return known


@pytest.mark.parametrize("name", SOFT)
@pytest.mark.parametrize("is_known", [True, False])
def test_what_is_missing_answers_as_if_it_were_there(site, name, is_known):
    known = known_of(site, name) if is_known else None
    truth = truth_with(site, name)
    assert truth.dead_links == ()
    assert truth.states == dict.fromkeys([*site.truth.dead_links, "/robots.txt"], "soft_404")
    for path, state in truth.states.items():
        answer = sent(site, name, path)
        assert answer.status in {200, 302}
        # What a page does not say by itself, only the probes tell.
        if is_known or name in {"soft-404", "soft-404-redirect"}:
            assert judged(site, name, path, known=known, has_content=False).state == state, path
        if is_known and name != "soft-404-redirect":
            assert judged(site, name, path, known=known, has_content=True).state == state, path


@pytest.mark.parametrize("name", SOFT)
def test_no_page_of_the_site_is_like_its_soft_404(site, name):
    known = known_of(site, name)
    lists = [path for column in site.truth.columns for path in column.list_pages]
    for path in (*site.truth.articles, *lists, *site.truth.pages, *site.truth.twins, "/"):
        for has_content in (True, False):
            found = judged(site, name, path, known=known, has_content=has_content)
            assert found.state == "ok", (path, found)


# Home pages


@pytest.mark.parametrize(("name", "size"), [("stub-home", 642), ("empty-home", 0)])
def test_a_home_page_with_nothing_on_it(site, name, size):
    for path in ("/", "/index.html"):
        assert len(sent(site, name, path).body) == size
    found = judged(site, name, "/")
    assert (found.state, found.rule) == ("stub", "home_without_links")
    assert sent(site, name, "/jcdj/") == site.find("/jcdj/")
    truth = truth_with(site, name)
    assert (truth.articles, truth.states) == ({}, {"/": "stub"})


def test_a_dead_host_has_nothing(site):
    truth = truth_with(site, "dead-host")
    assert (truth.articles, truth.states) == ({}, {"/": "unreachable"})


# Rates


@pytest.mark.parametrize(("name", "status"), [("burst-429", 429), ("burst-503", 503)])
def test_some_pages_ask_to_wait_once(site, name, status):
    paths = list(site.truth.articles)
    first = [sent(site, name, path) for path in paths]
    assert 5 <= sum(answer.status == status for answer in first) <= 25
    assert {sent(site, name, path, visit=2).status for path in paths} == {200}
    for path, answer in zip(paths, first, strict=True):
        state = judge(case_of(answer, path)).state
        assert state == ("rate_limited" if answer.status == status else "ok")


# The server


def test_the_server_counts_requests_and_sends_statuses_without_a_name(site):
    with serve(site, faults=[FAULTS["wall-521"](after=2)]) as portal:
        netloc = urlsplit(portal.url).netloc
        with closing(http.client.HTTPConnection(netloc, timeout=5)) as connection:
            statuses = []
            for path in ("/", "/jcdj/", "/gbgz/", "/"):
                connection.request("GET", path)
                answer = connection.getresponse()
                statuses.append(answer.status)
                answer.read()
        assert statuses == [200, 200, 521, 521]
        assert portal.truth.states == {"*": "blocked"}
        portal.forget()
        with closing(http.client.HTTPConnection(netloc, timeout=5)) as connection:
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
