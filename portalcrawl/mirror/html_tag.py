"""What one start tag asks of the mirror, whichever page it stands on.

>>> plan = plan_tag('<a href="/b" ping="/count" id=x>')
>>> [(url.attribute.value, url.use) for url in plan.urls]
[('/b', 'link')]
>>> apply_edits('<a href="/b" ping="/count" id=x>', plan.edits)
'<a href="/b" id=x>'
>>> plan_tag("<link rel=preconnect href=//cdn.example>").is_dropped
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from portalcrawl.mirror.html_tokens import Attribute, attributes
from portalcrawl.page.spans import Edit, apply_edits
from portalcrawl.page.url_attributes import Form, Use, link_use, url_attributes

# They tie a file to its server: to a hash, a header, an origin.
_TIES = frozenset({"integrity", "nonce", "crossorigin"})
_POLICIES = frozenset({"content-security-policy", "content-security-policy-report-only"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)

# What they hold or set reaches beyond the tag.
_SPECIAL = frozenset({"base", "script", "style"})


class UrlValue(NamedTuple):
    """An attribute that holds one or more URLs, how to read it and what they are for."""

    attribute: Attribute
    form: Form
    use: Use


class TagPlan(NamedTuple):
    """What to do with a tag; offsets count from its ``<``.

    ``values``: of its attributes by name. ``is_dropped``: the whole tag goes. ``edits``: what
    changes in any case. ``declares_charset``: it is a ``<meta>`` that says one. ``is_simple``:
    there is nothing to do but to rewrite ``urls``.
    """

    values: Mapping[str, str]
    urls: tuple[UrlValue, ...] = ()
    edits: tuple[Edit, ...] = ()
    is_dropped: bool = False
    declares_charset: bool = False
    is_simple: bool = False


# The same few hundred tags of the menus come on every page of a portal.
@lru_cache(maxsize=8192)
def plan_tag(tag: str) -> TagPlan:
    """The plan for the start tag with the text *tag*."""
    name, found = attributes(tag)
    # Of two attributes with the same name, browsers take the first.
    values = {attribute.name: attribute.value for attribute in reversed(found)}
    pragma = values.get("http-equiv", "").lower() if name == "meta" else ""
    is_hint = name == "link" and link_use(values.get("rel")) == "hint"
    if is_hint or pragma in _POLICIES:
        return TagPlan(values, is_dropped=True)
    urls: list[UrlValue] = []
    edits: list[Edit] = []
    declares_charset = False
    rows = url_attributes(name)
    for attribute in found:
        row = rows.get(attribute.name)
        use = row.use_with(values) if row is not None else None
        utf8 = _in_utf8(attribute, tag_name=name, pragma=pragma)
        if attribute.name in _TIES or use in {"base", "hint"}:
            edits.append(_removal(tag, attribute))
        elif utf8 is not None:
            declares_charset = name == "meta"
            edits += [attribute.edit(utf8)] if utf8 != attribute.value else []
        elif row is not None and use is not None and row.reads(attribute.value):
            urls.append(UrlValue(attribute, row.form, use))
    is_simple = not edits and not declares_charset and name not in _SPECIAL
    return TagPlan(
        values,
        tuple(urls),
        tuple(edits),
        declares_charset=declares_charset,
        is_simple=is_simple,
    )


def _in_utf8(attribute: Attribute, *, tag_name: str, pragma: str) -> str | None:
    """The value with UTF-8 for the charset that it declares; None: it declares none.

    Of style sheets and scripts too: all text in the mirror is UTF-8.
    """
    value = attribute.value
    if attribute.name == "charset" and tag_name in {"meta", "link", "script"}:
        said = re.fullmatch(r"\s*(\S.*?)\s*", value, re.DOTALL)
    elif attribute.name == "content" and pragma == "content-type":
        said = _CHARSET.search(value)
    else:
        return None
    if said is None or said[1].lower() in {"utf-8", "utf8"}:
        return value if said is not None else None
    return apply_edits(value, [Edit(*said.span(1), "utf-8")])


def _removal(tag: str, attribute: Attribute) -> Edit:
    start, end = attribute.start, attribute.end
    # The space before it separates nothing any more; a "/" would join an unquoted value.
    if tag[start - 1] in "\t\n\f\r " and tag[end] in "\t\n\f\r >":
        start -= 1
    return Edit(start, end, "")
