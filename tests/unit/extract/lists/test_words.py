"""``words.toml``: every pattern shows what it takes and what it leaves, and keeps its word."""

from __future__ import annotations

import pytest

from portalcrawl.extract.lists.pager_words import label_of
from portalcrawl.extract.lists.row_titles import is_no_title
from portalcrawl.extract.lists.words import RULES, WORDS, pattern

TAKEN = [(rule["name"], text) for rule in RULES for text in rule["take"]]
LEFT = [(rule["name"], text) for rule in RULES for text in rule["leave"]]
BUTTONS = [(word, label) for label, words in WORDS["buttons"].items() for word in words]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_rule_has_examples_of_both_kinds(rule):
    assert set(rule) == {"name", "pattern", "take", "leave"}
    assert rule["take"]
    assert rule["leave"]


@pytest.mark.parametrize(("name", "text"), TAKEN)
def test_taken(name, text):
    assert pattern(name).search(text)


@pytest.mark.parametrize(("name", "text"), LEFT)
def test_left(name, text):
    assert not pattern(name).search(text)


@pytest.mark.parametrize(("word", "label"), BUTTONS)
def test_buttons_with_marks_around_them(word, label):
    assert {label_of(word), label_of(f"<< {word}"), label_of(f"[{word}]")} == {label}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12", "number"),
        ("[3]", "number"),
        ("第4页", "number"),
        ("»", "arrows"),
        ("‹", "previous"),
        (">|", "last"),
        ("下 页", "next"),
        # What is none.
        ("上一篇", None),
        ("下一条", None),
        ("", None),
        ("123456", None),
        ("第4期", None),
        ("首页新闻", None),
        ("下一页" * 9, None),
    ],
)
def test_label(text, label):
    assert label_of(text) == label


@pytest.mark.parametrize("text", ["[详情]", "更多>>", "Read More", "【阅读全文】", "下载"])
def test_links_that_are_no_titles(text):
    assert is_no_title(text)
    assert not is_no_title(f"{text}的通知公告")
