"""The file of the mirror in which an address lives: one function of the address and its type.

>>> mirror_path("http://www.a.gov.cn/zwgk/t20200205_1.html", mime="text/html")
'www.a.gov.cn/zwgk/t20200205_1.html'
>>> mirror_path("http://127.0.0.1:8801/", mime="text/html")
'127.0.0.1_8801/index.html'
>>> mirror_path("https://a.cn/%E9%80%9A%E7%9F%A5/list.jsp", mime="text/html")
'a.cn_https/通知/list.jsp.html'
>>> mirror_path("http://a.cn/list.jsp?page=2", mime="text/html")
'a.cn/list.jsp~fyhunwbq6zk4.html'

Two addresses never share a file, also on a disk that ignores case, and none looks at another one:

- Whatever the mirror adds to a name is after ``~``, which is never part of a name itself. Only a
  program's extension (``.jsp``) is followed directly by the right one.
- Where something is lost (a query, capital letters, a long name, an odd character) the name ends
  with ``~`` and 60 bits of a hash of the canonical address.
- An octet of the address that has no readable character is ``=`` and two digits; so are the
  characters and names that Windows forbids.
- ``/a/`` is ``a/index.html``, as on a server; so ``/a/index.html`` is ``a/index~.html`` and ``/a``
  is ``a~.html``.
- A file always has an extension, and a folder with a dot in its name ends with ``_``: a name is
  never both.
- A host's folder is the host, ``_https`` if the scheme is https, ``_8801`` for a port other than
  the scheme's own.

At the top, ``_portalcrawl/`` is the mirror's own: no host's folder starts with ``_``.
"""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote

from portalcrawl.mirror.extensions import PROGRAMS, extension_of, extension_to_add
from portalcrawl.urls.keys import canonical_url

MAX_PATH_CHARS = 240  # Windows allows 260 with the folder that the mirror is in
MAX_SEGMENT_BYTES = 200  # of 255 that file systems allow
_MAX_HOST_CHARS = 80
_MAX_HASHED_FILE_CHARS = 140

_URL = re.compile(r"(https?)://(\[[^\]]*\]|[^/:?]*)(?::([0-9]+))?([^?]*)(\?.*)?", re.DOTALL)
# Three kinds of what can't stay: octets beyond ASCII, other escapes, and bare characters.
_ODD = re.compile(
    r"((?:%[89A-F][0-9A-F])+)|%([0-7][0-9A-F])|([^-A-Za-z0-9._()+,@&;!'$])", re.IGNORECASE
)
_ODD_IN_HOST = re.compile(r"[^-a-z0-9.]")
# Hanzi, their punctuation, kana, full-width digits and signs: the same in every Unicode
# normalisation form and case, and shown by every system.
_UNREADABLE = re.compile(
    "[^\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u2460-\u2473\u3001-\u3003\u3005\u3008-\u3011"
    "\u3014-\u3017\u3041-\u3093\u30a1-\u30f6\u30fb\u30fc\u3220-\u3229\u3400-\u4db5\u4e00-\u9fa5"
    "\uff01-\uff20\U00020000-\U0002a6d6]"
)
# Device names of Windows, with any extension.
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9]) *(?=\.|\Z)", re.IGNORECASE
)


class _Name(NamedTuple):
    """A name, and whether it tells the part of the address it is made from by itself."""

    text: str
    is_exact: bool


def mirror_path(url: str, *, mime: str) -> str:
    """The path, relative to the mirror's folder, of what was captured at the absolute *url*.

    *mime* is the media type of what came, as sniffed: the extension fits it. The path has at most
    240 characters, and 200 bytes of UTF-8 in a segment. Raises UrlError if *url* is not an absolute
    http(s) URL.
    """
    url = canonical_url(url)
    match = _URL.fullmatch(url)
    assert match is not None
    scheme, host, port, path, query = match.groups()
    *segments, last = path.split("/")[1:]
    folders = [_host_folder(scheme, host, port=port), *map(_folder, segments)]
    file = _file(last, mime=mime)
    plain = "/".join([*(folder.text for folder in folders), file.text])
    fits = len(plain) <= MAX_PATH_CHARS and len(file.text.encode()) <= MAX_SEGMENT_BYTES
    if fits and not query and file.is_exact and all(folder.is_exact for folder in folders):
        return plain
    hashed = _hashed_file(last, mime=mime, digest=_digest(url))
    kept = folders[:1]
    room = MAX_PATH_CHARS - len(hashed) - len(kept[0].text) - 1
    for folder in folders[1:]:
        room -= len(folder.text) + 1
        if room < 0:
            break
        kept.append(folder)
    return "/".join([*(folder.text for folder in kept), hashed])


