"""Signatures, verified as the specification's readers do."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_der_public_key,
)

from portalcrawl.archive.wacz.signature import load_key, make_key, signed_data
from portalcrawl.errors import PackageError

DIGEST = "sha256:ec1f44ab13e2c94b0ddf66e9673d585ba4a77e6f8c9cc30d8665da434557e885"


def verify(signed: dict[str, str], digest: str) -> None:
    """As a browser's crypto.subtle.verify: two numbers of 48 bytes, over the digest's text."""
    key = load_der_public_key(base64.b64decode(signed["publicKey"]))
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP384R1)
    numbers = base64.b64decode(signed["signature"])
    assert len(numbers) == 96
    r, s = (int.from_bytes(half, "big") for half in (numbers[:48], numbers[48:]))
    key.verify(encode_dss_signature(r, s), digest.encode(), ec.ECDSA(SHA256()))


def test_a_signature_is_verified_with_the_public_key_beside_it(tmp_path: Path):
    key = make_key(tmp_path / "key.pem")
    signed = signed_data(DIGEST, key=key, created="2026-11-25T01:02:03Z", software="x")
    assert sorted(signed) == ["created", "hash", "publicKey", "signature", "software", "version"]
    assert signed["hash"] == DIGEST
    verify(signed, DIGEST)
    with pytest.raises(InvalidSignature):
        verify(signed, DIGEST.replace("e", "f"))


def test_a_key_is_its_owners_alone_and_kept(tmp_path: Path):
    path = tmp_path / "key.pem"
    made = make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_key(path).private_numbers() == made.private_numbers()
    with pytest.raises(PackageError, match=r"key\.pem"):
        make_key(path)


def pem(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    encryption: KeySerializationEncryption | None = None,
) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no key",
        pem(ec.generate_private_key(ec.SECP256R1())),
        pem(rsa.generate_private_key(65537, 2048)),
        pem(ec.generate_private_key(ec.SECP384R1()), BestAvailableEncryption(b"secret")),
    ],
    ids=["empty", "text", "another curve", "another kind", "with a password"],
)
def test_what_is_no_key_for_this(tmp_path: Path, content: bytes):
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    with pytest.raises(PackageError, match=r"key\.pem"):
        load_key(path)


def test_a_key_that_is_not_there(tmp_path: Path):
    with pytest.raises(PackageError, match=r"key\.pem"):
        load_key(tmp_path / "key.pem")
