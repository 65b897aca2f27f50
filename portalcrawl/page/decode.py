r"""Which characters the bytes of a page are, decided by evidence and never by one declaration.

>>> decode_page("<p>通知".encode("gb18030"), http_charset="utf-8").text
'<p>通知'
>>> decode_page("<meta charset=gb2312><p>通知".encode(), http_charset=None).encoding
'utf-8'

Order: byte-order mark; bytes that are valid UTF-8 and hold a multi-byte sequence; the charset of
the HTTP header; that of ``<meta>``; GB18030. Any GB name means GB18030, its superset. A declared
charset that the bytes contradict loses: of the candidates, the one with the fewest damaged
characters is taken.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Declarations sit in the first kilobyte by the standard, and in the first four on portals whose
# title or comments come first.
META_SEARCH_BYTES = 4096
MAX_HEADER_CHARS = 1000
_META_CHARSET = re.compile(
    # Possessive: a page of blanks is no reason to try each of them again.
    rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?+\s*+([A-Za-z0-9_:.-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*+=\s*+[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_GB_NAMES = frozenset(
    {"gb2312", "gbk", "gb18030", "gb_2312-80", "gb_2312", "cp936", "ms936", "x-gbk", "chinese"}
    | {"csgb2312", "iso-ir-58", "csiso58gb231280", "gb2312-80", "euc-cn", "hz-gb-2312"}
)
# What servers send when nobody chose, and what no page is written in. By Python's names.
_SAYS_NOTHING = frozenset({"iso8859-1", "ascii", "cp1252"})
_NO_PAGE = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
)
_DAMAGE = "�"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding used, and what was declared."""

    text: str
    encoding: str
    http_charset: str | None
    meta_charset: str | None

    @property
    def damaged(self) -> int:
        """How many characters were damaged."""
        return self.text.count(_DAMAGE)


def decode_page(body: bytes, *, http_charset: str | None) -> Decoded:
    """The text of an HTML page. Never raises: bytes that fit nothing become U+FFFD."""
    match = _META_CHARSET.search(body, 0, META_SEARCH_BYTES)
    declared = (match[1] or match[2]).decode("ascii").lower() if match else None
    text, encoding = _decode(body, http_charset, declared)
    return Decoded(
        text=text,
        encoding=encoding,
        http_charset=http_charset,
        meta_charset=declared,
    )


def known_encoding(name: str | None) -> str | None:
    """Python's name of a declared charset; None for one that is unknown or says nothing.

    >>> known_encoding("GB2312"), known_encoding("utf8"), known_encoding("iso-8859-1")
    ('gb18030', 'utf-8', None)

    iso-8859-1 says nothing: it is what servers send when nobody chose.
    """
    name = (name or "").strip().strip("\"'").lower()
    if name in _GB_NAMES:
        return "gb18030"
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Codecs such as "base64" or "rot13" are not character sets.
    is_charset = getattr(found, "_is_text_encoding", False)
    return found.name if is_charset and found.name not in _SAYS_NOTHING | _NO_PAGE else None


def charset_of(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header.

    >>> charset_of("text/html; Charset=GBK")
    'gbk'
    """
    header = (content_type or "")[:MAX_HEADER_CHARS]
    match = re.search(r"charset\s*+=\s*+[\"']?+\s*+([\w:.-]+)", header, re.IGNORECASE)
    return match[1].lower() if match else None


def _decode(body: bytes, http_charset: str | None, declared: str | None) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace"), encoding
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if (hanzi := _hanzi_read_as_utf8(body, text)) is not None:
            return hanzi, "gb18030"
        named = known_encoding(http_charset) or known_encoding(declared) or "utf-8"
        # Pure ASCII is the same in all of them: keep what the page says, its links may need it.
        return text, named if body.isascii() and named in {"gb18030", "big5"} else "utf-8"
    meta = known_encoding(declared)
    if meta is not None and meta.startswith(("utf-16", "utf-32")):
        # It was read as ASCII, so it is not that.
        meta = None
    names = [known_encoding(http_charset), meta, "gb18030", "utf-8"]
    decoded: list[tuple[int, str, str]] = []
    for name in filter(None, dict.fromkeys(names)):
        text = _text(body, name)
        if not (damaged := text.count(_DAMAGE)):
            return text, name
        decoded.append((damaged, text, name))
    # min() keeps the first of equals: the declared one where nothing speaks against it.
    return min(decoded, key=lambda found: found[0])[1:]


def _text(body: bytes, encoding: str) -> str:
    text = body.decode(encoding, "replace")
    # A3A0 is a blank that old input methods wrote (WHATWG Encoding, index gb18030); Python's codec
    # gives a private-use character.
    return text.replace("\ue5e5", "\u3000") if encoding == "gb18030" else text


def _hanzi_read_as_utf8(body: bytes, text: str) -> str | None:
    """The GB18030 text of bytes that only happen to be valid UTF-8, None for honest UTF-8.

    Some pairs of hanzi are two-byte sequences of UTF-8 (the two of "tongzhi", notice, are): a page
    with nothing longer would turn into accents and Hebrew, which no Chinese page holds alone.
    Read the other way, honest Cyrillic or Arabic (the Uyghur pages of a portal) gives hanzi that
    GB2312 lacks: half of the second bytes lie below its rows.
    """
    # The second question first: the answer stands in the first words of nearly every page.
    if re.search(r"[\u0800-\U0010ffff]", text) or not re.search(r"[\u0250-\u07ff]", text):
        return None
    try:
        hanzi = body.decode("gb2312")
    except UnicodeDecodeError:
        return None
    return (
        hanzi
        if re.fullmatch(r"[\x00-\x7f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*", hanzi)
        else None
    )
