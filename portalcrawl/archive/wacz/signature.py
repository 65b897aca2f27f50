"""Sign a package with a key of one's own: "anonymous" signing.

As https://specs.webrecorder.net/wacz-auth/0.1.0/ says and ReplayWeb.page verifies: ECDSA on the
curve P-384 over the SHA-256 of the text ``sha256:…`` (the digest of datapackage.json), the
signature as its two numbers one after the other, the public key as SubjectPublicKeyInfo. It proves
that two packages come from the same hand; whose that is, the key's owner must tell by other means.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from portalcrawl.errors import PackageError

PrivateKey: TypeAlias = ec.EllipticCurvePrivateKey
CURVE = ec.SECP384R1
NUMBER_BYTES = 48
AUTH_VERSION = "0.1.0"


def load_key(path: Path) -> PrivateKey:
    """The private key in the PEM file *path*. Raises PackageError where it holds no such key."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise PackageError(f"can't read the key {path}: {error.strerror}") from error
    except (TypeError, ValueError, UnsupportedAlgorithm) as error:
        raise PackageError(f"{path} is no PEM file with a key without password: {error}") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, CURVE):
        raise PackageError(
            f"{path} holds another kind of key than ECDSA P-384, which replay tools verify:"
            " name a file that does not exist, and one is made there"
        )
    return key


def make_key(path: Path) -> PrivateKey:
    """A new key, kept in *path*, which only its owner can read. Raises PackageError."""
    key = ec.generate_private_key(CURVE())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
    except OSError as error:
        raise PackageError(f"can't write the key {path}: {error.strerror}") from error
    return key


def signed_data(digest: str, *, key: PrivateKey, created: str, software: str) -> dict[str, str]:
    """The ``signedData`` of datapackage-digest.json for *digest* (``sha256:HEX``)."""
    numbers = decode_dss_signature(key.sign(digest.encode(), ec.ECDSA(SHA256())))
    signature = b"".join(number.to_bytes(NUMBER_BYTES, "big") for number in numbers)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": digest,
        "created": created,
        "software": software,
        "version": AUTH_VERSION,
        "signature": base64.b64encode(signature).decode(),
        "publicKey": base64.b64encode(public).decode(),
    }
