"""WARC files of a few exchanges, as a crawl writes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from portalcrawl.archive.exchange import Exchange, Original
from portalcrawl.archive.writer import ArchiveWriter, Pointer


def archived(folder: Path, *exchanges: Exchange) -> tuple[Path, list[Pointer]]:
    """A further file of the site a.cn below *folder*, and where the exchanges lie in it."""
    writer = ArchiveWriter(folder, site="a.cn", max_bytes=1 << 30, info={"software": "x"})
    pointers = writer.append(exchanges)
    writer.close()
    written = folder / pointers[0].file
    # Two files of one second and one process would have the same name.
    number = len(list(written.parent.iterdir()))
    path = written.rename(written.with_name(f"a.cn-{number:03}.warc.gz"))
    return path, [replace(one, file=f"a.cn/{path.name}") for one in pointers]


def original(of: Exchange, pointer: Pointer) -> Original:
    return Original(
        id=of.id,
        url=of.url,
        fetched_at=of.fetched_at,
        file=pointer.file,
        offset=pointer.offset,
        length=pointer.length,
        payload_digest=pointer.payload_digest,
    )
