"""Write the mirror: every resource into its file, its links made relative."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from portalcrawl.archive.reader import StoredResponse
from portalcrawl.errors import MirrorError
from portalcrawl.mirror.css import rewrite_css
from portalcrawl.mirror.html import rewrite_html
from portalcrawl.mirror.notes import MISSING_NOTE, missing_note
from portalcrawl.mirror.paths import relative_link
from portalcrawl.mirror.resources import Resource, SiteMap
from portalcrawl.page.decode import charset_of, decode_page
from portalcrawl.page.media_type import HTML
from portalcrawl.page.url_attributes import Use

CSS = "text/css"
SCRIPTS = frozenset(
    {"text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript"}
)
TEXTS = frozenset({HTML, CSS}) | SCRIPTS
MANIFEST = "manifest.json"
# No page of the mirror may contact anything: what its scripts ask for beyond the folder is refused
# by the browser. "file:" is the folder opened from disk, 'self' the same behind a web server.
CONTENT_SECURITY_POLICY = (
    "default-src 'self' file: data: blob: 'unsafe-inline' 'unsafe-eval'; form-action 'none'"
)
HEAD = f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">'


def write_mirror(
    folder: Path,
    site_map: SiteMap,
    *,
    read: Callable[[Resource], StoredResponse],
    copy: Callable[[Resource, IO[bytes]], object],
    pages: dict[str, str],
) -> Iterator[str]:
    """Build the mirror in *folder*, yielding the path of each resource that is written.

    *read* gives the response of a text, *copy* writes the body of anything else, however large it
    is; *pages* are further files (path → HTML). An earlier mirror in *folder* stays until the new
    one is whole. Raises MirrorError where *folder* can't be taken.
    """
    with _replacing(folder) as building:
        for path, html in {**pages, MISSING_NOTE: missing_note()}.items():
            _write(building / path, html.encode())
        for resource, path in site_map.shown:
            if resource.media_type in TEXTS:
                _write(building / path, _text(resource, path, read(resource), site_map))
            else:
                with _new_file(building / path) as file:
                    copy(resource, file)
            yield path
        manifest = dict(sorted(site_map.paths.items()))
        _write(building / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())


def _text(resource: Resource, path: str, stored: StoredResponse, site_map: SiteMap) -> bytes:
    """The bytes of the page, style or script at *path*, as UTF-8."""
    decoded = decode_page(stored.body, http_charset=charset_of(stored.header("content-type")))
    text, encoding = decoded.text, decoded.encoding

    def replace(url: str, *, use: Use) -> str | None:
        if (target := site_map.path_of(url)) is not None:
            return relative_link(path, target)
        if use in {"link", "page"}:
            return f"{relative_link(path, MISSING_NOTE)}#{url}"
        # An image or a script that was not captured: nothing to load, nobody to ask.
        return ""

    if resource.media_type == HTML:
        text = rewrite_html(
            text, page_url=resource.url, encoding=encoding, replace=replace, head=HEAD
        )
    elif resource.media_type == CSS:
        text = rewrite_css(text, base_url=resource.url, encoding=encoding, replace=replace)
    # A script is read in its page's encoding, and the mirror's pages are UTF-8.
    return text.encode("utf-8", "replace")


def _write(file: Path, content: bytes) -> None:
    with _new_file(file) as opened:
        opened.write(content)


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise MirrorError(f"can't write {path}: {error}") from error


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A folder beside *folder* to build in, which takes its place at the end."""
    if folder.exists() and not _may_replace(folder):
        raise MirrorError(f"{folder} exists and is no mirror: name another folder, or empty it")
    building = folder.with_name(f".{folder.name}.building-{os.getpid()}")
    try:
        building.mkdir(parents=True)
    except OSError as error:
        raise MirrorError(f"can't write beside {folder}: {error}") from error
    try:
        yield building
        old = folder.with_name(f".{folder.name}.old-{os.getpid()}")
        if folder.exists():
            folder.rename(old)
        building.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _may_replace(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))
