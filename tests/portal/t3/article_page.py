"""T3's article pages: title and body are elements of the platform's own."""

from __future__ import annotations

from html import escape

from tests.portal.parts.content import Neighbours
from tests.portal.parts.edition import Shown
from tests.portal.parts.markup import body_html, files_html
from tests.portal.parts.story import Story
from tests.portal.parts.truth import one_line
from tests.portal.t3.columns import DUTIES, RECORD
from tests.portal.t3.frame import column_metas, crumbs_html, link, page_html


def shown(story: Story) -> Shown:
    day = story.posted
    return Shown(
        published=f"{day:%Y-%m-%dT%H:%M}",
        published_raw=f"{day:%Y-%m-%d %H:%M}",
        source=story.source,
        author=story.author,
        views=story.views,
    )


def article_html(story: Story, neighbours: Neighbours) -> str:
    column = story.post.column
    content = "\n".join(
        (
            crumbs_html(column),
            f'<h1 class="title"><UCAPTITLE>{escape(story.title)}</UCAPTITLE></h1>',
            f'<div class="info">{_info(story)}</div>',
            '<div class="article article_content" id="zoomcon"><UCAPCONTENT>',
            body_html(story, link),
            "</UCAPCONTENT></div>",
            f'<div class="article_appendix">\n{files_html(story, link)}\n</div>',
            "" if column is DUTIES else _neighbours(neighbours),
        )
    )
    metas = column_metas(column) | {
        "ArticleTitle": one_line(story.title),
        # The template's clock has twelve hours: the afternoon looks like the morning.
        "PubDate": f"{story.posted:%Y-%m-%d %I:%M}",
        "ContentSource": story.source or "",
        "Keywords": "",
        "Author": "",
    }
    title = f"{one_line(story.title)}-{RECORD.name}"
    return page_html(title=title, content=content, metas=metas)


def _info(story: Story) -> str:
    return (
        f"发布时间：{shown(story).published_raw}　来源：{story.source or ''}　"
        f'作者：{story.author or ""}　浏览量：<span class="hits">{story.views}</span>　'
        "【字体：大 中 小】　打印"
    )


def _neighbours(neighbours: Neighbours) -> str:
    prev, following = (
        f'<a href="{story.path}">{escape(story.title)}</a>' if story else "没有了"
        for story in (neighbours.prev, neighbours.next)
    )
    return f'<ul class="pn"><li>上一篇：{prev}</li><li>下一篇：{following}</li></ul>'
