r"""What a site map or a feed names: XML site maps and their indexes, text ones, RSS and Atom.

>>> body = b"<urlset><url><loc>/zwgk/1.html</loc><lastmod>2020-02-05</lastmod></url></urlset>"
>>> read_sitemap(body, url="http://a.cn/sitemap.xml")
[SitemapLink(url='http://a.cn/zwgk/1.html', kind='page', lastmod='2020-02-05', title='')]
>>> sitemap_links_of_robots("User-agent: *\nSitemap: http://a.cn/sitemap.xml")
['http://a.cn/sitemap.xml']

They are read as they come: packed or not, in an encoding that is not the declared one, with bare
``&`` in them, cut off in the middle. A page sent in place of one gives nothing. Declarations of
entities end the reading: no site map needs them, and they can blow up.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from html.entities import html5
from xml.parsers import expat

from portalcrawl.extract.feed_dates import feed_date
from portalcrawl.page.decode import decode_page
from portalcrawl.urls.absolute import absolute_url

# The limits of the protocol (sitemaps.org): 50 MiB unpacked, 50,000 addresses.
MAX_BYTES = 50 * 1024 * 1024
MAX_LINKS = 50_000
MAX_TEXT_CHARS = 8192
_GZIP = b"\x1f\x8b"
_PACKED_CHUNK_BYTES = 64 * 1024
# What stands for one address: its element, and what it is.
_KINDS = {"url": "page", "sitemap": "sitemap", "item": "entry", "entry": "entry"}
# The fields by their names in site maps, RSS, RSS 1.0 with Dublin Core, Atom; the first one counts.
_ADDRESSES = ("loc", "link", "guid", "id")
_DATES = ("lastmod", "pubdate", "dc:date", "published", "updated", "dcterms:modified")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BARE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z]{2,8});)?"
)
_LINE = re.compile(r"^[ \t\ufeff]*(https?://\S+)[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_ROBOTS_LINE = re.compile(
    r"^[ \t\ufeff]*sitemap[ \t]*:[ \t]*(https?://\S+)", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SitemapLink:
    """One address that a site map or feed names.

    ``kind``: ``page``, ``sitemap`` (of an index: to be read in turn) or ``entry`` (of a feed).
    ``lastmod``: ISO 8601, when the page changed, or the entry was published; None where it is not
    said. ``title``: an entry's.
    """

    url: str
    kind: str
    lastmod: str | None = None
    title: str = ""


def read_sitemap(body: bytes, url: str) -> list[SitemapLink]:
    """The addresses that *body*, sent for *url*, names: absolute, once each, in its order.

    Empty for what is no site map and no feed. Never raises.
    """
    decoded = decode_page(_unpacked(body), http_charset=None)
    text = decoded.text.lstrip("\ufeff \t\r\n\0")
    records = _records(text) if text.startswith("<") else _lines(text)
    found: dict[str, SitemapLink] = {}
    for record in records:
        address = absolute_url(record.address, base=url, encoding=decoded.encoding)
        if address is not None and len(found) < MAX_LINKS:
            link = SitemapLink(address, record.kind, feed_date(record.date), record.title)
            found.setdefault(address, link)
    return list(found.values())


def sitemap_links_of_robots(text: str) -> list[str]:
    """The addresses on the ``Sitemap:`` lines of a robots.txt, once each."""
    return list(dict.fromkeys(match[1] for match in _ROBOTS_LINE.finditer(text)))


@dataclass(frozen=True, slots=True)
class _Record:
    """What one element says, as texts."""

    kind: str
    address: str
    date: str = ""
    title: str = ""


def _unpacked(body: bytes) -> bytes:
    """*body* without its gzip; of one that is damaged, what could be read."""
    if not body.startswith(_GZIP):
        return body[:MAX_BYTES]
    unpack = zlib.decompressobj(wbits=31)
    out = bytearray()
    for start in range(0, len(body), _PACKED_CHUNK_BYTES):
        try:
            out += unpack.decompress(body[start : start + _PACKED_CHUNK_BYTES], MAX_BYTES)
        except zlib.error:
            break
        if len(out) >= MAX_BYTES:
            break
    return bytes(out[:MAX_BYTES])


def _lines(text: str) -> Iterable[_Record]:
    return (_Record("page", match[1]) for match in _LINE.finditer(text))


def _records(text: str) -> list[_Record]:
    """Of well-formed XML all records; of other, as many as one of two readings gives."""
    text = _DECLARATION.sub("", text, count=1)
    strict = _Reader()
    if strict.read(text):
        return strict.records
    lenient = _Reader()
    lenient.read(_tidied(text))
    return max(strict.records, lenient.records, key=len)


def _tidied(text: str) -> str:
    """*text* with what XML does not allow and people write: bare ``&``, ``&nbsp;``, controls."""
    text = _CONTROL.sub("", _without_cdata(text))
    return _BARE.sub(lambda match: html5.get(f"{match[1]};", f"&amp;{match[0][1:]}"), text)


def _without_cdata(text: str) -> str:
    """*text* with its CDATA sections escaped instead; one that does not end is left."""
    parts, at = [], 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        parts += [text[at:start], escape(text[start + len("<![CDATA[") : end], quote=False)]
        at = end + len("]]>")
    return "".join([*parts, text[at:]])


class _Reader:
    """Collects the records of one text. Only children of an address's element are its fields."""

    def __init__(self) -> None:
        self.records: list[_Record] = []
        self._path: list[str] = []
        self._entry_depth = 0
        self._fields: dict[str, str] = {}
        self._text: list[str] = []
        self._prefix = ""

    def read(self, text: str) -> bool:
        """Read *text* as far as it goes; whether that was to its end."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(text, True)  # noqa: FBT003 - takes no keywords
        except (expat.ExpatError, _RefusedError, UnicodeError):
            return False
        return True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.lower()
        if not self._path:
            # <sm:urlset xmlns:sm=…>: then its own elements have the prefix, and others none.
            prefix, colon, _ = name.partition(":")
            self._prefix = prefix + colon if colon else ""
        name = name.removeprefix(self._prefix) if self._prefix else name
        self._path.append(name)
        self._text.clear()
        if not self._entry_depth and name in _KINDS:
            self._entry_depth = len(self._path)
            self._fields = {}
        elif name == "link" and self._is_field and "href" in attributes:
            # Atom: without rel, or with this one, it is the entry's own page.
            if attributes.get("rel", "alternate") == "alternate":
                self._fields.setdefault("link", attributes["href"])
        elif name == "guid" and attributes.get("isPermaLink", "true").lower() != "true":
            self._fields.setdefault("guid", "")

    def _end(self, _name: str) -> None:
        name = self._path[-1]
        if len(self._path) == self._entry_depth:
            self._keep(_KINDS[name])
            self._entry_depth = 0
        elif self._is_field and (text := "".join(self._text).strip()):
            self._fields.setdefault(name, text[:MAX_TEXT_CHARS])
        self._path.pop()
        self._text.clear()

    @property
    def _is_field(self) -> bool:
        return bool(self._entry_depth) and len(self._path) == self._entry_depth + 1

    def _keep(self, kind: str) -> None:
        address = next((found for name in _ADDRESSES if (found := self._fields.get(name))), "")
        if not address or len(self.records) >= MAX_LINKS:
            return
        date = next((found for name in _DATES if (found := self._fields.get(name))), "")
        title = " ".join(self._fields.get("title", "").split())
        self.records.append(_Record(kind, address, date, title))

    def _refuse(self, *_declaration: object) -> None:
        raise _RefusedError


class _RefusedError(Exception):
    """An entity was declared."""
