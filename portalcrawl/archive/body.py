"""A payload as sent: in memory, or in a file of its own where it is large.

>>> sent = b"<p>"
>>> body_bytes(sent), list(body_chunks(sent)), body_sha1(sent).hex()[:8]
(3, [b'<p>'], '63ada55c')
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class SpooledBody:
    """A payload of *size* bytes in the file *path*, with the SHA-1 that was taken as it came."""

    path: Path
    size: int
    sha1: bytes


Body: TypeAlias = bytes | SpooledBody


def body_bytes(body: Body) -> int:
    """How many bytes *body* has."""
    return body.size if isinstance(body, SpooledBody) else len(body)


def body_chunks(body: Body) -> Iterator[bytes]:
    """The bytes of *body*, never more than one chunk of a file in memory."""
    if not isinstance(body, SpooledBody):
        yield body
        return
    with body.path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def body_sha1(body: Body) -> bytes:
    """The 20 bytes of SHA-1 over *body*."""
    if isinstance(body, SpooledBody):
        return body.sha1
    return hashlib.sha1(body, usedforsecurity=False).digest()


def discard(body: Body) -> None:
    """Delete the file of *body*, where it has one: its record is written."""
    if isinstance(body, SpooledBody):
        body.path.unlink(missing_ok=True)


def digest_label(sha1: bytes) -> str:
    """The digest as WARC headers write it.

    >>> digest_label(body_sha1(b""))
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return f"sha1:{base64.b32encode(sha1).decode()}"
