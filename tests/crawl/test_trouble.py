"""What goes wrong around a crawl: what the user is told, and that nothing is lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import Portalcrawl
from tests.crawl.conftest import stored_paths
from tests.portal import Portal, build_t1, serve

SMALL = build_t1(articles=60)


@pytest.fixture
def portal() -> Iterator[Portal]:
    with serve(SMALL) as portal:
        yield portal


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def answering(status: int, headers: dict[str, str], body: bytes = b"") -> Iterator[str]:
    """A server that gives every address the same answer; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(404 if self.path == "/robots.txt" else status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def fails(command: Portalcrawl, *arguments: str, code: int) -> str:
    """Run a command that ends with *code*; its one line of error."""
    done = command.run(*arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    (line,) = [x for x in done.stderr.splitlines() if x.startswith("portalcrawl: error: ")]
    return line


def test_an_address_that_does_not_answer(portalcrawl: Portalcrawl):
    url = f"http://127.0.0.1:{free_port()}/"
    said = fails(portalcrawl, "crawl", url, code=4)
    assert url in said
    assert "refused" in said


@pytest.mark.parametrize("address", ["ftp://a.gov.cn/", "http://", "not an address", "x"])
def test_what_is_no_address(portalcrawl: Portalcrawl, address: str):
    assert repr(address)[1:-1] in fails(portalcrawl, "crawl", address, code=3)


def test_an_address_that_leads_off_the_site(portalcrawl: Portalcrawl):
    with answering(302, {"Location": "http://www.elsewhere.invalid/"}) as url:
        said = fails(portalcrawl, "crawl", url, code=4)
    assert "http://www.elsewhere.invalid/" in said
    assert "--hosts" in said


def test_a_home_page_that_is_gone(portalcrawl: Portalcrawl):
    with answering(404, {}) as url:
        assert "404" in fails(portalcrawl, "crawl", url, code=4)


def test_a_home_page_that_is_no_page(portalcrawl: Portalcrawl):
    with answering(200, {"Content-Type": "application/pdf"}, b"%PDF-1.4") as url:
        assert "no page" in fails(portalcrawl, "crawl", url, code=4)


def test_a_profile_with_an_unknown_key(portalcrawl: Portalcrawl, tmp_path: Path):
    profile = tmp_path / "a.toml"
    profile.write_text('url = "http://a.invalid/"\n\ndelay = 2\n', "utf-8")
    said = fails(portalcrawl, "crawl", str(profile), code=3)
    assert f"{profile}, line 3: unknown key 'delay'; did you mean 'delay_secs'?" in said


def test_a_profile_is_crawled(portalcrawl: Portalcrawl, portal: Portal, tmp_path: Path):
    profile = tmp_path / "qingyuan.toml"
    lines = [f'url = "{portal.url}/"', "delay_secs = 0", "concurrency = 4", 'deny = ["/html/"]']
    profile.write_text("\n".join(lines), "utf-8")
    done = portalcrawl.run("crawl", str(profile))
    assert done.returncode == 0, done.stderr
    assert {a["site"] for a in portalcrawl.articles()} == {"qingyuan"}
    assert not [r.path for r in portal.requests if r.path.startswith("/html/")]


def test_a_data_folder_that_is_no_folder(tmp_path: Path):
    file = tmp_path / "file"
    file.write_text("x")
    said = fails(Portalcrawl(file), "crawl", "http://127.0.0.1:9/", code=6)
    assert str(file) in said


def test_a_data_folder_that_is_full(portal: Portal, tmp_path: Path, mongod: object):
    """A file system of 300 KB: a clear error, and the crawl goes on when there is room."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(small)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine does not allow mounting")
    uri = mongod.uri.replace("/?", "/full?")  # type: ignore[attr-defined]
    command = Portalcrawl(small, uri)
    try:
        to_the_last_byte = ("-s", "PORTALCRAWL_MIN_FREE_BYTES=0")
        brief = ("-s", "PORTALCRAWL_DISK_WAIT_SECS=0.5")
        said = fails(
            command, "crawl", portal.url, "--delay", "0", *to_the_last_byte, *brief, code=6
        )
        # Which of the two it is depends on how much is to be written at once.
        assert "KB free" in said or "No space left" in said
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        command.crawl(portal.url, *to_the_last_byte)
        stored = set(stored_paths(command, SMALL.truth, at=portal.url))
        assert set(SMALL.truth.articles) <= stored
        check = [sys.executable, "-c", "from warcio.cli import main; main()", "check"]
        files = [str(file) for file in command.warc_files()]
        assert subprocess.run([*check, *files], check=False).returncode == 0
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_commands_on_an_empty_data_folder(tmp_path: Path):
    command = Portalcrawl(tmp_path / "nothing")
    for arguments in (("articles",), ("stats",), ("mirror", str(tmp_path / "out"))):
        assert "nothing was crawled" in fails(command, *arguments, code=1)


def test_a_site_is_crawled_by_one_process_at_a_time(portalcrawl: Portalcrawl, portal: Portal):
    with portalcrawl.start("crawl", portal.url) as first:
        wait_for_requests(portal, 1)
        assert str(first.pid) in fails(portalcrawl, "crawl", portal.url, code=7)
        first.kill()
    # A process that is gone holds nothing.
    portalcrawl.crawl(portal.url)


def wait_for_requests(portal: Portal, count: int):
    deadline = time.monotonic() + 30
    while len(portal.requests) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_ctrl_c_once_finishes_what_is_in_flight(portalcrawl: Portalcrawl, portal: Portal):
    with portalcrawl.start("crawl", portal.url, "--delay", "0.05") as process:
        wait_for_requests(portal, 12)
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        said = process.communicate(timeout=30)[1]
    assert process.returncode == 0, said
    assert time.monotonic() - started < 10
    assert "run the same command to go on" in said
    asked = [r.path for r in portal.requests]
    portalcrawl.crawl(portal.url)
    again = [r.path for r in portal.requests[len(asked) :] if r.path in asked]
    assert again == []
    stored = set(stored_paths(portalcrawl, SMALL.truth, at=portal.url))
    assert set(SMALL.truth.articles) <= stored


def test_ctrl_c_twice_stops_now(portalcrawl: Portalcrawl, tmp_path: Path):
    with serve(SMALL, faults=["slow"]) as portal:
        with portalcrawl.start("crawl", portal.url) as process:
            wait_for_requests(portal, 4)
            process.send_signal(signal.SIGINT)
            time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
        assert process.returncode == 130
        portal.faults.clear()
        portalcrawl.crawl(portal.url)
    stored = set(stored_paths(portalcrawl, SMALL.truth, at=portal.url))
    assert set(SMALL.truth.articles) <= stored


def test_a_new_rule_holds_for_what_was_found_before(
    portalcrawl: Portalcrawl, portal: Portal, tmp_path: Path
):
    profile = tmp_path / "qingyuan.toml"
    lines = [f'url = "{portal.url}/"', "delay_secs = 0.02"]
    profile.write_text("\n".join(lines), "utf-8")
    with portalcrawl.start("crawl", str(profile)) as process:
        wait_for_requests(portal, 12)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    asked = len(portal.requests)
    profile.write_text("\n".join([*lines, 'deny = ["/UploadFiles/"]']), "utf-8")
    assert portalcrawl.run("crawl", str(profile)).returncode == 0
    later = [r.path for r in portal.requests[asked:]]
    assert any(path.startswith("/html/") for path in later)
    assert not [path for path in later if path.startswith("/UploadFiles/")]
    assert "skipped" in portalcrawl.run("stats").stdout


def test_help_teaches(portalcrawl: Portalcrawl):
    done = portalcrawl.run("crawl", "--help")
    for word in ("portalcrawl crawl", "--delay", "--hosts", "--data", "Exit codes", "130"):
        assert word in done.stdout


@pytest.mark.parametrize("fault", ["drop", "burst-503", "truncated"])
def test_a_site_that_stumbles_is_still_complete(portalcrawl: Portalcrawl, fault: str):
    with serve(SMALL, faults=[fault]) as portal:
        portalcrawl.crawl(portal.url)
    stored = set(stored_paths(portalcrawl, SMALL.truth, at=portal.url))
    assert set(SMALL.truth.articles) <= stored
