"""The test portal serves what its truth says."""

from __future__ import annotations

import http.client
import io
import json
import re
import zipfile
from html import unescape
from itertools import combinations
from urllib.parse import quote, urlsplit

import pytest

from tests.portal import FAULTS, Site, Slow, Truth, build_t1, serve, serve_in_child
from tests.portal.reading import decoded, links, seen, walk
from tests.portal.site import NOT_FOUND
from tests.portal.t1.plan import FEWEST_ARTICLES

VOLATILE = re.compile(rb'(?<="hits">)\d+|(?<="today">)[^<]*')
MAGIC = {
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "ico": b"\0\0\1\0",
    "pdf": b"%PDF-",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "docx": b"PK\x03\x04",
}


@pytest.fixture(scope="module")
def site() -> Site:
    return build_t1()


@pytest.fixture(scope="module")
def truth(site: Site) -> Truth:
    return site.truth


# Articles


def test_each_article_shows_what_the_truth_says(site, truth):
    for path, article in truth.articles.items():
        page = site.find(path)
        text = seen(page.body.decode(article.encoding))
        assert page.status == 200
        assert article.title in text, path
        assert article.published_raw in text, path
        assert all(" ".join(part.split()) in text for part in article.paragraphs), path
        assert all(attachment.name in text for attachment in article.attachments), path
        assert all(cell in text for row in article.table for cell in row), path
        for value in (article.source, article.author, article.kicker, article.subtitle):
            assert value is None or value in text, path
        crumbs = " > ".join(("首页", *article.columns))
        assert crumbs in text, path


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


def test_the_site_has_what_a_crawl_must_cope_with(truth):
    articles = truth.articles.values()
    assert {a.body_kind for a in articles} == {"text", "images", "empty"}
    assert {a.body_style for a in articles} == {"plain", "word", "br", "div"}
    charsets = {(a.encoding, a.header_charset, a.meta_charset) for a in articles}
    assert charsets == {
        ("gbk", None, "gb2312"),
        ("gbk", "utf-8", "gb2312"),
        ("utf-8", None, "gb2312"),
        ("utf-8", "utf-8", "utf-8"),
    }
    assert sum(len(article.listed_in) == 3 for article in articles) >= 2
    assert any(a.source is None and a.author is None for a in articles)
    assert any(a.signature_date and a.signature_date < a.published[:10] for a in articles)
    kinds = [column.kind for column in truth.columns]
    assert (len(kinds), kinds.count("empty"), kinds.count("page")) == (8, 1, 1)
    assert [len(truth.column(name).articles) for name in ("典型风采", "视频在线")] == [1, 0]


@pytest.mark.parametrize(
    "sign",
    [
        r'src="\UploadFiles',
        "data-original=",
        "file:///C:/",
        "http://10.",
        "<o:p>",
        ".DOC",
        "/download.asp?name=%",
        "作者:: ",
        "上篇:<br>",
        "没有了",
        "475_110px;",
        ' title="',
        "…</a>",
    ],
)
def test_a_peculiarity_is_on_some_page(site, sign):
    assert any(sign in decoded(site, path) for path, page in site.resources.items() if page.is_page)


# Links


def test_every_listed_article_is_reached_through_lists_alone(site, truth):
    reached = walk(site, through_articles=False)
    assert set(truth.articles) - reached == set(truth.orphans)
    assert {path for column in truth.columns for path in column.list_pages} <= reached
    assert set(truth.pages) <= reached


def test_the_orphan_is_reached_by_a_next_link_only(site, truth):
    (orphan,) = truth.orphans
    pages = {truth.home, *truth.articles, *(path for c in truth.columns for path in c.list_pages)}
    sources = [page for page in pages if orphan in links(site, page)]
    assert sources == [truth.articles[orphan].prev.path]
    assert truth.articles[sources[0]].next.path == orphan


def test_every_link_leads_somewhere_or_is_declared_dead(site, truth):
    reached = walk(site, through_articles=True)
    assert {path for path in reached if site.find(path) is NOT_FOUND} <= set(truth.dead_links)
    assert set(truth.articles) <= reached


def test_rows_are_in_the_order_of_the_truth(site, truth):
    for column in truth.columns:
        seen_rows = dict.fromkeys(
            path
            for page in column.list_pages
            for path in links(site, page)
            if path in truth.articles and path != truth.column("部门职能").path
        )
        if column.kind != "page":
            assert tuple(seen_rows) == column.articles, column.name


def test_neighbours_are_linked_and_agree(site, truth):
    for path, article in truth.articles.items():
        paths = set(links(site, path))
        for neighbour in filter(None, (article.prev, article.next)):
            assert neighbour.path in paths
            assert truth.articles[neighbour.path].title == neighbour.title


def test_twins_answer_with_the_same_bytes(site, truth):
    reached = walk(site, through_articles=False)
    for twin, path in truth.twins.items():
        assert site.find(twin) == site.find(path)
    assert {"/index.html", "/jcdj/index.html", truth.column("通知公告").path.lower()} <= reached


def test_one_pager_ends_in_a_link_to_itself(site, truth):
    last = truth.column("干部工作").list_pages[-1]
    assert list(links(site, last)).count(last) == 1


def test_a_list_asked_for_in_another_encoding_is_empty(site):
    assert "暂无资料" in decoded(site, f"/list.asp?lbm={quote('通知公告')}")


# Files


def test_every_asset_has_the_bytes_of_its_format(site, truth):
    for path in truth.assets:
        file = site.find(path)
        assert file.status == 200, path
        extension = urlsplit(path).path.rpartition(".")[2].lower()
        if extension in MAGIC:
            assert file.body.startswith(MAGIC[extension]), path
        if extension == "docx":
            assert zipfile.ZipFile(io.BytesIO(file.body)).testzip() is None


