"""The words and patterns of ``shell.toml``, compiled."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any


def shell_rules() -> dict[str, Any]:
    """What ``shell.toml`` says: ``mounts``, and for each sign its rules with their examples."""
    text = resources.files("portalcrawl.page").joinpath("shell.toml").read_text("utf-8")
    return tomllib.loads(text)


def _pattern(sign: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule['pattern']})" for rule in _RULES[sign]), re.IGNORECASE)


_RULES = shell_rules()
MOUNTS: tuple[str, ...] = tuple(_RULES["mounts"])
WAITING = _pattern("waiting")
NOTICE = _pattern("notice")
ASKS = _pattern("asks")
LIST = _pattern("list")
CHALLENGE = _pattern("challenge")