def relative_link(from_path: str, to_path: str) -> str:
    """The href by which the mirror's file *from_path* leads to *to_path*.

    >>> relative_link("a.cn/x/1.html", "a.cn/通知/b~.html")
    '../%E9%80%9A%E7%9F%A5/b~.html'

    Escaped so that it means the same from disk and from a server. Both paths are relative to the
    mirror's folder, with ``/``.
    """
    here, there = from_path.split("/")[:-1], to_path.split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return "../" * (len(here) - shared) + quote("/".join(there[shared:]), safe="/=")


def _host_folder(scheme: str, host: str, *, port: str | None) -> _Name:
    text = _ODD_IN_HOST.sub(lambda odd: _octets(odd[0].encode()), host.strip("[]"))
    text = _safe_ends(text)
    suffix = ("_https" if scheme == "https" else "") + (f"_{port}" if port else "")
    cut = _cut(text, max_chars=_MAX_HOST_CHARS, max_bytes=_MAX_HOST_CHARS)
    return _Name(cut + suffix, cut == text)


def _folder(segment: str) -> _Name:
    if not segment:
        return _Name("=", is_exact=True)
    name = _name(segment)
    text = _cut(name.text, max_chars=MAX_SEGMENT_BYTES, max_bytes=MAX_SEGMENT_BYTES - 1) or "_"
    return _Name(f"{text}_" if "." in text else text, name.is_exact and text == name.text)


def _file(segment: str, *, mime: str) -> _Name:
    """The file's name without a hash, which may not be exact."""
    text, is_exact = _name(segment)
    added = extension_to_add(text, mime=mime)
    if added is None:
        if text == "index.html":
            return _Name("index~.html", is_exact)
        program = extension_of(text.rpartition(".")[0]) in PROGRAMS
        return _Name(text, is_exact and not program)
    if extension_of(text) in PROGRAMS:
        return _Name(f"{text}.{added}", is_exact)
    if not text:
        return _Name("index.html", is_exact=added == "html")
    is_index = text == "index" and added == "html"
    return _Name(f"{text}~.{added}", is_exact and not is_index)


def _hashed_file(segment: str, *, mime: str, digest: str) -> str:
    stem = _name(segment).text or "index"
    extension = extension_to_add(stem if segment else "", mime=mime)
    if extension is None:
        extension = extension_of(stem)
        stem = stem[: -len(extension) - 1]
    end = f"~{digest}.{extension}"
    room = _MAX_HASHED_FILE_CHARS - len(end)
    return _cut(stem, max_chars=room, max_bytes=MAX_SEGMENT_BYTES - len(end)) + end


def _name(segment: str) -> _Name:
    """The segment of a canonical path with readable characters, safe as a name on any system."""
    is_exact = not any("A" <= char <= "Z" for char in _ODD.sub("", segment))

    def readable(odd: re.Match[str]) -> str:
        nonlocal is_exact
        beyond_ascii, escaped, bare = odd.groups()
        if beyond_ascii:
            return _readable(bytes.fromhex(beyond_ascii.replace("%", "")))
        if escaped:
            return " " if escaped == "20" else f"={escaped.lower()}"
        # A bare "*" and "%2A" are two addresses; "~" has but one form (RFC 3986 section 2.3).
        is_exact = is_exact and bare == "~"
        return _octets(bare.encode())

    return _Name(_safe_ends(_ODD.sub(readable, segment)), is_exact)


def _readable(octets: bytes) -> str:
    """Text, where they are UTF-8; GBK stays octets, since nothing says that it is GBK."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        return _octets(octets)
    return _UNREADABLE.sub(lambda odd: _octets(odd[0].encode()), text)


def _octets(octets: bytes) -> str:
    return "".join(f"={octet:02x}" for octet in octets)


def _safe_ends(text: str) -> str:
    """*text* without what Windows drops or takes for a device: outer spaces, a last dot, "con"."""
    if text.endswith((" ", ".")):
        text = text[:-1] + _octets(text[-1].encode())
    if text.startswith(" ") or _RESERVED.match(text):
        text = _octets(text[0].encode()) + text[1:]
    return text


def _cut(text: str, *, max_chars: int, max_bytes: int) -> str:
    """The longest start of *text* within both limits that does not end in a space or dot."""
    cut = text[:max_chars].encode()[:max_bytes].decode("utf-8", "ignore")
    return cut if cut == text else cut.rstrip(" .")


def _digest(url: str) -> str:
    return b32encode(blake2b(url.encode(), digest_size=8).digest()).decode().lower()[:12]
