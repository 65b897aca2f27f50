"""Character references in attribute values, both ways.

>>> unescape_attribute("a.asp?x=1&amp;y=2&copy=3&#x4e2d;")
'a.asp?x=1&y=2&copy=3中'
>>> escape_attribute('a?x=1&y="', quote='"'), escape_attribute("a b", quote="")
('a?x=1&amp;y=&quot;', '"a b"')
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#([0-9]++|[xX][0-9A-Fa-f]++);?|([A-Za-z][A-Za-z0-9]*+)(;|(?!=)))")
_PLAIN_UNQUOTED = re.compile(r"[^\t\n\f\r \"'=<>`&]++")
_MAX_CODE_DIGITS = 7  # decimal digits of U+10FFFF


def unescape_attribute(text: str) -> str:
    """The characters that an attribute's raw value means.

    Unlike in text, a name without semicolon that goes on (``&copy=1``, ``&notx``) is no reference,
    so old query strings survive: WHATWG HTML, section 13.2.5.73, "named character reference state".
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def escape_attribute(value: str, *, quote: str) -> str:
    """*value* as it is written between quotes of the kind *quote*.

    For ``quote=""``, an unquoted value, it gets double quotes of its own if it needs any.
    """
    if not quote:
        if _PLAIN_UNQUOTED.fullmatch(value):
            return value
        return f'"{escape_attribute(value, quote=chr(34))}"'
    return value.replace("&", "&amp;").replace(quote, "&quot;" if quote == '"' else "&#39;")


def _character(match: re.Match[str]) -> str:
    number, name, end = match.groups()
    if number is None:
        return html5.get(name + end, match[0])
    digits = number.lstrip("xX0")
    if len(digits) > _MAX_CODE_DIGITS:
        return "\ufffd"
    return unescape(match[0])
