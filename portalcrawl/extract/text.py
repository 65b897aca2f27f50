r"""An article's texts within bounds: no control characters, no field larger than a document may be.

>>> article = Article(site="s", url="http://a.cn/1", title=" 县里\x00开了会 ")
>>> clean_article(article).title
'县里开了会'
"""

from __future__ import annotations

import re

from portalcrawl.items import Article

MAX_FIELD_CHARS = 500
MAX_TITLE_CHARS = 1000
# A MongoDB document holds 16 MB, a character takes up to 4 bytes of it: here at most 4 MB of text,
# 8 of HTML and 2 of assets. The longest honest body seen has 0.3 MB.
MAX_BODY_CHARS = 1_000_000
MAX_ASSETS = 5000
MAX_ASSET_CHARS = 500_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_article(article: Article) -> Article:
    """*article*, its texts cleaned in place."""
    article.title = _clean(article.title, MAX_TITLE_CHARS)
    article.source = _clean(article.source or "", MAX_FIELD_CHARS) or None
    article.author = _clean(article.author or "", MAX_FIELD_CHARS) or None
    article.editor = _clean(article.editor or "", MAX_FIELD_CHARS) or None
    article.kicker = _clean(article.kicker or "", MAX_TITLE_CHARS) or None
    article.subtitle = _clean(article.subtitle or "", MAX_TITLE_CHARS) or None
    article.info_line = _clean(article.info_line, MAX_TITLE_CHARS)
    article.breadcrumb = [_clean(name, MAX_FIELD_CHARS) for name in article.breadcrumb[:20]]
    article.body_text = _CONTROL.sub("", article.body_text)[:MAX_BODY_CHARS]
    article.body_html = _CONTROL.sub("", article.body_html)[: 2 * MAX_BODY_CHARS]
    room = _Room(MAX_ASSET_CHARS)
    article.images = [
        image
        for image in article.images[:MAX_ASSETS]
        if room.takes(image.url, image.raw, image.alt, image.shown_url)
    ]
    article.attachments = [
        file for file in article.attachments[:MAX_ASSETS] if room.takes(file.url, file.name)
    ]
    article.keywords = [_clean(word, MAX_FIELD_CHARS) for word in article.keywords[:100]]
    return article


class _Room:
    """What is left of a number of characters."""

    def __init__(self, chars: int) -> None:
        self._left = chars

    def takes(self, *texts: str | None) -> bool:
        """Whether *texts* fit in; if so, they are in."""
        size = sum(len(text) for text in texts if text)
        if size > self._left:
            return False
        self._left -= size
        return True


def _clean(text: str, max_chars: int) -> str:
    return " ".join(_CONTROL.sub("", text).split())[:max_chars]
