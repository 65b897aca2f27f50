"""Whether a table of a profile has keys that are known, with values that they can have."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from portalcrawl.errors import ProfileError


def check_keys(
    data: Mapping[str, Any],
    keys: Sequence[str],
    *,
    is_good: Callable[[str, Any], bool],
    where: str,
) -> None:
    """Raise ProfileError, which begins with *where*, for the first key of *data* that is wrong.

    >>> check_keys({"nmae": 1}, ["name"], is_good=lambda key, value: True, where="a.toml")
    Traceback (most recent call last):
        ...
    portalcrawl.errors.ProfileError: a.toml: unknown key 'nmae', not 'name'?
    """
    for key, value in data.items():
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1, cutoff=0.4)
            hint = f"not {near[0]!r}?" if near else f"the keys are {', '.join(keys)}"
            raise ProfileError(f"{where}: unknown key {key!r}, {hint}")
        if not is_good(key, value):
            raise ProfileError(f"{where}: {key} can't be {value!r}")
