"""``portalcrawl explain URL``: would it be taken, what is it, and where does it lead?"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from pymongo.database import Database
from scrapy.exceptions import UsageError

from portalcrawl.crawl.ask_in_turn import ROBOTS_TXT, ROBOTS_UNREACHABLE, ask_once
from portalcrawl.crawl.command_line import PortalcrawlCommand, connect, has_data
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.targets import site_of_stored, stored_target
from portalcrawl.extract.links import Role
from portalcrawl.extract.reading import Answer, read_answer
from portalcrawl.extract.templates.reader import PageReader
from portalcrawl.frontier.entry import Entry
from portalcrawl.recrawl.follow import step_of
from portalcrawl.report.articles import json_text
from portalcrawl.report.console import print_table
from portalcrawl.report.url_explanation import Seen, Stored, entry_for, explain_url
from portalcrawl.report.url_text import explanation_tables
from portalcrawl.reprocess.archived import archived_answer
from portalcrawl.sites.profile import Profile
from portalcrawl.store.connect import store_errors
from portalcrawl.store.runs import Runs
from portalcrawl.store.templates import Templates
from portalcrawl.store.url_facts import rendered_capture, url_facts
from portalcrawl.urls.absolute import parse_home
from portalcrawl.urls.scope import Scope, decide

WIDTH = 100


class Command(PortalcrawlCommand):
    """Explain one address."""

    name = "explain"

    def syntax(self) -> str:
        """Arguments."""
        return "URL [--site SITE] [--links] [--offline] [--json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Say of one address: is it taken and why, what page is it, which links are followed"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Reads the page at URL exactly as a crawl would, and says every decision with its rule:"
            " scope, budget and robots.txt; the keys that make two addresses one; what the data"
            " folder knows of it; state and kind of the page; its rows and the next page of a list;"
            " how many links are followed and why others are not. The page is asked for once and"
            " not stored; an address that a crawl would refuse is not asked for at all."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument(
            "--site",
            metavar="SITE",
            help="whose scope: a profile, a crawled site or a home page (default: URL's own host)",
        )
        parser.add_argument(
            "--links", action="store_true", help="each link with role, priority and verdict"
        )
        parser.add_argument(
            "--offline", action="store_true", help="read the newest capture and ask nobody"
        )
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print the explanation."""
        if len(args) != 1:
            raise UsageError("say which address: portalcrawl explain http://…")
        found = _explain(parse_home(args[0]), opts, config)
        if not opts.links and found["links"] is not None:
            del found["links"]["each"]
        if opts.json:
            print(json_text(found))
            return
        for table in explanation_tables(found, with_links=opts.links):
            print_table(table, pipe_width=WIDTH)


def _explain(url: str, opts: argparse.Namespace, config: CrawlConfig) -> dict[str, Any]:
    with ExitStack() as cleanup:
        db: Database[dict[str, Any]] | None = None
        if has_data(config):
            db = cleanup.enter_context(connect(config)).db
            cleanup.enter_context(store_errors())
        profile = _profile(url, opts.site, db, config)
        scope = Scope.of_home(profile.url, hosts=profile.hosts, deny=profile.deny)
        stored, learned = None, []
        if db is not None:
            stored = Stored(**url_facts(db, site=profile.site, url=url))
            learned = Templates(db).active(profile.site)
        document = stored.frontier if stored is not None else None
        entry = entry_for(url, profile=profile, document=document)
        reader = PageReader(profile.site, [*profile.templates, *learned])
        if opts.offline:
            seen = _archived(entry, stored, db, config, reader)
        elif not decide(url, scope=scope, is_list_page=entry.role == Role.PAGE).accept:
            seen = Seen("not asked for: a crawl would not")
        else:
            seen = _asked(entry, config, reader)
        return explain_url(url, profile=profile, scope=scope, entry=entry, stored=stored, seen=seen)


def _profile(
    url: str, site: str | None, db: Database[dict[str, Any]] | None, config: CrawlConfig
) -> Profile:
    sites = Runs(db).sites() if db is not None else []
    homes = {str(found["_id"]): str(found["home"]) for found in sites}
    if site is None:
        return site_of_stored(url, homes)
    return stored_target(site, homes, sites_dir=config.sites_dir)


def _asked(entry: Entry, config: CrawlConfig, reader: PageReader) -> Seen:
    got = ask_once(entry.url, user_agent=config.user_agent)
    if got.answer is None:
        robots = {ROBOTS_TXT: "forbidden", ROBOTS_UNREACHABLE: "can't be had"}
        said = robots.get(got.failure, "allowed")
        return Seen("asked", failure=got.failure, detail=got.detail, robots=said)
    answer = _as_found(got.answer, entry)
    return Seen("asked", answer, read_answer(answer, reader=reader), robots="allowed")


def _archived(
    entry: Entry,
    stored: Stored | None,
    db: Database[dict[str, Any]] | None,
    config: CrawlConfig,
    reader: PageReader,
) -> Seen:
    """The newest capture, or what scripts made of it."""
    if stored is None or db is None or stored.capture is None:
        return Seen("none: no capture in the archive")
    capture = rendered_capture(db, dict(stored.capture)) or stored.capture
    answer = _as_found(archived_answer(config.archive_dir, capture), entry)
    return Seen("archive", answer, read_answer(answer, reader=reader), archived=capture)


def _as_found(answer: Answer, entry: Entry) -> Answer:
    """*answer* with what a crawl knows of the link that led to it."""
    return replace(
        answer,
        is_home=not entry.hop_path.strip("R") and not entry.key,
        anchor=entry.anchor,
        row_date=entry.row_date,
        role=entry.role,
        sent=step_of(entry) if entry.role == Role.PAGE else None,
    )
