"""Label-value pairs of an info line."""

from __future__ import annotations

import pytest

from portalcrawl.extract.labels import FIELD_OF, read_labels, vocabulary


def fields(text: str) -> list[tuple[str, str | None]]:
    return [(pair.field, pair.value) for pair in read_labels(text)]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("来源：县教育局", [("source", "县教育局")]),
        ("来源:县教育局", [("source", "县教育局")]),
        ("作者::王小明", [("author", "王小明")]),
        ("作者：： 王小明", [("author", "王小明")]),
        ("来 源：县教育局", [("source", "县教育局")]),
        ("作 者 ：王小明", [("author", "王小明")]),
        ("来源 ﹕ 县教育局", [("source", "县教育局")]),
        ("信息来源：县教育局", [("source", "县教育局")]),
        ("责任编辑：李四", [("editor", "李四")]),
        ("更新时间：2024-03-05", [("updated", "2024-03-05")]),
        ("发布时间：2024-03-05 10:30", [("published", "2024-03-05 10:30")]),
        ("来源：县教育局 作者：王小明", [("source", "县教育局"), ("author", "王小明")]),
        ("来源：县教育局作者：王小明", [("source", "县教育局"), ("author", "王小明")]),
        ("来源：县教育局 | 作者：王小明", [("source", "县教育局"), ("author", "王小明")]),
        ("来源：县教育局　丨　编辑：李四", [("source", "县教育局"), ("editor", "李四")]),
        ("来源：县教育局 - 政务网", [("source", "县教育局")]),
        ("来源：甲、乙联合供稿", [("source", "甲、乙联合供稿")]),
        # In brackets, the label too.
        ("[来源：县教育局] [作者：王小明]", [("source", "县教育局"), ("author", "王小明")]),
        ("【来源：县教育局】动员会", [("source", "县教育局")]),
        ("（作者：王小明）", [("author", "王小明")]),
        ("来源：【县教育局】", [("source", "县教育局")]),
        ("来源：（县教育局）", [("source", "县教育局")]),
        ("来源：清源日报（记者站）", [("source", "清源日报（记者站）")]),
        # Without a colon, before a digit.
        ("发布于 2024-03-05", [("published", "2024-03-05")]),
        ("浏览 123 次", [("views", "123 次")]),
        ("浏览次数 123", [("views", "123")]),
        ("阅读123", [("views", "123")]),
        # Buttons after the last value.
        ("来源：县教育局 打印 关闭", [("source", "县教育局")]),
        ("来源：县教育局 【打印】 【关闭】", [("source", "县教育局")]),
        ("来源：县教育局[打印本页]", [("source", "县教育局")]),
        ("来源：县打印协会", [("source", "县打印协会")]),
        ("来源：县局 字号：[大 中 小]", [("source", "县局"), ("control", "大 中 小")]),
        # No labels.
        ("来源于群众", []),
        ("阅读推广活动", []),
        ("时间紧、任务重", []),
        ("", []),
    ],
)
def test_pairs(text, pairs):
    assert fields(text) == pairs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("来源: 作者:: 阅读: 时间:", ["source", "author", "views", "published"]),
        ("来源：作者：编辑：", ["source", "author", "editor"]),
        ("【来源：】【作者：】", ["source", "author"]),
        ("来源：（ ） 作者：[]", ["source", "author"]),
        ("来源：|作者：-", ["source", "author"]),
        ("来源：　作者：\xa0", ["source", "author"]),
        ("作者：，编辑：", ["author", "editor"]),
    ],
)
def test_an_empty_value_is_none_and_never_the_next_label(text, names):
    assert fields(text) == [(name, None) for name in names]


def test_empty_values_between_full_ones():
    line = "来源: 作者:: 阅读: 时间:2024-3-5 编辑：李四"
    assert [value for _, value in fields(line)] == [None, None, None, "2024-3-5", "李四"]


def test_where_a_pair_starts():
    pairs = read_labels("2024-03-05 来源：甲 [作者：乙]")
    assert [(pair.start, pair.label) for pair in pairs] == [(11, "来源"), (16, "作者")]


@pytest.mark.parametrize("label", sorted(FIELD_OF))
def test_every_label_of_the_vocabulary_is_read_whole(label):
    (pair,) = read_labels(f"{label}：甲")
    assert (pair.label, pair.field, pair.value) == (label, FIELD_OF[label], "甲")


def test_no_label_stands_for_two_fields():
    fields_of: dict[str, set[str]] = {}
    for field, labels in vocabulary().items():
        for label in labels:
            fields_of.setdefault(label.replace(" ", ""), set()).add(field)
    assert {label: found for label, found in fields_of.items() if len(found) > 1} == {}
