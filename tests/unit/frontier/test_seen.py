"""A bounded memory of what was handed on."""

from __future__ import annotations

import pytest

from portalcrawl.frontier.seen import Seen


def test_new_once():
    seen = Seen(max_items=1000)
    assert [seen.add(text) for text in "abcab"] == [True, True, True, False, False]


@pytest.mark.parametrize("max_items", [1, 2, 3, 10, 1001])
def test_bounded(max_items):
    seen = Seen(max_items=max_items)
    for number in range(5000):
        seen.add(str(number))
        assert len(seen._young) + len(seen._old) <= max(2, max_items)


def test_the_last_ones_are_remembered():
    seen = Seen(max_items=100)
    for number in range(1000):
        assert seen.add(str(number))
        for back in range(min(number, 49)):
            assert not seen.add(str(number - back))


def test_what_is_asked_for_again_is_not_forgotten_with_the_old():
    seen = Seen(max_items=8)
    seen.add("home")
    for number in range(100):
        seen.add(str(number))
        assert not seen.add("home")
