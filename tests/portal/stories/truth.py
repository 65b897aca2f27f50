"""The truth of a portal, from the stories that its pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.portal.stories.content import Content
from tests.portal.stories.scheme import Column
from tests.portal.stories.story import Story
from tests.portal.truth import (
    ArticleTruth,
    AttachmentTruth,
    ColumnTruth,
    Counts,
    Edited,
    Forbidden,
    LinkTruth,
    Trap,
    Truth,
)


def write_truth(
    content: Content,
    *,
    forbidden: Forbidden,
    assets: Iterable[str],
    pages: tuple[str, ...],
    twins: Mapping[str, str],
    traps: tuple[Trap, ...] = (),
    states: Mapping[str, str] | None = None,
) -> Truth:
    """*assets* are those of the pages' frame, *pages* those that are neither list nor article."""
    articles = {story.path: _article(content, story) for story in content.live}
    columns = tuple(_column(content, column) for column in content.scheme.columns)
    lists = [path for column in columns for path in column.list_pages]
    files = [path for s in content.live for path in (s.picture, s.file) if path]
    found = tuple(dict.fromkeys((*assets, *files)))
    by_number = {story.post.number: story.path for story in content.live}
    return Truth(
        home="/",
        record=content.scheme.record,
        columns=columns,
        articles=articles,
        pages=pages,
        assets=found,
        twins=dict(twins),
        same_body=tuple(
            (by_number[story.post.twin_of], story.path)
            for story in content.live
            if story.post.twin_of is not None
        ),
        orphans=tuple(s.path for s in content.live if s.post.number and not s.post.listed),
        dead_links=tuple(story.path for story in content.deleted),
        forbidden=forbidden,
        edited=Edited(content.edited.path, content.edited.paragraphs),
        counts=Counts(
            articles=len(articles),
            columns=len(columns),
            list_pages=len(lists),
            pages=1 + len({*lists, *articles, *pages}),
            assets=len(found),
        ),
        traps=traps,
        states=dict(states or {}),
    )


def one_line(text: str) -> str:
    """White space collapsed, as a reader of the page sees it."""
    return " ".join(text.split())


def _article(content: Content, story: Story) -> ArticleTruth:
    post, scheme = story.post, content.scheme
    before, after = (None, None) if not post.number else content.neighbours(story)
    return ArticleTruth(
        path=story.path,
        id=post.id,
        title=one_line(story.title),
        kicker=None,
        subtitle=None,
        source=story.source,
        author=story.author,
        views=None,
        published=post.posted.strftime("%Y-%m-%dT%H:%M" if "%H" in scheme.date else "%Y-%m-%d"),
        published_raw=post.posted.strftime(scheme.date),
        signature_date=None,
        columns=(post.column.name,),
        listed_in=(post.column.name, *post.also_in) if post.listed else (),
        body_kind=post.body_kind,
        body_style="plain",
        paragraphs=story.paragraphs,
        table=(),
        images=(story.picture,) if story.picture else (),
        attachments=(AttachmentTruth(story.file, story.file_name),) if story.file else (),
        prev=_link(before),
        next=_link(after),
        encoding=scheme.charset.codec,
        header_charset=scheme.charset.header,
        meta_charset=scheme.charset.meta,
    )


def _link(story: Story | None) -> LinkTruth | None:
    return LinkTruth(one_line(story.title), story.path) if story else None


def _column(content: Content, column: Column) -> ColumnTruth:
    scheme, rows = content.scheme, content.rows[column.name]
    has_list = column.kind in ("list", "empty")
    count = len(content.pages(column)) if has_list else 0
    path = scheme.first_page(column)
    return ColumnTruth(
        name=column.name,
        path=path,
        kind=column.kind,
        parent=None,
        list_pages=tuple(scheme.list_page(column, number) for number in range(1, count + 1)),
        articles=(
            (path,)
            if column.kind == "page"
            else tuple(story.path for story in rows if not story.post.deleted)
        ),
        declared_total=len(rows),
        pinned=(),
    )
