"""``portalcrawl extract FILE|URL``: what is read from a page, and why."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from scrapy.exceptions import UsageError

from portalcrawl.crawl.command_line import PortalcrawlCommand
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.crawl.fetch_one import fetch_one
from portalcrawl.errors import PageError
from portalcrawl.extract.article import extract_article, field_candidates
from portalcrawl.extract.batch import learn_sites, read_rows
from portalcrawl.extract.kind import classify
from portalcrawl.extract.manifest import NO_URL, ManifestRow, parse_manifest
from portalcrawl.extract.read_parts import read_parts
from portalcrawl.frontier.queue import utc_now
from portalcrawl.page.document import Page
from portalcrawl.report.articles import json_text
from portalcrawl.report.console import progress_bar
from portalcrawl.report.extraction import article_json, explanation
from portalcrawl.sites.profile import site_of_url


class Command(PortalcrawlCommand):
    """Read one page, or a list of saved pages."""

    name = "extract"

    def syntax(self) -> str:
        """Arguments."""
        return "[--url U] [--explain] FILE|URL | --batch MANIFEST.jsonl [--learn]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Read the article of one page (a file, - or an address) and print it as JSON"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Prints the article of a saved page (FILE, or - for standard input) or of the page at"
            " URL, asked for once and not stored, as JSON. --explain adds every candidate"
            " of every field and why one won. --batch reads JSON lines {id, path, url, site} and"
            " prints"
            " one line a page, in the same order; --learn first learns the templates of each site"
            " from its pages in the list."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument(
            "--url", metavar="U", help="where FILE was found: for its links and its CMS family"
        )
        parser.add_argument(
            "--explain", action="store_true", help="all candidates of all fields, and why one won"
        )
        parser.add_argument(
            "--batch", metavar="MANIFEST", help="a list of pages: JSON lines {id, path, url, site}"
        )
        parser.add_argument(
            "--learn", action="store_true", help="with --batch: learn each site's templates first"
        )

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Print what was read."""
        if opts.batch:
            if args:
                raise UsageError("--batch takes its pages from the manifest: no FILE beside it")
            _print_batch(Path(opts.batch), learn=opts.learn)
        elif len(args) == 1:
            if opts.learn:
                raise UsageError("--learn needs --batch: a template is what many pages share")
            _print_page(_page(args[0], opts.url, config), explain=opts.explain)
        else:
            raise UsageError("say what to read: one FILE or URL, or --batch MANIFEST.jsonl")


def _page(target: str, url: str | None, config: CrawlConfig) -> Page:
    if target.startswith(("http://", "https://")):
        answer = fetch_one(target, user_agent=config.user_agent)
        return Page.of_bytes(answer.body, url=answer.url, content_type=answer.content_type)
    if url is not None and "://" not in url:
        raise PageError(f"--url must be an absolute address, not {url!r}")
    try:
        body = sys.stdin.buffer.read() if target == "-" else Path(target).read_bytes()
    except OSError as error:
        raise PageError(f"{target}: can't be read: {error.strerror or error}") from error
    return Page.of_bytes(body, url=url or NO_URL)


def _print_page(page: Page, *, explain: bool) -> None:
    parts = read_parts(page)
    kind = classify(page, parts)
    now = utc_now()
    article = extract_article(page, parts, site=site_of_url(page.url), fetched_at=now)
    if article is None:
        raise PageError(
            f"{page.url}: no headline found; the page seems to be of kind {kind.value!r}"
        )
    found = article_json(article, kind=kind)
    if explain:
        found["explain"] = explanation(page, parts, field_candidates(page, parts, fetched_at=now))
    print(json_text(found))


def _print_batch(manifest: Path, *, learn: bool) -> None:
    try:
        text = manifest.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PageError(f"{manifest}: can't be read: {error}") from error
    rows = parse_manifest(text, path=str(manifest))
    load = partial(_load, folder=manifest.parent)
    now = utc_now()
    unread = 0
    with progress_bar() as progress:
        templates = {}
        if learn:
            sites = len({row.site for row in rows})
            found = learn_sites(rows, load=load, now=now)
            templates = dict(progress.track(found, total=sites, description="learning templates"))
        lines = read_rows(rows, load=load, now=now, templates=templates)
        for line in progress.track(lines, total=len(rows), description="reading pages"):
            unread += "error" in line
            print(json.dumps(line, ensure_ascii=False))
    if unread:
        raise PageError(f"{manifest}: {unread} of {len(rows)} pages can't be read: see 'error'")


def _load(row: ManifestRow, *, folder: Path) -> bytes:
    """The page of *row*: a path is relative to the current folder or to the manifest's."""
    path = Path(row.path)
    if not path.exists():
        path = folder / path
    try:
        return path.read_bytes()
    except OSError as error:
        raise PageError(f"{row.path}: can't be read: {error.strerror or error}") from error
