"""A decoded page with what all its readers share: one parse tree, its outline, its meta tags.

>>> page = Page.of_bytes(
...     b"<title> T </title><meta name=PubDate content='2020-02-05'>", url="http://a.cn/"
... )
>>> page.title, page.meta("pubdate")
('T', '2020-02-05')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from portalcrawl.page.decode import Decoded, charset_of, decode_page
from portalcrawl.page.outline import Outline, parse
from portalcrawl.page.placeholders import is_placeholder
from portalcrawl.page.select import select_first
from portalcrawl.urls.absolute import absolute_url

# What is longer is no title, and no value of a field.
MAX_TITLE_CHARS = 1000
MAX_META_CHARS = 5000
# A longer base would make every link of the page as long.
MAX_BASE_CHARS = 1000


@dataclass
class Page:
    """An HTML page. ``url`` is where it was fetched; everything else is derived once."""

    url: str
    decoded: Decoded
    is_embedded: bool = False
    """Whether it is the ``srcdoc`` of a frame in another page."""

    @classmethod
    def of_bytes(cls, body: bytes, *, url: str, content_type: str | None = None) -> Page:
        """The page in *body*; *content_type* is the HTTP header."""
        return cls(url=url, decoded=decode_page(body, http_charset=charset_of(content_type)))

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parse tree."""
        return parse(self.decoded.text)

    @cached_property
    def outline(self) -> Outline:
        """The lines of text."""
        return Outline.of_tree(self.tree)

    def with_outline(self, outline: Outline) -> Page:
        """The same page read in parts: all but its *outline* is shared."""
        page = Page(self.url, self.decoded, self.is_embedded)
        page.__dict__.update(self.__dict__, outline=outline)
        return page

    @cached_property
    def base_url(self) -> str:
        """What relative links are resolved against: ``<base href>`` or the page's address."""
        nodes = self.tree.tags("base")
        hrefs = (node.attributes["href"] for node in nodes if "href" in node.attributes)
        href = next(hrefs, None)
        if not href or len(href) > MAX_BASE_CHARS:
            return self.url
        return absolute_url(href, base=self.url) or self.url

    @cached_property
    def title(self) -> str:
        """The text of ``<title>``, white space collapsed."""
        node = select_first(self.tree.root, "title")
        return " ".join(node.text()[:MAX_TITLE_CHARS].split()) if node is not None else ""

    @cached_property
    def _contents(self) -> dict[str, list[str]]:
        """The contents of each named meta tag as written, names in lower case."""
        found: dict[str, list[str]] = {}
        for node in self.tree.tags("meta"):
            attributes = node.attributes
            name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
            if name and (content := attributes.get("content")):
                found.setdefault(name, []).append(content)
        return found

    def _values(self, name: str) -> Iterator[str]:
        """The values of the meta tag *name*: few of a page's tags are ever asked for."""
        for content in self._contents.get(name, ()):
            value = " ".join(content[:MAX_META_CHARS].split())
            if value and not is_placeholder(value):
                yield value

    @property
    def metas(self) -> dict[str, list[str]]:
        """All values of each named meta tag, names in lower case, empty values left out."""
        found = {name: list(self._values(name)) for name in self._contents}
        return {name: values for name, values in found.items() if values}

    def meta(self, *names: str) -> str | None:
        """The first value of the first of *names* (lower case) that has one."""
        for name in names:
            if name in self._contents and (value := next(self._values(name), None)) is not None:
                return value
        return None

    @cached_property
    def _absolute(self) -> dict[str, str | None]:
        """What was asked for already: links, images and fields ask for the same addresses."""
        return {}

    def absolute(self, href: str) -> str | None:
        """*href* as a browser on this page would resolve it."""
        known = self._absolute
        if href not in known:
            encoding = self.decoded.encoding
            known[href] = absolute_url(href, base=self.base_url, encoding=encoding)
        return known[href]
