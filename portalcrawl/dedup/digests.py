r"""The digest by which a changed article is told from an unchanged one.

>>> a = Article(site="s", url="http://a.cn/1", title="题", views=1, body_text="正文。")
>>> b = Article(site="s", url="http://a.cn/1", title="题 ", views=9, body_text="正文。\n")
>>> content_digest(a) == content_digest(b)
True

What changes on every fetch (view counts, tokens, related lists) is not part of it, nor is white
space: a template that is indented anew changes no article.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata

from portalcrawl.items import Article

_BLANKS = re.compile(r"\s+")


def content_digest(article: Article) -> str:
    """``sha1:BASE32`` over title, info line without views, body text and asset keys."""
    parts = [
        article.title,
        article.source or "",
        article.author or "",
        article.published or "",
        article.body_text,
        *sorted(image.url or image.raw for image in article.images),
        *sorted(attachment.url for attachment in article.attachments),
    ]
    normal = "\0".join(_BLANKS.sub("", unicodedata.normalize("NFKC", part)) for part in parts)
    sha1 = hashlib.sha1(normal.encode("utf-8", "surrogatepass"), usedforsecurity=False)
    return f"sha1:{base64.b32encode(sha1.digest()).decode()}"
