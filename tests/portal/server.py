"""Serves a site on a free port of the loopback interface, and remembers what was asked."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from tests.portal.faults import FAULTS, Answer, Exchange, Fault, answer_to
from tests.portal.site import Asked, Resource, Site, capital_escapes
from tests.portal.truth import Truth


class Request(NamedTuple):
    """One line of the request log; *status* is 0 for a dropped connection."""

    time: float
    method: str
    path: str  # as sent, with its query
    status: int
    bytes: int  # of the body


@dataclass
class Portal:
    """A site being served; *site* and *faults* may be replaced at any time."""

    site: Site
    faults: list[Fault]
    log: TextIO | None = None
    url: str = ""  # http://127.0.0.1:port, without a slash at the end
    requests: list[Request] = field(default_factory=list)
    _visits: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Answer:
        path = capital_escapes(asked.path)
        with self._lock:
            self._visits[path] += 1
            visit, number = self._visits[path], self._visits.total()
        asked = replace(asked, path=path, visit=visit, number=number)
        return answer_to(Exchange(self.site, asked, self._visits), self.faults)

    @property
    def truth(self) -> Truth:
        """What is true of the site with its faults on."""
        truth = self.site.truth
        for fault in self.faults:
            truth = fault.truth(truth)
        return truth

    def note(self, request: Request) -> None:
        self.requests.append(request)
        if self.log:
            with self._lock:
                print(json.dumps(request), file=self.log, flush=True)

    def forget(self) -> None:
        """Empties the request log and starts the visits anew, as between two crawls."""
        with self._lock:
            self.requests.clear()
            self._visits.clear()

    @property
    def forbidden_requests(self) -> list[Request]:
        """What a polite crawl would not have asked for."""
        truth = self.truth
        return [
            request
            for request in self.requests
            if (request.method == "POST" and request.path not in truth.posts)
            or truth.forbidden.covers(request.path)
        ]


@contextmanager
def serve(
    site: Site,
    *,
    faults: Iterable[Fault | str] = (),
    port: int = 0,
    log: Path | None = None,
) -> Iterator[Portal]:
    """Serves *site* in a thread of this process; faults are given by name or as objects."""
    chosen = [FAULTS[fault]() if isinstance(fault, str) else fault for fault in faults]
    portal = Portal(site, chosen, log=log.open("a", encoding="utf-8") if log else None)
    server = _Server(("127.0.0.1", port), portal)
    portal.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        thread.join()
        server.close_connections()
        server.server_close()
        if portal.log:
            portal.log.close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    # Threads end when their connection is closed, and server_close waits for them.
    daemon_threads = False

    def __init__(self, address: tuple[str, int], portal: Portal) -> None:
        self.portal = portal
        self._connections: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the tests, not an error."""

    def close_connections(self) -> None:
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # closed by the client in the meantime


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Microsoft-IIS/6.0"
    sys_version = ""
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        portal = self.server.portal
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent = self.rfile.read(int(headers.get("content-length") or 0))
        answer = portal.answer(Asked(self.path, self.command, headers, sent))
        if answer.delay_secs:
            time.sleep(answer.delay_secs)
        if answer.dropped:
            self.close_connection = True
            self._note(0, 0)
            return
        resource = answer.resource
        tags = validators(resource)
        unchanged = resource.status == 200 and is_unchanged(resource, tags, self.headers)
        body = b"" if unchanged else resource.body
        status = 304 if unchanged else resource.status
        sent = b"" if self.command == "HEAD" else body[: answer.body_cut_at]
        # The log is complete before the client has its answer: a test may read it at once.
        self._note(status, len(sent))
        self.wfile.write(self._head(status, resource, tags, len(body)) + sent)
        if answer.body_cut_at is not None:
            self.close_connection = True

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """Only scripts take one; a test sees the others among the forbidden requests."""
        self.do_GET()

    def _head(self, status: int, resource: Resource, tags: dict[str, str], length: int) -> bytes:
        fields = {"Server": self.server_version, "Date": self.date_time_string()}
        if status != 304:
            fields |= {"Content-Type": resource.content_type, "Content-Length": str(length)}
        fields |= tags | dict(resource.headers)
        lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
        lines += [f"{name}: {value}" for name, value in fields.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _note(self, status: int, length: int) -> None:
        request = Request(time.time(), self.command, self.path, status, length)
        self.server.portal.note(request)

    def log_message(self, *args: Any) -> None:
        """Says nothing: requests are in the portal's own log."""


def _phrase(status: int) -> str:
    """The words for *status*; those that firewalls made up have none."""
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""


def validators(resource: Resource) -> dict[str, str]:
    """ETag and Last-Modified; a dynamic page has neither."""
    if resource.last_modified is None:
        return {}
    digest = hashlib.sha1(resource.body, usedforsecurity=False).hexdigest()[:16]
    changed = format_datetime(resource.last_modified, usegmt=True)
    return {"ETag": f'"{digest}"', "Last-Modified": changed}


def is_unchanged(resource: Resource, tags: dict[str, str], headers: Any) -> bool:
    """Whether the client's copy is still good; ETag before date (RFC 9110, 13.2.2)."""
    if resource.last_modified is None:
        return False
    if asked := headers.get("If-None-Match"):
        return tags["ETag"] in asked or asked.strip() == "*"
    since = _http_date(headers.get("If-Modified-Since"))
    return since is not None and resource.last_modified <= since


def _http_date(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except ValueError:
        return None
