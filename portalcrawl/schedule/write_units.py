"""Units in a folder: written where they are ours, left alone where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portalcrawl.errors import PortalcrawlError


@dataclass(frozen=True, slots=True)
class Written:
    """Names of files: new ones, ones with another text than before, ones that were so already.

    ``others`` are ours too and were not among what was to be written: sites of another time.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def write_units(
    folder: Path, files: Mapping[str, str], *, mark: str, pattern: str, dry_run: bool = False
) -> Written:
    """Write *files* (name → text) into *folder*; nothing is ever removed.

    *mark* is the first line by which our files are known, *pattern* what their names are like.
    Raises PortalcrawlError, before anything is written, where one is of someone else.
    """
    there = {path.name: path.read_text("utf-8") for path in sorted(folder.glob(pattern))}
    ours = {name for name, text in there.items() if text.startswith(mark)}
    for name in sorted((files.keys() & there.keys()) - ours):
        raise PortalcrawlError(
            f"{folder / name} was not written for this data folder and stays as it is: say another"
            " --name, or remove it"
        )
    written = Written(others=sorted(ours - files.keys()))
    for name, text in files.items():
        if name not in there:
            written.new.append(name)
        else:
            (written.same if there[name] == text else written.changed).append(name)
    if not dry_run:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in (*written.new, *written.changed):
                (folder / name).write_text(files[name], "utf-8")
        except OSError as error:
            raise PortalcrawlError(f"{error.filename}: {error.strerror}") from error
    return written
