"""The keys of an address, each for one purpose.

``fingerprint``: was this request made already (frontier).

>>> canonical_url("http://a.gov.cn:80/x;jsessionid=9F?b=2&a=1#top")
'http://a.gov.cn/x?a=1&b=2'

``doc_key``: is this the same document, across scheme, ``www``, port and index file. Case is kept:
paths differ by case on most servers.

>>> doc_key("https://www.a.gov.cn:8443/Zwgk/index.html"), doc_key("http://a.gov.cn/Zwgk/")
('a.gov.cn/Zwgk/', 'a.gov.cn/Zwgk/')

Where the address carries an article's number, what else is known to say nothing goes, too:

>>> doc_key("http://a.cn/show.asp?id=7&from=top&t=1583020800", is_article=True)
'a.cn/show.asp?id=7'

The key of web-archive indexes is ``urls/surt.py``: it lower-cases, so it is never an identity.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from ada_url import URL

from portalcrawl.errors import UrlError
from portalcrawl.urls.routes import route_of

# Session ids that servers add to the address: in the path (Java's, or ASP.NET's without cookies) or
# in the query.
_PATH_SESSION = re.compile(
    r";jsessionid=[^/?;]*|/\([AFS]\([A-Za-z0-9_-]{20,80}\)\)(?=/)", re.IGNORECASE
)
_SESSION_PARAM = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken)=", re.IGNORECASE
)
# Parameters that say where a reader came from, or keep caches from answering. Some names have a
# meaning on other sites (?t=3 is a table, ?v=2 a view), so those go only with the value that a
# clock, a random number or a version gives.
_NOISE_PARAM = re.compile(
    r"(?:from|uid|_|utm_\w+|spm|isappinstalled|nsukey|wxfid|share_?(?:from|token|id|source)"
    r"|jump_?from|nocache|hmsr|hmpl|bd_vid)="
    r"|(?:t|v|r|ts|rd|rnd|rand|random|time|timestamp|ver|version|_t|_dc)"
    r"=(?:\d{8,}|\d+(?:\.\d+)+)?$",
    re.IGNORECASE,
)
# A file on disk gives the same whatever these say.
_NOISE_OF_FILES = re.compile(r"(?:t|v|r|ts|rnd|random|time|ver|version)=", re.IGNORECASE)
_FILE_ON_DISK = re.compile(r"\.s?html?$", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_INDEX_FILE = re.compile(
    r"/(?:index|default)\.(?:s?html?|jhtml|jspx?|psp|php|aspx?|do)$", re.IGNORECASE
)
# PowerEasy's Index_1 is the first page of a column; elsewhere it is the second.
_FIRST_PAGE = re.compile(r"(/Category_\d+/)Index_1\.aspx$", re.IGNORECASE)


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


def doc_key(url: str, *, is_article: bool = False) -> str:
    """Host without ``www.`` and port, path without index file, sorted query: one document's key.

    *is_article*: the address carries an article's number, as its family's rule found; then
    ``without_noise`` holds. Raises UrlError if there is no http(s) host.

    >>> doc_key("http://a.gov.cn/index.html#/detail?id=7")
    'a.gov.cn/#/detail?id=7'
    """
    parsed = URL(without_noise(url) if is_article else canonical_url(url))
    host = parsed.hostname.removeprefix("www.")
    path = _INDEX_FILE.sub("/", _FIRST_PAGE.sub(r"\1", parsed.pathname))
    return f"{host}{path}{parsed.search}{parsed.hash}"


def without_noise(url: str) -> str:
    """The canonical form of an article's *url* without parameters that say nothing.

    >>> without_noise("http://a.cn/show.asp?id=7&from=top&t=1583020800")
    'http://a.cn/show.asp?id=7'

    Only for addresses that carry an article's number: elsewhere a parameter of the same name may
    be what chooses the page. Raises UrlError if there is no http(s) host.
    """
    place, mark, query = canonical_url(url).partition("?")
    is_file = _FILE_ON_DISK.search(place) is not None
    kept = "&".join(
        param
        for param in query.split("&")
        if not _NOISE_PARAM.match(param) and not (is_file and _NOISE_OF_FILES.match(param))
    )
    return f"{place}{mark}{kept}" if kept else place


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
