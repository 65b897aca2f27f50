"""T4's article pages: title and body stand between the system's comments."""

from __future__ import annotations

from html import escape

from tests.portal.parts.content import Neighbours
from tests.portal.parts.edition import Shown
from tests.portal.parts.markup import body_html, files_html
from tests.portal.parts.story import Story
from tests.portal.parts.truth import one_line
from tests.portal.t4.columns import DUTIES, RECORD
from tests.portal.t4.frame import column_metas, crumbs_html, link, page_html

_TITLE = "<!--<$[标题名称(html)]>begin-->{}<!--<$[标题名称(html)]>end-->"
_BODY_BEGINS = (
    '<div id="zoom" class="article"><!--<$[信息内容]>begin--><!--ZJEG_RSS.content.begin-->'
    '<meta name="ContentStart">'
)
_BODY_ENDS = '<meta name="ContentEnd"><!--ZJEG_RSS.content.end--><!--<$[信息内容]>end--></div>'


def shown(story: Story) -> Shown:
    """Date and time; the views are written by a script that counts."""
    day = story.posted
    return Shown(
        published=f"{day:%Y-%m-%dT%H:%M}",
        published_raw=f"{day:%Y-%m-%d %H:%M}",
        source=story.source,
    )


def article_html(story: Story, neighbours: Neighbours) -> str:
    column, number = story.post.column, story.post.id
    content = "\n".join(
        (
            crumbs_html(column),
            '<table width="100%">',
            f'<tr><td align="center" class="title">{_TITLE.format(escape(story.title))}</td></tr>',
            f'<tr><td align="center">{_info(story)}</td></tr></table>',
            _BODY_BEGINS,
            body_html(story, link),
            files_html(story, link),
            _BODY_ENDS,
            "" if column is DUTIES else _neighbours(neighbours),
        )
    )
    metas = column_metas(column) | {
        "i_articleid": str(number),
        "ArticleTitle": one_line(story.title),
        "PubDate": shown(story).published_raw,
        "contentSource": story.source or "",
    }
    return page_html(
        title=f"{RECORD.name} {column.name} {one_line(story.title)}",
        content=content,
        metas=metas,
        counted=f"type=3&i_columnid={column.code}&i_articleid={number}",
    )


def _info(story: Story) -> str:
    hits = (
        f"/module/visitcount/articlehits.jsp?colid={story.post.column.code}&artid={story.post.id}"
    )
    return (
        f"发布日期：{shown(story).published_raw}　信息来源：{story.source or ''}　"
        f'浏览次数：<script src="{hits}"></script>　字体：[ 大 中 小 ]'
    )


def _neighbours(neighbours: Neighbours) -> str:
    prev, following = (
        f'<a href="{story.path}">{escape(story.title)}</a>' if story else "无"
        for story in (neighbours.prev, neighbours.next)
    )
    return f'<div class="sxt"><p>上一篇：{prev}</p>\n<p>下一篇：{following}</p></div>'
