"""Which hosts may be asked "is it still so?", and which answer that falsely.

>>> from datetime import UTC
>>> now, validators = datetime(2026, 3, 1, tzinfo=UTC), Validators()
>>> old = Known(capture="c", etag='"1"')
>>> validators.note("a.cn", old, etag='"1"', last_modified=None, is_changed=True, now=now)
>>> validators.note("b.cn", old, etag='"2"', last_modified=None, is_changed=True, now=now)
>>> [validators.are_trusted(host, now=now) for host in ("a.cn", "b.cn", "c.cn")]
[False, True, True]
>>> [validators.are_proven(host) for host in ("a.cn", "b.cn", "c.cn")]
[False, True, False]

A page that says something else under the validators of before proves that those of its host are
worth nothing: a 304 there hides changes. One that says something else under others proves them
good. So a part of the visits goes without, the home page always does until they are proven, and so
does what a list says to have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from portalcrawl.frontier.entry import Known

# Of so many visits one goes without, where nothing is proven and where they are.
CHECK_EVERY, CHECK_PROVEN_EVERY = 4, 20
# After that the host is tried again: it may have got another server.
DISTRUST = timedelta(days=30)


class Validators:
    """The hosts whose validators are ``false`` (since when), and those with ``proven`` ones."""

    def __init__(
        self, false: Mapping[str, datetime] | None = None, proven: Iterable[str] = ()
    ) -> None:
        self.false = dict(false or {})
        self.proven = set(proven)

    def are_trusted(self, host: str, *, now: datetime) -> bool:
        """Whether *host* may be asked with them."""
        since = self.false.get(host)
        return since is None or now - since >= DISTRUST

    def are_proven(self, host: str) -> bool:
        """Whether those of *host* were seen to change with a page."""
        return host in self.proven

    def note(
        self,
        host: str,
        known: Known | None,
        *,
        etag: str | None,
        last_modified: str | None,
        is_changed: bool,
        now: datetime,
    ) -> None:
        """Learn from a visit to a page whose validators were *known*."""
        if known is None or not is_changed:
            return
        # RFC 9110 section 13.2.2: where there is an entity tag, the date does not count.
        is_same = etag == known.etag if known.etag else last_modified == known.last_modified
        if is_same:
            self.false[host] = now
            self.proven.discard(host)
        elif self.are_trusted(host, now=now):
            self.false.pop(host, None)
            self.proven.add(host)

    def as_rows(self) -> list[dict[str, Any]]:
        """Plain data for the database: hosts have dots, and names of fields must not."""
        false = [{"host": host, "false_since": since} for host, since in sorted(self.false.items())]
        return false + [{"host": host} for host in sorted(self.proven)]

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, Any]] | None) -> Validators:
        """What ``as_rows`` wrote."""
        rows = list(rows or ())
        false = {row["host"]: row["false_since"] for row in rows if "false_since" in row}
        return cls(false, [row["host"] for row in rows if "false_since" not in row])


def is_checked(entry: str, *, visit: int, is_proven: bool) -> bool:
    """Whether the URL with the id *entry* goes without validators at that *visit*, from 1.

    Other URLs do at other visits: in each run a part of a host is looked at.

    >>> [is_checked("00000002", visit=n, is_proven=False) for n in range(1, 7)]
    [False, True, False, False, False, True]
    """
    every = CHECK_PROVEN_EVERY if is_proven else CHECK_EVERY
    return (visit + int(entry[:8], 16)) % every == 0
