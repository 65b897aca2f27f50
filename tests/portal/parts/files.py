"""The pictures and files of articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tests.portal import documents, images
from tests.portal.parts.plan import Post
from tests.portal.site import Resource


@dataclass(frozen=True, slots=True)
class File:
    """A picture or an attachment; *resource* is None if the link to it is dead."""

    path: str
    name: str
    resource: Resource | None


def attachment(
    post: Post,
    kind: str,
    place: int,
    *,
    topic: str,
    address: Callable[[Post, int, str, str], str],
) -> File:
    """A file of *kind*: doc, xls, pdf, docx, or dead (a doc that is not there)."""
    form = "doc" if kind == "dead" else kind
    title = f"{topic}{post.id}号登记表"
    name = f"{title}.{form}"
    path = address(post, place, form, name)
    if kind == "dead":
        return File(path, name, None)
    make, mime = documents.MAKERS[form]
    return File(path, name, Resource(make(title), mime, last_modified=post.posted))


def picture(post: Post, path: str) -> File:
    """A JPEG, different from all others of the site."""
    body = images.jpeg(_scene(post.number % 12), note=path)
    return File(path, "", Resource(body, "image/jpeg", last_modified=post.posted))


@lru_cache
def _scene(seed: int) -> list[list[images.Colour]]:
    return images.landscape(30, 20, seed=seed)
