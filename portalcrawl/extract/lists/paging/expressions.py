"""What scripts are made of, as far as it is constant: literals, joined texts, calls, names.

>>> evaluate(Sum(("/list?page=", Sum((Name("page"), 1)))), {"page": 1})
'/list?page=2'
>>> evaluate(Sum(("/list?page=", Call("pick", ()))), {}) is UNKNOWN
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import Final, TypeAlias

# A text is joined from pieces: each costs as much as what is there already.
MAX_TEXT_CHARS = 100_000


class Unknown(Enum):
    """The type of UNKNOWN."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = Unknown.UNKNOWN
"""What the script would have to be run for."""


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, or a property of one: ``page``, ``this.page``."""

    text: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms joined by ``+``: a sum of numbers, or a text as soon as one of them is text."""

    terms: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A call with its arguments."""

    name: str
    arguments: tuple[Value, ...]


Value: TypeAlias = (
    "str | int | float | dict[str, Value] | list[Value] | Name | Sum | Call | Unknown | None"
)

# What only says of which type its argument is.
_TRANSPARENT = frozenset(
    {"String", "Number", "parseInt", "encodeURI", "encodeURIComponent", "escape", "eval"}
)


def evaluate(value: Value, names: Mapping[str, Value]) -> Value:
    """*value* with *names* filled in; UNKNOWN where one is missing or a call is needed."""
    result: Value = value
    match value:
        case Name():
            result = names.get(value.text, UNKNOWN)
        case Sum():
            result = reduce(_add, [evaluate(term, names) for term in value.terms])
        case Call(name, (argument, *_)) if name in _TRANSPARENT:
            result = evaluate(argument, names)
        case Call():
            result = UNKNOWN
        case dict():
            result = {key: evaluate(item, names) for key, item in value.items()}
        case list():
            result = [evaluate(item, names) for item in value]
    return UNKNOWN if isinstance(result, Name | Sum | Call) else result


def _add(left: Value, right: Value) -> Value:
    """Left plus right as a script does it."""
    if _is_number(left) and _is_number(right):
        return left + right  # type: ignore[operator]
    first, second = as_text(left), as_text(right)
    if first is None or second is None or len(first) + len(second) > MAX_TEXT_CHARS:
        return UNKNOWN
    return first + second


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_text(value: Value) -> str | None:
    """A text, number or truth value as a script prints it; None for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else None
