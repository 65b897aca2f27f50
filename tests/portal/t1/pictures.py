"""The pictures in T1's articles: how they are linked, and their bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from tests.portal import images
from tests.portal.links import relative
from tests.portal.site import Resource
from tests.portal.t1.plan import Post

INTRANET_HOST = "10.20.30.40"


@dataclass(frozen=True, slots=True)
class Picture:
    """An img tag. *path* is None for a picture elsewhere; a dead one has a path, no *resource*."""

    tag: str
    path: str | None
    resource: Resource | None


def picture(post: Post, kind: str, place: int) -> Picture:
    """A picture of *kind*: relative, absolute, backslash, lazy, dead, local or intranet."""
    extension = ("jpg", "jpg", "JPG", "png", "gif")[(post.number + place) % 5]
    month = f"{post.posted.year}/{post.posted.month}"
    path = f"/UploadFiles/{month}/{post.id}_{place}.{extension}"
    resource = _resource(post, path, extension) if kind in _ON_SITE else None
    is_elsewhere = kind in ("local", "intranet")
    return Picture(_tag(kind, post.path, path), None if is_elsewhere else path, resource)


_ON_SITE = ("relative", "absolute", "backslash", "lazy")


def _tag(kind: str, page: str, path: str) -> str:
    source = {
        "relative": relative(path, page),
        "backslash": path.replace("/", "\\"),
        "local": r"file:///C:/Users/Administrator/AppData/Local/Temp/ksohtml/wps3F2A.tmp.jpg",
        "intranet": f"http://{INTRANET_HOST}/oa{path}",
    }.get(kind, path)
    if kind == "lazy":
        return f'<img src="/images/blank.gif" data-original="{escape(path)}" width="480" alt="">'
    return f'<img src="{escape(source)}" width="480" border="0">'


def _resource(post: Post, path: str, extension: str) -> Resource:
    encode, mime = _FORMATS[extension.lower()]
    body = encode(post.number % 12, path)
    return Resource(body, mime, last_modified=post.posted)


@lru_cache
def _scene(width: int, height: int, seed: int) -> list[list[images.Colour]]:
    return images.landscape(width, height, seed=seed)


@lru_cache
def _gif(seed: int) -> bytes:
    return images.gif(_scene(40, 28, seed))


# A note of its path makes each file different from the others of one scene.
_FORMATS: dict[str, tuple[Callable[[int, str], bytes], str]] = {
    "jpg": (lambda seed, path: images.jpeg(_scene(30, 20, seed), note=path), "image/jpeg"),
    "png": (lambda seed, path: images.png(_scene(60, 40, seed), note=path), "image/png"),
    "gif": (lambda seed, _path: _gif(seed), "image/gif"),
}
