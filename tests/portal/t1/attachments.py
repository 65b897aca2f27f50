"""The files that T1's articles offer, and the ways they are linked."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from tests.portal import documents
from tests.portal.site import Resource
from tests.portal.t1.columns import gbk_escaped
from tests.portal.t1.plan import Post


@dataclass(frozen=True, slots=True)
class Attachment:
    """A link to a file; *resource* is None if it is dead."""

    name: str
    path: str
    resource: Resource | None


def attachment(post: Post, kind: str, place: int, *, topic: str) -> Attachment:
    """A file of *kind*: a format, or upper, chinese, download, dead for a special address."""
    form = (
        kind if kind in documents.MAKERS else {"chinese": "xls", "download": "doc"}.get(kind, "doc")
    )
    make, mime = documents.MAKERS[form]
    title = f"{topic}{post.id}号登记表"
    name = f"{title}.{form}"
    path = _path(post, kind, f"{post.id}_{place}.{form}", name)
    if kind == "dead":
        return Attachment(name, path, None)
    body = make(title)
    if kind != "download":
        return Attachment(name, path, Resource(body, mime, last_modified=post.posted))
    # Old servers put the name into the header as bare GBK bytes.
    raw_name = name.encode("gbk").decode("latin-1")
    disposition = ("Content-Disposition", f'attachment; filename="{raw_name}"')
    return Attachment(
        name, path, Resource(body, "application/octet-stream", headers=(disposition,))
    )


def _path(post: Post, kind: str, file: str, name: str) -> str:
    folder = f"/UploadFiles/file/{post.posted.year}"
    if kind == "download":
        return f"/download.asp?name={gbk_escaped(name)}"
    if kind == "chinese":
        return f"{folder}/{quote(name)}"
    if kind == "upper":
        return f"{folder}/{file.removesuffix('doc')}DOC"
    return f"{folder}/{file}"
