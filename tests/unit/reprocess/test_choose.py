"""Which capture of an address is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalcrawl.reprocess.choose import best_first

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def capture(hour: int, digest: str, *, rendered: bool = False) -> dict:
    return {
        "_id": f"{hour}{digest}{rendered}",
        "fetched_at": BEGIN + timedelta(hours=hour),
        "payload_digest": digest,
        "rendered_from": "x" if rendered else None,
    }


def hours(captures: list[dict]) -> list[int]:
    return [(found["fetched_at"] - BEGIN).seconds // 3600 for found in captures]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([capture(1, "a")], [1]),
        # The same bytes again are as old as they were at first.
        ([capture(1, "a"), capture(2, "a")], [1]),
        ([capture(1, "a"), capture(2, "b"), capture(3, "b")], [2, 1]),
        # What came back is new again.
        ([capture(1, "a"), capture(2, "b"), capture(3, "a")], [3, 2, 1]),
        # A rendered page in place of its shell, the newest of them.
        ([capture(1, "a"), capture(2, "x", rendered=True)], [2, 1]),
        (
            [
                capture(1, "a"),
                capture(2, "x", rendered=True),
                capture(3, "a"),
                capture(4, "y", rendered=True),
            ],
            [4, 1],
        ),
        # The site needs no scripts any more.
        ([capture(1, "a"), capture(2, "x", rendered=True), capture(3, "b")], [3, 1]),
        # The routes of an app have no answer of their own.
        ([capture(2, "x", rendered=True)], [2]),
    ],
)
def test_best_first(given: list[dict], expected: list[int]):
    assert hours(best_first(given)) == expected
    assert hours(best_first(reversed(given))) == expected


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_no_payload_twice_in_a_row_and_the_newest_first(digests: str):
    captures = [capture(hour, digest) for hour, digest in enumerate(digests)]
    chosen = best_first(captures)
    assert all(one["fetched_at"] > other["fetched_at"] for one, other in pairwise(chosen))
    assert all(one["payload_digest"] != other["payload_digest"] for one, other in pairwise(chosen))
    assert not digests or chosen[0]["payload_digest"] == digests[-1]
    assert {one["payload_digest"] for one in chosen} == set(digests)
