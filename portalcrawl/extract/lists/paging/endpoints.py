"""``endpoints.toml``: by its address, what answers with a list.

>>> mechanism_of("http://a.cn/gkmlpt/api/all/5?page=1&sid=2"), mechanism_of("http://a.cn/list.json")
('gkmlpt', None)
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any


def mechanism_of(url: str) -> str | None:
    """The mechanism that *url* belongs to; None where no family has such an address."""
    found = (rule["mechanism"] for rule, pattern in _compiled() if pattern.search(url))
    return next(found, None)


def page_size_of(url: str) -> int | None:
    """How many items the family answers with at a time, where that is the same for all sites."""
    found = (rule.get("page_size") for rule, pattern in _compiled() if pattern.search(url))
    return next(found, None)


def defaults_of(url: str) -> list[str]:
    """The pairs (``page=1``) without which the family does not answer with a list."""
    found = (rule.get("defaults", []) for rule, pattern in _compiled() if pattern.search(url))
    return next(found, [])


@lru_cache(maxsize=1)
def endpoint_rules() -> list[dict[str, Any]]:
    """The rules as they stand in the file."""
    file = resources.files("portalcrawl.extract.lists.paging").joinpath("endpoints.toml")
    rules: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["endpoint"]
    return rules


@lru_cache(maxsize=1)
def _compiled() -> list[tuple[dict[str, Any], re.Pattern[str]]]:
    return [(rule, re.compile(rule["url"], re.IGNORECASE)) for rule in endpoint_rules()]
