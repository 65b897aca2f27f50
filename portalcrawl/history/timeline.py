"""What happened to an article, in order: its revisions, and when it was gone, back or moved.

>>> from datetime import UTC
>>> first, then = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
>>> old = {"revision": 1, "first_seen_at": first, "cause": "crawl", "changed_fields": ["title"]}
>>> now = {"revision": 2, "first_seen_at": first, "changed_at": then}
>>> [(moment.what, moment.cause, moment.fields) for moment in timeline([old, now], [], {})]
[('new', None, None), ('changed', 'crawl', ['title'])]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeAlias

from portalcrawl.history.comparison import seen_at

Doc: TypeAlias = dict[str, Any]
# What a revision says by itself.
_OF_REVISIONS = frozenset({"new", "changed"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened.

    ``what`` is ``new`` or ``changed`` (a revision), else a kind of ``changes``: ``gone``, ``back``,
    ``moved``, ``duplicate``. ``cause`` says what made a revision (``crawl``: the site changed;
    ``reprocess``: the same bytes were read otherwise), ``fields`` what differs from the one before;
    None where that was not kept. ``run`` is the one that fetched it, ``capture`` the WARC record.
    """

    at: datetime
    what: str
    revision: int | None = None
    cause: str | None = None
    run: str | None = None
    fields: Sequence[str] | None = None
    capture: Doc | None = None
    detail: Doc = field(default_factory=dict)

    def as_json(self) -> Doc:
        """All of it."""
        return asdict(self)


def timeline(
    versions: Sequence[Doc], events: Iterable[Doc], runs: Mapping[str, str]
) -> list[Moment]:
    """The moments, oldest first.

    *versions* are the revisions in order, the article as it is now last; *events* documents of
    ``changes``; *runs* maps ids of captures to the runs that made them.
    """
    moments = [_of_version(version, before, runs) for before, version in pairwise([{}, *versions])]
    moments += [_of_event(event) for event in events if event["kind"] not in _OF_REVISIONS]
    return sorted(moments, key=lambda moment: moment.at)


def _of_version(version: Doc, before: Doc, runs: Mapping[str, str]) -> Moment:
    capture: Doc | None = version.get("capture")
    return Moment(
        at=seen_at(version),
        what="new" if version["revision"] == 1 else "changed",
        revision=version["revision"],
        cause=before.get("cause"),
        run=runs.get(capture["id"]) if capture else None,
        fields=before.get("changed_fields"),
        capture=capture,
    )


def _of_event(event: Doc) -> Moment:
    detail = event.get("detail") or {}
    return Moment(at=event["at"], what=event["kind"], run=event.get("run"), detail=detail)
