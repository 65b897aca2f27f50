"""The info line below a title, in the four forms that the system's templates had over the years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.portal.t1.article import Article


@dataclass(frozen=True, slots=True)
class InfoLine:
    """The line's markup, and the date in it: as printed and as ISO."""

    html: str
    published_raw: str
    published: str


_FORMS = (
    "来源: {source} 作者:: {author} 阅读: {views} 时间:{date}",
    "发布时间：{date}　　来源：{source}　　作者：{author}　　点击数：{views}",
    "作者：{author} | 信息来源：{source} | 日期：{date} | 浏览次数：{views} 次",
    (
        "【字体：大 中 小】&nbsp;&nbsp;来 源：{source}&nbsp;&nbsp;时 间：{date}"
        "&nbsp;&nbsp;撰稿人：{author}&nbsp;&nbsp;阅读：{views} 人次"
    ),
)


def info_line(article: Article) -> InfoLine:
    post = article.post
    date = _date(post.info_style, post.posted)
    precise = ":" in date
    html = _FORMS[post.info_style].format(
        source=article.source or "", author=article.author or "", views=_views(article), date=date
    )
    published = post.posted.strftime("%Y-%m-%dT%H:%M" if precise else "%Y-%m-%d")
    return InfoLine(html, date, published)


def _date(style: int, day: datetime) -> str:
    forms = (
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%Y-%m-%d %H:%M}",
        f"{day:%Y年%m月%d日}",
        f"{day:%Y/%m/%d %H:%M}",
    )
    return forms[style]


def _views(article: Article) -> str:
    """Nothing, a number, or a script that would count the visit: its address is forbidden."""
    post = article.post
    if post.views_style == "number":
        return f'<span class="hits">{article.views}</span>'
    if post.views_style == "counter":
        return f'<script type="text/javascript" src="/count.asp?id={post.id}"></script>'
    return ""
