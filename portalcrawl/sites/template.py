r"""A page template of a site: where the parts of its articles stand. Learned, or written by hand.

>>> template = Template(name="t1", main="div.article", body="#zoom", headline="h1")
>>> print(template_toml(template))
[[template]]
name = "t1"
main = "div.article"
body = "#zoom"
headline = "h1"
>>> parse_template({"name": "t1", "main": "td", "body": "#a", "headlin": "h1"}, where="a.toml")
Traceback (most recent call last):
    ...
portalcrawl.errors.ProfileError: a.toml: template 't1': unknown key 'headlin', not 'headline'?

Selectors are CSS, as a browser's inspector gives them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from portalcrawl.errors import ProfileError
from portalcrawl.sites.table_keys import check_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One template. ``main`` and ``body`` must both be on a page for it to be of this template."""

    name: str
    main: str
    """The element around everything of the article: headline, info line, body, neighbours."""
    body: str
    """The element of the body."""
    headline: str | None = None
    """The element that holds the headline and nothing else."""
    breadcrumb: str | None = None
    """The element of the breadcrumb, where it is not in ``main``."""
    skip: tuple[str, ...] = ()
    """What in ``main`` is no part of the article: sidebars, related lists."""
    boilerplate: tuple[str, ...] = ()
    """Lines at the ends of a body that are on every page of the template."""
    is_body_exact: bool = False
    """Whether ``body`` holds the body and nothing else: no headline, no neighbours, no credits."""
    families: tuple[str, ...] = ()
    """The CMS families of its pages, whose comments tell fields (``sites/families/``)."""
    has_info: bool = False
    """Whether every page has an info line: one without it is no article."""
    record: dict[str, str] = field(default_factory=dict)
    """The site record at the foot of its pages (fields of SiteRecord)."""
    pages: int = 0
    """How many pages it was learned from; 0: written by hand."""


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """What became of a learned template: it is used from now on, or no longer."""

    template: Template
    state: Literal["verified", "retired"]


_KEYS = [name.name for name in fields(Template)]
_LISTS = frozenset({"skip", "boilerplate", "families"})


def parse_template(data: Mapping[str, Any], *, where: str) -> Template:
    """The template in the TOML table *data*; *where* is for messages. Raises ProfileError."""
    name = data.get("name") or "?"
    check_keys(data, _KEYS, is_good=_is_good, where=f"{where}: template {name!r}")
    for key in ("name", "main", "body"):
        if not data.get(key):
            raise ProfileError(f"{where}: a template needs the key {key!r}")
    values: dict[str, Any] = {k: tuple(v) if k in _LISTS else v for k, v in data.items()}
    return Template(**values)


def template_toml(template: Template) -> str:
    """*template* as a TOML table; what is empty is left out."""
    lines = ["[[template]]"]
    table: dict[str, str] = {}
    for key in _KEYS:
        value = getattr(template, key)
        if isinstance(value, dict):
            table = value
        elif value not in (None, (), 0, False):
            lines.append(f"{key} = {_toml(value)}")
    if table:
        lines += ["", "[template.record]", *(f"{k} = {_toml(v)}" for k, v in table.items())]
    return "\n".join(lines)


def _is_good(key: str, value: object) -> bool:
    if key in _LISTS:
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    if key == "record":
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    if key in {"has_info", "is_body_exact"}:
        return isinstance(value, bool)
    if key == "pages":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value is None or isinstance(value, str)


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    # A JSON text is a TOML basic string, and so are true, false and numbers.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
