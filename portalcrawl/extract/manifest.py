r"""A list of saved pages to read: JSON lines ``{"id", "path", "url", "site"}``.

>>> parse_manifest('{"path": "1.html", "url": "http://a.cn/1.html"}\n', path="m.jsonl")
[ManifestRow(id='1', path='1.html', url='http://a.cn/1.html', site='a.cn')]
>>> parse_manifest('{"id": 1}\n', path="m.jsonl")
Traceback (most recent call last):
    ...
portalcrawl.errors.PageError: m.jsonl, line 1: the key 'path' (the page's file) is missing
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePath

from portalcrawl.errors import PageError
from portalcrawl.urls.absolute import host_of

# The address of a page whose own is not known: relative links need one.
NO_URL = "http://unknown.invalid/"


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A page: its name, its file, the address it came from and the site it belongs to."""

    id: str
    path: str
    url: str
    site: str


def parse_manifest(text: str, *, path: str) -> list[ManifestRow]:
    """The rows of *text*; *path* is for messages. Raises PageError, which names the line.

    ``path`` is needed; ``id`` is the file's stem where it is missing, ``site`` the host of ``url``.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            rows.append(_row(line, where=f"{path}, line {number}"))
    return rows


def _row(line: str, *, where: str) -> ManifestRow:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise PageError(f"{where}: not JSON: {error}") from error
    if not isinstance(data, dict):
        raise PageError(f"{where}: not a JSON object: {line[:60]}")
    if not isinstance(file := data.get("path"), str) or not file:
        raise PageError(f"{where}: the key 'path' (the page's file) is missing")
    url = data.get("url") or NO_URL
    if not isinstance(url, str) or "://" not in url:
        raise PageError(f"{where}: 'url' must be an absolute address or null, not {url!r}")
    try:
        host = host_of(url)
    except ValueError as error:
        raise PageError(f"{where}: 'url' is no address: {url!r}") from error
    name = data.get("id", PurePath(file).stem)
    return ManifestRow(id=str(name), path=file, url=url, site=str(data.get("site") or host))
