"""Articles as a table and as JSON lines."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from rich.console import Console

from portalcrawl.report.articles import article_table, json_line


def article(**changes):
    return {
        "published": "2024-03-05",
        "title": "县里召开动员会",
        "source": "县局",
        "column_path": [{"title": "政务", "url": None}, {"title": "动态", "url": "http://a.cn/"}],
        "url": "http://a.cn/1.html",
        **changes,
    }


def printed(*articles, width: int = 200) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(article_table(articles))
    return out.getvalue()


def test_a_row_for_each():
    text = printed(article(), article(title="第二篇", url="http://a.cn/2.html"))
    rows = text.splitlines()
    assert rows[1].split() == ["published", "title", "source", "column", "url"]
    assert rows[3].split() == [
        *("2024-03-05", "县里召开动员会", "县局", "政务", ">", "动态", "http://a.cn/1.html")
    ]
    assert "第二篇" in rows[4]


def test_what_a_page_does_not_say_is_blank():
    text = printed(article(published=None, source=None, column_path=[]))
    assert text.splitlines()[3].split() == ["县里召开动员会", "http://a.cn/1.html"]


@pytest.mark.parametrize("title", ["[bold]会[/bold]", "[/]", "会\\", ":smile: :100:", "[link=x]y"])
def test_a_title_is_no_markup(title):
    assert title in printed(article(title=title))


def test_an_address_is_folded_and_never_cut():
    url = "http://a.cn/" + "x" * 300
    text = printed(article(url=url), width=80)
    assert "".join(line[-60:].strip() for line in text.splitlines()).count("x") >= 300


def test_table_of_nothing():
    assert article_table([]).row_count == 0


def test_json_line():
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    document = {"title": "动\n员", "at": moment, "list": [{"x": None}], "n": 1, "ok": True}
    line = json_line(document)
    assert "\n" not in line
    assert "动" in line
    assert json.loads(line) == {**document, "at": "2026-01-02T03:04:05+00:00"}


def test_times_keep_their_zone():
    moment = datetime(2026, 1, 2, tzinfo=timezone(timedelta(hours=8)))
    assert json.loads(json_line({"at": moment})) == {"at": "2026-01-02T00:00:00+08:00"}


@pytest.mark.parametrize("value", [b"x", {1}, object()])
def test_what_has_no_json_is_an_error(value):
    with pytest.raises(TypeError, match="no JSON for"):
        json_line({"x": value})
