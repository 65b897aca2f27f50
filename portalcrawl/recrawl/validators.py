"""Which hosts may be asked "is it still so?", and which answer that falsely.

>>> from datetime import UTC
>>> now, validators = datetime(2026, 3, 1, tzinfo=UTC), Validators()
>>> old = Known(capture="c", etag='"1"')
>>> validators.note("a.cn", old, etag='"1"', last_modified=None, is_changed=True, now=now)
True
>>> validators.are_trusted("a.cn", now=now), validators.are_trusted("b.cn", now=now)
(False, True)

A page that says something else under the validators of before proves that those of its host are
worth nothing: a 304 there hides changes. Such a page comes to light where we ask without them: now
and then, and where a list says that an article changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from portalcrawl.frontier.entry import Known

# So many visits in a row with validators, then one without.
CHECK_EVERY = 10
# After that the host is tried again: it may have got another server.
DISTRUST = timedelta(days=30)


class Validators:
    """The hosts whose validators are false, and since when that is known."""

    def __init__(self, false: Mapping[str, datetime] | None = None) -> None:
        self.false = dict(false or {})

    def are_trusted(self, host: str, *, now: datetime) -> bool:
        """Whether *host* may be asked with them."""
        since = self.false.get(host)
        return since is None or now - since >= DISTRUST

    def note(
        self,
        host: str,
        known: Known | None,
        *,
        etag: str | None,
        last_modified: str | None,
        is_changed: bool,
        now: datetime,
    ) -> bool:
        """Learn from a visit; whether it shows the validators that were *known* to be false."""
        if known is None or not is_changed:
            return False
        # RFC 9110 section 13.2.2: where there is an entity tag, the date does not count.
        is_same = etag == known.etag if known.etag else last_modified == known.last_modified
        if is_same:
            self.false[host] = now
        return is_same

    def as_rows(self) -> list[dict[str, Any]]:
        """Plain data for the database: hosts have dots, and names of fields must not."""
        return [{"host": host, "since": since} for host, since in sorted(self.false.items())]

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, Any]] | None) -> Validators:
        """What ``as_rows`` wrote."""
        return cls({row["host"]: row["since"] for row in rows or ()})
