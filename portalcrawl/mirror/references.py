"""One URL as a page writes it, and what the mirror writes in its place.

>>> def replace(url: str, *, use: Use) -> str | None:
...     return "b.html" if url == "http://a.cn/b" else None
>>> references = References(base_url="http://a.cn/", encoding="utf-8", replace=replace)
>>> references.rewrite("/b#top", use="link"), references.rewrite("/c", use="link")
('b.html#top', None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from portalcrawl.page.url_attributes import Use
from portalcrawl.urls.absolute import absolute_url

_SPACES = "".join(map(chr, range(0x21)))
# Schemes that load nothing from elsewhere.
_INERT = re.compile(r"(?:data|javascript|about|blob|mailto|tel|vbscript):", re.IGNORECASE)


class ReplaceUrl(Protocol):
    """What to write for an absolute http(s) URL without fragment; None leaves it as it is."""

    def __call__(self, url: str, *, use: Use) -> str | None:
        """The text to write, not escaped for the place where it goes."""


@dataclass(frozen=True, slots=True)
class References:
    """How the URLs of one document are read: relative to what, in which encoding."""

    base_url: str
    encoding: str
    replace: ReplaceUrl
    is_moved: bool = False
    """Whether ``base_url`` is not the document's own address (``<base href>``)."""

    def rewrite(self, value: str, *, use: Use) -> str | None:
        """What to write for *value* (character references and escapes undone); None: keep it.

        The fragment stays. So does a place on the same page (``#top``), which is on another page
        only for a link of a document with another base. What would load from a disk, an odd scheme
        or with a password (``file:``, ``mms:``) becomes empty; as a link it stays.
        """
        value = value.strip(_SPACES)
        if not value or (value[0] == "#" and not (use == "link" and self.is_moved)):
            return None
        url = self.absolute(value)
        if url is None:
            return None if use == "link" or _INERT.match(value) else ""
        new = self.replace(url, use=use)
        if new is None:
            return None
        mark = value.find("#")
        return new if mark < 0 else new + value[mark:]

    def absolute(self, value: str) -> str | None:
        """The absolute http(s) URL that *value* leads to, without fragment; None if none."""
        # Pages of one folder share their links; only a query or fragment needs the page itself.
        base = self.base_url if value.startswith(("?", "#")) else _folder_of(self.base_url)
        return _absolute(value, base, self.encoding)


@lru_cache(maxsize=256)
def _folder_of(url: str) -> str:
    path, slash, _ = url.partition("?")[0].rpartition("/")
    return path + slash if path.count("/") > 1 else url


@lru_cache(maxsize=16384)
def _absolute(value: str, base: str, encoding: str) -> str | None:
    return absolute_url(value, base=base, encoding=encoding)
