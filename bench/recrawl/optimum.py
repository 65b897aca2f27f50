"""The best plan of visits for a law that is known.

A plan is worth the hours that items are late, in sum, plus its price for each visit. From a visit
at t to the next at s that is M(s) - M(t) - L(t) * (s - t), where L counts the items up to an hour
and M is its integral. So the best plan to s is the lowest of lines in s, one for each earlier
visit, whose slopes fall: a hull that is walked along once (dynamic programming in linear time).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log


def best_plan(
    hours: Sequence[float], passed: Sequence[float], area: Sequence[float], price: float
) -> list[float]:
    """The best of *hours* to visit at; the first and last are visits. *passed* is L, *area* M."""
    worth = 0.0
    before = [0] * len(hours)
    slopes: list[float] = []
    heights: list[float] = []
    steps: list[int] = []
    head = 0
    for step, hour in enumerate(hours):
        if step:
            while head + 1 < len(slopes) and (
                heights[head + 1] + slopes[head + 1] * hour <= heights[head] + slopes[head] * hour
            ):
                head += 1
            before[step] = steps[head]
            worth = heights[head] + slopes[head] * hour + area[step] + price
        slope, height = -passed[step], worth - area[step] + passed[step] * hour
        if slopes and slope == slopes[-1]:
            if height >= heights[-1]:
                continue
            del slopes[-1], heights[-1], steps[-1]
        while len(slopes) - head >= 2 and (height - heights[-2]) * (slopes[-2] - slopes[-1]) <= (
            heights[-1] - heights[-2]
        ) * (slopes[-2] - slope):
            del slopes[-1], heights[-1], steps[-1]
        head = min(head, len(slopes))
        slopes.append(slope)
        heights.append(height)
        steps.append(step)
    plan, step = [], len(hours) - 1
    while step:
        plan.append(hours[step])
        step = before[step]
    return plan[::-1]


def plans_around(
    hours: Sequence[float], passed: Sequence[float], area: Sequence[float], visits: float
) -> tuple[list[float], list[float]]:
    """The best plans with at most so many *visits* and with more; they are neighbours."""
    low, high = log(1e-7), log(1e6)
    more = fewer = best_plan(hours, passed, area, exp(high))
    for _ in range(20):
        middle = (low + high) / 2
        plan = best_plan(hours, passed, area, exp(middle))
        if len(plan) > visits:
            low, more = middle, plan
        else:
            high, fewer = middle, plan
    return fewer, more
