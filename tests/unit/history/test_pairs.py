"""Lines that are versions of each other."""

from __future__ import annotations

import pytest

from portalcrawl.history.pairs import pairs


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([], ["县里开会。"], []),
        (["", " "], [""], []),
        (["县里开会。"], ["乡里修路。"], []),
        (["县里开了会。"], ["县里开大会。"], [(0, 0)]),
        # A piece of a line is no version of it.
        (["会"], ["县里今天下午召开了春耕动员大会。"], []),
        # In order: two that changed places are one pair.
        (
            ["甲乡种粮食。", "第二节谈水利和林业。"],
            ["第二节谈水利和林业！", "甲乡种粮食！"],
            [(1, 0)],
        ),
        # The most alike, not the first.
        (["王某任县长。"], ["王某任乡长助理。", "王某任县长。！"], [(0, 1)]),
    ],
)
def test_pairs(old, new, found):
    assert pairs(old, new) == found
