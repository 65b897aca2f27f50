"""Texts with a title and a day, as reprints and other editions have them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bench.edited_copies import next_year, other_numbers, sentences_edited
from portalcrawl.dedup.editions import Told

_HEADLINES = [
    "北山又添千亩新绿",
    "这件事，青禾县这样办",
    "记者走基层：泉眼边的一天",
    "权威发布！一图读懂",
]


@dataclass(frozen=True)
class Page:
    title: str
    text: str
    day: date = date(2024, 3, 12)

    @property
    def told(self) -> Told:
        return Told(self.title, self.day.isoformat())


def reprinted(page: Page, text: str, random: Random) -> Page:
    """*page* with *text*, days later; three titles in twenty are new, three shortened."""
    lot = random.random()
    title = page.title
    if lot < 0.15:
        title = random.choice(_HEADLINES)
    elif lot < 0.3:
        title = title[len(title) // 3 :]
    return Page(title, text, page.day + timedelta(days=random.randint(0, 40)))


def years_edition(page: Page, random: Random) -> Page:
    """Last year's notice, with another year where it has one."""
    title, text = next_year(page.title, random), next_year(page.text, random)
    return Page(title, text, page.day.replace(year=page.day.year + 1))


def years_edition_without_years(page: Page, random: Random) -> Page:
    """Last year's notice, some sentences of it written anew."""
    text = sentences_edited(page.text, random)
    return replace(page, text=text, day=page.day.replace(year=page.day.year + 1))


def other_figures(page: Page, random: Random) -> Page:
    """The same weeks later, with other numbers throughout."""
    title, text = other_numbers(page.title, random), other_numbers(page.text, random)
    return Page(title, text, page.day + timedelta(days=21))


def next_issue(page: Page, random: Random) -> Page:
    """The next week's, which by its text is a copy: only its title counts."""
    text = page.text[: int(len(page.text) * random.uniform(0.7, 1))]
    return Page(f"{page.title}（第十三周）", text, page.day + timedelta(days=7))


EDITIONS: tuple[Callable[[Page, Random], Page], ...] = (
    *(years_edition, years_edition_without_years, other_figures, next_issue),
)
