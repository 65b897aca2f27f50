"""How a run asked a host: the pause, what asked for it, and what the host said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from portalcrawl.manners.memory import Host
from portalcrawl.report.discovery.facts import Doc


@dataclass(slots=True)
class HostManners:
    """Times are ISO 8601, empty where there is none."""

    pause_secs: float
    """Least pause between two requests, as of the end of the run."""
    pause_reason: str
    latency_secs: float | None
    requests: int
    body_bytes: int
    back_offs: int
    """How often its pause was doubled because of trouble."""
    retry_afters: int
    """How often it said when to come again."""
    not_before: str
    waits: dict[str, int]
    """Why requests waited → how many."""
    robots: dict[str, str] = field(default_factory=dict)
    """Scheme → ``rules``, ``none`` or ``unreachable``, and the time from which that is known."""


def host_manners(document: Doc, *, run: str, now: datetime) -> HostManners | None:
    """From a document of ``hosts``; None where the host was last asked by another run."""
    stored = document.get("manners") or {}
    if stored.get("run") != run:
        return None
    host = Host.of_document(stored, run=run)
    pace, figures = host.pace, host.figures
    return HostManners(
        pause_secs=round(stored["pause_secs"], 3),
        pause_reason=stored["pause_reason"],
        latency_secs=round(pace.latency_secs, 3) if pace.latency_secs is not None else None,
        requests=figures.requests,
        body_bytes=figures.body_bytes,
        back_offs=figures.back_offs,
        retry_afters=figures.retry_afters,
        not_before=_iso(pace.not_before),
        waits=figures.waits,
        robots={
            scheme: f"{kept.state(now)} {_iso(kept.fetched_at or kept.unreachable_since)}".strip()
            for scheme, kept in host.robots.items()
        },
    )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment is not None else ""
