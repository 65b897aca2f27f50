"""Label-value pairs of an info line: source, author, time, views.

>>> [(pair.field, pair.value) for pair in read_labels("来源: 作者:: 阅读: 时间:2020-2-5")]
[('source', None), ('author', None), ('views', None), ('published', '2020-2-5')]

A value ends where the next label starts, so an empty one is None and never the next label. The
vocabulary is what portals print (longest first, so 信息来源 is not 来源); blanks inside a label
(``来 源``) and doubled colons (``作者::``) are normal.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import NamedTuple


def vocabulary() -> dict[str, list[str]]:
    """Field → the labels of ``labels.toml`` that stand for it."""
    text = resources.files("portalcrawl.extract").joinpath("labels.toml").read_text("utf-8")
    data = tomllib.loads(text)
    composed = data.pop("compose")
    known = {label for labels in data.values() for label in labels}
    for rule in composed:
        both = (start + end for start in rule["starts"] for end in rule["ends"])
        data[rule["field"]] += [label for label in both if label not in known]
    return data


FIELD_OF: dict[str, str] = {
    label.replace(" ", ""): field for field, labels in vocabulary().items() for label in labels
}
_MAX_LABEL_CHARS = max(map(len, FIELD_OF))
# Times and counts also need no colon before a digit ("浏览 123 次", "发布于 2020-02-05").
_BEFORE_DIGIT = frozenset(
    label
    for label, field in FIELD_OF.items()
    if field in {"published", "updated", "views"} and len(label) > 1
)
# Most colons and numbers of a page stand behind another character than these.
_LAST_CHARS = frozenset(label[-1] for label in FIELD_OF)
_LAST_BEFORE_DIGIT = frozenset(label[-1] for label in _BEFORE_DIGIT)
# What ends a label: colons, or the start of a number.
_END = re.compile(r"\s?(?:[:：﹕︰]\s?)+|(?<=[^\d\s:：﹕︰])(\s?)(?=[\[【(（]?\d)")
_CLOSING = {"[": "]", "［": "］", "【": "】", "(": ")", "（": "）", "〔": "〕", "《": "》"}
_YEAR_FIRST = re.compile(r"\d{2,4}\s?[-/.年]|[二○〇]")
_DATE_FIRST = re.compile(r"\s?\d{2,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]")
# What separates a value from what follows it on the same line.
_VALUE_END = re.compile(
    r"[|丨┃│︱\t]|\s[-–—]\s"
    # The size of the letters.
    r"|[TA][-－＋+]"
    # Buttons after the last value.
    r"|(?:\s|(?=[【\[(（]))[【\[(（]?\s?(?:打印|关闭|收藏|分享|纠错|举报|复制链接)(?:本页|此页|本文|正文|窗口|到|至)?"
    r"(?=$|[\s】\])）:：])"
    # A label that the vocabulary lacks.
    r"|\s[\u4e00-\u9fff]{2,6}\s?[:：]"
)
_WORD_BEFORE = re.compile(r"(?<![^\s|｜丨])[\u4e00-\u9fff]{1,4}$")
_UNKNOWN_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}\s?[:：]")
_BLANK = " 　\t|丨┃│,，;；、/·-–—_　"


@dataclass(frozen=True, slots=True)
class Pair:
    """A label, the field it stands for, its value (None when empty), and where they stand.

    The label starts at ``start`` and ends, with its colon, at ``end``; the value ends before
    ``stop``.
    """

    label: str
    field: str
    value: str | None
    start: int
    end: int
    stop: int

    def with_value(self, value: str) -> Pair:
        """The same with another value."""
        return replace(self, value=value)


# A page's info line is asked for by several readers, its sidebar comes on the next page again.
@lru_cache(maxsize=4096)
def read_labels(text: str) -> tuple[Pair, ...]:
    """All label-value pairs of *text* in order."""
    found: list[_Label] = []
    for match in _END.finditer(text):
        needs_no_colon = match[1] is not None
        last = text[match.start() - 1 : match.start()]
        if last not in (_LAST_BEFORE_DIGIT if needs_no_colon else _LAST_CHARS):
            continue
        label = _label_before(text, match, after=found[-1].end if found else 0)
        if label is None or (needs_no_colon and not _is_sure(text, label)):
            continue
        if not needs_no_colon and _is_end_of_word(text, label):
            continue
        found.append(_whole_word(text, label, after=found[-1].end if found else 0))
    pairs = []
    for position, label in enumerate(found):
        stop = found[position + 1].start if position + 1 < len(found) else len(text)
        value = _value(text[label.end : stop], opening=label.opening)
        field = FIELD_OF[label.name]
        pairs.append(Pair(label.name, field, value, label.start, label.end, stop))
    return tuple(pairs)


def _whole_word(text: str, label: _Label, *, after: int) -> _Label:
    """*label* with the word in front of it, where that is no value: 登载 in 登载时间.

    >>> [pair.value for pair in read_labels("来源：新华社 登载时间：2020-2-5 作者：张三时间：")]
    ['新华社', '2020-2-5', '张三', None]
    """
    word = _WORD_BEFORE.search(text, after, label.start)
    # What follows the label before right away is its value.
    if word is None or (after and not text[after : word.start()].strip()):
        return label
    return label._replace(start=word.start())


def _is_end_of_word(text: str, label: _Label) -> bool:
    """Whether a label for a date is the end of a longer one (开放时间：9:00): it has no date.

    >>> read_labels("开放时间：9:00"), len(read_labels("来源：新华社时间：2020-2-5"))
    ((), 2)
    """
    if FIELD_OF[label.name] not in {"published", "updated"} or label.start == 0:
        return False
    if not "\u4e00" <= text[label.start - 1] <= "\u9fff":
        return False
    value = text[label.end :].lstrip(" [【(（")
    return bool(value) and not _YEAR_FIRST.match(value)


def _is_sure(text: str, label: _Label) -> bool:
    """Whether a label without a colon is one: a word of its own, before a date or a count.

    >>> [pair.value for pair in read_labels("发布于2020-02-05 浏览 12")]
    ['2020-02-05', '12']
    >>> read_labels("关于发布2018年成绩的公告"), read_labels("当地时间2009年11月16日开考")
    ((), ())
    """
    is_word = label.start == 0 or not "\u4e00" <= text[label.start - 1] <= "\u9fff"
    if label.name not in _BEFORE_DIGIT or not is_word:
        return False
    value = text[label.end :]
    return FIELD_OF[label.name] == "views" or _DATE_FIRST.match(value) is not None


def is_label(text: str) -> bool:
    """Whether *text* is a label and nothing else: a value that a template never got.

    >>> is_label("来源"), is_label("来 源："), is_label("新华社")
    (True, True, False)
    """
    return text.rstrip(" :：").replace(" ", "") in FIELD_OF


class _Label(NamedTuple):
    """Where a label starts (with the bracket before it) and ends (with its colon)."""

    start: int
    end: int
    name: str
    opening: str


def _label_before(text: str, colon: re.Match[str], *, after: int) -> _Label | None:
    """The longest label that ends at *colon* and starts at *after* or later.

    Blanks inside count for nothing.
    """
    name, best, first = "", "", 0
    for start in range(colon.start() - 1, after - 1, -1):
        if text[start] == " ":
            continue
        name = text[start] + name
        if len(name) > _MAX_LABEL_CHARS:
            break
        if name in FIELD_OF:
            best, first = name, start
    if not best:
        return None
    before = text[after:first].rstrip(" ")
    opening = before[-1:] if before[-1:] in _CLOSING else ""
    return _Label(after + len(before) - 1 if opening else first, colon.end(), best, opening)


def _value(text: str, *, opening: str) -> str | None:
    if opening:
        text = text.partition(_CLOSING[opening])[0]
    # "来源： 点阅率：次": a label that the vocabulary lacks is no value of the one before it.
    if _UNKNOWN_LABEL.match(text.strip(_BLANK)):
        return None
    # "来源：【新华社】" keeps its value, "来源：】" has none.
    text = _VALUE_END.split(text.strip(_BLANK), maxsplit=1)[0].strip(_BLANK)
    text = text.strip("[]［］【】")
    for left, right in (("(", ")"), ("（", "）")):
        if text.startswith(left) and text.endswith(right):
            text = text[1:-1]
        elif text.endswith(left) or (text.endswith(right) and left not in text):
            text = text[:-1]
    return text.strip(_BLANK) or None
