"""The hosts of a site, and what state each was found in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from portalcrawl.report.discovery.facts import Address
from portalcrawl.report.discovery.manners import HostManners


@dataclass(slots=True)
class HostReport:
    """One host: its state (``ok``, ``blocked``, ``unreachable``, ``waiting``) and its counts."""

    host: str
    state: str = "ok"
    vendor: str | None = None
    """Who blocks, or the rule that knew it where the answer does not show who."""
    kinds: dict[str, int] = field(default_factory=dict)
    """What its addresses turned out to be."""
    failures: dict[str, int] = field(default_factory=dict)
    """Why addresses gave no answer."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Why addresses were not asked for."""
    open: int = 0
    """Addresses that are still to be asked for."""
    manners: HostManners | None = None
    """How it was asked; None where this run asked it nothing."""


def report_hosts(addresses: Iterable[Address]) -> list[HostReport]:
    """The hosts by their number of addresses, the largest first."""
    by_host: dict[str, list[Address]] = {}
    for address in addresses:
        by_host.setdefault(address.host, []).append(address)
    return [_report(*item) for item in sorted(by_host.items(), key=lambda item: -len(item[1]))]


def _report(host: str, addresses: list[Address]) -> HostReport:
    done = [address for address in addresses if address.state == "done"]
    failed = [address for address in addresses if address.state == "failed"]
    blocked = [address for address in addresses if address.kind == "blocked"]
    report = HostReport(
        host=host,
        kinds=_counted(address.kind for address in done),
        failures=_counted(address.reason for address in failed),
        skipped=_counted(address.reason for address in addresses if address.state == "skipped"),
        open=sum(address.state in {"queued", "leased"} for address in addresses),
    )
    if blocked:
        report.state = "blocked" if len(blocked) == len(done) + len(failed) else "partly_blocked"
        report.vendor = blocked[0].reason or None
    elif failed and not done:
        report.state = "unreachable"
    elif report.open and not done:
        report.state = "waiting"
    return report


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(name for name in names if name).most_common())
