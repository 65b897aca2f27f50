"""The key under which one article is known, whatever the address that leads to it.

>>> item_key("http://www.a.gov.cn/info/1036/12441.htm")
'vsb:a.gov.cn:12441'
>>> item_key("http://www.a.gov.cn/zwgk/7.html")
'a.gov.cn/zwgk/7.html'
"""

from __future__ import annotations

from functools import lru_cache

from portalcrawl.sites.families import article_key
from portalcrawl.urls.keys import doc_key


@lru_cache(maxsize=8192)
def item_key(url: str) -> str:
    """The article's number in its family and host where *url* tells it, else the document's key.

    Equal keys do not prove one article: a host may carry several sites that count for themselves.
    """
    document = doc_key(url)
    found = article_key(url)
    return f"{found[0]}:{document.partition('/')[0]}:{found[1]}" if found else document
