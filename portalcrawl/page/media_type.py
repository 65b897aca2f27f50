"""What a body is, whatever the server says it is.

>>> (
...     media_type(b"<!DOCTYPE html><p>", declared="text/plain"),
...     media_type(b"%PDF-1.4", declared="text/html"),
... )
('text/html', 'application/pdf')
>>> media_type(b"body{}", declared="text/css")
'text/css'
"""

from __future__ import annotations

import re

HTML = "text/html"
# How much of a body decides.
SNIFFED_BYTES = 2048
_PAGES = frozenset({HTML, "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_TEXT_FORMS = ("xml", "json", "javascript", "ecmascript")
# What old servers call a page that they have no type for.
_GUESSES = frozenset({"", "text/plain", "application/octet-stream", "application/x-msdownload"})
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    # Word, Excel and PowerPoint before 2007.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_HTML_START = re.compile(
    # Possessive: each comment is read in one way, however many there are.
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|frameset|table|div|center)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_text(name: str) -> bool:
    """Whether the media type *name* is one of texts, which are read whole.

    >>> [is_text(name) for name in ("text/css", "image/svg+xml", "application/json", "video/mp4")]
    [True, True, True, False]
    """
    kind, _, form = name.partition("/")
    return kind == "text" or any(word in form for word in _TEXT_FORMS)


def media_type(start: bytes, *, declared: str | None) -> str:
    """The media type of a body that starts with *start*; *declared* is the server's.

    A file that says by its first bytes what it is, is that. A page is ``text/html`` where the
    server says so, or knows nothing and the text starts as one.
    """
    declared = (declared or "").partition(";")[0].strip().lower()
    found = next((name for magic, name in _MAGIC if start.startswith(magic)), None)
    if declared in _PAGES:
        return found or HTML
    if declared in _GUESSES:
        if _HTML_START.match(start[:SNIFFED_BYTES]):
            return HTML
        return found or declared or "application/octet-stream"
    return declared
