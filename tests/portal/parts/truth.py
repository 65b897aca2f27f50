"""The truth of a portal, from the same parts that its pages are made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from tests.portal.parts.content import Neighbours, columns_of
from tests.portal.parts.edition import Edition, Shelf
from tests.portal.parts.story import Story
from tests.portal.truth import (
    ArticleTruth,
    AttachmentTruth,
    ColumnTruth,
    Counts,
    Edited,
    LinkTruth,
    Truth,
)


def write_truth(edition: Edition) -> Truth:
    content = edition.content
    articles = {story.path: _article(edition, story) for story in content.live}
    columns = tuple(_column(shelf) for shelf in edition.shelves)
    lists = [path for column in columns for path in column.list_pages]
    files = (truth.images + tuple(f.path for f in truth.attachments) for truth in articles.values())
    assets = dict.fromkeys((*edition.assets, *chain.from_iterable(files)))
    edited = content.edited
    return Truth(
        home="/",
        record=edition.record,
        columns=columns,
        articles=articles,
        pages=tuple(edition.pages),
        assets=tuple(assets),
        twins=dict(edition.twins),
        same_body=_same_body(content.live),
        orphans=tuple(s.path for s in content.live if not s.post.listed and s.post.number),
        dead_links=_dead_links(edition),
        forbidden=edition.forbidden,
        edited=Edited(edited.path, edited.paragraphs + edited.signature),
        counts=Counts(
            articles=len(articles),
            columns=len(columns),
            list_pages=len(lists),
            pages=1 + len({*lists, *articles, *edition.pages}),
            assets=len(assets),
        ),
        traps=edition.traps,
        states=dict(edition.states),
    )


def one_line(text: str) -> str:
    """White space collapsed, as a reader of the page sees it."""
    return " ".join(text.split())


def _article(edition: Edition, story: Story) -> ArticleTruth:
    post, shown = story.post, edition.shown(story)
    neighbours: Neighbours = edition.content.neighbours[post.number]
    return ArticleTruth(
        path=story.path,
        id=post.id,
        title=one_line(story.title),
        kicker=None,
        subtitle=None,
        source=shown.source,
        author=shown.author,
        views=shown.views,
        published=shown.published,
        published_raw=shown.published_raw,
        signature_date=story.signature_date,
        columns=tuple(column.name for column in edition.menu.crumbs(post.column)),
        listed_in=columns_of(edition.menu, story),
        body_kind=post.body_kind,
        body_style=post.body_style,
        paragraphs=story.paragraphs + story.signature,
        table=story.table,
        images=tuple(picture.path for picture in story.pictures),
        attachments=tuple(AttachmentTruth(f.path, f.name) for f in story.files if f.resource),
        prev=_link(neighbours.prev),
        next=_link(neighbours.next),
        encoding=edition.codec,
        header_charset=edition.header_charset,
        meta_charset=edition.meta_charset,
    )


def _link(story: Story | None) -> LinkTruth | None:
    return LinkTruth(one_line(story.title), story.path) if story else None


def _column(shelf: Shelf) -> ColumnTruth:
    column = shelf.column
    rows = tuple(tuple(story.path for story in page.rows) for page in shelf.pages)
    live = [s.path for page in shelf.pages for s in page.rows if not s.post.deleted]
    return ColumnTruth(
        name=column.name,
        path=column.path,
        kind=column.kind,
        parent=column.parent,
        list_pages=tuple(page.path for page in shelf.pages),
        articles=(column.path,) if column.kind == "page" else tuple(dict.fromkeys(live)),
        declared_total=shelf.items,
        pinned=tuple(story.path for story in shelf.pinned),
        declared_pages=shelf.pages_said,
        rows=rows,
        pager=shelf.pager,
    )


def _same_body(stories: Sequence[Story]) -> tuple[tuple[str, str], ...]:
    paths = {story.post.number: story.path for story in stories}
    twins = [story.post for story in stories if story.post.twin_of]
    return tuple((paths[post.twin_of], paths[post.number]) for post in twins if post.twin_of)


def _dead_links(edition: Edition) -> tuple[str, ...]:
    rows = (s for shelf in edition.shelves for page in shelf.pages for s in page.rows)
    deleted = [story.path for story in rows if story.post.deleted]
    missing = [f.path for story in edition.content.live for f in story.files if not f.resource]
    return tuple(dict.fromkeys((*deleted, *missing)))
