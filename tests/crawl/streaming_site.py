"""A site whose files are made while they are sent: as long as one likes, broken as one likes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Stream:
    """An answer: *length* is what it announces (None: in chunks), *parts* what it sends."""

    parts: Callable[[], Iterator[bytes]]
    length: int | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "video/mp4"})


@dataclass
class StreamingSite:
    """Its address, how often each path was asked for, and how many bytes of it were sent."""

    url: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)


def page(body: bytes) -> Stream:
    return Stream(lambda: iter([body]), len(body), {"Content-Type": "text/html"})


def home(*paths: str) -> Stream:
    rows = "".join(f'<li><a href="{path}">关于动员会的资料{path}</a></li>' for path in paths)
    return page(f"<title>县政府</title><h1>下载</h1><ul>{rows}</ul><p>{'说明' * 60}".encode())


@contextmanager
def serve_streams(streams: Mapping[str, Stream]) -> Iterator[StreamingSite]:
    """Serve *streams* by path; other paths are missing."""
    site = StreamingSite()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            stream = streams.get(self.path)
            site.asked[self.path] += 1
            self.send_response(200 if stream else 404)
            stream = stream or Stream(lambda: iter(()), 0)
            for name, value in stream.headers.items():
                self.send_header(name, value)
            if stream.length is None:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(stream.length))
            self.end_headers()
            try:
                self.send(stream)
            except OSError:
                # The client had enough.
                self.close_connection = True

        def send(self, stream: Stream):
            sent = 0
            for part in stream.parts():
                is_chunk = stream.length is None
                self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part) if is_chunk else part)
                sent += len(part)
                site.sent[self.path] += len(part)
            if stream.length is None:
                self.wfile.write(b"0\r\n\r\n")
            elif sent < stream.length:
                self.close_connection = True

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
