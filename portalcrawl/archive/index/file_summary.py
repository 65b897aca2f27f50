"""What a WARC file holds, counted without reading the payloads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fastwarc.warc import WarcRecord

from portalcrawl.archive.damage import Damage, scan_past_damage
from portalcrawl.archive.index.files import file_info
from portalcrawl.archive.index.record_index import CAPTURED
from portalcrawl.archive.index.record_names import record_moment, target_url

_COMPRESSIONS = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"WARC/", "none"))


@dataclass(slots=True)
class FileSummary:
    """``file`` is below the archive folder; ``first`` and ``last`` are dates of captures."""

    file: str
    site: str
    run: str
    bytes: int
    compression: str
    records: Counter[str] = field(default_factory=Counter)
    """Records by type."""
    captures: int = 0
    first: datetime | None = None
    last: datetime | None = None
    damaged_bytes: int = 0


def summarize(path: Path) -> FileSummary:
    """The summary of *path* in a site's folder. Raises ArchiveError where it can't be opened."""
    info = file_info(path)
    file = f"{path.parent.name}/{path.name}"
    summary = FileSummary(file, info.site, info.run, path.stat().st_size, compression_of(path))
    for place, found in scan_past_damage(path, _look):
        if isinstance(found, Damage):
            summary.damaged_bytes += place.length
            continue
        kind, moment = found
        summary.records[kind] += 1
        if moment is not None:
            summary.captures += 1
            summary.first = min(summary.first or moment, moment)
            summary.last = max(summary.last or moment, moment)
    return summary


def compression_of(path: Path) -> str:
    """``gzip``, ``zstd``, ``none``, or ``unknown``: by the first bytes of *path*."""
    with path.open("rb") as file:
        start = file.read(5)
    if start[:4] in _ZSTD_SKIPPABLE:
        return "zstd"
    return next((name for magic, name in _COMPRESSIONS if start.startswith(magic)), "unknown")


# A dictionary stands in such a frame before the first record (RFC 8878 section 3.1.2).
_ZSTD_SKIPPABLE = {bytes([0x50 + n, 0x2A, 0x4D, 0x18]) for n in range(16)}


def _look(record: WarcRecord) -> tuple[str, datetime | None]:
    """Type, and of captures the date."""
    headers = record.headers
    kind = (headers.get("WARC-Type") or "unknown").lower()
    is_capture = kind in CAPTURED and target_url(headers.get("WARC-Target-URI")) is not None
    return kind, record_moment(headers.get("WARC-Date")) if is_capture else None
