"""The three keys of an address, each for one purpose.

``fingerprint``: was this request made already (frontier).

>>> canonical_url("http://a.gov.cn:80/x;jsessionid=9F?b=2&a=1#top")
'http://a.gov.cn/x?a=1&b=2'

``doc_key``: is this the same document, across scheme, ``www``, port and index file. Case is kept:
paths differ by case on most servers.

>>> doc_key("https://www.a.gov.cn:8443/Zwgk/index.html"), doc_key("http://a.gov.cn/Zwgk/")
('a.gov.cn/Zwgk/', 'a.gov.cn/Zwgk/')

``surt_key``: the sort key of web-archive indexes (CDX). It lower-cases, so it is never an identity.

>>> surt_key("http://www.a.gov.cn/Zwgk/A.html?b=2&a=1")
'cn,gov,a)/zwgk/a.html?a=1&b=2'
"""

from __future__ import annotations

import re
from hashlib import blake2b

from ada_url import URL

from portalcrawl.errors import UrlError
from portalcrawl.urls.routes import route_of

# Session ids that servers add to the address: as a path parameter (Java) or in the query.
_PATH_SESSION = re.compile(r";jsessionid=[^/?;]*", re.IGNORECASE)
_SESSION_PARAM = re.compile(r"(?:jsessionid|phpsessid|aspsessionid\w*)=", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_INDEX_FILE = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|php|aspx?)$", re.IGNORECASE)


def canonical_url(url: str) -> str:
    """The form of the absolute http(s) *url* under which a page is asked for once.

    Fragment, default port and session ids go, query parameters are sorted, escapes are in upper
    case and needless ones undone (RFC 3986 section 6.2.2). The route of an app stays: each is a
    page. Used as a key only: what is sent to the server is the address as found. Idempotent.
    Raises UrlError if there is no http(s) host.
    """
    # What one pass undoes can be new work: "%4%31" gives "%41", "..;jsessionid=9" gives "..".
    while (form := _canonical_form(url)) != url:
        url = form
    return form


def _canonical_form(url: str) -> str:
    """One pass of ``canonical_url``."""
    try:
        parsed = URL(url)
    except ValueError as error:
        raise UrlError(f"not a URL: {url!r}") from error
    if parsed.protocol not in {"http:", "https:"}:
        raise UrlError(f"not an http(s) URL: {url!r}")
    path = _PATH_SESSION.sub("", _normal_escapes(parsed.pathname))
    route = route_of(_normal_escapes(parsed.hash))
    return f"{parsed.protocol}//{parsed.host}{path}{_sorted_query(parsed.search)}{route}"


def fingerprint(url: str) -> str:
    """32 hex digits that are the same for two addresses with the same canonical form."""
    return blake2b(canonical_url(url).encode(), digest_size=16).hexdigest()


def doc_key(url: str) -> str:
    """Host without ``www.`` and port, path without index file, sorted query: one document's key.

    >>> doc_key("http://www.a.gov.cn/index.html#/detail?id=7")
    'a.gov.cn/#/detail?id=7'
    """
    parsed = URL(canonical_url(url))
    host = parsed.hostname.removeprefix("www.")
    return f"{host}{_INDEX_FILE.sub('/', parsed.pathname)}{parsed.search}{parsed.hash}"


def surt_key(url: str) -> str:
    """The SURT form of *url*: ``cn,gov,a)/path?query`` in lower case, as CDX indexes sort."""
    parsed = URL(canonical_url(url))
    host = parsed.hostname.removeprefix("www.")
    name = host if _is_address(host) else ",".join(reversed(host.split(".")))
    port = f":{parsed.port}" if parsed.port else ""
    return f"{name}{port}){parsed.pathname}{parsed.search}".lower()


def _sorted_query(search: str) -> str:
    if len(search) < 2:
        return ""
    params = [p for p in _normal_escapes(search[1:]).split("&") if p]
    kept = sorted(p for p in params if not _SESSION_PARAM.match(p))
    return "?" + "&".join(kept) if kept else ""


def _normal_escapes(text: str) -> str:
    return _ESCAPE.sub(_normal_escape, text) if "%" in text else text


def _normal_escape(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char in _UNRESERVED else match[0].upper()


def _is_address(host: str) -> bool:
    return host.startswith("[") or host.replace(".", "").isdigit()
