"""Signed tree heads: who says the ledger stood so, and when. Ed25519, RFC 8032."""

import binascii
import os
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .canonical import canonical

_DOMAIN = b"chahe ledger head v1\n"


@dataclass(frozen=True)
class SignedHead:
    """The tree of `size` entries had `root` (hex) `at` (ISO 8601 with offset); base64 signature."""

    size: int
    root: str
    at: str
    key_id: str
    signature: str


def generate_key() -> bytes:
    """Return a new private key: 32 random bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private_key: bytes) -> bytes:
    """Return the 32 byte public key of a private key, raw or PEM."""
    return _private(private_key).public_key().public_bytes_raw()


def key_id(public_key: bytes) -> str:
    """Return a public key's short name: 16 hex digits of its fingerprint."""
    return fingerprint(public_key)[:16]


def fingerprint(public_key: bytes) -> str:
    """Return the SHA-256 of a raw public key, in hex: what two people compare by telephone."""
    return sha256(read_public_key(public_key)).hexdigest()


def sign_head(private_key: bytes, *, size: int, root: bytes, at: datetime) -> SignedHead:
    """Sign that the tree of `size` has this 32 byte root at an aware instant.

    :raises ValueError: if the key, the root or the instant is not one
    """
    if len(root) != 32 or size < 0 or at.utcoffset() is None:
        raise ValueError("a head is a size, a 32 byte root and an instant with an offset")
    name = key_id(public_key_of(private_key))
    unsigned = SignedHead(size, root.hex(), at.isoformat(), name, "")
    signature = _private(private_key).sign(_signed_bytes(unsigned))
    return SignedHead(size, root.hex(), at.isoformat(), name, b64encode(signature).decode())


def verify_head(head: SignedHead, public_key: bytes) -> bool:
    """Say whether the key (raw or PEM) signed exactly this head."""
    try:
        public = read_public_key(public_key)
        if head.key_id != key_id(public):
            return False
        signature = decode_base64(head.signature)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed_bytes(head))
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def read_public_key(data: bytes) -> bytes:
    """Return a raw public key from raw bytes, or from the PEM of a public or private key.

    :raises ValueError: if it is not an Ed25519 key
    """
    if len(data) == 32:
        return data
    if b"PRIVATE KEY" in data:
        return public_key_of(data)
    try:
        key = serialization.load_pem_public_key(data)
    except Exception as error:
        raise ValueError("not a public key in PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return key.public_bytes_raw()


def public_pem(public_key: bytes) -> bytes:
    """Write a public key as PEM (SubjectPublicKeyInfo, RFC 8410)."""
    return Ed25519PublicKey.from_public_bytes(read_public_key(public_key)).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def private_pem(private_key: bytes) -> bytes:
    """Write a private key as PEM (PKCS #8, RFC 8410), not encrypted."""
    return _private(private_key).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def store_private_key(path: Path, private_key: bytes) -> None:
    """Keep a private key in a new file that only its owner may read.

    :raises FileExistsError: if there is a file: a key is never overwritten
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(private_pem(private_key))


def load_private_key(path: Path) -> bytes:
    """Return the raw private key of a PEM file.

    :raises ValueError: if the file holds no Ed25519 private key
    """
    return _private(path.read_bytes()).private_bytes_raw()


def decode_base64(text: str) -> bytes:
    """Decode base64 as `b64encode` would have written it, and nothing else (RFC 4648 §3.5).

    :raises ValueError: if the text has strangers, or spare bits that are not zero
    """
    try:
        data = b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data


def _private(data: bytes) -> Ed25519PrivateKey:
    if len(data) == 32:
        return Ed25519PrivateKey.from_private_bytes(data)
    try:
        key = serialization.load_pem_private_key(data, password=None)
    except Exception as error:
        raise ValueError("not a private key in PEM") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def _signed_bytes(head: SignedHead) -> bytes:
    said = asdict(head)
    del said["signature"]
    return _DOMAIN + canonical(said)
