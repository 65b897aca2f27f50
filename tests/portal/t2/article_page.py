"""T2's article pages."""

from __future__ import annotations

from functools import partial
from html import escape

from tests.portal.parts.content import Neighbours
from tests.portal.parts.edition import Shown
from tests.portal.parts.markup import body_html, files_html
from tests.portal.parts.story import Story
from tests.portal.parts.truth import one_line
from tests.portal.t2.columns import DOMAIN, DUTIES, RECORD, link
from tests.portal.t2.frame import column_metas, crumbs_html, page_html


def shown(story: Story) -> Shown:
    """The date without a time: the head alone knows that. The system prints no author."""
    day = f"{story.posted:%Y-%m-%d}"
    return Shown(published=day, published_raw=day, source=story.source)


def article_html(story: Story, neighbours: Neighbours) -> str:
    page, to = story.path, partial(link, page=story.path)
    content = "\n".join(
        (
            crumbs_html(story.post.column, page),
            f'<h2 class="title">{escape(story.title)}</h2>',
            _info(story),
            '<div class="article"><div class=TRS_Editor><div class="Custom_UnionStyle">',
            body_html(story, to),
            "</div></div></div>",
            f'<div class="fj">\n{files_html(story, to)}\n</div>' if story.files else "",
            "" if story.post.column is DUTIES else _neighbours(neighbours, page),
        )
    )
    title = f"{one_line(story.title)}_{RECORD.name}"
    return page_html(page=page, title=title, metas=_metas(story), content=content)


def _info(story: Story) -> str:
    """The line twice, as for telephones and for desks."""
    day, source = shown(story).published_raw, f"来源：{story.source or ''}"
    return (
        f'<p class="ydLine"><span>{day}</span> <span>{source}</span></p>\n'
        f'<div class="pcLine"><span class="time">{day}</span> <span>{source}</span> '
        "字号：<a>[大]</a> <a>[中]</a> <a>[小]</a> "
        '<a href="javascript:void(1)" onclick="window.print()">[打印]</a></div>'
    )


def _neighbours(neighbours: Neighbours, page: str) -> str:
    prev, following = (
        f'<a href="{link(story.path, page)}">{escape(story.title)}</a>' if story else "没有了"
        for story in (neighbours.prev, neighbours.next)
    )
    return f'<div class="sxy"><p>上一篇：{prev}</p><p>下一篇：{following}</p></div>'


def _metas(story: Story) -> dict[str, str]:
    """The official tags and the system's own; Author is never filled in."""
    post = story.post
    return column_metas(post.column) | {
        "ArticleTitle": one_line(story.title),
        "PubDate": f"{post.posted:%Y-%m-%d %H:%M:%S}",
        "ContentSource": story.source or "",
        "Keywords": "",
        "Author": "",
        "Url": f"http://{DOMAIN}{story.path}",
        "catalogs": post.column.code,
        "contentid": str(post.id),
        "publishdate": f"{post.posted:%Y-%m-%d}",
        "filetype": "0",
    }
