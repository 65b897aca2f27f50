"""The index of a site's WARC files by itself, as lines of text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from portalcrawl.archive.cdx.cdxj import index_lines
from portalcrawl.archive.cdx.sorted_lines import sorted_lines
from portalcrawl.archive.wacz.collection import Collection, Exported, Progress
from portalcrawl.archive.wacz.sources import Source, find_sources, left_out
from portalcrawl.errors import PackageError


def write_index(out: Path, collection: Collection, *, progress: Progress) -> Exported:
    """Write the index of the WARC files of *collection* to *out*, as lines of text."""
    exported = Exported()
    try:
        with TemporaryDirectory(prefix=f".{out.stem}.", dir=out.parent) as scratch:
            folder = Path(scratch)
            sources = find_sources(collection.folder, known=collection.known, scratch=folder)
            exported.left_out = left_out(sources)
            progress.begin("reading the archive", total=sum(source.size for source in sources))
            building = folder / out.name
            with building.open("wb") as file:
                file.writelines(sorted_lines(_index_lines(sources, progress), folder=folder))
            if sources:
                building.replace(out)
                exported.files.append(out)
    except (OSError, sqlite3.Error) as error:
        raise PackageError(f"can't write {out}: {error}") from error
    return exported


def _index_lines(sources: list[Source], progress: Progress) -> Iterator[bytes]:
    for source in sources:
        yield from index_lines([(source.path, source.size)])
        progress.advance(source.size)
