"""A page to read: its bytes and the header that came with it."""

from __future__ import annotations

from dataclasses import dataclass

URL = "http://www.a.gov.cn/zw/202403/t20240305_5.html"
# What servers send: nothing, the truth, lies, nonsense, and codecs that are no character set.
CONTENT_TYPES: tuple[str | None, ...] = (
    None,
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=gb2312",
    "text/html;Charset='GBK'",
    "text/html; charset=big5",
    "text/html; charset=iso-8859-1",
    "text/html; charset=utf-16",
    "text/html; charset=utf-16le",
    "text/html; charset=utf-32",
    "text/html; charset=utf-7",
    "text/html; charset=hz",
    "text/html; charset=iso-2022-jp",
    "text/html; charset=shift_jis",
    "text/html; charset=unicode_escape",
    "text/html; charset=idna",
    "text/html; charset=punycode",
    "text/html; charset=base64",
    "text/html; charset=charmap",
    "text/html; charset=x-unknown",
    "text/html; charset=..",
    "text/html; charset=",
    "text/html; charset=" + "a" * 500,
    "text/html; charset=" + " " * 1500 + "!",
    "text/plain; charset=gb18030",
    "application/octet-stream",
    "charset=charset=\udce9",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """``origin`` says how it was made: the page's name, the shape or the mutations."""

    body: bytes
    content_type: str | None = None
    origin: str = ""
