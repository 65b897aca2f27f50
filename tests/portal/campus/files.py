"""The pictures and attachments of articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tests.portal import documents, images
from tests.portal.campus.scheme import Post, Scheme
from tests.portal.site import Resource


@dataclass(frozen=True, slots=True)
class File:
    """A picture or an attachment; *name* is the text of its link. A dead one has no *resource*."""

    kind: str
    name: str
    path: str
    resource: Resource | None


def attachment(scheme: Scheme, post: Post, kind: str, place: int, *, topic: str) -> File:
    """A file of *kind*: a format, or "dead"; the portal may link other kinds in ways of its own."""
    form = kind if kind in documents.MAKERS else "pdf"
    make, mime = documents.MAKERS[form]
    title = f"{topic}{post.id}号登记表"
    path = scheme.file(post, place, form)
    body = Resource(make(title), mime, last_modified=post.posted)
    return File(kind, f"{title}.{form}", path, None if kind == "dead" else body)


def picture(scheme: Scheme, post: Post, kind: str, place: int) -> File:
    """A photograph of *kind*: "dead", or one that is there."""
    form = ("jpg", "png")[(post.number + place) % 2]
    path = scheme.file(post, place, form)
    encode, mime = (images.jpeg, "image/jpeg") if form == "jpg" else (images.png, "image/png")
    body = Resource(encode(_scene(post.number % 12), note=path), mime, last_modified=post.posted)
    return File(kind, f"{post.id}_{place}.{form}", path, None if kind == "dead" else body)


@lru_cache
def _scene(seed: int) -> list[list[images.Colour]]:
    return images.landscape(30, 20, seed=seed)
