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

    The standard leaves the value's encoding open: hex and Base32 are told by their lengths. None
    for an algorithm that is not known, or a value of another length.
    """
    name, _, value = label.strip().partition(":")
    algorithm = name.lower().replace("-", "")
    size = ALGORITHMS.get(algorithm)
    if size is None:
        return None
    for digest in (_hex(value), _base32(value)):
        if digest is not None and len(digest) == size:
            return algorithm, digest
    return None


def new_hasher(algorithm: str) -> Hasher:
    """A hasher for one of ALGORITHMS."""
    return hashlib.new(algorithm, usedforsecurity=False)


def _hex(value: str) -> bytes | None:
    try:
        return bytes.fromhex(value)
    except ValueError:
        return None


def _base32(value: str) -> bytes | None:
    bare = value.rstrip("=").upper()
    try:
        return base64.b32decode(bare + "=" * (-len(bare) % 8))
    except binascii.Error:
        return None
