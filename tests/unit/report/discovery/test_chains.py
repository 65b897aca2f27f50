"""Directions, loops and gaps of previous and next links."""

from __future__ import annotations

import pytest

from portalcrawl.report.discovery.chains import ChainReport, report_chains
from tests.unit.report.discovery.facts import link, site, story


def chains(*stories) -> ChainReport:
    return report_chains(site(stories=list(stories)).stories)


@pytest.mark.parametrize(
    ("mine", "theirs", "way"),
    [
        ("2026-01-02", "2026-01-01", "older"),
        ("2026-01-01", "2026-01-02", "newer"),
        # Of one day, or without dates, the numbers of their addresses tell.
        ("2026-01-01", "2026-01-01", "older"),
        (None, None, "older"),
    ],
)
def test_direction(mine, theirs, way):
    report = chains(story("8", published=mine, previous=link("5")), story("5", published=theirs))
    assert report.previous_is == {"tz": way}


def test_a_column_that_has_both_is_mixed():
    days = {n: f"2026-01-0{n}" for n in range(1, 5)}
    report = chains(
        story("1", published=days[1]),
        story("2", published=days[2], previous=link("1")),
        story("3", published=days[3], previous=link("4")),
        story("4", published=days[4]),
    )
    assert report.previous_is == {"tz": "mixed"}


def test_a_loop_is_counted_and_a_link_to_itself_is_none():
    ring = [story("1", next=link("2")), story("2", next=link("3")), story("3", next=link("1"))]
    assert chains(*ring).loops == 1
    assert chains(story("1", next=link("1"))).loops == 0


def test_a_next_one_that_does_not_answer():
    assert chains(story("1", next=link("2")), story("2", previous=link("9"))).unanswered == 1
    assert chains(story("1", next=link("2")), story("2", previous=link("1"))).unanswered == 0
