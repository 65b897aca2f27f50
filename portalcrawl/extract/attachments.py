"""Attachments of a body: what it links to, what its viewers show, what its scripts open.

>>> is_attachment("http://a.cn/files/1.DOC"), is_attachment("http://a.cn/1.html")
(True, False)
>>> is_attachment(
...     "http://a.cn/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=1"
... )
True
>>> page = Page.of_bytes(
...     b"<div><script>showVsbpdfIframe('/p/1.pdf','100%')</script></div>", url="http://a.cn/"
... )
>>> [found.url for found in hidden_files(page, page.tree.css_first("div"))]
['http://a.cn/p/1.pdf']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborNode

from portalcrawl.items import Attachment
from portalcrawl.page.document import Page
from portalcrawl.page.outline import Anchor
from portalcrawl.page.select import select

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
# Viewers and players of WebPlus and of plain HTML.
_EMBEDDING = ("pdfsrc", "sudy-wp-src", "src", "data", "href")
# pdf.js and its like: viewer.html?file=/a.pdf
_VIEWED = ("file", "f", "url", "src", "pdf")
_HIDING = "script,[pdfsrc],[sudy-wp-src],[onclick],source[src]"
# A string of a script; an address has no blank and no markup.
_STRING = re.compile(r"""["']([^"'\s<>]{5,500})["']""")
# A player is no document; what it plays stands beside it.
_PLAYER = re.compile(r"\.swf(?:$|[?#])", re.IGNORECASE)
# What a button says is no name.
_BUTTON = re.compile(
    r"(?:点击|立即|附件)?(?:下载|预览|查看|打开|在线预览|点击这里|download)", re.IGNORECASE
)
_SUDY_TITLE = re.compile(r"'title'\s*:\s*'([^']+)'")


def is_attachment(url: str) -> bool:
    """Whether *url* is a file to download, by extension or by a download address's shape."""
    if _FILE.search(url) is not None:
        return True
    # What every form has: most addresses have neither, and the search costs ten times as much.
    lower = url.lower()
    return ("down" in lower or "attach" in lower) and _DOWNLOAD.search(url) is not None


def attachment_of(page: Page, anchor: Anchor) -> Attachment | None:
    """The file that *anchor* links to; None for a link to a page."""
    if not (is_attachment(anchor.href) or is_attachment(anchor.text)):
        return None
    href = anchor.href
    if not _FILE.search(href.partition("?")[0]):
        # A link to a viewer leads to the file that it shows.
        href = _viewed(href) or href
    if (url := page.absolute(href)) is None:
        return None
    name = anchor.text.strip()
    if not name or _BUTTON.fullmatch(name):
        name = anchor.title or file_name(url)
    return Attachment(url=url, name=name)


def embedded_file(page: Page, node: LexborNode) -> Attachment | None:
    """The document that a viewer or player shows; None for anything that is no file."""
    attributes = node.attributes
    for name in _EMBEDDING:
        raw = (attributes.get(name) or "").strip()
        if raw and not _is_player(raw) and (found := _file_at(page, raw)) is not None:
            return replace(found, name=_given_name(attributes) or found.name)
    return None


def hidden_files(page: Page, node: LexborNode) -> Iterator[Attachment]:
    """The files that no reader of links finds in *node*: shown or opened by script."""
    for hiding in select(node, _HIDING):
        script, name = hiding.attributes.get("onclick"), ""
        if hiding.tag == "script":
            script = hiding.text()
        elif hiding.tag == "a":
            name = " ".join(hiding.text().split())
        elif (found := embedded_file(page, hiding)) is not None:
            yield found
        # Most scripts in a body count views or share it.
        for string in _STRING.findall(script) if script and "." in script else ():
            found = None if _PLAYER.search(string) else _file_at(page, string)
            if found is not None:
                yield replace(found, name=name or found.name)


def _is_player(raw: str) -> bool:
    """Whether a Flash address is what plays, not what is played: it is told the film's number."""
    return _PLAYER.search(raw) is not None and ("?" in raw or "player" in raw.lower())


def _given_name(attributes: Mapping[str, str | None]) -> str | None:
    """The name that WebPlus gives a file beside its address.

    >>> _given_name({"sudyfile-attr": "{'title':'名单.pdf'}"}), _given_name({"id": "f1"})
    ('名单.pdf', None)
    """
    if match := _SUDY_TITLE.search(attributes.get("sudyfile-attr") or ""):
        return match[1]
    name = attributes.get("id") or ""
    return name if _FILE.search(name) else None


def _file_at(page: Page, raw: str) -> Attachment | None:
    """The file at address *raw*, or the one that the viewer there shows."""
    if not is_attachment(raw):
        raw = unquote(raw)
        if not is_attachment(raw):
            return None
    viewed = _viewed(raw) or raw
    url = page.absolute(viewed)
    if url is None or not is_attachment(url):
        return None
    return Attachment(url=url, name=file_name(url))


def _viewed(raw: str) -> str | None:
    """The file in the query of a viewer's address.

    >>> _viewed("/js/web/viewer.html?file=%2Fa%2F1.pdf")
    '/a/1.pdf'
    """
    if "?" not in raw:
        return None
    try:
        query = parse_qs(urlsplit(raw).query)
    except ValueError:
        # "http://[" is no address.
        return None
    values = (query[name][0] for name in _VIEWED if name in query)
    return next((value for value in values if is_attachment(value)), None)


def file_name(url: str) -> str:
    """The last path segment of *url*, unescaped where it is UTF-8.

    >>> file_name("http://a.cn/x/%E5%90%8D.doc?v=1")
    '名.doc'
    """
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return unquote(last, errors="replace") if "%" in last else last
