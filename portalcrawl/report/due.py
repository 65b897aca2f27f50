"""What is due of each site, for a person and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from rich import box
from rich.table import Table
from rich.text import Text

from portalcrawl.frontier.due import Due
from portalcrawl.frontier.owner import Owner

Doc: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDue:
    """One site. ``last_run`` is its newest document of ``runs``; None: it was never crawled."""

    site: str
    home: str
    due: Due
    owner: Owner | None
    last_run: Doc | None

    @property
    def is_due(self) -> bool:
        """Whether a crawl that is started now would find work."""
        return self.owner is None and (self.last_run is None or self.due.total > 0)

    @property
    def last_state(self) -> str:
        """How the last run stands: one that nobody works on any more broke off."""
        if self.last_run is None:
            return "never crawled"
        state = str(self.last_run["state"])
        return "broken off" if state in {"running", "paused"} and self.owner is None else state


def due_table(sites: Iterable[SiteDue]) -> Table:
    """A row a site; times in UTC."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("site", overflow="fold")
    for name in ("due", "lists", "articles", "unseen", "other"):
        table.add_column(name, justify="right")
    for name in ("oldest", "next", "last run", "crawled by"):
        table.add_column(name, overflow="fold")
    for one in sites:
        due = one.due
        counts = (due.lists, due.articles, due.unseen, due.other)
        table.add_row(
            *(one.site, f"{due.total}+" if due.is_more else str(due.total)),
            *(str(count or "") for count in counts),
            *(_time(due.oldest), _time(due.next_at)),
            f"{one.last_state} {_time(_ended(one.last_run))}".rstrip(),
            Text(str(one.owner) if one.owner else ""),
        )
    return table


def due_document(one: SiteDue) -> Doc:
    """The row as JSON takes it (``report/articles.py`` ``json_line``)."""
    due, run, owner = one.due, one.last_run, one.owner
    return {
        "site": one.site,
        "home": one.home,
        "is_due": one.is_due,
        "due": due.total,
        "lists": due.lists,
        "articles": due.articles,
        "unseen": due.unseen,
        "other": due.other,
        "is_more": due.is_more,
        "oldest": due.oldest,
        "next_due_at": due.next_at,
        "last_run": run
        and {
            "id": run["_id"],
            "state": one.last_state,
            "started_at": run["started_at"],
            "ended_at": run.get("ended_at"),
        },
        "owner": owner
        and {
            "machine": owner.machine,
            "pid": owner.pid,
            "since": owner.since,
            "work": owner.work,
        },
    }


def _ended(run: Doc | None) -> datetime | None:
    """When *run* ended, or began where it has not."""
    return None if run is None else run.get("ended_at") or run["started_at"]


def _time(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
