"""The report of a crawl: JSON for programs, and the data of the page for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from portalcrawl.extract.links import Role
from portalcrawl.report.discovery.chains import ChainReport, report_chains
from portalcrawl.report.discovery.columns import ColumnReport, report_columns
from portalcrawl.report.discovery.facts import Doc, Site
from portalcrawl.report.discovery.hosts import HostReport, report_hosts
from portalcrawl.report.discovery.manners import host_manners
from portalcrawl.urls.traps import Budgets

MAX_NAMED = 50
_SCOPE = "portalcrawl/scope/reject/"
_BROWSER = "portalcrawl/browser/left_out/"


@dataclass(slots=True)
class Differences:
    """Articles that one way of discovery found and another did not (addresses, cut to MAX_NAMED).

    What is said of sitemaps is empty where the site has none.
    """

    in_no_list: list[str] = field(default_factory=list)
    in_no_chain: list[str] = field(default_factory=list)
    """Listed, but no neighbour names them; only where the site has chains at all."""
    only_in_sitemap: list[str] = field(default_factory=list)
    not_in_sitemap: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class CrawlReport:
    """What a run found of a site, and where it is not complete."""

    site: str
    home: str
    run: str
    state: str
    started_at: str
    ended_at: str
    articles: int
    pages: dict[str, int]
    """What addresses turned out to be → how many."""
    columns: list[ColumnReport]
    hosts: list[HostReport]
    chains: ChainReport
    differences: Differences
    dead_links: list[dict[str, str]]
    """``url``, the page ``via`` that links to it, and the ``reason``."""
    left_out: dict[str, int]
    """Why links were not followed → how many."""
    not_rendered: dict[str, int]
    """Why pages that are empty without their scripts were not shown by a browser → how many."""
    traps: dict[str, int]
    """Patterns of addresses that were cut → how many addresses were not asked for."""
    windows: list[str]
    """The hours in which the site may be asked, by its profile; none: at all times."""

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def report_crawl(run: Doc, site: Site) -> CrawlReport:
    """The report of *run*, a document of ``runs``."""
    figures = run.get("figures") or {}
    dead = [
        {"url": a.url, "via": a.via or "", "reason": a.reason or a.kind}
        for a in site.addresses
        if a.is_dead and a.role != Role.PROBE
    ]
    return CrawlReport(
        site=run["site"],
        home=run["home"],
        run=run["_id"],
        state=run["state"],
        started_at=run["started_at"].isoformat(timespec="seconds"),
        ended_at=run["ended_at"].isoformat(timespec="seconds") if run.get("ended_at") else "",
        articles=len(site.stories),
        pages=dict(Counter(a.kind for a in site.addresses if a.kind).most_common()),
        columns=report_columns(site),
        hosts=_hosts(run, site),
        chains=report_chains(site.stories),
        differences=_differences(site),
        dead_links=dead,
        left_out=_below(_SCOPE, figures),
        not_rendered=_below(_BROWSER, figures),
        traps=_traps(run.get("budgets")),
        windows=_windows(run),
    )


def _windows(run: Doc) -> list[str]:
    """Those of the profile that the run was last gone on with."""
    processes = run.get("processes") or [{}]
    profile = processes[-1].get("profile") or {}
    zone = profile.get("timezone")
    return [f"{window} {zone}" for window in profile.get("windows") or ()]


def _hosts(run: Doc, site: Site) -> list[HostReport]:
    hosts = report_hosts(site.addresses)
    now = run.get("ended_at") or run["started_at"]
    for host in hosts:
        host.manners = host_manners(site.hosts.get(host.host, {}), run=run["_id"], now=now)
    return hosts


def _below(prefix: str, figures: Doc) -> dict[str, int]:
    return {k.removeprefix(prefix): v for k, v in figures.items() if k.startswith(prefix)}


def _differences(site: Site) -> Differences:
    listed = {key for page in site.lists for key in page["keys"]}
    named = {key for story in site.stories for key in (story.previous, story.next) if key}
    mapped = {a.key for a in site.addresses if a.role == Role.SITEMAP and a.kind != "sitemap"}
    no_list = [s.url for s in site.stories if s.keys.isdisjoint(listed)]
    no_chain = [
        s.url for s in site.stories if named and s.keys.isdisjoint(named) and s.keys & listed
    ]
    only_mapped = [s.url for s in site.stories if s.keys & mapped and s.keys.isdisjoint(listed)]
    unmapped = [s.url for s in site.stories if mapped and s.keys.isdisjoint(mapped)]
    found = {
        "in_no_list": no_list,
        "in_no_chain": no_chain,
        "only_in_sitemap": only_mapped,
        "not_in_sitemap": unmapped,
    }
    counts = {name: len(urls) for name, urls in found.items()}
    return Differences(**{n: urls[:MAX_NAMED] for n, urls in found.items()}, counts=counts)


def _traps(budgets: Doc | None) -> dict[str, int]:
    cuts = Budgets.of_dict(budgets).cuts() if budgets else ()
    return {f"{cut.pattern} ({cut.reason})": cut.refused for cut in cuts}
