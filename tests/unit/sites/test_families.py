"""CMS families: each file's own examples, and what the detector makes of a page."""

from __future__ import annotations

import time

import pytest

from portalcrawl.extract.read_parts import read_parts
from portalcrawl.page.document import Page
from portalcrawl.sites.families import article_key, families, families_of, family_of_toml

EXAMPLES = [
    pytest.param(family, example, id=f"{family.name}-{number}")
    for family in families()
    for number, example in enumerate(family.examples)
]


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_a_family_has_a_title_and_examples(family):
    assert family.title
    assert any(not example.get("is_other") for example in family.examples)


@pytest.mark.parametrize(("family", "example"), EXAMPLES)
def test_examples(family, example):
    page = Page.of_bytes(example["html"].encode(), url=example["url"])
    found = {found.name for found, _ in families_of(page.url, html=page.decoded.text)}
    assert (family.name in found) is not bool(example.get("is_other"))
    if "key" in example:
        assert article_key(example["url"]) == (family.name, example["key"])
    # What the family's containers hold is the body, and nothing gets lost.
    parts = read_parts(page)
    assert parts.body is not None
    texts = [page.outline.lines[number].text for number in parts.body.lines]
    assert any("部署春季植树" in text for text in texts)


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<div class=TRS_Editor>{}</div>", "family_trs:.trs_editor"),
        (
            "<div id=vsb_content_501><div class=v_news_content>{}</div></div>",
            "family_vsb:#vsb_content*",
        ),
        ("<div class='wp_articlecontent'>{}</div>", "family_sudy:.wp_articlecontent"),
        ("<UCAPCONTENT>{}</UCAPCONTENT>", "family_ucap:ucapcontent"),
        ("<td><!--ZJEG_RSS.content.begin-->{}<!--ZJEG_RSS.content.end--></td>", "marker_hanweb"),
        ("<div><!--enpcontent-->{}<!--/enpcontent--></div>", "marker_founder"),
        ("<div class=nobody_knows>{}</div>", "density"),
    ],
)
def test_the_rule_that_gave_the_body(html, rule):
    text = "<p>今天上午，全县春季植树动员会在人民广场召开，各乡镇负责人参加。</p><p>第二段。</p>"
    page = Page.of_bytes(f"<h1>题目</h1>{html.format(text)}<p>尾巴".encode(), url="http://a.cn/1")
    parts = read_parts(page)
    assert parts.body_rule == rule
    assert [page.outline.lines[n].text[:3] for n in parts.body.lines] == ["今天上", "第二段"]


def test_a_container_that_holds_hardly_any_of_the_text_is_not_taken():
    text = "<p>今天上午，全县春季植树动员会在人民广场召开，各乡镇负责人参加。" * 5
    html = f"<div class=TRS_Editor>附件</div><div id=x>{text}</div>"
    page = Page.of_bytes(html.encode(), url="http://a.cn/1")
    assert read_parts(page).body_rule == "density"


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_numbers_of_articles(family):
    assert len(family.keys) >= 1
    assert {url: article_key(url) for url in family.keys} == {
        url: (family.name, key) for url, key in family.keys.items()
    }
    assert [url for url in family.no_key if family.key.search(url)] == []


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://a.cn/art/2020/2/5/art_1234_56789.html", ("hanweb", "56789")),
        ("http://a.cn/info/1036/12441.htm", ("vsb", "12441")),
        ("http://a.cn/index.html", None),
        ("http://a.cn/", None),
    ],
)
def test_article_key(url, key):
    assert article_key(url) == key


def test_no_two_families_claim_one_address():
    for family in families():
        for url in (*family.keys, *(example["url"] for example in family.examples)):
            claims = [f.name for f in families() if f.key and f.key.search(url)]
            assert len(claims) <= 1, url


@pytest.mark.parametrize(
    "piece",
    ["?", "/show.asp?", "/show.jsp?a&", "/1234/1234", "a=show&", "/Article/a", "/info/1/", "_1"],
)
def test_hostile_addresses_cost_little(piece):
    url = "http://a.cn/" + piece * (8000 // len(piece))
    article_key("http://a.cn/")
    start = time.perf_counter()
    article_key(url)
    assert time.perf_counter() - start < 0.2


def test_a_file_with_an_error_is_not_taken():
    with pytest.raises(KeyError):
        family_of_toml("x", "title = 'x'")
