"""Copies of a text, edited as reprints are, and other editions of it, which are no copies."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?|\n")
_SYNONYMS = [
    *(("近日", "日前"), ("召开", "举行"), ("进行", "开展"), ("表示", "指出"), ("以及", "和")),
    *(
        ("同时", "此外"),
        ("认真", "切实"),
        ("进一步", "更好地"),
        ("全面", "全方位"),
        ("通过", "经由"),
    ),
    *(("强调", "要求"), ("我县", "该县"), ("我校", "学校"), ("积极", "主动"), ("目前", "现在")),
]
_FILLERS = ["据了解，", "记者获悉，", "与此同时，", "值得一提的是，", "在此基础上，"]
_NEW = [
    "相关负责人表示，下一步将继续抓好落实，让更多群众受益。",
    "活动现场气氛热烈，参加者纷纷表示收获很大。",
    "这项工作得到了社会各界的广泛关注和支持。",
    "有关部门提醒广大市民，出行前留意天气变化。",
]
_LEADS = [
    "本报讯（记者 柳青禾）",
    "本网讯 ",
    "青禾日报3月12日电（通讯员 苏望川）",
    "编者按：为便于读者了解，现全文转载如下。\n",
]
_TAILS = [
    "\n来源：青禾日报 责任编辑：苏望川",
    "\n（作者单位：青禾县融媒体中心）",
    "\n原标题有改动。扫一扫在手机打开当前页",
]


def lead_and_tail(text: str, random: Random) -> str:
    return random.choice(_LEADS) + text + random.choice(_TAILS)


def end_cut(text: str, random: Random) -> str:
    return text[: int(len(text) * random.uniform(0.5, 0.85))]


def beginning_cut(text: str, random: Random) -> str:
    return text[int(len(text) * random.uniform(0.1, 0.4)) :]


def paragraphs_dropped(text: str, random: Random) -> str:
    parts = text.split("\n") if text.count("\n") > 3 else _sentences(text)
    joint = "\n" if text.count("\n") > 3 else ""
    dropped = set(random.sample(range(len(parts)), max(1, int(len(parts) * 0.25))))
    return joint.join(part for n, part in enumerate(parts) if n not in dropped)


def paragraphs_moved(text: str, random: Random) -> str:
    parts = text.split("\n") if text.count("\n") > 3 else _sentences(text)
    joint = "\n" if text.count("\n") > 3 else ""
    for _ in range(2):
        parts.insert(random.randrange(len(parts)), parts.pop(random.randrange(len(parts))))
    return joint.join(parts)


def sentences_edited(text: str, random: Random) -> str:
    """Synonyms, words added, one sentence in ten left out, one in twelve written anew."""
    for one, other in random.sample(_SYNONYMS, 8):
        text = text.replace(one, other)
    edited = []
    for sentence in _sentences(text):
        lot = random.random()
        if lot < 0.08:
            edited.append(random.choice(_NEW))
        elif lot < 0.18 and sentence != "\n":
            continue
        elif lot < 0.30 and sentence != "\n":
            edited.append(random.choice(_FILLERS) + sentence)
        else:
            edited.append(sentence)
    return "".join(edited)


def punctuation_changed(text: str, random: Random) -> str:
    """Half-width marks, other quotes, full-width digits, other white space."""
    table = str.maketrans("，。；：（）“”！", ',.;:()""!')
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    parts = [part.translate(random.choice([table, wide])) for part in _sentences(text)]
    return "　　".join(parts)


def typos(text: str, random: Random) -> str:
    """One letter in forty another one, left out or doubled."""
    others = [char for char in text if "一" <= char <= "鿿"] or ["字"]
    edited = []
    for char in text:
        lot = random.random() * 40
        if lot >= 1 or char.isdigit():
            edited.append(char)
        elif lot < 0.6:
            edited.append(random.choice(others))
        elif lot < 0.8:
            edited.append(char * 2)
    return "".join(edited)


def several(text: str, random: Random) -> str:
    """A lead, a shorter end, sentences edited, a few typos, other punctuation."""
    cut = text[: int(len(text) * random.uniform(0.7, 0.95))]
    return lead_and_tail(
        punctuation_changed(typos(sentences_edited(cut, random), random), random), random
    )


EDITS: tuple[Callable[[str, Random], str], ...] = (
    *(lead_and_tail, end_cut, beginning_cut, paragraphs_dropped, paragraphs_moved),
    *(sentences_edited, punctuation_changed, typos, several),
)


def next_year(text: str, _: Random) -> str:
    """The same with every year one later."""
    return re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", lambda found: str(int(found[0]) + 1), text)


def other_numbers(text: str, random: Random) -> str:
    """The same with other numbers throughout."""
    return re.sub(r"\d+", lambda found: str(int(found[0]) + random.randint(1, 40)), text)


def other_people(text: str, random: Random) -> str:
    """The same form filled in for others: other numbers, and another word in every 24 letters."""
    text = other_numbers(text, random)
    others = [char for char in text if "一" <= char <= "鿿"] or ["字"]
    edited = list(text)
    for start in range(random.randrange(12), len(edited) - 3, 24):
        edited[start : start + 3] = random.sample(others, min(3, len(others)))
    return "".join(edited)


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)
