"""Images and attachments of a body.

>>> is_attachment("http://a.cn/files/1.DOC"), is_attachment("http://a.cn/1.html")
(True, False)
>>> is_attachment(
...     "http://a.cn/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=1"
... )
True
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from portalcrawl.items import Attachment, Image
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Anchor

_EXTENSIONS = (
    r"docx?|xlsx?|pptx?|pps|pdf|wps|et|dps|ofd|ceb|txt|rtf|csv|zip|rar|7z|gz|tar|mp4|mp3|flv|avi|wmv"
    r"|mov|swf|apk|exe|dwg|epub|caj"
)
_FILE = re.compile(rf"\.(?:{_EXTENSIONS})(?=$|[?&#])", re.IGNORECASE)
# Downloads whose address has no extension: VSB, Hanweb, Epoint and home-made ones.
_DOWNLOAD = re.compile(
    r"DownloadAttachUrl|/downfile\.jsp|/virtual_attach_file\.vsb|/download(?:attach|file)?\.(?:jsp|asp|aspx|php|do)\?"
    r"|/attach(?:ment)?/download|/fileDownload|[?&]type=Download|/_attach/|/module/download/",
    re.IGNORECASE,
)
# The original first: a lazy image's ``src`` is a spinner, VSB's ``src`` a thumbnail.
IMAGE_ATTRIBUTES = (
    *("orisrc", "data-original", "data-src", "data-lazy-src", "lazysrc", "oldsrc"),
    *("original-src", "_src", "vurl", "src"),
)
_EMBEDDED_FILE = ("pdfsrc", "sudy-wp-src", "src", "data", "href")


def is_attachment(url: str) -> bool:
    """Whether *url* is a file to download, by extension or by a download address's shape."""
    return _FILE.search(url) is not None or _DOWNLOAD.search(url) is not None


def image_of(page: Page, node: LexborNode) -> Image | None:
    """The image that the ``<img>`` *node* shows; None for one without an address."""
    attributes = node.attributes
    for name in IMAGE_ATTRIBUTES:
        raw = (attributes.get(name) or "").strip()
        if not raw or (raw.startswith("data:") and name != "src"):
            continue
        url = None if raw.startswith("data:") else page.absolute(raw)
        return Image(url=url, raw=raw[:2000], alt=attributes.get("alt") or None)
    return None


def attachment_of(page: Page, anchor: Anchor) -> Attachment | None:
    """The file that *anchor* links to; None for a link to a page."""
    if not (is_attachment(anchor.href) or is_attachment(anchor.text)):
        return None
    if (url := page.absolute(anchor.href)) is None:
        return None
    return Attachment(url=url, name=anchor.text.strip() or anchor.title or file_name(url))


def embedded_file(page: Page, node: LexborNode) -> Attachment | None:
    """The document that a viewer or player shows; None for anything that is no file."""
    attributes = node.attributes
    for name in _EMBEDDED_FILE:
        raw = (attributes.get(name) or "").strip()
        url = page.absolute(raw) if raw else None
        if url and is_attachment(url):
            return Attachment(url=url, name=file_name(url))
    return None


def file_name(url: str) -> str:
    """The last path segment of *url*, unescaped where it is UTF-8.

    >>> file_name("http://a.cn/x/%E5%90%8D.doc?v=1")
    '名.doc'
    """
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return unquote(last, errors="replace") if "%" in last else last
