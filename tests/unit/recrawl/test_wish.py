"""What a run is told to ask for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portalcrawl.errors import ProfileError
from portalcrawl.recrawl.wish import ORDINARY, Wish

# Already the eleventh in China.
NOW = datetime(2026, 3, 10, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "wish"),
    [
        ({}, ORDINARY),
        ({"site": "a", "full": "", "due": "0"}, ORDINARY),
        ({"full": "1"}, Wish(full=True)),
        ({"due": "yes"}, Wish(due=True)),
        ({"due": "1", "since": "36h"}, Wish(due=True, published_since="2026-03-09")),
        ({"since": "1d"}, Wish(published_since="2026-03-10")),
        ({"since": "2026-01-01"}, Wish(published_since="2026-01-01")),
    ],
)
def test_arguments(arguments, wish):
    assert Wish.of_arguments(arguments, now=NOW) == wish


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"full": "perhaps"}, "full"),
        ({"due": "2"}, "due"),
        ({"since": "yesterday"}, "since"),
        ({"full": "1", "due": "1"}, "exclude"),
    ],
)
def test_what_is_none_is_told(arguments, named):
    with pytest.raises(ProfileError, match=named):
        Wish.of_arguments(arguments, now=NOW)
