"""Addresses of rows that only a script knows, learned from what it drew."""

from __future__ import annotations

import json

import pytest

from portalcrawl.extract.lists.row_rule import RowRule, learn_row_rule, with_addresses

HOME = "http://a.cn/app/"


def data(*rows: dict, key: str = "list") -> str:
    return json.dumps({"code": 200, "data": {key: list(rows), "total": len(rows)}})


ROWS = [{"id": 71, "columnId": 3, "title": "甲"}, {"id": 72, "columnId": 3, "title": "乙"}]


@pytest.mark.parametrize(
    ("rows", "urls", "rule"),
    [
        (ROWS, ["#/d?id=71", "#/d?id=72"], ("id", "#/d?id=", "")),
        (ROWS, ["#/d/71.html", "#/d/72.html"], ("id", "#/d/", ".html")),
        (ROWS, ["x", "#/d?id=72&c=3", "#/d?id=71&c=3"], ("id", "#/d?id=", "&c=3")),
        (
            [{"uuid": "0f8fad5b-d9cb"}, {"uuid": "7c9e6679-7425"}],
            ["d/0f8fad5b-d9cb", "d/7c9e6679-7425"],
            ("uuid", "d/", ""),
        ),
        # Rows are numbered as pages are.
        (
            [{"no": 1, "newsId": 71}, {"no": 2, "newsId": 72}],
            ["#/l?p=1", "#/l?p=2", "#/d?id=71", "#/d?id=72"],
            ("newsId", "#/d?id=", ""),
        ),
        # The same number in two places: the place that fits all rows.
        ([{"id": 1}, {"id": 2}], ["#/1/d?id=1", "#/1/d?id=2"], ("id", "#/1/d?id=", "")),
    ],
)
def test_rule(rows, urls, rule):
    field, before, after = rule
    found = learn_row_rule(data(*rows), [HOME + url for url in urls])
    assert found == RowRule(field, HOME + before, after)


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (data(*ROWS), ["#/d?id=71"]),
        (data(*ROWS), []),
        # 71 is no word of 711.
        (data(*ROWS), ["#/d?id=711", "#/d?id=722"]),
        (data(ROWS[0]), ["#/d?id=71"]),
        (data({"id": 71}, {"id": 71}), ["#/d?id=71"]),
        (data({"id": 71}, {"no": 72}), ["#/d?id=71", "#/d?id=72"]),
        (data({"id": True}, {"id": None}), ["#/d?id=True", "#/d?id=None"]),
        (data(), ["#/d?id=71"]),
        ("[1, 2]", ["#/d?id=1", "#/d?id=2"]),
        ("<html>", ["#/d?id=71"]),
        ("[" * 100_000, []),
    ],
)
def test_no_rule(text, urls):
    assert learn_row_rule(text, [HOME + url for url in urls]) is None


def test_a_rule_is_a_line_of_text():
    rule = RowRule("id", "http://a.cn/#/d?id=", "&x")
    assert rule.template == "http://a.cn/#/d?id={id}&x"
    assert RowRule.of_template(rule.template) == rule
    assert [RowRule.of_template(text) for text in ("", "http://a.cn/", "{id}", "a{b}{c}")] == [
        None
    ] * 4


@pytest.mark.parametrize("url", ["#/{x}/71", "#/71{x}", "#/71/{"])
def test_an_address_that_is_no_template_teaches_nothing(url):
    urls = [HOME + url, HOME + url.replace("71", "72")]
    assert learn_row_rule(data(*ROWS), urls) is None


def test_rows_get_their_addresses():
    rule = RowRule("id", "http://a.cn/#/d?id=", "&x")
    rows = json.loads(with_addresses(data({"id": 9, "url": ""}, {"id": "a b"}), rule))["data"][
        "list"
    ]
    assert rows == [{"id": 9, "url": "http://a.cn/#/d?id=9&x"}, {"id": "a b"}]


@pytest.mark.parametrize("text", ["", "<p>", "[]", "{}", '{"a": [1]}', '{"rows": [{"no": 1}]}'])
def test_data_without_such_rows_stays_as_it_is(text):
    assert with_addresses(text, RowRule("id", "http://a.cn/", "")) == text


def test_hostile_data_costs_no_more_than_it_is_long():
    rows = [{f"f{n}": number for n in range(50)} for number in range(500)]
    urls = [f"http://a.cn/{'0-' * 200}{number}" for number in range(500)]
    assert learn_row_rule(data(*rows), urls) is not None
