"""From the WARC files of a site to packages: read, plan, write."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from portalcrawl import __version__
from portalcrawl.archive.captures_in_file import captures_in
from portalcrawl.archive.cdxj import index_lines
from portalcrawl.archive.reader import StoredResponse, read_response
from portalcrawl.archive.sorted_lines import sorted_lines
from portalcrawl.archive.wacz.contents import Contents, IndexedArticle
from portalcrawl.archive.wacz.index_blocks import index_blocks, index_head
from portalcrawl.archive.wacz.package import Package
from portalcrawl.archive.wacz.pages import page_lines, read_page, rfc3339
from portalcrawl.archive.wacz.parts import Part, one_part, split
from portalcrawl.archive.wacz.signature import PrivateKey, signed_data
from portalcrawl.archive.wacz.sources import Source, find_sources
from portalcrawl.archive.wacz.warc_pieces import PartFiles
from portalcrawl.errors import PackageError

SOFTWARE = f"portalcrawl {__version__}"
INDEX = "index.cdx.gz"


class Progress(Protocol):
    """Who is told how far the work is."""

    def begin(self, step: str, *, total: int) -> None:
        """A step of the work begins; *total* is what it will take."""
        ...

    def advance(self, amount: int) -> None:
        """So much of the step is done."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What is packed: the WARC files in *folder*, with what is known of the *site*.

    *home* is the address of its home page, *known* as ``find_sources`` has it. Without a *title*
    the packages have the home page's.
    """

    site: str
    home: str
    folder: Path
    known: Callable[[str], int]
    articles: Iterable[IndexedArticle] = ()
    title: str = ""


@dataclass(slots=True)
class Exported:
    """What became of it: the packages, and what a person should know of them."""

    files: list[Path] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    """Bytes at the end of a WARC file that are no whole record (yet)."""
    dangling_revisits: int = 0
    """Records that refer to one that the archive does not have."""


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
            exported.left_out = {s.path.name: s.left_bytes for s in sources if s.left_bytes}
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
    except OSError as error:
        raise PackageError(f"can't write {out}: {error}") from error
    if max_bytes is not None and exported.files:
        _write_list(out.with_suffix(".json"), exported.files, collection, now)
    return exported


def write_index(out: Path, collection: Collection, *, progress: Progress) -> Exported:
    """Write the index of the WARC files of *collection* to *out*, as lines of text."""
    exported = Exported()
    try:
        with TemporaryDirectory(prefix=f".{out.stem}.", dir=out.parent) as scratch:
            folder = Path(scratch)
            sources = find_sources(collection.folder, known=collection.known, scratch=folder)
            exported.left_out = {s.path.name: s.left_bytes for s in sources if s.left_bytes}
            progress.begin("reading the archive", total=sum(source.size for source in sources))
            building = folder / out.name
            with building.open("wb") as file:
                file.writelines(sorted_lines(_index_lines(sources, progress), folder=folder))
            if sources:
                building.replace(out)
                exported.files.append(out)
    except OSError as error:
        raise PackageError(f"can't write {out}: {error}") from error
    return exported


def _index_lines(sources: list[Source], progress: Progress) -> Iterator[bytes]:
    for source in sources:
        yield from index_lines([(source.path, source.size)])
        progress.advance(source.size)


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
        return one_part(contents.spans())
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
        moment = _rfc3339(self.now)
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
        created = _rfc3339(self.now)
        return partial(signed_data, key=self.key, created=created, software=SOFTWARE)


def _write_list(path: Path, files: list[Path], collection: Collection, now: datetime) -> None:
    """The parts as one collection (https://specs.webrecorder.net/multi-wacz/0.1.0/)."""
    listed = {
        # The name of the profile that readers know, where the draft has "multi-wacz".
        "profile": "multi-wacz-package",
        "title": collection.title or collection.site,
        "software": SOFTWARE,
        "created": _rfc3339(now),
        "resources": [_resource(file) for file in files],
    }
    building = path.with_name(f".{path.name}.building-{os.getpid()}")
    try:
        building.write_text(json.dumps(listed, ensure_ascii=False, indent=2), "utf-8")
        building.replace(path)
    except OSError as error:
        raise PackageError(f"can't write {path}: {error}") from error


def _resource(file: Path) -> dict[str, object]:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    size = file.stat().st_size
    return {"name": file.name, "path": file.name, "hash": f"sha256:{digest}", "bytes": size}


def _rfc3339(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
