"""One site's files replaced by others with the same records, in steps that survive a kill.

What is to happen is written down before anything that was there is touched; whoever comes next
finds it (``unfinished``) and goes on. Each step may be repeated.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from portalcrawl.archive.compacting.rewrite import UNFINISHED
from portalcrawl.archive.durable import sync_folder
from portalcrawl.errors import ArchiveError

MANIFEST = "compaction.json"


@dataclass(frozen=True, slots=True)
class Compaction:
    """The files *sources* of *folder* become the files *files*: names, not paths."""

    folder: Path
    sources: tuple[str, ...]
    files: tuple[str, ...]

    def begin(self) -> None:
        """Write down what is to happen: from here on it is finished, not undone."""
        names = {name: value for name, value in asdict(self).items() if name != "folder"}
        path = self.folder / (MANIFEST + UNFINISHED)
        with path.open("w", encoding="utf-8") as file:
            json.dump(names, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        path.replace(self.folder / MANIFEST)
        sync_folder(self.folder)

    def publish(self) -> None:
        """Give the new files their names. Raises ArchiveError where one is gone."""
        for name in self.files:
            new, path = self.folder / (name + UNFINISHED), self.folder / name
            if new.exists() and path.exists():
                raise ArchiveError(f"{path} is in the way of {new}: move it away")
            if new.exists():
                new.rename(path)
            elif not path.exists():
                raise ArchiveError(
                    f"{path} is gone, which {self.folder / MANIFEST} names: the old files are all"
                    " there; move that file away to go on with them"
                )
        sync_folder(self.folder)

    def remove_sources(self) -> None:
        """Delete the old files."""
        for name in self.sources:
            (self.folder / name).unlink(missing_ok=True)
        sync_folder(self.folder)

    def end(self) -> None:
        """Nothing is left to do."""
        (self.folder / MANIFEST).unlink(missing_ok=True)
        sync_folder(self.folder)


def unfinished(folder: Path) -> Compaction | None:
    """What a killed process began in *folder* and did not finish; files that it gave up are gone.

    Raises ArchiveError where its note can't be read.
    """
    path = folder / MANIFEST
    if not path.exists():
        for left in folder.glob(f"*{UNFINISHED}"):
            left.unlink(missing_ok=True)
        return None
    try:
        names = json.loads(path.read_text("utf-8"))
        return Compaction(folder, tuple(names["sources"]), tuple(names["files"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"can't read {path}: {error}") from error


def worth_rewriting(paths: list[Path], *, suffix: str, max_bytes: int) -> list[Path]:
    """Those of *paths* that are of another form than *suffix*, or small enough to be merged.

    None where they are one file of that form: there is nothing to gain.
    """
    chosen = [p for p in paths if not p.name.endswith(suffix) or p.stat().st_size < max_bytes]
    if len(chosen) == 1 and chosen[0].name.endswith(suffix):
        return []
    return chosen
