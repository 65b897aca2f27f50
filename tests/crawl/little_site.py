"""A site of a few hand-written answers, for one behaviour at a time."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

_TRIED = re.compile(r"/sitemap\.xml|/[bcdfghjklmnpqrstvwxz]{8}\.html")


@dataclass(frozen=True)
class Reply:
    """What one address answers."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    pause_secs: float = 0.0
    """How long it takes."""


@dataclass
class LittleSite:
    """The address without a slash at its end, and (path, second) of each request."""

    url: str
    asked: list[tuple[str, float]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, but for the site map and the page that are only tried."""
        return [path for path, _ in self.asked if not _TRIED.fullmatch(path)]


@contextmanager
def serve_replies(replies: Mapping[str, Reply | list[Reply]]) -> Iterator[LittleSite]:
    """Serve *replies* by path; of a list, one reply a request, the last one from then on."""
    site = LittleSite("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = replies.get(self.path, Reply(b"not found", status=404))
            count = site.paths.count(self.path)
            site.asked.append((self.path, monotonic()))
            reply = found[min(count, len(found) - 1)] if isinstance(found, list) else found
            sleep(reply.pause_secs)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
