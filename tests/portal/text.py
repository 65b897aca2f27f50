"""Plausible official prose, drawn from a seed: the same seed writes the same text.

Each article has its own `Writer`, and each Writer keeps to a part of the vocabulary, as a
real author does; so two articles share words and still few runs of characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tests.portal.words import FAMILIES, FORMS, WORDS

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
# A slot that is one word of a list: its name, and the list's.
_PLAIN_SLOTS = {
    "aim": "aims",
    "effect": "effects",
    "manner": "manners",
    "office": "offices",
    "people": "people",
    "quote": "quotes",
    "time": "times",
}


class Writer:
    """Writes the titles, sentences and paragraphs of one article."""

    def __init__(self, rng: Random, *, year: int) -> None:
        self.rng = rng
        self.year = year
        self.home_town = rng.choice(WORDS["towns"])
        self._lists = {slot: self._part(WORDS[name]) for slot, name in _PLAIN_SLOTS.items()}
        self._families = {
            name: (self._part(verbs), self._part(objects))
            for name, (verbs, objects) in FAMILIES.items()
        }
        self._sentences: list[str] = []
        self._last_action = ""

    def _part(self, items: Sequence[str]) -> Sequence[str]:
        return self.rng.sample(items, max(3, len(items) * 2 // 5))

    # Texts

    def one(self, form: str) -> str:
        """One text of the named form: title, notice_title, opening, …"""
        return self.fill(self.rng.choice(FORMS[form]))

    def paragraph(self, sentences: int, *, start: str = "") -> str:
        return start + "".join(self.sentence() for _ in range(sentences))

    def report(self, count: int) -> list[str]:
        """An opening, then paragraphs under two slogans each, as such reports go."""
        return [
            self.paragraph(
                self.rng.randint(2, 4), start=self.one("heading" if number else "opening")
            )
            for number in range(count)
        ]

    def notice(self, count: int, *, addressees: str) -> list[str]:
        """Whom it is for, the reason, and numbered points."""
        points = [
            self.paragraph(self.rng.randint(1, 3), start=f"{number}、{self.deed()}。")
            for number in "一二三四五六七八"[: count - 2]
        ]
        return [addressees, self.one("reason"), *points]

    # Slots

    def fill(self, form: str) -> str:
        return _SLOT.sub(self._fill_slot, form)

    def _fill_slot(self, slot: re.Match[str]) -> str:
        name, choice = slot.groups()
        if name in self._lists:
            return self.rng.choice(self._lists[name])
        filled = getattr(self, name)
        return str(filled(choice) if choice else filled() if callable(filled) else filled)

    def sentence(self) -> str:
        """The next sentence; no form comes back before all others had their turn."""
        if not self._sentences:
            self._sentences = self.rng.sample(FORMS["sentence"], len(FORMS["sentence"]))
        return self.fill(self._sentences.pop())

    def action(self, family: str = "") -> str:
        """A verb and its object, of one family or of any: 完善联席会议制度."""
        verbs, objects = self._families[family or self.rng.choice(list(self._families))]
        before = self._last_action
        while self._last_action == before:  # never the same twice running
            self._last_action = self.rng.choice(verbs) + self.rng.choice(objects)
        return self._last_action

    def matter(self, family: str) -> str:
        """An object alone: 联席会议制度."""
        return self.rng.choice(self._families[family][1])

    def tally(self, counted: str = "counted") -> str:
        """A counted thing: 党员责任区509个."""
        noun, unit = self.rng.choice(WORDS[counted]).split("|")
        return f"{noun}{self.rng.randint(2, 980)}{unit}"

    def deed(self) -> str:
        """A slogan of six characters: 拧紧责任链条."""
        return self.rng.choice(WORDS["deeds"]) + self.rng.choice(WORDS["deed_objects"])

    def town(self) -> str:
        return self.rng.choice((self.home_town, self.rng.choice(WORDS["towns"])))

    def village(self) -> str:
        heads, tails = WORDS["village_heads"], WORDS["village_tails"]
        return f"{self.rng.choice(heads)}{self.rng.choice(tails)}村"

    def person(self) -> str:
        given = self.rng.choices(WORDS["given_names"], k=self.rng.choice((1, 2, 2)))
        return self.rng.choice(WORDS["surnames"]) + "".join(given)

    def organisation(self) -> str:
        forms = ("{office}", "{town}党委", "{town}{village}党支部", "{village}“两委”班子")
        return self.fill(self.rng.choice(forms))


_DIGITS = "〇一二三四五六七八九"


def chinese_date(year: int, month: int, day: int) -> str:
    """The date in Chinese numerals, as documents sign it.

    >>> chinese_date(2020, 12, 25)
    '二〇二〇年十二月二十五日'
    """
    years = "".join(_DIGITS[int(digit)] for digit in str(year))
    return f"{years}年{_number(month)}月{_number(day)}日"


def _number(value: int) -> str:
    """A number below 100: 10 is 十, 25 is 二十五."""
    tens, ones = divmod(value, 10)
    ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")
