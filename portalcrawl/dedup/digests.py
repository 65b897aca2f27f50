r"""The digest by which a changed article is told from an unchanged one.

>>> a = Article(site="s", url="http://a.cn/1", title="题", views=1, body_text="正文。\n点击：1")
>>> b = Article(site="s", url="http://a.cn/1", title="题 ", views=9, body_text="正文。\n点击：9\n")
>>> content_digest(a) == content_digest(b)
True

What changes on every fetch (view counts, clocks, tokens, related lists: ``noise.py``,
``asset_key.py``) is not part of it, nor is white space: a template that is indented anew changes no
article. When these rules change, so do the digests of articles that did not: what is stored is
compared by ``document_digest``, under the rules of today.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from portalcrawl.dedup.asset_key import asset_key
from portalcrawl.dedup.noise import plain, settled, settled_name
from portalcrawl.items import Article

Doc: TypeAlias = dict[str, Any]
# Field → its text as it counts.
TEXTS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("title", "kicker", "subtitle", "published"), plain),
    **dict.fromkeys(("source", "author"), settled_name),
    "body_text": settled,
}
ASSETS = ("images", "attachments")


def content_digest(article: Article) -> str:
    """``sha1:BASE32`` over headline, info line without views, body text and asset keys."""
    texts = [read(getattr(article, name) or "") for name, read in TEXTS.items()]
    images = [image.url or image.raw for image in article.images if not image.is_icon]
    return _digest(texts, _keys(images), _keys(file.url for file in article.attachments))


def document_digest(document: Mapping[str, Any]) -> str:
    """``content_digest`` of a stored article, or of one of its pages."""
    texts = [read(document.get(name) or "") for name, read in TEXTS.items()]
    return _digest(texts, *(_asset_keys(document, name) for name in ASSETS))


def changed_content(old: Mapping[str, Any], fresh: Mapping[str, Any]) -> list[str]:
    """The fields under the digest in which two stored articles differ."""
    texts = [
        name
        for name, read in TEXTS.items()
        if (before := old.get(name) or "") != (now := fresh.get(name) or "")
        and read(before) != read(now)
    ]
    return texts + [name for name in ASSETS if _asset_keys(old, name) != _asset_keys(fresh, name)]


def _digest(texts: Iterable[str], images: Iterable[str], files: Iterable[str]) -> str:
    normal = "\0".join([*texts, *images, "", *files])
    sha1 = hashlib.sha1(normal.encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return f"sha1:{base64.b32encode(sha1.digest()).decode()}"


def _asset_keys(document: Mapping[str, Any], name: str) -> list[str]:
    assets: list[Doc] = document.get(name) or []
    # Icons of file types are the design's.
    return _keys(one["url"] or one["raw"] for one in assets if not one.get("is_icon"))


def _keys(addresses: Iterable[str]) -> list[str]:
    return sorted({asset_key(address) for address in addresses})
