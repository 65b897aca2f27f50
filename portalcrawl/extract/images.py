"""Images of a body: the original, and what the page shows of it.

>>> page = Page.of_bytes(b"<img src=s.jpg orisrc=/big.jpg>", url="http://a.cn/x/")
>>> image = image_of(page, page.tree.css_first("img"))
>>> image.url, image.shown_url
('http://a.cn/big.jpg', 'http://a.cn/x/s.jpg')
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from portalcrawl.items import Image
from portalcrawl.page.document import Page

MAX_RAW_CHARS = 2000
# Where scripts keep the address that takes the place of a spinner in ``src``.
LAZY = ("data-original", "data-src", "data-lazy-src", "lazysrc", "lay-src", "data-echo")
SHOWN = (*LAZY, "src")
# Where VSB and WebPlus keep the picture that a thumbnail in ``src`` was made from.
ORIGINAL = ("orisrc", "original-src", "vurl")
# Where editors (UEditor, TRS) keep the name that a picture had in them: better than nothing.
EDITOR = ("_src", "oldsrc")
# What editors put before a link to a file: UEditor and KindEditor, SiteServer, home-made.
_FILE_ICON = re.compile(
    r"/filetype(?:images)?/|/(?:icon_)?(?:docx?|xlsx?|pptx?|pdf|rar|zip|txt|mp3|mv|psd|exe|default)\.(?:gif|png)$",
    re.IGNORECASE,
)
MAX_SRCSET_CHARS = 5000
_SIZE = re.compile(r"(\S++)\s++(\d{1,5})w")
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)(?:$|[?#])", re.IGNORECASE)


def image_of(page: Page, node: LexborNode, *, link: str | None = None) -> Image | None:
    """The image that the ``<img>`` *node* shows; None for one without an address.

    *link* is the href of a link around it: to an image file, it leads to the original.
    """
    attributes = node.attributes
    shown = _first(attributes, SHOWN)
    raw = _first(attributes, ORIGINAL) or _widest(attributes) or shown or _first(attributes, EDITOR)
    if raw is None:
        raw = (attributes.get("src") or "").strip()
        if not raw:
            return None
    if link and raw == shown and is_image(link):
        raw = link
    url = _absolute(page, raw)
    shown_url = url if shown in {None, raw} else _absolute(page, shown or "")
    alt = attributes.get("alt") or None
    raw = raw[:MAX_RAW_CHARS]
    return Image(url=url, raw=raw, alt=alt, shown_url=shown_url, is_icon=is_file_icon(raw))


def is_file_icon(url: str) -> bool:
    """Whether *url* is the icon of a file type.

    >>> is_file_icon("/ueditor/dialogs/attachment/fileTypeImages/icon_doc.gif")
    True
    """
    return _FILE_ICON.search(url) is not None


def is_image(url: str) -> bool:
    """Whether *url* names an image file."""
    return _IMAGE_FILE.search(url) is not None


def _widest(attributes: Mapping[str, str | None]) -> str | None:
    """The largest of the sizes that a browser may choose from."""
    if not (srcset := attributes.get("srcset")):
        return None
    candidates = srcset[:MAX_SRCSET_CHARS].split(",")
    sizes = [size for candidate in candidates if (size := _SIZE.fullmatch(candidate.strip()))]
    return max(sizes, key=lambda size: int(size[2]))[1] if sizes else None


def _first(attributes: Mapping[str, str | None], names: tuple[str, ...]) -> str | None:
    """The first address among *names*; pictures inside the page are spinners."""
    for name in names:
        value = attributes.get(name)
        if value and (value := value.strip()) and not value.startswith("data:"):
            return value
    return None


def _absolute(page: Page, raw: str) -> str | None:
    return None if raw.startswith("data:") else page.absolute(raw)
