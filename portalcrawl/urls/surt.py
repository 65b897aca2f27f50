"""The key that web-archive indexes (CDX, CDXJ) sort and look up an address by.

>>> surt_key("http://www.a.gov.cn/Zwgk/A.html?b=2&a=1")
'cn,gov,a)/zwgk/a.html?a=1&b=2'

It must be, to the byte, what replay tools make of the address that a reader asks for, or they don't
find the page: the Sort-friendly URI Reordering Transform with the rules of the Internet Archive, as
the Python package ``surt`` has them. They lower-case, so the key is never an identity.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"www\d*\.")
# What those rules leave as it is beside letters and digits: all printable ASCII but "#" and "%".
_KEPT = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
# Session ids that ASP.NET puts before the page's name, with and without the letter of their kind.
_PATH_SESSIONS = (
    re.compile(r"^(.*/)\((?:[a-z]\([0-9a-z]{24}\))+\)/([^?]+\.aspx.*)$"),
    re.compile(r"^(.*/)\([0-9a-z]{24}\)/([^?]+\.aspx.*)$"),
)
_QUERY_SESSIONS = tuple(
    re.compile(rf"^(.*){parameter}(?:&(.*))?$", re.IGNORECASE)
    for parameter in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]+&cftoken=[^&]+",
    )
)


def surt_key(url: str) -> str:
    """The key of *url*; *url* itself where it has no host."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host:
        return url
    # A host may end in the root's dot.
    host = _escaped(host).lower().replace("..", ".").strip(".")
    if www := _WWW.match(host):
        host = host[www.end() :]
    name = ",".join(reversed(host.split(".")))
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        name = f"{name}:{port}"
    query = _query(parts.query) if parts.query else ""
    return f"{name}){_path(parts.path)}{'?' if query else ''}{query}"


def _path(path: str) -> str:
    """Escapes made anew, no empty or dotted segments, no session, no slash at the end."""
    kept: list[bytes] = []
    for segment in _unescaped(path).split(b"/")[1:]:
        if segment == b".." and kept:
            kept.pop()
        elif segment != b".":
            kept.append(segment)
    # An empty last segment is the slash at the end, which goes.
    text = "/" + _quoted(b"/".join(filter(None, kept))).lower()
    for session in _PATH_SESSIONS:
        text = session.sub(r"\1\2", text)
    return text.rstrip("/") or "/"


def _query(query: str) -> str:
    """Without a session, its parameters sorted by name and value."""
    text = _escaped(query)
    for session in _QUERY_SESSIONS:
        if match := session.match(text):
            text = match[1] + (match[2] or "")
    parameters = [tuple(parameter.split("=", 1)) for parameter in text.lower().split("&")]
    return "&".join("=".join(parameter) for parameter in sorted(parameters))


def _escaped(text: str) -> str:
    return _quoted(_unescaped(text))


def _unescaped(text: str) -> bytes:
    """*text* with its escapes undone, those that appear by that included."""
    data = text.encode("utf-8", "surrogatepass")
    while (plain := unquote_to_bytes(data)) != data:
        data = plain
    return data


def _quoted(data: bytes) -> str:
    return quote_from_bytes(data, safe=_KEPT)
