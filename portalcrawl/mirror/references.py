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
        url = absolute_url(value, base=self.base_url, encoding=self.encoding)
        if url is None:
            return None if use == "link" or _INERT.match(value) else ""
        new = self.replace(url, use=use)
        if new is None:
            return None
        _, mark, fragment = value.partition("#")
        return f"{new}{mark}{fragment}"
