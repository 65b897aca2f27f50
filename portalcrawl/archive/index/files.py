"""The WARC files of the archive: a folder a site, and what a file says of itself.

Files of a crawl and of an import open with a warcinfo record that names the site, its home page and
the run: the archive needs no database to say what it is.
"""

from __future__ import annotations

import fcntl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fastwarc.warc import ArchiveIterator

from portalcrawl.archive.found import parse_fields
from portalcrawl.archive.index.record_facts import MAX_FIELDS_BYTES
from portalcrawl.archive.writer import folder_name
from portalcrawl.errors import ArchiveError

SUFFIXES = (".warc", ".warc.gz", ".warc.zst")
SITE, HOME, RUN = "portalcrawl-site", "portalcrawl-home", "isPartOf"


@dataclass(frozen=True, slots=True)
class FileInfo:
    """The fields of the record that opens a file; none where it is no warcinfo."""

    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def run(self) -> str:
        """The run that wrote the file; empty where it does not say."""
        return self.fields.get(RUN, "")

    @property
    def site(self) -> str:
        """The site; empty where it does not say. A run's id begins with it."""
        return self.fields.get(SITE) or self.run.rpartition("@")[0]

    @property
    def home(self) -> str:
        """The site's home page; empty where it does not say."""
        return self.fields.get(HOME, "")


def site_folders(archive: Path, *, site: str | None = None) -> list[Path]:
    """The folders of all sites below *archive*, or that of *site*, which need not be there."""
    if site is not None:
        return [archive / folder_name(site)]
    return sorted(path for path in archive.iterdir() if path.is_dir()) if archive.is_dir() else []


def warc_files(folder: Path) -> list[Path]:
    """The WARC files of a site's *folder*, by name: those of crawls are in order of time."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES))


def file_info(path: Path) -> FileInfo:
    """What *path* says of itself. Raises ArchiveError where it can't be read at all."""
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, parse_http=False):
                if (record.headers.get("WARC-Type") or "").lower() != "warcinfo":
                    break
                reader = record.reader
                block = reader.read(MAX_FIELDS_BYTES) if reader is not None else b""
                return FileInfo(parse_fields(block))
    except OSError as error:
        raise ArchiveError(f"can't read {path}: {error}") from error
    return FileInfo()


def is_being_written(path: Path) -> bool:
    """Whether a crawl is writing *path* (it holds a lock on it)."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
