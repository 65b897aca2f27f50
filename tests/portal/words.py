"""The vocabulary and the sentence forms of words.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

WORDS: dict[str, tuple[str, ...]] = {
    name: tuple(words.split()) for name, words in _DATA["words"].items()
}
# Each family: verbs, and the objects that go with any of them.
FAMILIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    name: (tuple(family["verbs"].split()), tuple(family["objects"].split()))
    for name, family in _DATA["families"].items()
}
FORMS: dict[str, tuple[str, ...]] = {
    name: tuple(forms.strip().splitlines()) for name, forms in _DATA["forms"].items()
}
