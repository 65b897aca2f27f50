"""Every attribute of HTML that holds a URL: how its value is read and what the URL is for.

>>> row = url_attributes("img")["srcset"]
>>> row.form, row.use
('srcset', 'embed')
>>> url_attributes("link")["href"].use_with({"rel": "shortcut icon", "href": "/favicon.ico"})
'embed'
>>> url_attributes("option")["value"].reads("index_3.html")
True
>>> url_attributes("option")["value"].reads("甘肃省")
False

One table for the two who need it: link discovery and the mirror's rewriter. Sources: the WHATWG
HTML standard (index of attributes, obsolete features), SVG 2 (section 16.1), and the attributes in
which the scripts of Chinese CMS families keep the address of an image that is loaded later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Form = Literal["url", "maybe_url", "url_list", "srcset", "css", "refresh", "html"]
"""How a value is read. ``maybe_url``: a URL only if it looks like one; ``url_list``: URLs between
spaces; ``refresh``: seconds and a URL; ``html``: a document of its own."""

Use = Literal["link", "page", "embed", "script", "style", "base", "hint"]
"""What a URL is for. ``link``: a reader may go there; ``page``: a document loaded into this one or
in its place; ``embed``, ``script``, ``style``: what the page needs to look and work as it does;
``base``: what other URLs are relative to; ``hint``: asks for a connection and shows nothing."""

# A link with several relations does the strongest of them.
_REL_USES: tuple[tuple[Use, frozenset[str]], ...] = (
    ("style", frozenset({"stylesheet"})),
    ("script", frozenset({"modulepreload"})),
    (
        "embed",
        frozenset({"icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"})
        | frozenset({"fluid-icon", "apple-touch-startup-image", "image_src", "preload"})
        | frozenset({"manifest"}),
    ),
    (
        "hint",
        frozenset({"dns-prefetch", "preconnect", "prefetch", "prerender", "subresource"}),
    ),
)
# An address, or the name of a page, an image or an attachment: what "value" or "data-x" may also
# hold is a number, a name or "true".
_LOOKS_LIKE_URL = re.compile(
    r"""[\x00-\x20]*+ (?: (?:https?:)?// | \.{0,2}/ | [^\s<>"'{}()?#]*
    \.(?:[sx]?html?|jspx?|psp|aspx?|php|do|jpe?g|png|gif|webp|bmp|svg
        |pdf|ofd|wps|docx?|xlsx?|pptx?|zip|rar) (?:[?#]|\Z) )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class UrlAttribute:
    """One row: the attribute *name* of the element *tag* (``*``: of any), in lower case.

    ``only_if``: another attribute and the values (lower case) of which it must have one.
    """

    tag: str
    name: str
    form: Form
    use: Use
    only_if: tuple[str, frozenset[str]] | None = None

    def use_with(self, attributes: Mapping[str, str | None]) -> Use | None:
        """What the URL is for on an element with *attributes*; None: there it is no URL.

        Values are those of the document, character references decoded; names in lower case.
        """
        if self.only_if is not None:
            name, values = self.only_if
            return self.use if (attributes.get(name) or "").lower() in values else None
        if self.tag == "link":
            return link_use(attributes.get("rel"))
        return self.use

    def reads(self, value: str) -> bool:
        """Whether *value* holds a URL at all, as far as its text tells."""
        if self.form == "css":
            return "(" in value
        return self.form != "maybe_url" or _LOOKS_LIKE_URL.match(value) is not None


def link_use(rel: str | None) -> Use | None:
    """What ``<link rel>`` fetches its URL for; None if it has no relation and so no effect.

    >>> link_use("alternate stylesheet"), link_use("canonical"), link_use("dns-prefetch")
    ('style', 'link', 'hint')
    """
    relations = frozenset((rel or "").lower().split())
    if not relations:
        return None
    return next((use for use, names in _REL_USES if names & relations), "link")


def url_attributes(tag: str) -> Mapping[str, UrlAttribute]:
    """The rows for an element, by attribute name; *tag* in lower case.

    For one without rows of its own, those of any element.
    """
    return _BY_TAG.get(tag, _OF_ANY_TAG)


def url_names(tag: str) -> frozenset[str]:
    """The names of ``url_attributes``."""
    return _NAMES.get(tag, _NAMES_OF_ANY_TAG)


def _rows(use: Use, form: Form, names: str, *, tags: str) -> Iterator[UrlAttribute]:
    for tag in tags.split():
        for name in names.split():
            yield UrlAttribute(tag, name, form, use)


def _only_if(name: str, values: Iterable[str], row: UrlAttribute) -> UrlAttribute:
    return UrlAttribute(row.tag, row.name, row.form, row.use, (name, frozenset(values)))


URL_ATTRIBUTES: tuple[UrlAttribute, ...] = (
    UrlAttribute("base", "href", "url", "base"),
    *_rows("link", "url", "href", tags="a area link"),
    *_rows("link", "url", "xlink:href", tags="a"),
    *_rows("link", "url", "action", tags="form"),
    *_rows("link", "url", "formaction", tags="button input"),
    *_rows("link", "url", "cite", tags="blockquote q ins del"),
    *_rows("link", "url", "longdesc", tags="img frame iframe"),
    *_rows("link", "url_list", "profile", tags="head"),
    # The pages of a list, or the sites of a link box, that a script goes to when one is chosen.
    *_rows("link", "maybe_url", "value", tags="option"),
    # TRS: an attachment as uploaded, where href is script.
    *_rows("link", "maybe_url", "oldsrc", tags="a"),
    # What a page would fetch or tell without showing it.
    *_rows("hint", "url_list", "ping", tags="a area"),
    *_rows("hint", "url", "manifest", tags="html"),
    # Pages in the page.
    *_rows("page", "url", "src", tags="frame iframe"),
    *_rows("page", "maybe_url", "data-src", tags="iframe"),
    *_rows("page", "html", "srcdoc", tags="iframe"),
    _only_if("http-equiv", ["refresh"], UrlAttribute("meta", "content", "refresh", "page")),
    # Images, sound and film.
    *_rows("embed", "url", "src", tags="img image input embed video audio source track bgsound"),
    *_rows("embed", "srcset", "srcset", tags="img source"),
    *_rows("embed", "srcset", "imagesrcset", tags="link"),
    *_rows("embed", "url", "poster", tags="video"),
    *_rows("embed", "url", "dynsrc lowsrc", tags="img input"),
    *_rows("embed", "url", "data", tags="object"),
    *_rows("embed", "url", "background", tags="body table thead tbody tfoot tr td th"),
    _only_if(
        "name",
        ["movie", "src", "url", "filename"],
        UrlAttribute("param", "value", "maybe_url", "embed"),
    ),
    *_rows("embed", "url", "href xlink:href", tags="image use feimage"),
    # Images that a script loads when they come into view (lazyload, echo, VSB, Sudy, Word import).
    *_rows(
        "embed",
        "maybe_url",
        "data-src data-original data-lazy-src data-lazyload data-lazy data-echo data-actualsrc "
        "lazysrc lazy-src original orisrc oldsrc vurl sudy-wp-src data_ue_src _src",
        tags="img",
    ),
    *_rows("embed", "srcset", "data-srcset data-lazy-srcset", tags="img source"),
    *_rows("embed", "maybe_url", "data-src", tags="video audio source"),
    *_rows("embed", "maybe_url", "data-poster", tags="video"),
    *_rows("embed", "maybe_url", "vurl", tags="script"),
    *_rows("embed", "maybe_url", "data-bg data-background data-background-image", tags="*"),
    # Sudy shows a PDF in a frame that a script makes.
    *_rows("embed", "url", "pdfsrc", tags="*"),
    *_rows("embed", "css", "style", tags="*"),
    *_rows("script", "url", "src href xlink:href", tags="script"),
)

_OF_ANY_TAG: Mapping[str, UrlAttribute] = MappingProxyType(
    {row.name: row for row in URL_ATTRIBUTES if row.tag == "*"}
)
_BY_TAG: Mapping[str, Mapping[str, UrlAttribute]] = MappingProxyType(
    {
        tag: MappingProxyType(
            {row.name: row for row in URL_ATTRIBUTES if row.tag in {"*", tag}},
        )
        for tag in dict.fromkeys(row.tag for row in URL_ATTRIBUTES if row.tag != "*")
    }
)
_NAMES_OF_ANY_TAG = frozenset(_OF_ANY_TAG)
_NAMES = {tag: frozenset(rows) for tag, rows in _BY_TAG.items()}
TAGS = frozenset(_BY_TAG)
"""The elements with rows of their own."""
