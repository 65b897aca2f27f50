"""Digests as other programs write them."""

from __future__ import annotations

import base64
import hashlib

import pytest

from portalcrawl.archive.index.declared_digest import ALGORITHMS, new_hasher, parse_digest


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_hex_and_base32_are_the_same(algorithm):
    digest = new_hasher(algorithm).digest()
    base32 = base64.b32encode(digest).decode()
    for value in (digest.hex(), digest.hex().upper(), base32, base32.lower(), base32.rstrip("=")):
        assert parse_digest(f"{algorithm}:{value}") == (algorithm, digest)


@pytest.mark.parametrize("label", ["SHA-256:{}", " sha256:{} ", "Sha256:{}"])
def test_names_of_algorithms(label):
    digest = hashlib.sha256(b"x")
    assert parse_digest(label.format(digest.hexdigest())) == ("sha256", digest.digest())


@pytest.mark.parametrize(
    "label", ["", "sha1", "sha1:", "sha1:!!", "crc32:00000000", "sha1:ABCD", "sha256:" + "Z" * 64]
)
def test_what_is_none(label):
    assert parse_digest(label) is None
