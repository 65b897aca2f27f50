"""What is marked as changed between two texts, as a reader would mark it."""

from __future__ import annotations

import random

import pytest

from portalcrawl.history.spans import ADDED, REMOVED, SAME, Span, compare, rows

FORM = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "{{+{}+}}"}


def marked(old: str, new: str) -> str:
    return "".join(FORM[span.kind].format(span.text) for span in compare(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("县里开会。", "县里开会。", "县里开会。"),
        ("", "", ""),
        ("", "县里", "{+县里+}"),
        ("县里", "", "[-县里-]"),
        # Numbers and Latin words are whole, Han characters are not.
        ("二〇二五年", "二〇二六年", "二〇二[-五-]{+六+}年"),
        ("2025年3月5日", "2025年3月16日", "2025年3月[-5-]{+16+}日"),
        ("产量12.5万吨", "产量12.8万吨", "产量[-12.5-]{+12.8+}万吨"),
        ("a Crawler ran", "a Crawlers ran", "a [-Crawler-]{+Crawlers+} ran"),
        ("县长讲话。", "副县长讲话。", "{+副+}县长讲话。"),
        # What stays of a sentence is found in its place.
        (
            "会议部署了春耕。县长讲话。会议结束。",
            "会议部署了春耕。会议结束。",
            "会议部署了春耕。[-县长讲话。-]会议结束。",
        ),
        # What two rewritten clauses share by chance is not kept.
        (
            "县里召开了春耕动员大会",
            "各乡镇发布关于防汛的通知，大家注意",
            "[-县里召开了春耕动员大会-]{+各乡镇发布关于防汛的通知，大家注意+}",
        ),
        # Paragraphs.
        ("一\n二\n三", "一\n三\n四", "一\n[-二\n-]三{+\n四+}"),
        ("一\n二", "二", "[-一\n-]二"),
        ("一", "一\n二", "一{+\n二+}"),
        ("一\n二", "一", "一[-\n二-]"),
        ("甲段。\n乙段。", "甲段。乙段。", "甲段。[-\n-]乙段。"),
        ("\n", "", "[-\n-]"),
        # A new paragraph beside one that changed.
        ("甲县第二段。", "甲县第二节。\n甲县第三段。", "甲县第二[-段-]{+节+}。{+\n甲县第三段。+}"),
        (
            "二、备足种子。\n三、下乡指导。",
            "二、备足种子。\n三、防灾减灾。\n四、下乡指导。",
            "二、备足种子。\n{+三、防灾减灾。\n+}[-三-]{+四+}、下乡指导。",
        ),
        ("是\n甲", "否\n甲", "[-是-]{+否+}\n甲"),
    ],
)
def test_marks(old, new, said):
    assert marked(old, new) == said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("一\n二", "一\n三", [[Span(SAME, "一")], [Span(REMOVED, "二"), Span(ADDED, "三")]]),
        ("一", "一\n二", [[Span(SAME, "一"), Span(ADDED, "¶")], [Span(ADDED, "二")]]),
        ("一\n二", "一二", [[Span(SAME, "一"), Span(REMOVED, "¶")], [Span(SAME, "二")]]),
        ("一", "三\n一", [[Span(ADDED, "三")], [Span(SAME, "一")]]),
        ("一\n\n二", "一\n\n二", [[Span(SAME, "一")], [], [Span(SAME, "二")]]),
    ],
)
def test_rows(old, new, expected):
    assert list(rows(compare(old, new))) == expected


def _edited(text: str) -> str:
    chance = random.Random(7)
    letters = list(text)
    for _ in range(1000):
        letters[chance.randrange(len(letters))] = "县"
    return "".join(letters)


PROSE = "\n".join(
    f"第{n}段，会议讨论了{n}项工作，形成{n % 7}条意见。各乡镇汇报。" for n in range(9000)
)


@pytest.mark.parametrize(
    ("old", "new", "most"),
    [
        (PROSE, _edited(PROSE), 4000),
        (PROSE.replace("\n", ""), _edited(PROSE).replace("\n", ""), 4000),
        ("是\n否\n" * 50_000, "否\n是\n是\n" * 30_000, 100),
        ("县" * 300_000, "县" * 299_999 + "里", 2),
    ],
)
def test_of_long_texts_little_is_compared(old, new, most):
    # Each of these would take minutes if all its characters were compared with one another.
    spans = compare(old, new)
    assert len(spans) <= most
    assert "".join(span.text for span in spans if span.kind != ADDED) == old
    assert "".join(span.text for span in spans if span.kind != REMOVED) == new
