"""The forms in which archives are compressed, by name.

>>> packing("gzip", Path("archive/a.cn"), zstd_level=6).suffix
'.warc.gz'
"""

from __future__ import annotations

from pathlib import Path

from portalcrawl.archive.compression.members import GzipPacking, Packing
from portalcrawl.archive.compression.zstd_members import ZstdPacking

SUFFIXES = {"gzip": GzipPacking.suffix, "zstd": ZstdPacking.suffix}
COMPRESSIONS = tuple(SUFFIXES)


def packing(compression: str, folder: Path, *, zstd_level: int) -> Packing:
    """How a crawl compresses what it adds to the site's *folder*; ``zstd`` goes on learning."""
    if compression == "zstd":
        return ZstdPacking.of_site(folder, level=zstd_level)
    return GzipPacking()
