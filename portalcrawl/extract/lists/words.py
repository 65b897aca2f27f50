"""What ``words.toml`` says: the words and patterns of lists.

>>> WORDS["buttons"]["next"][0], bool(pattern("empty").match("暂无资料"))
('下一页', True)
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

_TEXT = resources.files("portalcrawl.extract.lists").joinpath("words.toml").read_text("utf-8")
_DATA: dict[str, Any] = tomllib.loads(_TEXT)
RULES: list[dict[str, Any]] = _DATA.pop("rule")
"""The rules as written: ``name``, ``pattern``, what it must ``take`` and ``leave``."""
WORDS: dict[str, dict[str, list[str]]] = _DATA


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of the rule *name*. Raises KeyError where there is none."""
    written = {rule["name"]: rule["pattern"] for rule in RULES}
    return re.compile(written[name], re.IGNORECASE | re.VERBOSE)
