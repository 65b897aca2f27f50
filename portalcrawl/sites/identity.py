"""Which document an address leads to, which article, which page of a list.

>>> document_key("http://www.a.cn/info/1036/12441.htm;jsessionid=9F?from=timeline")
'a.cn/info/1036/12441.htm'
>>> document_key("http://www.a.cn/list.asp?from=3")
'a.cn/list.asp?from=3'
"""

from __future__ import annotations

from functools import lru_cache

from ada_url import URL

from portalcrawl.sites.families import article_key
from portalcrawl.urls.keys import canonical_url, doc_key


@lru_cache(maxsize=8192)
def document_key(url: str) -> str:
    """The key of the document at the absolute *url*; ``doc_key`` says what it leaves out.

    Raises UrlError if there is no http(s) host.
    """
    return doc_key(url, is_article=is_article_address(url))


@lru_cache(maxsize=8192)
def item_key(url: str) -> str:
    """The article's number in its family and host where *url* tells it, else ``document_key``.

    Equal keys do not prove one article: a host may carry several sites that count for themselves.

    >>> item_key("http://www.a.gov.cn/info/1036/12441.htm")
    'vsb:a.gov.cn:12441'
    >>> item_key("http://www.a.gov.cn/zwgk/7.html")
    'a.gov.cn/zwgk/7.html'
    """
    document = document_key(url)
    found = article_key(canonical_url(url))
    return f"{found[0]}:{document.partition('/')[0]}:{found[1]}" if found else document


def twin_key(url: str) -> str:
    """``document_key`` with the port where it is not the scheme's own: addresses that answer alike.

    >>> twin_key("https://www.a.gov.cn/index.html") == twin_key("http://a.gov.cn/")
    True
    >>> twin_key("http://a.gov.cn:8080/")
    '8080:a.gov.cn/'
    """
    port = URL(url).port
    return f"{port}:{document_key(url)}" if port else document_key(url)


def page_key(url: str, key: str = "") -> str:
    """The key of a page of a list, *key* being that of a request that its address does not tell.

    >>> page_key("http://a.gov.cn/NewsList.aspx?id=12", "AspNetPager1/2")
    'a.gov.cn/NewsList.aspx?id=12#AspNetPager1/2'
    """
    return f"{twin_key(url)}#{key}" if key else twin_key(url)


def is_article_address(url: str) -> bool:
    """Whether the address of *url* carries an article's number, by the rule of some family.

    Raises UrlError if there is no http(s) host.
    """
    # Without the session id, which stands where the rules expect the end of the path.
    return article_key(canonical_url(url)) is not None
