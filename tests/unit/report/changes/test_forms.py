"""The forms in which changes are given out: text, page, JSON, Atom."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from portalcrawl.recrawl.since import since
from portalcrawl.report.changes.as_json import json_parts
from portalcrawl.report.changes.atom import ATOM, atom_feed, urn
from portalcrawl.report.changes.model import Change, Selection, example
from portalcrawl.report.changes.page import changes_page
from portalcrawl.report.changes.text import change_lines

EVIL = '<script>alert("1")</script>&'
SINCE = {"since": datetime(2026, 3, 1, 8, tzinfo=UTC)}
CHANGES = [
    example("new", EVIL, id="1", column=EVIL, published="2026-03-05T09:30+08:00"),
    example(
        "changed", "通知", id="2", fields={"title": ["旧\n题", "新题"], "author": [None, EVIL]}
    ),
    example("moved", "新址", id="3", detail={"url": "http://a.cn/old?a=1&b=2"}),
    example("gone", "坏\x00字\x0b符\ufffe", id="4", url="http://a.cn/gone.html", detail=SINCE),
    example("duplicate", "转载", id="5", detail={"url": "javascript:alert(1)", "site": "b.cn"}),
]


def selection(changes: list[Change], max_shown: int = 9) -> Selection:
    found = Selection(max_shown=max_shown)
    assert len(list(found.noting(changes))) == len(changes)
    return found


def page(changes: list[Change], **options) -> str:
    return changes_page(selection(changes, **options), title=f"T{EVIL}", links={"words": "a.json"})


def test_the_page_escapes_everything():
    html = page(CHANGES)
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert '<a href="a.json">words</a>' in html
    assert 'was at <a href="http://a.cn/old?a=1&amp;b=2">' in html
    assert "<del>旧\n题</del> → <ins>新题</ins>" in html
    assert '<a href="#gone">taken down (1)</a>' in html
    assert "not found since 2026-03-01 08:00 UTC" in html


def test_a_page_has_an_end():
    html = page([example("new", f"第{n}次") for n in range(30)], max_shown=10)
    assert html.count("<tr><td>") == 10
    assert "20 more are not on this page" in html
    assert "New (30)" in html


def test_a_page_of_nothing():
    assert "Nothing changed." in page([])


def test_the_text():
    console = Console(width=300)
    with console.capture() as capture:
        for line in change_lines(selection(CHANGES), title="a.cn"):
            console.print(line, soft_wrap=True)
    lines = [line.rstrip() for line in capture.get().splitlines()]
    assert lines[0] == (
        "a.cn: 1 new, 1 edited, 1 moved to another address, 1 taken down, 1 copied from elsewhere"
    )
    assert f"2026-03-05  {EVIL}  {EVIL}" in lines
    assert "            title: 旧 ¶ 题 → 新题" in lines
    assert f"            author: — → {EVIL}" in lines
    assert "            坏字 ¶ 符" in lines
    assert "            http://a.cn/gone.html" in lines


def test_the_text_has_an_end():
    many = selection([example("gone", str(n)) for n in range(7)], max_shown=2)
    lines = [line.plain for line in change_lines(many, title="a.cn")]
    assert lines[-1].strip() == "and 5 more: --json has them all"


def test_json():
    found = json.loads("".join(json_parts({"runs": ["r"]}, CHANGES)))
    assert found["runs"] == ["r"]
    assert [one["title"] for one in found["changes"]] == [one.title for one in CHANGES]
    assert found["counts"] == dict.fromkeys(["new", "changed", "moved", "gone", "duplicate"], 1)


def feed(changes: list[Change], **links: str) -> ET.Element:
    return ET.fromstring(atom_feed(changes, name="a.cn", title=f"T{EVIL}\x01", links=links))


def atom(element: ET.Element, name: str) -> list[str | None]:
    return [one.text for one in element.findall(f"{{{ATOM}}}{name}")]


def test_the_feed_has_what_rfc_4287_requires():
    later = example("new", "后", id="6", at=datetime(2026, 5, 1, 8, 30, tzinfo=UTC))
    found = feed([later, *CHANGES], related="x.html")
    assert found.tag == f"{{{ATOM}}}feed"
    assert atom(found, "id") == [urn("feed a.cn")]
    assert atom(found, "title") == [f"T{EVIL}"]
    assert atom(found, "updated") == ["2026-05-01T08:30:00.000Z"]
    assert found.find(f"{{{ATOM}}}author/{{{ATOM}}}name").text == "a.cn"
    entries = found.findall(f"{{{ATOM}}}entry")
    for entry, change in zip(entries, [later, *CHANGES], strict=True):
        assert atom(entry, "id") == [urn(change.id)]
        assert len(atom(entry, "updated")) == len(atom(entry, "summary")) == 1
        assert entry.find(f"{{{ATOM}}}category").get("term") == change.kind
        assert entry.find(f"{{{ATOM}}}link[@rel='alternate']").get("href") == change.url
    assert len({entry.find(f"{{{ATOM}}}id").text for entry in entries}) == len(entries)


def test_what_xml_has_no_place_for_is_left_out():
    (entry,) = feed(CHANGES[3:4]).findall(f"{{{ATOM}}}entry")
    assert atom(entry, "title") == ["坏字符"]


def test_an_empty_feed_is_one():
    assert atom(feed([]), "updated") == ["1970-01-01T00:00:00.000Z"]


NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12h", "2026-03-05T00:00:00+00:00"),
        (" 7d ", "2026-02-26T12:00:00+00:00"),
        ("2026-03-01T08:00", "2026-03-01T08:00:00+08:00"),
        ("2026-03-01T08:00Z", "2026-03-01T08:00:00+00:00"),
    ],
)
def test_since(text, moment):
    assert since(text, now=NOW).isoformat() == moment


@pytest.mark.parametrize("text", ["", "yesterday", "7", "7y", "-3d", "999999w", "2026-13-01"])
def test_no_time(text):
    with pytest.raises(ValueError, match=r"is no time: say 12h"):
        since(text, now=NOW)
