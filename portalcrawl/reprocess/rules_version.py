"""By what a page is read: two processes with the same version read the same.

>>> rules_version() == rules_version()
True
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

import portalcrawl

# The parts that decide what a page says.
FOLDERS = ("page", "extract", "sites", "urls", "dedup")


@cache
def rules_version() -> str:
    """``VERSION+DIGEST`` of portalcrawl's rules, code and data."""
    root = Path(portalcrawl.__file__).parent
    digest = blake2b(digest_size=6)
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(path.read_bytes())
    return f"{portalcrawl.__version__}+{digest.hexdigest()}"
