"""Candidates for a field, and how one of them is picked.

Every rule that knows something about a field says what it found. What two rules agree on counts for
more than what one says alone, however good it is; the value is that of the weightiest rule of the
group that wins.

>>> found = [
...     Candidate("heading", "通知公告", 3.0),
...     Candidate("title_class", "县里开会", 2.0),
...     Candidate("title_tag", "县里开会_某县", 5.0, raw="县里开会"),
... ]
>>> resolve(found[:2], same=str).value
'通知公告'
>>> resolve(found, same=lambda title: title.partition("_")[0]).rule
'title_tag'
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

# What a second rule adds to the first, as a share of its own weight.
AGREEMENT_SHARE = 0.6


class Candidate(NamedTuple):
    """What *rule* found: the value in the field's own form, its weight, the text as found.

    ``line`` is where it stands in the outline (None: not in the text).
    """

    rule: str
    value: Any
    weight: float
    raw: str = ""
    line: int | None = None


def resolve(
    candidates: Sequence[Candidate], *, same: Callable[[Any], Hashable]
) -> Candidate | None:
    """The winner; *same* gives equal keys for values that agree. None without candidates.

    A group weighs its heaviest rule and a share of each other rule; the first of equals wins.
    """
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    groups: dict[Hashable, dict[str, Candidate]] = {}
    for candidate in candidates:
        rules = groups.setdefault(same(candidate.value), {})
        known = rules.get(candidate.rule)
        if known is None or known.weight < candidate.weight:
            rules[candidate.rule] = candidate
    best = max(groups.values(), key=_weight) if len(groups) > 1 else rules
    return max(best.values(), key=lambda candidate: candidate.weight)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A candidate and what became of it: ``weight`` is its group's, ``with_rules`` who agrees."""

    candidate: Candidate
    weight: float
    with_rules: tuple[str, ...]
    won: bool


def explain(candidates: Iterable[Candidate], *, same: Callable[[Any], Hashable]) -> list[Verdict]:
    """Every candidate with its group's weight, the heaviest group first.

    >>> found = [Candidate("a", "x", 2.0), Candidate("b", "x", 1.0), Candidate("c", "y", 2.5)]
    >>> [(v.candidate.rule, v.weight, v.with_rules, v.won) for v in explain(found, same=str)]
    [('a', 2.6, ('b',), True), ('b', 2.6, ('a',), False), ('c', 2.5, (), False)]
    """
    found = list(candidates)
    chosen = resolve(found, same=same)
    groups: dict[Hashable, dict[str, Candidate]] = {}
    for candidate in found:
        groups.setdefault(same(candidate.value), {})[candidate.rule] = candidate
    verdicts = []
    for candidate in found:
        group = groups[same(candidate.value)]
        others = tuple(rule for rule in group if rule != candidate.rule)
        weight = round(_weight(group), 2)
        verdicts.append(Verdict(candidate, weight, others, candidate is chosen))
    return sorted(verdicts, key=lambda verdict: (-verdict.weight, -verdict.candidate.weight))


def _weight(rules: dict[str, Candidate]) -> float:
    weights = [candidate.weight for candidate in rules.values()]
    first = max(weights)
    return first + AGREEMENT_SHARE * (sum(weights) - first)
