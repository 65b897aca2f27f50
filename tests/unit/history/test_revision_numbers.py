"""Which revisions a user means."""

from __future__ import annotations

import pytest

from portalcrawl.history.revision_numbers import chosen_revisions


@pytest.mark.parametrize(
    ("given", "newest", "chosen"),
    [
        ([], 1, (1, 1)),
        ([], 2, (1, 2)),
        ([], 7, (6, 7)),
        ([3], 7, (3, 7)),
        ([-3], 7, (5, 7)),
        ([2, 4], 7, (2, 4)),
        # As asked for, backwards too.
        ([4, 2], 7, (4, 2)),
        ([1, -1], 7, (1, 7)),
    ],
)
def test_chosen(given, newest, chosen):
    assert chosen_revisions(given, newest) == chosen


@pytest.mark.parametrize(("given", "newest"), [([0], 3), ([4], 3), ([-4], 3), ([1, 9], 3)])
def test_none_such(given, newest):
    with pytest.raises(ValueError, match=rf"no revision {given[-1]}: there are revisions 1 to 3"):
        chosen_revisions(given, newest)


def test_of_the_only_one():
    with pytest.raises(ValueError, match="there is only revision 1"):
        chosen_revisions([2], 1)
