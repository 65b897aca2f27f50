"""Faults of files and of content work on any portal, and say what is true while they are on."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace

import pytest

from tests.portal import FAULTS, Fault, Resource, Site, Truth, serve
from tests.portal.campus.walking import ask_from
from tests.portal.faults import Exchange, answer_to
from tests.portal.faults.assets import HugeAttachment, attachment_paths
from tests.portal.reading import seen
from tests.portal.site import Asked
from tests.portal.sites import SITES


@pytest.fixture(scope="module", params=["t1", "t5", "t6", "t7", "t8"])
def site(request) -> Site:
    return SITES[request.param](articles=90)


@pytest.fixture(scope="module")
def truth(site):
    return site.truth


def sent(site: Site, fault: Fault, path: str, *, page: str = "/", visit: int = 1) -> Resource:
    """What the portal sends for *path*, linked from *page*, with the fault on."""
    headers = {"referer": f"http://127.0.0.1{page}"}
    asked = Asked(path, headers=headers, visit=visit)
    return answer_to(Exchange(site, asked), [fault]).resource


def offered(truth: Truth) -> list[tuple[str, str]]:
    """Each article with each of its attachments."""
    return [
        (page, file.path)
        for page, article in truth.articles.items()
        for file in article.attachments
    ]


def changed_pages(site: Site, fault: Fault) -> list[str]:
    """The articles whose bytes are other ones."""
    articles = list(site.truth.articles)
    return [path for path in articles if sent(site, fault, path).body != site.find(path).body]


# Files


@pytest.mark.parametrize(
    ("name", "source"),
    [("local-images", b'src="file:///C:/'), ("private-images", b'src="http://10.11.12.13/')],
)
def test_stray_pictures_stand_in_some_articles(site, truth, name, source):
    fault = FAULTS[name]()
    pages = changed_pages(site, fault)
    assert 3 <= len(pages) < len(truth.articles) // 2
    assert all(sent(site, fault, path).body.count(source) == 1 for path in pages)


def test_a_private_host_is_forbidden(truth):
    faulty = FAULTS["private-images"]().truth(truth)
    assert "10.11.12.13" in faulty.forbidden.hosts
    assert faulty.articles == truth.articles


@pytest.mark.parametrize(
    ("name", "status", "state"),
    [
        ("dead-attachment", 404, None),
        ("html-for-file", 200, "not_a_file"),
        ("captcha-for-file", 200, "attachment_protected"),
    ],
)
def test_some_attachments_are_none(site, truth, name, status, state):
    fault = FAULTS[name]()
    faulty = fault.truth(truth)
    lost = set(attachment_paths(truth)) - set(attachment_paths(faulty))
    assert 1 <= len(lost) < len(attachment_paths(truth))
    assert {path for path in faulty.states if path not in truth.states} == (
        lost if state else set()
    )
    assert set(faulty.dead_links) - set(truth.dead_links) == (lost if status == 404 else set())
    assert set(truth.assets) - set(faulty.assets) == lost
    for page, path in offered(truth):
        answer = sent(site, fault, path, page=page)
        if path in lost:
            assert answer.status == status
            assert b"<html>" in answer.body
            assert faulty.states.get(path) == state
        else:
            assert answer == ask_from(site, page, path)


def test_one_attachment_is_huge(site, truth):
    fault = HugeAttachment(size_bytes=100_000)
    sizes = {path: len(sent(site, fault, path, page=page).body) for page, path in offered(truth)}
    assert sorted(sizes.values())[-2:][0] < 100_000
    assert max(sizes.values()) == 100_000
    assert HugeAttachment().size_bytes == 20 * 2**20
    assert fault.truth(truth) == truth


def test_extensions_are_capital_in_links_and_known_to_the_server(site, truth):
    fault = FAULTS["capital-extensions"]()
    faulty = fault.truth(truth)
    before = [path for _, path in offered(truth)]
    after = offered(faulty)
    renamed = [
        (page, new, old) for (page, new), old in zip(after, before, strict=True) if new != old
    ]
    assert all(new.rpartition(".")[2].isupper() for _, new, _ in renamed)
    assert bool(renamed) == any("?" not in path for path in before)
    for page, new, old in renamed:
        markup = sent(site, fault, page).body
        assert new.rpartition("/")[2].encode() in markup
        assert old.rpartition("/")[2].encode() not in markup
        assert sent(site, fault, new, page=page) == ask_from(site, page, old)
        assert new in faulty.assets


# Content


def test_gbk_under_a_utf8_header(site, truth):
    fault = FAULTS["gbk-under-utf8"]()
    faulty = fault.truth(truth)
    hit = [path for path, article in faulty.articles.items() if article.encoding == "gb18030"]
    assert 3 <= len(hit) < len(truth.articles)
    for path in hit:
        page, article = sent(site, fault, path), faulty.articles[path]
        assert page.content_type == "text/html; charset=utf-8"
        assert article.title in seen(page.body.decode("gb18030"))
        assert b"charset=gb2312" in page.body.replace(b'"', b"")
        with pytest.raises(UnicodeDecodeError):
            page.body.decode("utf-8")


def test_bad_bytes_leave_the_article_whole(site, truth):
    fault = FAULTS["bad-bytes"]()
    pages = changed_pages(site, fault)
    assert 3 <= len(pages) < len(truth.articles)
    for path in pages:
        body, codec = sent(site, fault, path).body, truth.articles[path].encoding
        with pytest.raises(UnicodeDecodeError):
            body.decode(codec)
        text = body.decode(codec, "replace")
        assert text.count("\ufffd") == 3
        assert truth.articles[path].title in seen(text)


def test_types_are_wrong(site, truth):
    fault = FAULTS["wrong-type"]()
    types = {sent(site, fault, path).content_type.partition(";")[0] for path in truth.articles}
    assert types == {"text/html", "text/plain", "application/octet-stream"}
    files = [(path, page) for page, path in offered(truth)]
    as_html = [path for path, page in files if sent(site, fault, path, page=page).is_page]
    assert as_html
    assert len(as_html) < len(files)
    assert all(sent(site, fault, path).body == site.find(path).body for path in truth.articles)


@pytest.mark.parametrize(
    ("name", "sign"),
    [("nested-html", "<html>"), ("unfilled-metas", 'name="PubDate" content="发布日期"')],
)
def test_markup_is_added_in_the_page_s_encoding(site, truth, name, sign):
    fault = FAULTS[name]()
    for path, article in truth.articles.items():
        text = sent(site, fault, path).body.decode(article.encoding)
        assert text.count(sign) > site.find(path).body.decode(article.encoding).count(sign)
        assert article.title in seen(text)


def test_a_nested_page_has_two_bodies_and_both_end(site, truth):
    fault = FAULTS["nested-html"]()
    body = sent(site, fault, next(iter(truth.articles))).body
    assert body.count(b"<body") == body.count(b"</body>") == 2


def test_an_edited_article_has_its_later_text(site, truth):
    fault = FAULTS["edited"]()
    path, article = truth.edited.path, fault.truth(truth).articles[truth.edited.path]
    text = seen(sent(site, fault, path).body.decode(article.encoding))
    assert all(paragraph in text for paragraph in article.paragraphs)
    assert article.paragraphs != truth.articles[path].paragraphs


def test_a_deleted_article_is_gone_at_all_its_addresses(site, truth):
    fault = FAULTS["gone"]()
    faulty, gone = fault.truth(truth), truth.edited.path
    dead = set(faulty.dead_links) - set(truth.dead_links)
    assert gone in dead
    assert all(sent(site, fault, path).status == 404 for path in dead)
    assert gone not in {*faulty.articles, *(p for c in faulty.columns for p in c.articles)}
    assert not dead & set(faulty.twins)


# Packing


@pytest.mark.parametrize("name", ["unasked-gzip", "unnamed-gzip", "unended-gzip"])
def test_gzip_holds_the_whole_page(site, truth, name):
    fault = FAULTS[name]()
    for path in ["/", *list(truth.articles)[:5]]:
        page = sent(site, fault, path)
        unpacked = zlib.decompressobj(31).decompress(page.body)
        assert unpacked == site.find(path).body
        named = ("Content-Encoding", "gzip") in page.headers
        assert named == (name != "unnamed-gzip")
    with pytest.raises(EOFError):
        gzip.decompress(sent(site, FAULTS["unended-gzip"](), "/").body)


def test_a_header_alone_says_gzip(site):
    page = sent(site, FAULTS["false-gzip"](), "/")
    assert ("Content-Encoding", "gzip") in page.headers
    assert page.body == site.find("/").body


def test_gzip_breaks_off_once(site, truth):
    fault = FAULTS["truncated-gzip"]()
    hit = changed_pages(site, fault)
    assert 3 <= len(hit) < len(truth.articles)
    for path in hit:
        page = sent(site, fault, path)
        part = zlib.decompressobj(31).decompress(page.body)
        assert site.find(path).body.startswith(part)
        assert 0 < len(part) < len(site.find(path).body)
        assert sent(site, fault, path, visit=2) == site.find(path)


def test_files_are_not_packed(site, truth):
    page, path = offered(truth)[0]
    for name in ("unasked-gzip", "unnamed-gzip", "false-gzip", "unended-gzip"):
        assert sent(site, FAULTS[name](), path, page=page) == ask_from(site, page, path)


# On the wire


def test_a_portal_s_truth_is_that_of_its_faults(site, truth):
    with serve(site, faults=["dead-attachment", "gbk-under-utf8"]) as portal:
        lost = set(attachment_paths(truth)) - set(attachment_paths(portal.truth))
        assert lost
        assert {article.encoding for article in portal.truth.articles.values()} >= {"gb18030"}
        assert replace(
            portal.truth, articles={}, dead_links=(), assets=(), counts=truth.counts
        ) == (replace(truth, articles={}, dead_links=(), assets=()))
