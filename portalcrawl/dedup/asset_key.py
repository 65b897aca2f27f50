"""The key of an image or a file by its address: the same as long as it is the same file.

>>> asset_key("https://www.a.cn/1.jpg?v=20260101") == asset_key("http://a.cn/1.jpg?v=2")
True
>>> asset_key("http://a.cn/download.jsp?id=7&token=9f") == asset_key(
...     "http://a.cn/download.jsp?id=7"
... )
True
>>> asset_key("http://a.cn/download.jsp?id=7") == asset_key("http://a.cn/download.jsp?id=8")
False
"""

from __future__ import annotations

import re
from functools import lru_cache

from portalcrawl.errors import UrlError
from portalcrawl.urls.keys import canonical_url

_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
# What says when a file was asked for, by whom, or how long the address holds: a signature (of
# Aliyun, Tencent, Amazon and their like), a token, a clock.
_SIGNATURE = re.compile(
    r"(?:token|access_?token|sign|signature|sig|auth_key|expires?|nonce|timestamp|ossaccesskeyid"
    r"|security-token|x-oss-\w+|x-amz-[\w-]+|q-[\w-]+|x-cos-\w+|rand|random|rnd|nocache|_t|_)=",
    re.IGNORECASE,
)
# A file on disk is the same whatever its version is said to be; elsewhere only a clock's or a
# random number's value says nothing.
_VERSION = re.compile(r"(?:v|ver|version|t|r|ts|time|date)=", re.IGNORECASE)
_VERSION_VALUE = re.compile(r"\w+=(?:\d{8,}|0?\.\d{4,})?$")
_FILE_ON_DISK = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|webp|svg|tiff?|pdf|docx?|xlsx?|pptx?|wps|et|ofd|txt|csv|zip|rar|7z|mp3"
    r"|mp4|flv|swf|wmv|avi)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def asset_key(url: str) -> str:
    """*url* without scheme, ``www.``, session and what changes from one fetch to the next.

    An address that is no http address is its own key.
    """
    if not {"?", ";", "%", "#"}.isdisjoint(url) and _SCHEME.match(url):
        try:
            url = _without_tokens(canonical_url(url))
        except UrlError:
            return url
    return _SCHEME.sub("", url, count=1)


def _without_tokens(url: str) -> str:
    place, _, query = url.partition("?")
    is_file = _FILE_ON_DISK.search(place) is not None
    kept = [part for part in query.split("&") if part and not _says_nothing(part, is_file=is_file)]
    # A token alone may be what names the file.
    if not kept and not is_file:
        kept = [query] if query else []
    return f"{place}?{'&'.join(kept)}" if kept else place


def _says_nothing(part: str, *, is_file: bool) -> bool:
    if _SIGNATURE.match(part):
        return True
    return _VERSION.match(part) is not None and (is_file or bool(_VERSION_VALUE.match(part)))
