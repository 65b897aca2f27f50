"""WARC records in the shapes that other programs give them."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

DATE = "2025-03-04T05:06:07Z"


def record(
    kind: str,
    uuid: str,
    block: bytes = b"",
    *,
    url: str = "http://a.cn/x.html",
    version: str = "WARC/1.0",
    content_type: str = "application/http;msgtype=response",
    **headers: str,
) -> bytes:
    """A record; *headers* are further ones, with ``_`` for ``-``."""
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid}>",
        "WARC-Date": DATE,
        "WARC-Target-URI": url,
        "Content-Type": content_type,
        **{name.replace("_", "-"): value for name, value in headers.items()},
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, *lines: str, status: str = "200 OK") -> bytes:
    """An HTTP answer, of HTML unless *lines* say otherwise."""
    head = [f"HTTP/1.1 {status}", *(lines or ["Content-Type: text/html"])]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def chunked(*parts: bytes) -> bytes:
    """*parts* in the chunked transfer coding."""
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def write_members(path: Path, records: Iterable[bytes]) -> Path:
    """*records* as a file with a gzip member a record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) for one in records))
    return path
