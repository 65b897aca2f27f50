"""A site with archive and database, whose pointers can all be followed."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pymongo.database import Database

from portalcrawl.archive.body import body_sha1, digest_label
from portalcrawl.archive.compression.members import GzipPacking, Packing
from portalcrawl.archive.index.files import warc_files
from portalcrawl.archive.reader import read_response
from portalcrawl.archive.revisit import with_originals
from portalcrawl.archive.scan import read_records
from portalcrawl.archive.writer import ArchiveWriter
from portalcrawl.store.captures import Captures, capture_document, capture_pointer
from tests.unit.archive.exchanges import exchange
from tests.unit.archive.packings import page

SITE = "a.cn"
PAGES = 6


@dataclass
class ArchivedSite:
    """Some crawls: pages, a picture, a page that is again what it was, one that scripts made."""

    archive: Path
    db: Database[dict[str, Any]]
    payloads: dict[str, bytes] = field(default_factory=dict)
    """By capture."""

    @property
    def folder(self) -> Path:
        return self.archive / SITE

    @property
    def connection(self) -> Any:
        return SimpleNamespace(db=self.db)

    def crawl(self, number: int, packing: Packing | None = None) -> None:
        """Archive and store as a crawl does."""
        captures = Captures(self.db)
        writer = ArchiveWriter(
            self.archive / f"of-{number}",
            site=SITE,
            max_bytes=10**9,
            info={"software": "x", "isPartOf": f"{SITE}@{number}"},
            packing=packing or GzipPacking(),
        )
        sent = [
            exchange(url=f"http://a.cn/{n}", body=page(1, 99 * number + n), media_type="text/html")
            for n in range(PAGES)
        ]
        sent.append(exchange(url="http://a.cn/x.png", body=os.urandom(9000)))
        shell = sent[0].id
        sent.append(exchange(url="http://a.cn/0", body=page(1, 777), rendered_from=shell))
        if number:
            again = exchange(url="http://a.cn/again", body=page(1, 0))
            known = captures.having(SITE, [self._digest(page(1, 0))])
            sent += with_originals([again], having=known, resolved={})
            assert sent[-1].original is not None
        pointers = writer.append(sent)
        writer.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        moved = []
        for pointer in pointers:
            name = Path(pointer.file).name
            moved.append(replace(pointer, file=f"{SITE}/{number}-{name}"))
        (self.archive / f"of-{number}" / pointers[0].file).rename(self.archive / moved[0].file)
        for one in sent:
            self.payloads[one.id] = one.body  # type: ignore[assignment]
        documents = [
            capture_document(one, pointer, site=SITE, run="r")
            for one, pointer in zip(sent, moved, strict=True)
        ]
        captures.add(documents)
        for document in documents:
            kept = {"site": SITE, "capture": capture_pointer(document)}
            self.db.articles.insert_one({"_id": f"a-{document['_id']}", **kept})
            self.db.revisions.insert_one(
                {"_id": f"r-{document['_id']}", "article": document["_id"], "revision": 1, **kept}
            )
        self.db.articles.insert_one({"_id": f"none-{number}", "site": SITE, "capture": None})

    def follow_all(self) -> set[str]:
        """Read every pointer that is stored; the files that they lead to."""
        files = set()
        count = 0
        pointers = [{**capture, "id": capture["_id"]} for capture in self.db.captures.find()]
        for collection in (self.db.articles, self.db.revisions):
            pointers += [d["capture"] for d in collection.find({"capture": {"$ne": None}})]
        for pointer in pointers:
            place = {name: pointer[name] for name in ("file", "offset", "length")}
            original = pointer.get("original")
            stored = read_response(self.archive, **place, original=original)
            assert stored.record_id == pointer["id"]
            assert stored.payload == self.payloads[pointer["id"]]
            files |= {pointer["file"]} | ({original["file"]} if original else set())
            count += 1
        assert count == 3 * len(self.payloads)
        return files

    def records(self) -> list[bytes]:
        return [text for path in warc_files(self.folder) for _, text in read_records(path)]

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    @staticmethod
    def _digest(body: bytes) -> str:
        return digest_label(body_sha1(body))


def archived_site(
    folder: Path, db: Database[dict[str, Any]], *, crawls: int = 3, packing: Packing | None = None
) -> ArchivedSite:
    site = ArchivedSite(folder / "archive", db)
    for number in range(crawls):
        site.crawl(number, packing)
    db.sites.insert_one(
        {"_id": SITE, "home": "http://a.cn/", "first_crawled_at": datetime(2026, 1, 1, tzinfo=UTC)}
    )
    return site
