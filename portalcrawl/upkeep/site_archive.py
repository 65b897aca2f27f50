"""One site's part of the archive: its folder, its files, what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portalcrawl.archive.index.capture import Capture
from portalcrawl.archive.index.files import (
    FileInfo,
    file_info,
    is_being_written,
    site_folders,
    warc_files,
)
from portalcrawl.archive.writer import folder_name
from portalcrawl.errors import ArchiveError, SiteBusyError
from portalcrawl.store.captures import document_of_capture


@dataclass(frozen=True, slots=True)
class SiteArchive:
    """The WARC files of *site*, in *folder*. ``infos`` has a row for each file that can be read."""

    site: str
    folder: Path
    paths: list[Path]
    infos: dict[str, FileInfo] = field(default_factory=dict)

    def document(self, capture: Capture) -> dict[str, Any]:
        """The document of *capture*, with the run that its file names."""
        run = capture.run or self._run(capture.file)
        return document_of_capture(capture, site=self.site, run=run)

    def _run(self, file: str) -> str:
        """The run that *file* names; one of its own where it names none."""
        return self.infos[file].run or f"file:{Path(file).name}"

    @property
    def runs(self) -> list[str]:
        """The runs that the files begin with, each once, in their order."""
        return list(dict.fromkeys(map(self._run, self.infos)))

    @property
    def home(self) -> str:
        """The home page that the newest file names; empty where none does."""
        return next((i.home for i in reversed(self.infos.values()) if i.home), "")


def site_archives(
    archive: Path, *, site: str | None = None, known_sites: Iterable[str] = ()
) -> list[SiteArchive]:
    """The sites below *archive*, or *site* alone.

    A folder's name does not tell all of a site's; a file does, else one of *known_sites* has a name
    that leads to the folder. Raises SiteBusyError where a crawl is writing, ArchiveError where
    there is no file at all.
    """
    by_folder = {folder_name(name): name for name in known_sites}
    found = []
    for folder in site_folders(archive, site=site):
        if not (paths := warc_files(folder)):
            continue
        for path in filter(is_being_written, paths):
            raise SiteBusyError(f"{path} is being written by a crawl: wait for it, or stop it")
        infos = {f"{folder.name}/{path.name}": _info(path) for path in paths}
        named = next((info.site for info in infos.values() if info.site), "")
        name = site or named or by_folder.get(folder.name, folder.name)
        found.append(SiteArchive(name, folder, paths, infos))
    if not found:
        where = f" of {site}" if site else ""
        raise ArchiveError(f"no WARC file{where} below {archive}")
    return found


def _info(path: Path) -> FileInfo:
    """What *path* says of itself; nothing where it is damaged from its start."""
    try:
        return file_info(path)
    except ArchiveError:
        return FileInfo()
