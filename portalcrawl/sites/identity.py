"""Which document an address leads to, for articles of the known families.

>>> document_key("http://www.a.cn/info/1036/12441.htm;jsessionid=9F?from=timeline")
'a.cn/info/1036/12441.htm'
>>> document_key("http://www.a.cn/list.asp?from=3")
'a.cn/list.asp?from=3'
"""

from __future__ import annotations

from portalcrawl.sites.families import article_key
from portalcrawl.urls.keys import canonical_url, doc_key


def document_key(url: str) -> str:
    """The key of the document at the absolute *url*; ``doc_key`` says what it leaves out.

    Raises UrlError if there is no http(s) host.
    """
    # Without the session id, which stands where the family expects the end of the path.
    return doc_key(url, is_article=article_key(canonical_url(url)) is not None)
