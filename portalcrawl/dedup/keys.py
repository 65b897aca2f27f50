"""The keys of an article: by them it is found again.

>>> with_keys(Article(site="a", url="http://www.a.cn/info/1/7.htm", title="题")).item_key
'vsb:a.cn:7'
"""

from __future__ import annotations

from portalcrawl.dedup.digests import content_digest
from portalcrawl.dedup.normal_text import text_digest
from portalcrawl.items import Article
from portalcrawl.sites.identity import document_key, item_key


def with_keys(article: Article) -> Article:
    """*article* with its document key, its item key and its two digests, in place."""
    # All pages of one article are one article.
    url = article.first_url or article.url
    article.doc_key = document_key(url)
    article.item_key = item_key(url)
    article.content_digest = content_digest(article)
    article.text_digest = text_digest(article.body_text)
    return article
