"""Each row of the table is used by the rewriter; the rules that decide what a URL is for."""

from __future__ import annotations

import pytest

from portalcrawl.mirror.html import rewrite_html
from portalcrawl.page.url_attributes import URL_ATTRIBUTES, UrlAttribute, link_use, url_attributes

# A value of each form that leads to http://a.cn/x.gif, and what it is when that becomes "NEW".
VALUES = {
    "url": ("/x.gif", "NEW"),
    "maybe_url": ("/x.gif", "NEW"),
    "url_list": ("/x.gif /x.gif", "NEW NEW"),
    "srcset": ("/x.gif 2x", "NEW 2x"),
    "css": ("color:red;background:url(/x.gif)", "color:red;background:url(NEW)"),
    "refresh": ("3;url=/x.gif", "3;url=NEW"),
    "html": ("<img src=/x.gif>", "<img src=NEW>"),
}


def _name(row: UrlAttribute) -> str:
    return f"{row.tag}-{row.name}"


@pytest.mark.parametrize("row", URL_ATTRIBUTES, ids=_name)
def test_every_row_is_rewritten(row):
    tag = "div" if row.tag == "*" else row.tag
    value, expected = VALUES[row.form]
    other = f" {row.only_if[0]}={min(row.only_if[1])}" if row.only_if else ""
    other += " rel=canonical" if tag == "link" else ""
    uses = []

    def replace(url, *, use):
        assert url == "http://a.cn/x.gif"
        uses.append(use)
        return "NEW"

    start = f'<meta charset="utf-8"><{tag}{other}'
    rewritten = rewrite_html(
        f"{start} {row.name}='{value}'>",
        page_url="http://a.cn/b/",
        encoding="utf-8",
        replace=replace,
    )
    if row.use in {"base", "hint"}:
        assert rewritten == f"{start}>"
        assert uses == []
    else:
        assert rewritten == f"{start} {row.name}='{expected}'>"
        assert set(uses) == {
            "embed" if row.form == "html" else "link" if tag == "link" else row.use
        }


def test_rows_are_in_lower_case_and_unique():
    keys = [(row.tag, row.name) for row in URL_ATTRIBUTES]
    assert len(set(keys)) == len(keys)
    assert [key for key in keys if "".join(key) != "".join(key).lower()] == []


def test_rows_of_any_element_come_with_each():
    assert {row.name for row in URL_ATTRIBUTES if row.tag == "*"} <= set(url_attributes("img"))
    assert "style" in url_attributes("marquee")
    assert "href" not in url_attributes("marquee")


@pytest.mark.parametrize(
    ("rel", "use"),
    [
        ("stylesheet", "style"),
        ("StyleSheet", "style"),
        ("alternate stylesheet", "style"),
        ("preload stylesheet", "style"),
        ("shortcut icon", "embed"),
        ("apple-touch-icon", "embed"),
        ("preload", "embed"),
        ("manifest", "embed"),
        ("modulepreload", "script"),
        ("canonical", "link"),
        ("alternate", "link"),
        ("next", "link"),
        ("dns-prefetch", "hint"),
        ("preconnect", "hint"),
        ("prefetch\tprerender", "hint"),
        ("", None),
        (None, None),
    ],
)
def test_link_relations(rel, use):
    assert link_use(rel) == use


@pytest.mark.parametrize(
    ("value", "is_url"),
    [
        ("/zwgk/", True),
        ("./index_2.html", True),
        ("../a", True),
        ("//www.b.gov.cn", True),
        (" https://www.b.gov.cn ", True),
        ("index_2.shtml?x=1", True),
        ("W020210426542026130960.doc", True),
        ("甘肃.JPG", True),
        ("true", False),
        ("", False),
        ("2020", False),
        ("甘肃省", False),
        ("a(b).html", False),
        ("1.5", False),
        ("javascript:go('/a.html')", False),
    ],
)
def test_what_looks_like_a_url(value, is_url):
    assert url_attributes("option")["value"].reads(value) is is_url


@pytest.mark.parametrize(
    ("tag", "name", "attributes", "use"),
    [
        ("meta", "content", {"http-equiv": "Refresh"}, "page"),
        ("meta", "content", {"http-equiv": "content-type"}, None),
        ("meta", "content", {"name": "Url"}, None),
        ("param", "value", {"name": "Movie"}, "embed"),
        ("param", "value", {"name": "width"}, None),
        ("link", "href", {}, None),
    ],
)
def test_another_attribute_decides(tag, name, attributes, use):
    assert url_attributes(tag)[name].use_with(attributes) == use
