"""Which document an address leads to, and which request was made already: known families included.

>>> document_key("http://www.a.cn/info/1036/12441.htm;jsessionid=9F?from=timeline")
'a.cn/info/1036/12441.htm'
>>> document_key("http://www.a.cn/list.asp?from=3")
'a.cn/list.asp?from=3'
"""

from __future__ import annotations

from portalcrawl.sites.families import article_key
from portalcrawl.urls.keys import canonical_url, doc_key, fingerprint, without_noise


def document_key(url: str) -> str:
    """The key of the document at the absolute *url*; ``doc_key`` says what it leaves out.

    Raises UrlError if there is no http(s) host.
    """
    return doc_key(url, is_article=is_article_address(url))


def request_key(url: str) -> str:
    """32 hex digits that are the same for two addresses of which one need not be asked for.

    As ``fingerprint``, and without an article's parameters that say nothing:

    >>> request_key("http://a.cn/Item/7.aspx?from=home") == request_key("http://a.cn/Item/7.aspx")
    True

    Raises UrlError if there is no http(s) host.
    """
    return fingerprint(without_noise(url) if is_article_address(url) else url)


def is_article_address(url: str) -> bool:
    """Whether the address of *url* carries an article's number, by the rule of some family.

    Raises UrlError if there is no http(s) host.
    """
    # Without the session id, which stands where the rules expect the end of the path.
    return article_key(canonical_url(url)) is not None
