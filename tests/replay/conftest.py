"""Two portals crawled twice, packed, and served by pywb while the portals are gone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from portalcrawl.archive.cdx.captures_in_file import StoredCapture, captures_in
from tests.conftest import Portalcrawl
from tests.portal import Portal, Resource, Site, build_t1, serve
from tests.portal.t7.build import build_t7
from tests.replay.tools import Pywb, ReplayTools, fetch_plainly, is_ci

ROOT = Path(__file__).parents[2]
MOVED = "/moved.asp"
# So that there are a few parts, and revisits whose originals are in others.
PART_BYTES = 500_000


@pytest.fixture(scope="session")
def tools() -> ReplayTools:
    folder = Path(os.environ.get("REPLAY_TOOLS", ROOT / ".venv-replay/bin"))
    if not (folder / "wayback").exists():
        missing = f"no replay tools in {folder}: run `make replay-tools`"
        if is_ci():
            pytest.fail(missing)
        pytest.skip(missing)
    return ReplayTools(folder)


@dataclass(frozen=True)
class Archived:
    """A portal's archive after two crawls, and the body that it served at each address."""

    home: str
    command: Portalcrawl
    bodies: dict[str, bytes]

    @property
    def warc_files(self) -> list[Path]:
        return self.command.warc_files()

    def captures(self) -> list[StoredCapture]:
        """What a reader can ask for: no form's answer, no rendered page."""
        found = (capture for file in self.warc_files for capture in captures_in(file))
        return [c for c in found if c.kind in {"response", "revisit"} and c.method == "GET"]

    def wacz(self, out: Path, *options: str) -> list[Path]:
        done = self.command.run("wacz", *options, str(out))
        assert done.returncode == 0, done.stderr
        return sorted(out.parent.glob(f"{out.stem}*.wacz"))


@contextmanager
def crawled_twice(command: Portalcrawl, site: Site) -> Iterator[Archived]:
    with serve(site) as portal:
        command.crawl(portal.url)
        command.crawl(portal.url, "--full")
        archived = Archived(f"{portal.url}/", command, {})
        urls = {capture.url for capture in archived.captures()}
        yield replace(archived, bodies={url: _body(portal, url) for url in urls})


def _body(portal: Portal, url: str) -> bytes:
    portal.forget()
    return fetch_plainly(url)


def with_a_redirect(site: Site) -> Site:
    """*site* with a link on its home page to an address that has moved."""
    home = site.resources["/"]
    body = home.body.replace(b"</body>", b'<a href="/moved.asp">moved</a></body>')
    assert body != home.body
    moved = Resource(b"<a href=/>moved</a>", status=302, headers=(("Location", "/"),))
    resources = {**site.resources, "/": replace(home, body=body), MOVED: moved}
    return replace(site, resources=resources)


@pytest.fixture(scope="session")
def archived(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str], tools: ReplayTools
) -> Archived:
    command = Portalcrawl(tmp_path_factory.mktemp("replay") / "data", new_database())
    with crawled_twice(command, with_a_redirect(build_t1(articles=60))) as found:
        return found


@pytest.fixture(scope="session")
def with_forms(
    tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str], tools: ReplayTools
) -> Archived:
    command = Portalcrawl(tmp_path_factory.mktemp("forms") / "data", new_database())
    with crawled_twice(command, build_t7(articles=60)) as found:
        return found


@pytest.fixture(scope="session")
def wacz_file(archived: Archived, tmp_path_factory: pytest.TempPathFactory) -> Path:
    [file] = archived.wacz(tmp_path_factory.mktemp("wacz") / "site.wacz")
    return file


@pytest.fixture(scope="session")
def parts(archived: Archived, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("parts") / "site.wacz"
    return archived.wacz(out, "--max-bytes", str(PART_BYTES))


@pytest.fixture(scope="session")
def pywb(
    tools: ReplayTools,
    archived: Archived,
    with_forms: Archived,
    wacz_file: Path,
    parts: list[Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pywb]:
    """The collections ``warc`` and ``wacz`` of one portal, its parts, ``forms`` of the other."""
    folder = tmp_path_factory.mktemp("pywb")
    tools.collection(folder, "warc", *archived.warc_files)
    tools.collection(folder, "wacz", wacz_file, wacz=True)
    for part in parts:
        tools.collection(folder, part.stem, part, wacz=True)
    [forms] = with_forms.wacz(folder / "forms.wacz")
    tools.collection(folder, "forms", forms, wacz=True)
    with tools.replay(folder) as pywb:
        yield pywb
