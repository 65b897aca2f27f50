"""Label-value pairs of an info line: source, author, time, views.

>>> [(pair.field, pair.value) for pair in read_labels("来源: 作者:: 阅读: 时间:2020-2-5")]
[('source', None), ('author', None), ('views', None), ('published', '2020-2-5')]

A value ends where the next label starts, so an empty one is None and never the next label. The
vocabulary is what portals print (longest first, so 信息来源 is not 来源); blanks inside a label
(``来 源``) and doubled colons (``作者::``) are normal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

VOCABULARY: dict[str, tuple[str, ...]] = {
    "source": (
        *(
            "来源",
            "信息来源",
            "文章来源",
            "稿件来源",
            "新闻来源",
            "来源单位",
            "资料来源",
            "消息来源",
        ),
        *("发布机构", "发布单位", "发文单位", "供稿", "供稿单位", "投稿部门", "来稿单位", "稿源"),
        *("发布部门", "信息提供", "文章出处", "出处", "转载自", "单位", "部门", "Source"),
    ),
    "author": (
        *("作者", "文章作者", "撰稿", "撰稿人", "撰文", "记者", "通讯员", "文", "文字", "供稿人"),
        *("作 者", "本文作者", "图文", "文图", "Author"),
    ),
    "editor": (
        *("编辑", "责任编辑", "责编", "编辑人", "本文编辑", "信息编辑", "网站编辑", "值班编辑"),
        *("文章编辑", "新闻编辑", "编 辑", "责任编校"),
    ),
    "reviewer": (
        *("审核", "审核人", "初审", "复审", "终审", "审稿", "审签", "签发", "一审", "二审", "三审"),
        *("校对", "校审", "责任审核", "核发", "监制"),
    ),
    "publisher": ("发布人", "发布者", "录入", "录入者", "录入人", "上传", "上传者", "信息员"),
    "photographer": ("摄影", "图片", "图", "图片来源", "摄像", "供图", "摄"),
    "published": (
        *("发布时间", "发布日期", "时间", "日期", "发表时间", "发表日期", "创建时间", "发稿时间"),
        *(
            "录入时间",
            "上传时间",
            "发布于",
            "添加时间",
            "添加日期",
            "文章日期",
            "信息时间",
            "发表于",
        ),
        *(
            "加入时间",
            "新闻时间",
            "公布时间",
            "公布日期",
            "公开日期",
            "发文日期",
            "更新于",
            "时 间",
        ),
        *("发布", "发帖时间", "提交时间", "日 期", "Published", "Date", "Time", "Release time"),
    ),
    "updated": ("更新时间", "更新日期", "最后更新", "修改时间", "编辑时间", "最后修改", "Updated"),
    "views": (
        *(
            "点击数",
            "点击量",
            "点击次数",
            "浏览次数",
            "浏览量",
            "访问次数",
            "访问量",
            "阅读",
            "点击",
        ),
        *("阅读次数", "阅读量", "阅读数", "人气", "浏览", "浏览数", "点击率", "访问", "查看次数"),
        *(
            "查看",
            "点 击",
            "人次",
            "浏览人数",
            "阅读人数",
            "文章点击",
            "已阅读",
            "次数",
            "阅览次数",
        ),
        *("阅读人次", "浏览人次", "访问人次", "关注度", "热度"),
    ),
    "comments": ("评论", "评论数", "回复", "评论次数"),
    "control": (
        *("字号", "字体", "字体大小", "字号大小", "字体显示", "字体设置", "视力保护色", "背景色"),
        *("分享到", "分享", "打印", "打印本页", "关闭", "收藏", "保护视力色", "文章字号", "关键词"),
        *("关键字", "标签", "Tags", "tag", "双击自动滚屏", "繁体", "语音播报", "大小", "显示"),
    ),
}
"""Field → labels. ``control`` takes what is no value (font size, share) so that it ends the one
before it."""

FIELD_OF: dict[str, str] = {
    label.replace(" ", ""): field for field, labels in VOCABULARY.items() for label in labels
}
_BY_LENGTH = sorted(FIELD_OF, key=len, reverse=True)
_LABEL = "|".join(" ?".join(map(re.escape, label)) for label in _BY_LENGTH)
# Labels that are also everyday words count only before a colon; times and counts also before a
# digit ("浏览 123 次", "发布于 2020-02-05").
_BEFORE_DIGIT = "|".join(
    " ?".join(map(re.escape, label))
    for label in _BY_LENGTH
    if FIELD_OF[label] in {"published", "updated", "views"} and len(label) > 1
)
_PAIR = re.compile(
    rf"(?P<open>[\[【(（〔《]\s?)?(?:(?P<label>{_LABEL})\s?(?:[:：﹕︰]\s?)+"
    rf"|(?P<bare>{_BEFORE_DIGIT})\s?(?=\d))"
)
_CLOSING = {"[": "]", "【": "】", "(": ")", "（": "）", "〔": "〕", "《": "》"}
# What separates a value from what follows it on the same line.
_VALUE_END = re.compile(
    r"[|丨┃│︱\t]|\s[-–—]\s"
    # Buttons after the last value.
    r"|(?:\s|(?=[【\[(（]))[【\[(（]?\s?(?:打印|关闭|收藏|分享|纠错|复制链接)(?:本页|此页|本文|正文|窗口|到)?"
    r"(?=$|[\s】\])）])"
)
_BLANK = " 　\t|丨┃│,，;；、/·-–—_　"


@dataclass(frozen=True, slots=True)
class Pair:
    """A label, the field it stands for, its value (None when empty), and where it starts."""

    label: str
    field: str
    value: str | None
    start: int


def read_labels(text: str) -> list[Pair]:
    """All label-value pairs of *text* in order."""
    matches = list(_PAIR.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)]
    pairs = []
    for match, end in zip(matches, ends, strict=False):
        label = (match["label"] or match["bare"]).replace(" ", "")
        value = _value(text[match.end() : end], opening=(match["open"] or "").strip())
        pairs.append(Pair(label, FIELD_OF[label], value, match.start()))
    return pairs


def _value(text: str, *, opening: str) -> str | None:
    if opening:
        text = text.partition(_CLOSING[opening])[0]
    # "来源：【新华社】" keeps its value, "来源：】" has none.
    text = _VALUE_END.split(text.strip(_BLANK), maxsplit=1)[0].strip(_BLANK)
    text = text.strip("[]【】")
    for left, right in (("(", ")"), ("（", "）")):
        if text.startswith(left) and text.endswith(right):
            text = text[1:-1]
        elif text.endswith(left) or (text.endswith(right) and left not in text):
            text = text[:-1]
    return text.strip(_BLANK) or None