def test_every_asset_is_used(site, truth):
    markup = "".join(decoded(site, path) for path, page in site.resources.items() if page.is_page)
    markup += "".join(decoded(site, path) for path in truth.assets if path.endswith(".css"))
    markup = unescape(markup).replace("\\", "/")
    assert [path for path in truth.assets if path.rpartition("/")[2] not in markup] == []


# The builder


def test_the_same_seed_builds_the_same_site(site):
    assert build_t1().resources == site.resources
    assert build_t1(seed=2).resources != site.resources


def test_a_larger_site_is_the_same_site_later(site, truth):
    later = build_t1(articles=155).truth.articles
    changed = {path for path in truth.articles if later[path] != truth.articles[path]}
    assert len(later) == len(truth.articles) + 5
    assert all(later[path].next != truth.articles[path].next for path in changed)
    assert len(changed) <= 5


def test_sizes():
    assert build_t1(articles=300).truth.counts.articles == 300
    with pytest.raises(ValueError, match="needs 60 articles"):
        build_t1(articles=FEWEST_ARTICLES - 1)


def test_the_truth_is_json(truth):
    assert json.loads(truth.as_json())["counts"]["articles"] == 150


# The server


def ask(url: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request(
            "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_serves_the_site_and_remembers_the_requests(site, truth):
    with serve(site) as portal:
        response, body = ask(portal.url, truth.home)
        assert (response.status, body) == (200, site.find("/").body)
        assert ask(portal.url, "/nowhere.html")[0].status == 404
        assert [(r.method, r.path, r.status, r.bytes) for r in portal.requests] == [
            ("GET", "/", 200, len(body)),
            ("GET", "/nowhere.html", 404, len(NOT_FOUND.body)),
        ]
        assert not portal.forbidden_requests
        ask(portal.url, "/count.asp?id=1")
        assert [request.path for request in portal.forbidden_requests] == ["/count.asp?id=1"]


def test_keeps_a_connection_open(site):
    with serve(site) as portal:
        connection = http.client.HTTPConnection(urlsplit(portal.url).netloc, timeout=5)
        for path in ("/", "/jcdj/", "/robots.txt"):
            connection.request("GET", path)
            assert connection.getresponse().read() == site.find(path).body
        connection.close()


def test_answers_304_to_either_validator(site):
    with serve(site) as portal:
        first, _ = ask(portal.url, "/jcdj/")
        tag, date = first.headers["ETag"], first.headers["Last-Modified"]
        assert ask(portal.url, "/jcdj/", If_None_Match=tag)[0].status == 304
        assert ask(portal.url, "/jcdj/", If_Modified_Since=date)[0].status == 304
        assert (
            ask(portal.url, "/jcdj/", If_None_Match='"x"', If_Modified_Since=date)[0].status == 200
        )
        assert "ETag" not in ask(portal.url, "/list.asp?lbm=%CD%A8%D6%AA%B9%AB%B8%E6")[0].headers


def test_runs_as_a_child_process(tmp_path, truth):
    with serve_in_child("--fault", "edited", log=tmp_path / "log") as portal:
        _, body = ask(portal.url, truth.edited.path)
        assert [(r.path, r.bytes) for r in portal.requests] == [(truth.edited.path, len(body))]
        edited = truth.articles[truth.edited.path]
        assert truth.edited.paragraphs[1] in seen(body.decode(edited.encoding))


# Faults


def outcomes(site: Site, fault: str, paths: list[str]) -> list[list[int | None]]:
    """What two rounds over *paths* give: a status, or None for a broken answer."""
    with serve(site, faults=[fault]) as portal:
        return [[outcome(portal.url, path) for path in paths] for _ in range(2)]


def outcome(url: str, path: str) -> int | None:
    try:
        return ask(url, path)[0].status
    except (http.client.HTTPException, ConnectionError):
        return None


@pytest.mark.parametrize(
    ("fault", "bad"), [("drop", None), ("truncated", None), ("burst-503", 503)]
)
def test_a_passing_fault_hits_some_pages_once(site, truth, fault, bad):
    first, second = outcomes(site, fault, list(truth.articles)[:40])
    assert 2 <= first.count(bad) <= 20
    assert set(second) == {200}


@pytest.mark.parametrize(("fault", "bad"), [("dead-host", None), ("gone", 404)])
def test_a_lasting_fault_stays(site, truth, fault, bad):
    assert outcomes(site, fault, [truth.edited.path]) == [[bad], [bad]]


def test_views_and_date_change_on_every_fetch(site, truth):
    path = next(path for path, article in truth.articles.items() if article.views)
    with serve(site, faults=["views-change"]) as portal:
        bodies = {ask(portal.url, path)[1] for _ in range(3)}
        assert len(bodies) == 3
        assert len({VOLATILE.sub(b"", body) for body in bodies}) == 1


def test_edited_changes_one_paragraph_and_the_validators(site, truth):
    path = truth.edited.path
    with serve(site) as portal:
        before, _ = ask(portal.url, path)
        portal.faults.append(FAULTS["edited"]())
        after, body = ask(portal.url, path, If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert truth.articles[path].paragraphs[1] not in seen(
        body.decode(truth.articles[path].encoding)
    )


def test_slow_is_late(site):
    with serve(site, faults=[Slow(delay_ms=60)]) as portal:
        ask(portal.url, "/")
        ask(portal.url, "/")
        assert portal.requests[1].time - portal.requests[0].time >= 0.06


def test_every_fault_is_described():
    assert all(fault.__doc__ and fault.name == name for name, fault in FAULTS.items())
