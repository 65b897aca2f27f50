"""What a run over the archive did, or would do, for a person.

>>> shortened(["甲" * 100], chars=20)
'["甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲…'
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeAlias

from portalcrawl.reprocess.chunk import LostArticle
from portalcrawl.reprocess.run import Step
from portalcrawl.reprocess.tally import Tally
from portalcrawl.store.article_changes import Difference

Json: TypeAlias = dict[str, Any]
SHOWN_CHARS = 60


def summary(site: str, tally: Tally, *, is_dry: bool) -> str:
    """What became of the pages of *site*, in a few lines."""
    would = "would be " if is_dry else ""
    rate = tally.pages / tally.secs if tally.secs else 0.0
    articles = (
        f"{tally.new} {would}new, {tally.changed} {would}changed, {tally.touched} {would}touched,"
        f" {tally.unchanged} unchanged, {tally.no_longer} no longer articles"
    )
    lines = [
        f"{site}: {tally.pages} pages read in {tally.secs:.1f} s ({rate:.0f} pages/s)",
        f"articles: {articles}",
        f"lists: {tally.lists_new} {would}new, {tally.lists_changed} {would}changed",
    ]
    if tally.fields:
        ordered = sorted(tally.fields.items(), key=lambda item: (-item[1], item[0]))
        lines.append(f"by field: {', '.join(f'{name} {count}' for name, count in ordered)}")
    if tally.unreadable:
        lines.append(f"can't be read: {tally.unreadable} pages")
    return "\n".join(lines)


def example(difference: Difference) -> str:
    """A line for the article and one for each field of it."""
    head = f"{difference.kind}: {difference.title} {difference.url}"
    return "\n".join([head, *map(_field, difference.fields.items())])


def lost_line(lost: LostArticle) -> str:
    """A line for an article that is none any more."""
    return f"no longer: {lost.title} {lost.url}: now {lost.kind} ({lost.rule}); kept as it is"


def json_lines(step: Step) -> Iterator[Json]:
    """All that *step* found, an object each: ``kind`` tells which."""
    yield from map(asdict, step.differences)
    for lost in step.lost:
        found = asdict(lost)
        yield {**found, "kind": "no_longer", "now": found["kind"]}
    for url, why in step.unreadable.items():
        yield {"kind": "unreadable", "url": url, "why": why}


def shortened(value: object, *, chars: int = SHOWN_CHARS) -> str:
    """*value* in one line."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    return text if len(text) <= chars else f"{text[: chars - 1]}…"


def _field(item: tuple[str, tuple[Any, Any]]) -> str:
    name, (old, new) = item
    if isinstance(old, str) and isinstance(new, str):
        old, new = _from_difference(old, new)
    return f"  {name}: {shortened(old)} -> {shortened(new)}"


def _from_difference(old: str, new: str) -> tuple[str, str]:
    """Both from a little before the place where they part."""
    parts = next((n for n, (a, b) in enumerate(_pairs(old, new)) if a != b), 0)
    start = max(0, parts - 10)
    lead = "…" if start else ""
    return lead + old[start:], lead + new[start:]


def _pairs(old: str, new: str) -> Iterable[tuple[str, str]]:
    return zip(old + "\0", new + "\0", strict=False)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
