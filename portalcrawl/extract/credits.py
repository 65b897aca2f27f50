"""Who wrote, issued and edited an article: info line, official tags, comments of the family.

>>> from portalcrawl.page.outline import Outline
>>> page = Outline.of_html("<h1>题</h1><p>来源：中国新闻网 王帆 编辑：李四 时间：2024-3-5")
>>> found = credit_candidates(best_info_line(page), metas={}, marked={}, seen="")
>>> [(c.rule, c.value) for name in found for c in found[name]]
[('info_line', '中国新闻网'), ('beside_source', '王帆'), ('info_line', '李四')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portalcrawl.extract.candidates import Candidate
from portalcrawl.extract.dates import find_date
from portalcrawl.extract.infoline import InfoLine, best_info_line
from portalcrawl.extract.labels import is_label, read_labels
from portalcrawl.extract.phrases import END_OF_BODY_CREDIT
from portalcrawl.page.placeholders import is_placeholder

__all__ = ["PLACEHOLDERS", "best_info_line", "credit_candidates"]

INFO_WEIGHT = 9.0
MARKER_WEIGHT = 7.0
META_SOURCE_WEIGHT = 6.0
META_AUTHOR_WEIGHT = 3.0
BESIDE_WEIGHT = 2.0
END_WEIGHT = 5.0
MAX_META_CHARS = 60
MAX_LEAD_CHARS = 6
# What stands for "nobody said": kept as printed, but marked.
PLACEHOLDERS = frozenset(
    {
        "佚名",
        "本站原创",
        "本站",
        "本网",
        "原创",
        "admin",
        "管理员",
        "系统管理员",
        "未知",
        "网络",
        "无",
        "不详",
        "匿名",
    }
)
# A medium and the name of its reporter: "中国新闻网 王帆".
_WITH_REPORTER = re.compile(
    r"(?P<source>.{2,20}(?:网|报|社|台|刊|客户端|频道|日报|晚报))\s(?:记者\s?)?(?P<author>[\u4e00-\u9fff]{2,4})"
)
_PERSON = r"[\u4e00-\u9fff]{2,4}(?:[\s、，,]\s?[\u4e00-\u9fff]{2,4}){0,3}"
_NAMES = re.compile(_PERSON)
_ROLE = r"(?:本报|本网|本台|新华社|融媒)?(?:记者|通讯员|特约记者|实习记者)"
_REPORTER_LINE = re.compile(rf"[（(【\[]?{_ROLE}\s?[:：]?\s?(?P<name>{_PERSON})[)）】\]]?")
# One set of characters first: what else a line holds is passed over at a glance.
_MAY_NAME = re.compile("[记通作文稿撰Bbu](?:(?<![Bbu])|(?<=[Bb])y|(?<=u)thor)")
_REPORTED_BY = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,8}}讯\s?[（(]|[【（(\[]文[/／])\s?(?:{_ROLE}\s?[:：]?\s?)?"
    rf"(?P<name>{_PERSON})\s?[)）】\]]"
)
_REPORTER_BRACKET = re.compile(rf"[（(](?:{_ROLE}|作者)\s?[:：]?\s?(?P<name>{_PERSON})[)）]\s?$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_NO_NAME = re.compile(r"\W*")


def credit_candidates(
    info: InfoLine | None,
    *,
    metas: Mapping[str, str],
    marked: Mapping[str, str],
    seen: str,
    near_title: Iterable[str] = (),
    first_lines: Sequence[str] = (),
    at_end: Sequence[str] = (),
) -> dict[str, list[Candidate]]:
    """Candidates by field (``source``, ``author``, ``editor``).

    *metas* are the official tags by field, *marked* the values of the family's comments, *seen* the
    text around the body: an author that stands nowhere on the page is the template's, not the
    article's. *near_title* are the lines between headline and body, *first_lines* and *at_end*
    those with which a body starts and ends: all may name who wrote it.
    """
    found: dict[str, list[Candidate]] = {"source": [], "author": [], "editor": []}
    for name, candidates in found.items():
        if info is not None and (value := _name(info.values.get(name))):
            candidates.append(Candidate("info_line", value, INFO_WEIGHT, info.values[name]))
        if value := _name(marked.get(name)):
            candidates.append(Candidate("marker", value, MARKER_WEIGHT, marked[name]))
        value = _name(metas.get(name))
        if (
            value
            and not is_label(value)
            and len(value) <= MAX_META_CHARS
            and (name == "source" or value in seen)
        ):
            weight = META_SOURCE_WEIGHT if name == "source" else META_AUTHOR_WEIGHT
            candidates.append(Candidate(f"meta_{name}", value, weight, metas[name]))
    if info is not None and info.beside_date:
        source = Candidate("beside_date", info.beside_date, BESIDE_WEIGHT, info.beside_date)
        found["source"].append(source)
    found["editor"] += _editors(at_end)
    found["source"] += _sources_beside_editor(at_end)
    found["author"] += _authors(near_title, first_lines, at_end)
    _split_reporter(found)
    return found


def _editors(lines: Iterable[str]) -> Iterator[Candidate]:
    """Who is named at the end of a body: （责任编辑：王某）.

    >>> [c.value for c in _editors(["［责任编辑：王 某 审核：李某］", "编辑部地址：中街4号"])]
    ['王 某']
    """
    for text in lines:
        pairs = read_labels(text) if len(text) <= MAX_META_CHARS else ()
        # 文章录入：admin 责任编辑：卜某
        if END_OF_BODY_CREDIT.match(text) or (pairs and pairs[0].start <= MAX_LEAD_CHARS):
            for pair in pairs or read_labels(text):
                if pair.field == "editor" and (value := _name(pair.value)):
                    yield Candidate("end_of_body", value, END_WEIGHT, text)


def _sources_beside_editor(lines: Sequence[str]) -> Iterator[Candidate]:
    """The source in the block of credits below a text: beside or next to the editor's name.

    >>> [
    ...     c.value
    ...     for c in _sources_beside_editor(["全文完。", "文章出处：民二庭", "责任编辑：王某"])
    ... ]
    ['民二庭']
    >>> list(_sources_beside_editor(["来源：新华社", "全文完。"]))
    []
    """
    edited = ["编" in text and bool(list(_editors([text]))) for text in lines]
    if not any(edited):
        return
    for number, text in enumerate(lines):
        if any(edited[max(0, number - 1) : number + 2]) and len(text) <= MAX_META_CHARS:
            for pair in read_labels(text):
                if pair.field == "source" and pair.start <= 1 and (value := _name(pair.value)):
                    yield Candidate("end_of_body", value, BESIDE_WEIGHT, text)


def _authors(
    near_title: Iterable[str], first_lines: Iterable[str], at_end: Iterable[str]
) -> Iterator[Candidate]:
    """Who is named above, at the start or at the end of a text: 本报记者 王某; 文：张某 图：赵某.

    >>> end = ["会议由县长主持。（记者 王小明）", "文：李红 图：周平", "新华社记者 陈华 摄"]
    >>> [c.value for c in _authors(["本报记者 张三 李四"], ["本报讯（记者 赵云）昨天，"], end)]
    ['张三 李四', '赵云', '王小明', '李红']
    """
    for text in near_title:
        if match := _REPORTER_LINE.fullmatch(text):
            yield Candidate("reporter_line", match["name"], BESIDE_WEIGHT, text)
    for text in first_lines:
        if match := _REPORTED_BY.match(text):
            yield Candidate("first_paragraph", match["name"], BESIDE_WEIGHT, match[0])
    for text in at_end:
        if not _MAY_NAME.search(text):
            continue
        match = _REPORTER_LINE.fullmatch(text) or _REPORTER_BRACKET.search(text)
        if match is not None:
            yield Candidate("end_of_body", match["name"], BESIDE_WEIGHT, text)
            continue
        pairs = read_labels(text) if len(text) <= MAX_META_CHARS else ()
        if pairs and pairs[0].field == "author" and pairs[0].start <= 1:
            value = pairs[0].value or ""
            if _NAMES.fullmatch(value):
                yield Candidate("end_of_body", value, BESIDE_WEIGHT, text)


def _name(value: str | None) -> str | None:
    """*value* without a date at its end ("来源：新华社 2020-2-5"); a date inside is part of it."""
    if not value or is_placeholder(value):
        return None
    # An editor that escapes too much: "&lt;a href=…&gt;县一中&lt;/a&gt;" reaches the page as text.
    value = _TAG.sub("", value) if "<" in value else value
    if (date := find_date(value)) and value.rstrip(" ]】)）").endswith(date.raw):
        value = value.partition(date.raw)[0]
    value = value.strip(" 　,，;；、|/-－—")
    return None if _NO_NAME.fullmatch(value) else value


def _split_reporter(found: dict[str, list[Candidate]]) -> None:
    for number, candidate in enumerate(found["source"]):
        match = _WITH_REPORTER.fullmatch(candidate.value)
        if match is None or candidate.rule != "info_line":
            continue
        name = Candidate(candidate.rule, match["source"], candidate.weight, candidate.raw)
        found["source"][number] = name
        author = Candidate("beside_source", match["author"], BESIDE_WEIGHT, candidate.raw)
        found["author"].append(author)
