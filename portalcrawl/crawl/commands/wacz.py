"""``portalcrawl wacz OUT.wacz``: a site's archive in a file that replay tools open."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy.exceptions import UsageError

from portalcrawl.archive.wacz.collection import Collection, Exported
from portalcrawl.archive.wacz.contents import IndexedArticle
from portalcrawl.archive.wacz.export import export
from portalcrawl.archive.wacz.index_file import write_index
from portalcrawl.archive.wacz.signature import PrivateKey, load_key, make_key
from portalcrawl.archive.writer import folder_name
from portalcrawl.crawl.chosen_site import choose_site
from portalcrawl.crawl.command_line import PortalcrawlCommand, connect
from portalcrawl.crawl.config import CrawlConfig
from portalcrawl.errors import PortalcrawlError
from portalcrawl.frontier.queue import utc_now
from portalcrawl.report.console import ProgressSteps, progress_bar
from portalcrawl.store.articles import Articles
from portalcrawl.store.captures import Captures
from portalcrawl.store.connect import Connection, store_errors
from portalcrawl.store.runs import Runs


class Command(PortalcrawlCommand):
    """Pack the archive of one site."""

    name = "wacz"

    def syntax(self) -> str:
        """Arguments."""
        return "[--site S] [--max-bytes N] [--sign KEY.pem] [--title T] OUT.wacz | --cdxj OUT.cdxj"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Pack a site's archive in one file that ReplayWeb.page, pywb and others open"

    def long_desc(self) -> str:
        """For ``--help``."""
        return (
            "Packs the WARC files of a site with an index, the list of its pages (title and text:"
            " readers search them) and digests of all of it as WACZ 1.1.1, without asking the site."
            " An earlier OUT is replaced when the new one is whole. While the site is being crawled"
            " what is whole so far is packed. --max-bytes gives OUT-001.wacz, OUT-002.wacz and so"
            " on, each complete in itself, and OUT.json, which readers open as one. --cdxj writes"
            " the index of the WARC files alone."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="S", help="the site, where several were crawled")
        parser.add_argument(
            "--max-bytes", metavar="N", type=int, help="split into files that are no larger"
        )
        parser.add_argument(
            "--sign",
            metavar="KEY.pem",
            help="sign with this ECDSA P-384 key; made, readable by you alone, where there is none",
        )
        parser.add_argument("--title", metavar="T", help="default: the home page's title")
        parser.add_argument("--cdxj", metavar="OUT", help="write the index of the WARC files alone")

    def execute(self, args: list[str], opts: argparse.Namespace, config: CrawlConfig) -> None:
        """Write it, showing progress."""
        out = _target(args, opts)
        with connect(config) as connection, store_errors(), progress_bar() as bar:
            site = choose_site(Runs(connection.db).sites(), opts.site)
            collection = _collection(connection, site, config.archive_dir, title=opts.title or "")
            progress = ProgressSteps(bar)
            if opts.cdxj:
                exported = write_index(out, collection, progress=progress)
            else:
                key = _key(Path(opts.sign)) if opts.sign else None
                exported = export(
                    out,
                    collection,
                    now=utc_now(),
                    progress=progress,
                    max_bytes=opts.max_bytes,
                    key=key,
                )
        if not exported.files:
            raise PortalcrawlError(f"nothing of {site['_id']} was captured yet")
        _tell(exported)


def _target(args: list[str], opts: argparse.Namespace) -> Path:
    if opts.cdxj:
        if args or opts.sign or opts.max_bytes:
            raise UsageError("--cdxj writes the index alone: no OUT.wacz, no other option with it")
        return Path(opts.cdxj).resolve()
    if len(args) != 1 or not args[0].endswith(".wacz"):
        raise UsageError("say where to: one file OUT.wacz (readers know it by that ending)")
    if opts.max_bytes is not None and opts.max_bytes < 1:
        raise UsageError("--max-bytes must be a number of bytes")
    return Path(args[0]).resolve()


def _key(path: Path) -> PrivateKey:
    if path.exists():
        return load_key(path)
    print(f"made a new key to sign with: {path}", file=sys.stderr)
    return make_key(path)


def _collection(
    connection: Connection, site: dict[str, Any], archive: Path, *, title: str
) -> Collection:
    folder = archive / folder_name(site["_id"])
    captures = Captures(connection.db)
    return Collection(
        site=site["_id"],
        home=site["home"],
        folder=folder,
        known=lambda name: captures.last_offset(f"{folder.name}/{name}") or 0,
        articles=_articles(connection, site["_id"]),
        title=title,
    )


def _articles(connection: Connection, site: str) -> Iterator[IndexedArticle]:
    for article in Articles(connection.db).find(site=site):
        if (capture := article.get("capture")) is not None:
            said = capture["payload_digest"], article["title"], article["body_text"]
            yield from (IndexedArticle(url, *said) for url in article["urls"])


def _tell(exported: Exported) -> None:
    for name, left_bytes in exported.left_out.items():
        print(f"{name}: {left_bytes} bytes at its end are no whole record yet: left out")
    if exported.dangling_revisits:
        print(f"{exported.dangling_revisits} revisits refer to records that the archive lacks")
    for file in exported.files:
        print(f"{file} ({file.stat().st_size:,} bytes)")
