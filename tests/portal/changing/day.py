"""A day at the newsroom: what its editors changed, to be compared with what a recrawl tells."""

from __future__ import annotations

from dataclasses import dataclass

from tests.portal.changing.newsroom import Newsroom, Story

RECENT = 60
"""Editors correct what they have just published, and take it down, or sort it in elsewhere."""


@dataclass(frozen=True)
class Day:
    """The stories after the day (those of ``deleted`` and ``moved``: before it)."""

    new: list[Story]
    edited: list[Story]
    edited_old: list[Story]
    deleted: list[Story]
    moved: list[tuple[Story, Story]]
    """Before and after."""


def a_day(
    room: Newsroom,
    *,
    new: int = 20,
    edited: int = 15,
    old: int = 5,
    deleted: int = 10,
    moved: int = 5,
) -> Day:
    """Do a day's work in *room*: every third edit is one of the title."""
    recent = room.newest(RECENT)
    room.rng.shuffle(recent)
    ancient = room.oldest(len(room.stories) // 2)
    old_ones = room.rng.sample(ancient, old)
    taken = iter(recent)
    to_edit = [next(taken) for _ in range(edited)]
    to_delete = [next(taken) for _ in range(deleted)]
    to_move = [next(taken) for _ in range(moved)]
    day = Day(
        [room.publish() for _ in range(new)],
        [room.edit(story, title=number % 3 == 0) for number, story in enumerate(to_edit)],
        [room.edit(story) for story in old_ones],
        to_delete,
        [(story, room.move(story)) for story in to_move],
    )
    room.delete(to_delete)
    return day
