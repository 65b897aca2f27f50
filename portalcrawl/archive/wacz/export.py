"""From the WARC files of a site to packages: read, plan, write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from portalcrawl.archive.cdx.captures_in_file import captures_in
from portalcrawl.archive.cdx.sorted_lines import sorted_lines
from portalcrawl.archive.reader import StoredResponse, read_response
from portalcrawl.archive.wacz.collection import SOFTWARE, Collection, Exported, Progress
from portalcrawl.archive.wacz.contents import Contents
from portalcrawl.archive.wacz.index_blocks import index_blocks, index_head
from portalcrawl.archive.wacz.multi_wacz import write_list
from portalcrawl.archive.wacz.package import Package
from portalcrawl.archive.wacz.pages import page_lines, read_page, rfc3339, rfc3339_of
from portalcrawl.archive.wacz.parts import Part, split
from portalcrawl.archive.wacz.signature import PrivateKey, signed_data
from portalcrawl.archive.wacz.sources import Source, find_sources, left_out
from portalcrawl.archive.wacz.warc_pieces import PartFiles
from portalcrawl.errors import PackageError

INDEX = "index.cdx.gz"


def export(
    out: Path,
    collection: Collection,
    *,
    now: datetime,
    progress: Progress,
    max_bytes: int | None = None,
    key: PrivateKey | None = None,
) -> Exported:
    """Write *collection* to *out*, or split into files of *max_bytes* beside it, with a list.

    The packages are signed with *key*. Raises PackageError where *out* can't be written,
    ArchiveError where the archive can't be read.
    """
    exported = Exported()
    try:
        with TemporaryDirectory(prefix=f".{out.stem}.", dir=out.parent) as scratch:
            folder = Path(scratch)
            sources = find_sources(collection.folder, known=collection.known, scratch=folder)
            exported.left_out = left_out(sources)
            with closing(Contents(folder)) as contents:
                _read(contents, sources, collection, progress)
                exported.dangling_revisits = contents.count_dangling()
                parts = _plan(contents, max_bytes)
                writer = _Writer(collection, sources, contents, folder, now, key, progress)
                progress.begin("packing", total=sum(source.size for source in sources))
                for number, part in enumerate(parts, 1):
                    path = out if max_bytes is None else numbered(out, number)
                    writer.write(path, part, number)
                    exported.files.append(path)
    except (OSError, sqlite3.Error) as error:
        raise PackageError(f"can't write {out}: {error}") from error
    if max_bytes is not None and exported.files:
        write_list(out.with_suffix(".json"), exported.files, collection, now)
    return exported


def numbered(out: Path, number: int) -> Path:
    """The name of a part.

    >>> numbered(Path("a/site.wacz"), 7).as_posix()
    'a/site-007.wacz'
    """
    return out.with_name(f"{out.stem}-{number:03}{out.suffix}")


def _read(
    contents: Contents, sources: list[Source], collection: Collection, progress: Progress
) -> None:
    """Fill *contents*: the captures, what articles say, the pages."""
    progress.begin("reading the archive", total=sum(source.size for source in sources))
    for file, source in enumerate(sources):
        captures = captures_in(source.path, size=source.size)
        contents.add_captures(captures, file=file, name=source.path.name)
        progress.advance(source.size)
    contents.link_originals()
    contents.add_articles(collection.articles)
    progress.begin("reading pages", total=contents.count_possible_pages())
    for row in contents.possible_pages():
        path = sources[row.file].path
        if (said := contents.article(row)) is None:
            said = read_page(_response(path, row.offset, row.length))
        if said is not None:
            contents.add_page(row.page, title=said[0], text=said[1])
        progress.advance(1)


def _response(path: Path, offset: int, length: int) -> StoredResponse:
    return read_response(path.parent, file=path.name, offset=offset, length=length)


def _plan(contents: Contents, max_bytes: int | None) -> list[Part]:
    if max_bytes is None:
        last = contents.last()
        return [Part(1, last)] if last else []
    return list(
        split(
            contents.spans(),
            file_bytes=contents.packed_bytes,
            span_of=contents.span,
            max_bytes=max_bytes,
        )
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes parts of a collection."""

    collection: Collection
    sources: list[Source]
    contents: Contents
    scratch: Path
    now: datetime
    key: PrivateKey | None
    progress: Progress

    def write(self, path: Path, part: Part, number: int) -> None:
        """The package of *part* at *path*."""
        files = PartFiles(part, number, contents=self.contents, sources=self.sources)
        with Package(path, self.now) as package:
            for piece in files.pieces:
                chunks = self._counted(files.chunks(piece))
                name = f"archive/{piece.name}"
                package.add(name, chunks, deflate=False, expected_bytes=piece.size)
            self._add_index(package, sorted_lines(files.index_lines(), folder=self.scratch))
            pages = self.contents.pages(part.first, part.last, home=self.collection.home)
            lines = page_lines(pages, home=self.collection.home)
            size = self.contents.text_bytes(part.first, part.last)
            package.add("pages/pages.jsonl", lines, deflate=True, expected_bytes=size)
            package.finish(self._facts(part), sign=self._sign())

    def _counted(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            self.progress.advance(len(chunk))

    def _add_index(self, package: Package, lines: Iterator[bytes]) -> None:
        entries = [index_head(INDEX)]

        def data() -> Iterator[bytes]:
            for block in index_blocks(lines):
                entries.append(block.entry)
                yield block.data

        package.add(f"indexes/{INDEX}", data(), deflate=False)
        package.add("indexes/index.idx", entries, deflate=True)

    def _facts(self, part: Part) -> dict[str, object]:
        """What datapackage.json says beside the files."""
        moment = rfc3339_of(self.now)
        pages = self.contents.pages(part.first, part.last, home=self.collection.home)
        first = next(pages, None)
        title = first[2] if first and first[0] == self.collection.home else ""
        facts: dict[str, object] = {
            "title": self.collection.title or title or self.collection.site,
            "software": SOFTWARE,
            "created": moment,
            "modified": moment,
        }
        if first is not None:
            facts |= {"mainPageUrl": first[0], "mainPageDate": rfc3339(first[1])}
        return facts

    def _sign(self) -> Callable[[str], dict[str, str]] | None:
        if self.key is None:
            return None
        created = rfc3339_of(self.now)
        return partial(signed_data, key=self.key, created=created, software=SOFTWARE)
