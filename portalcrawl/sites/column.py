"""A column of a site, as its profile names it: ``[[column]]``.

>>> parse_column({"name": "通知公告", "url": "http://a.cn/tzgg/"}, where="a.toml").name
'通知公告'
>>> parse_column({"name": "通知公告"}, where="a.toml")
Traceback (most recent call last):
    ...
portalcrawl.errors.ProfileError: a.toml: column '通知公告': the key 'url' is missing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from portalcrawl.errors import ProfileError, UrlError
from portalcrawl.sites.table_keys import check_keys
from portalcrawl.urls.absolute import parse_home


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the crawl starts from its first page too, whether a menu leads there or not.

    What else is said of it is how it looked when the profile was made.
    """

    name: str
    url: str
    paging: str = ""
    """The rule that knew how its list goes on."""
    total_pages: int | None = None
    total_items: int | None = None
    """What it declares."""
    rows: int | None = None
    """On its first page."""


_KEYS = [field.name for field in fields(Column)]
_TEXTS = frozenset({"name", "url", "paging"})


def parse_column(data: Mapping[str, Any], *, where: str) -> Column:
    """The column in the TOML table *data*; *where* is for messages. Raises ProfileError."""
    name = data.get("name") or "?"
    check_keys(data, _KEYS, is_good=_is_good, where=f"{where}: column {name!r}")
    for key in ("name", "url"):
        if not data.get(key):
            raise ProfileError(f"{where}: column {name!r}: the key {key!r} is missing")
    try:
        return Column(**{**data, "url": parse_home(data["url"])})
    except UrlError as error:
        raise ProfileError(f"{where}: column {name!r}: {error}") from error


def _is_good(key: str, value: object) -> bool:
    if key in _TEXTS:
        return isinstance(value, str)
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
