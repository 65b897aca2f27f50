"""Digests as other programs write them: SHA-1 in Base32, SHA-256 in hex, and what lies between.

>>> parse_digest("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ") == parse_digest(
...     "SHA-1:da39a3ee5e6b4b0d3255bfef95601890afd80709"
... )
True
>>> parse_digest("crc32:0") is None
True
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Protocol

ALGORITHMS = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16, "blake2b": 64, "blake2s": 32}


class Hasher(Protocol):
    """What hashlib gives."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""
        ...

    def digest(self) -> bytes:
        """The digest of what was taken in."""
        ...


def parse_digest(label: str) -> tuple[str, bytes] | None:
    """Algorithm and bytes of ``ALGORITHM:VALUE`` (ISO 28500 section 5.8).

    The standard leaves the value's encoding open: what has the length of the digest in hex is hex,
    the rest Base32. None for an algorithm that is not known, or a value of another length.
    """
    name, _, value = label.strip().partition(":")
    algorithm = name.lower().replace("-", "")
    size = ALGORITHMS.get(algorithm)
    if size is None:
        return None
    try:
        digest = bytes.fromhex(value) if len(value) == 2 * size else _base32(value)
    except (ValueError, binascii.Error):
        return None
    return (algorithm, digest) if len(digest) == size else None


def new_hasher(algorithm: str) -> Hasher:
    """A hasher for one of ALGORITHMS."""
    return hashlib.new(algorithm, usedforsecurity=False)


def _base32(value: str) -> bytes:
    bare = value.rstrip("=").upper()
    return base64.b32decode(bare + "=" * (-len(bare) % 8))
