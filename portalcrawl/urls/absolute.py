r"""From the text of an ``href`` to the address that a browser would ask for.

>>> absolute_url(" ../art/5.html#top ", base="http://www.a.gov.cn/col/1/index.html")
'http://www.a.gov.cn/col/art/5.html'
>>> absolute_url(r"\UploadFiles\a b.jpg", base="http://www.a.gov.cn/x/")
'http://www.a.gov.cn/UploadFiles/a%20b.jpg'

Escapes that are there stay byte for byte (a GBK query must reach the server as it was written), and
what is not escaped is: the path as UTF-8, the query in the page's own encoding, as browsers do it.

>>> absolute_url("lists.asp?lbm=%cd%a8", base="http://a.cn/")
'http://a.cn/lists.asp?lbm=%cd%a8'
>>> absolute_url("列表.asp?lbm=通知", base="http://a.cn/", encoding="gb18030")
'http://a.cn/%E5%88%97%E8%A1%A8.asp?lbm=%CD%A8%D6%AA'
>>> absolute_url("javascript:void(0)", base="http://a.cn/") is None
True
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from urllib.parse import quote

from ada_url import URL, join_url

from portalcrawl.errors import UrlError
from portalcrawl.urls.routes import route_of

# The query percent-encode set of the WHATWG URL standard: everything else in printable ASCII is
# sent as it stands.
_QUERY_SAFE = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) not in "\"#<>'")
# What the standard drops before it reads: these at both ends, these anywhere.
_OUTER_BLANKS = "".join(map(chr, range(0x21)))
_LINE_BLANKS = str.maketrans("", "", "\t\n\r")
# UTF-16 too: its "output encoding" is UTF-8 (WHATWG Encoding, section 4.3).
_SENT_AS_UTF8 = ("utf-8", "utf8", "utf-16", "utf_16", "utf-32", "utf_32")


# Longer ones are looked at each time anew.
MAX_KEPT_CHARS = 500
# A base as most are: its folder, a file that is no "..", a query.
_PLAIN_BASE = re.compile(
    r"(?P<folder>https?://[\w.-]{1,253}(?::\d{1,5})?/(?:[\w%~.-]++/)*+)(?:\w[^\\?#/]*+)?(?:[?#].*+)?",
    re.ASCII | re.DOTALL,
)
# As much as servers take (RFC 9110, section 4.1, asks for 8000).
MAX_URL_CHARS = 8192


def absolute_url(href: str, *, base: str, encoding: str = "utf-8") -> str | None:
    """The absolute ASCII http(s) URL that *href* on the page *base* leads to, without fragment.

    The route of an app stays (``/app/#/detail?id=7``): it is a page. None where it leads nowhere a
    crawler can go: another scheme, an invalid host, credentials, more than MAX_URL_CHARS.
    *encoding* is the page's, used for characters of the query that are not ASCII (WHATWG URL,
    "percent-encode after encoding").
    """
    if max(len(href), len(base)) <= MAX_KEPT_CHARS and _has_path(href):
        # All pages of a folder have the same menus.
        return _resolved(href, _folder(base), encoding)
    return _resolved.__wrapped__(href, base, encoding)


def _has_path(href: str) -> bool:
    """Whether the last part of the base, which "?2" and "#a" and "http:?2" keep, tells nothing."""
    if href[:4].lower() == "http" and "://" not in href[:8]:
        return False
    return href[:1].isalnum() or href[:1] in ("/", ".")


@lru_cache(maxsize=1000)
def _folder(base: str) -> str:
    """*base* up to its last slash where it is plain, else all of it."""
    match = _PLAIN_BASE.fullmatch(base) if base.isascii() else None
    return match["folder"] if match else base


@lru_cache(maxsize=10_000)
def _resolved(href: str, base: str, encoding: str) -> str | None:
    if len(href) > MAX_URL_CHARS or len(base) > MAX_URL_CHARS:
        return None
    if not href.isascii() and "?" in href and not encoding.lower().startswith(_SENT_AS_UTF8):
        href = _encode_query(href, encoding)
    try:
        address: str = join_url(base, href)
    except ValueError:
        return None
    if not address.startswith(("http://", "https://")):
        return None
    if "@" in address and "@" in address[: address.index("/", len("https://"))]:
        return None
    if '"' in address:
        # Escaped everywhere but in a host name, where the standard allows it and no name has it.
        return None
    cut = address.find("#")
    return address if cut < 0 else address[:cut] + route_of(address[cut:])


def parse_home(text: str) -> str:
    """The address of a portal's home page as a person types it, made absolute.

    >>> parse_home("www.tongwei.gov.cn")
    'http://www.tongwei.gov.cn/'

    Raises UrlError when there is no http(s) host in it.
    """
    text = text.strip()
    if "://" not in text:
        text = f"http://{text}"
    url = absolute_url(text, base="http://invalid./")
    if url is None or (host := host_of(url)) == "invalid.":
        raise UrlError(
            f"not an http(s) address: {text!r}; expected something like http://www.example.gov.cn/"
        )
    if "." not in host.strip(".") and ":" not in host and host != "localhost":
        raise UrlError(f"no host in {text!r}; expected something like http://www.example.gov.cn/")
    return url


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """The host of an absolute URL with its port where it is not the scheme's own.

    >>> host_of("http://a.gov.cn:80/x"), host_of("http://127.0.0.1:8801/")
    ('a.gov.cn', '127.0.0.1:8801')
    """
    host: str = URL(url).host
    return host


def _encode_query(href: str, encoding: str) -> str:
    """*href* with the non-ASCII characters of its query escaped in the page's encoding."""
    href = href.strip(_OUTER_BLANKS).translate(_LINE_BLANKS)
    head, _, rest = href.partition("?")
    query, mark, fragment = rest.partition("#")
    raw = query.encode(encoding, "portalcrawl-percent-charref")
    return f"{head}?{quote(raw, safe=_QUERY_SAFE)}{mark}{fragment}"


def _percent_charref(error: UnicodeError) -> tuple[str, int]:
    """An escaped ``&#8224;`` for what the encoding lacks: what a browser sends."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(f"%26%23{ord(char)}%3B" for char in lacking), error.end


codecs.register_error("portalcrawl-percent-charref", _percent_charref)
