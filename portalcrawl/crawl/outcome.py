"""How a crawl ended, for a person and for the exit code."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.crawler import Crawler

from portalcrawl.crawl.session import CrawlSession
from portalcrawl.crawl.spiders.portal import PortalSpider
from portalcrawl.errors import SiteError
from portalcrawl.frontier.entry import State, Visit
from portalcrawl.manners.words import why_it_waits
from portalcrawl.page.state import PageState
from portalcrawl.store.changes import CHANGED, KINDS, NEW
from portalcrawl.urls.scope import decide

MAX_CUTS = 5
PAGE_KINDS = ("home", "list", "article", "page", "other")


def counts(crawler: Crawler, prefix: str) -> dict[str, int]:
    """The stats below *prefix*, without it."""
    assert crawler.stats is not None
    stats = crawler.stats.get_stats().items()
    return {k.removeprefix(prefix): v for k, v in stats if k.startswith(prefix)}


def site_error(crawler: Crawler, session: CrawlSession) -> SiteError | None:
    """Why nothing of the site could be crawled; None when something could."""
    kinds = counts(crawler, "portalcrawl/page/")
    if any(kinds.get(kind) for kind in PAGE_KINDS):
        return None
    spider = crawler.spider
    assert isinstance(spider, PortalSpider)
    url, home = session.profile.url, spider.home
    if home is None:
        # It was visited by the run that this one went on with, or is to be left alone for now.
        return None
    if home.state is State.QUEUED and session.leases.waiting is not None and session.leases.held:
        return None
    if (target := spider.home_leads_to) and not decide(target, scope=session.scope).accept:
        return SiteError(
            f"{url} leads to {target}, which is another site: crawl that address, or add its host"
            " with --hosts"
        )
    return SiteError(f"{url} {_home_trouble(home, spider.home_detail)}")


def _home_trouble(home: Visit, detail: str) -> str:
    """What became of the home page."""
    if home.state is State.SKIPPED:
        return f"may not be crawled: {home.reason} forbids it"
    if home.kind == PageState.BLOCKED:
        return (
            f"is guarded by a firewall ({home.reason}), and that is not evaded: try from a network"
            " in which the page opens, or ask the owner to let the crawler in"
        )
    if home.kind == PageState.STUB:
        return (
            "answers with a few bytes and no links, as some servers do abroad: try from a network"
            " in which the site opens"
        )
    if home.state is State.DONE:
        return f"answers {home.status} and is no page ({home.kind})"
    return f"does not answer ({home.reason}{': ' if detail else ''}{detail}); is the address right?"


def block_error(session: CrawlSession) -> SiteError | None:
    """Which hosts stopped answering us in the middle of the crawl; None for none."""
    hosts = session.memory.blocks.hosts
    if not hosts:
        return None
    named = ", ".join(f"{host} ({why})" for host, why in sorted(hosts.items()))
    return SiteError(
        f"stopped asking {named}; all that came before is stored. Run the same command later, with"
        " a longer --delay"
    )


def _vanished(session: CrawlSession) -> list[str]:
    """What became of articles that are not found any more, and are not called gone."""
    buried, lines = session.buried, []
    if buried.missing:
        lines.append(
            f"not found any more: {buried.missing} articles; those that are not found on three"
            " visits over days are called gone"
        )
    if buried.braked:
        lines.append(
            f"{buried.braked} of them vanished at once: is the site being moved or mended? They are"
            " called gone only after two weeks"
        )
    return lines


def summary(
    crawler: Crawler, session: CrawlSession, *, reason: str, changes: Mapping[str, int]
) -> str:
    """What was done, in a few lines; *changes* are those that the run found, by kind."""
    kinds = counts(crawler, "portalcrawl/page/")
    saved = session.journal.saved
    pages = sum(kinds.get(kind, 0) for kind in PAGE_KINDS)
    site, kept = session.profile.site, saved.unchanged + saved.touched
    others = (kind for kind in KINDS if changes.get(kind) and kind not in {NEW, CHANGED})
    more = "".join(f"{changes[kind]} {kind}, " for kind in others)
    lines = [
        "{}: {} pages ({} articles, {} lists), {} files, {} dead links".format(
            *(site, pages, kinds.get("article", 0), kinds.get("list", 0)),
            *(kinds.get("asset", 0), kinds.get("missing", 0)),
        ),
        f"articles: {saved.new} new, {saved.changed} changed, {more}{kept} as they were",
    ]
    lines += _vanished(session)
    given_up = counts(crawler, "portalcrawl/visit/failed/")
    if given_up:
        causes = ", ".join(f"{cause} {count}" for cause, count in sorted(given_up.items()))
        lines.append(f"given up: {causes}")
    left_out = counts(crawler, "portalcrawl/browser/left_out/")
    if left_out:
        causes = ", ".join(f"{cause} {count}" for cause, count in sorted(left_out.items()))
        lines.append(f"left out, pages that are empty without their scripts: {causes}")
    if left_out.get("browser_missing"):
        lines.append("for those: pip install 'portalcrawl[browser]', and Chromium; then run again")
    if folders := session.memory.blocks.folders:
        lines.append(f"guarded by a firewall and left alone: {', '.join(sorted(folders))}")
    lines += [
        f"cut: {cut.pattern} ({cut.reason}), {cut.refused} addresses not asked for"
        for cut in session.memory.budgets.cuts()[:MAX_CUTS]
    ]
    if reason != "finished":
        lines.append(f"stopped early ({reason}); run the same command to go on")
    elif session.leases.waiting is not None:
        lines += why_it_waits(session.leases.held, session.manners.terms)
        lines.append(
            f"some URLs wait until {session.leases.waiting.next_due_at:%Y-%m-%d %H:%M} UTC; run the"
            " same command then, or with --wait"
        )
    return "\n".join(lines)
