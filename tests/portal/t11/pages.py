"""T11's lists, and its articles with their parts."""

from __future__ import annotations

from html import escape

from tests.portal.stories.content import Content
from tests.portal.stories.scheme import Column
from tests.portal.stories.story import Story
from tests.portal.t11.page import menu_path, page_html, rows_html
from tests.portal.t11.scheme import RECORD, SCHEME, VIEWS, part_path, parts_of


def list_html(content: Content, column: Column, number: int) -> str:
    """Page *number* of a node; of the column in a frame, what the frame holds."""
    pages = content.pages(column)
    rows = rows_html(pages[number - 1]) if pages[number - 1] else "<p>暂无内容</p>"
    steps = [
        f'<a href="{SCHEME.list_page(column, other).lstrip("/")}">{label}</a>'
        for label, other in (("上一页", number - 1), ("下一页", number + 1))
        if 1 <= other <= len(pages)
    ]
    body = f'{rows}<div class="page">{number}/{len(pages)} {" ".join(steps)}</div>'
    if column == VIEWS:
        return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return page_html(f"{column.name}_{RECORD.name}", f"<h2>{column.name}</h2>{body}")


def framed_list_html(column: Column) -> str:
    """The column's page around its list."""
    frame = f'<iframe src="{SCHEME.list_page(column, 1)}" width="100%" height="600"></iframe>'
    return page_html(f"{column.name}_{RECORD.name}", f"<h2>{column.name}</h2>{frame}")


def article_pages(content: Content, story: Story) -> dict[str, str]:
    """The pages of an article: one, or three parts and the whole text."""
    parts = parts_of(story)
    count = len(parts)
    pages = {
        part_path(story, number): _article_html(content, story, part, number, count)
        for number, part in enumerate(parts, 1)
    }
    if count > 1:
        whole = _article_html(content, story, story.paragraphs, 0, count)
        pages[part_path(story, 0)] = whole
    return pages


def _article_html(
    content: Content, story: Story, paragraphs: tuple[str, ...], number: int, count: int
) -> str:
    post = story.post
    text = "".join(f"<p>　　{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    picture = f'<p><img src="{story.picture}"></p>' if story.picture and number < 2 else ""
    file = f'<p>附件：<a href="{story.file}">{story.file_name}</a></p>' if story.file else ""
    return page_html(
        f"{story.title}_{RECORD.name}",
        f'<div class="pos">当前位置：<a href="/">首页</a> &gt; '
        f'<a href="{menu_path(post.column)}">{post.column.name}</a> &gt; 正文</div>\n'
        f"{_property(story)}\n<h1>{escape(story.title)}</h1>\n"
        f'<div class="info">{post.posted:%Y-%m-%d %H:%M}　来源：{story.source or ""}'
        f"　作者：{story.author or ''}</div>\n"
        f'<div id="ozoom"><founder-content><!--enpcontent-->{picture}{text}{file}<!--/enpcontent-->'
        f"</founder-content></div>\n{_parts_pager(story, number, count)}"
        f"{_neighbours(content, story)}"
        f'<script src="/count/visit.jsp?articleid={post.id}"></script>',
    )


def _property(story: Story) -> str:
    """The comment in which the system repeats the article's fields."""
    post = story.post
    return (
        f"<!--enpproperty <articleid>{post.id}</articleid><date>{post.posted:%Y-%m-%d %H:%M:%S}.0"
        f"</date><author>{story.author or ''}</author><title>{escape(story.title)}</title>"
        f"<keyword></keyword><subtitle></subtitle><introtitle></introtitle>"
        f"<sourcename>{story.source or ''}</sourcename><nodeid>{post.column.key}</nodeid>"
        f"<nodename>{post.column.name}</nodename>/enpproperty-->"
    )


def _parts_pager(story: Story, number: int, count: int) -> str:
    if count == 1:
        return ""

    def step(kind: str, other: int, label: str) -> str:
        path = part_path(story, other).rpartition("/")[2]
        return f'<li class="{kind}"><a href="{path}">{label}</a></li>'

    steps = [step("page", other, str(other)) for other in range(1, count + 1) if other != number]
    if number > 1:
        steps.insert(0, step("page-previous", number - 1, "上一页"))
    if 0 < number < count:
        steps.append(step("page-next", number + 1, "下一页"))
    if number:
        steps.append(step("page-all", 0, "全文阅读"))
    return f'<ul class="pages">{"".join(steps)}</ul>\n'


def _neighbours(content: Content, story: Story) -> str:
    if not story.post.number:
        return ""
    links = [
        f'<a href="{other.path}">{escape(other.title)}</a>' if other else "没有了"
        for other in content.neighbours(story)
    ]
    return f'<div class="sibling"><p>上一篇：{links[0]}</p><p>下一篇：{links[1]}</p></div>\n'
