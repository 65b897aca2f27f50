"""What a body as sent is: looked at where its content coding is undone.

>>> import gzip
>>> sniffed_type(gzip.compress(b"%PDF-1.4"), encodings=["gzip"], declared="text/html")
'application/pdf'
"""

from __future__ import annotations

from collections.abc import Sequence

from portalcrawl.archive.message.content_encoding import decode_content, is_gzip_page
from portalcrawl.page.media_type import SNIFFED_BYTES, media_type

# Of the bytes as sent: enough to unpack what decides.
START_BYTES = 4 * SNIFFED_BYTES


def sniffed_type(start: bytes, *, encodings: Sequence[str], declared: str) -> str:
    """The media type of a payload that begins with *start* (START_BYTES of it, or all).

    *encodings* are its values of Content-Encoding, *declared* its Content-Type.
    """
    if not encodings and is_gzip_page(start, declared):
        encodings = ["gzip"]
    return media_type(decode_content(start[:START_BYTES], encodings), declared=declared)


def bare_type(content_type: str) -> str | None:
    """The media type that a Content-Type declares, without parameters; None for none.

    >>> bare_type("Text/HTML; charset=gbk"), bare_type("")
    ('text/html', None)
    """
    return content_type.partition(";")[0].strip().lower() or None
