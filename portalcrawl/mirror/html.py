"""A page of the mirror: its URLs replaced, what would reach for the network removed, the rest kept.

>>> def replace(url: str, *, use: Use) -> str | None:
...     return {"http://a.cn/b.asp?id=1": "b.html", "http://a.cn/i.png": "i.png"}.get(url)
>>> rewrite_html(
...     "<P><a href='b.asp?id=1#x'>B</a><img src=/i.png integrity=sha256-x><a href=c>C",
...     page_url="http://a.cn/",
...     encoding="gb18030",
...     replace=replace,
... )
'<meta charset="utf-8"><P><a href=\\'b.html#x\\'>B</a><img src=i.png><a href=c>C'

The text is not parsed and written again: only the characters that must change do, so a page that
browsers repair in their own ways is repaired in the same ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace as with_changes

from portalcrawl.mirror.css import rewrite_css_with
from portalcrawl.mirror.html_escapes import escape_attribute
from portalcrawl.mirror.html_tokens import (
    Attribute,
    Tag,
    attributes,
    end_of_element,
    head_offset,
    start_tags,
)
from portalcrawl.mirror.references import References, ReplaceUrl
from portalcrawl.page.meta_refresh import refresh_span
from portalcrawl.page.spans import Edit, apply_edits
from portalcrawl.page.srcset import rewrite_srcset
from portalcrawl.page.url_attributes import (
    ANY_TAG_NAMES,
    TAGS,
    UrlAttribute,
    Use,
    link_use,
    url_attributes,
)
from portalcrawl.urls.absolute import absolute_url

__all__ = ["ReplaceUrl", "Use", "keep_scripts", "rewrite_html"]

CHARSET = '<meta charset="utf-8">'
CHARSET_SEARCH_BYTES = 1024
"""How far browsers look for ``<meta charset>`` (WHATWG HTML, section 13.2.3.2)."""
# A page in a page in a page: deeper ones are left as they are.
_MAX_SRCDOC_DEPTH = 3
# They tie a file to its server: to a hash, a header, an origin.
_REMOVED = frozenset({"integrity", "nonce", "crossorigin"})
_POLICIES = frozenset({"content-security-policy", "content-security-policy-report-only"})
_HAS_NAME_OF_ANY_TAG = re.compile("|".join(sorted(ANY_TAG_NAMES)), re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(r"""\s*<\?xml[^>]*?\sencoding\s*=\s*(["'])([^"'>]*)\1""")
