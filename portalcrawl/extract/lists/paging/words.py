"""The words of ``words.toml``.

>>> "pageNo" in word_list("parameter", "page")
True
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, list[str]]]:
    """Table → name → words."""
    file = resources.files("portalcrawl.extract.lists.paging").joinpath("words.toml")
    return tomllib.loads(file.read_text("utf-8"))


def word_list(table: str, name: str) -> tuple[str, ...]:
    """The words of one list, in the order of the file."""
    return tuple(words()[table][name])
