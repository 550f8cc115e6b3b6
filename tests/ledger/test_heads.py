"""Signed heads and keys."""

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.ledger.memory import AT, KEY

from chahe.ledger.heads import (
    decode_base64,
    fingerprint,
    generate_key,
    key_id,
    load_private_key,
    private_pem,
    public_key_of,
    public_pem,
    read_public_key,
    sign_head,
    store_private_key,
    verify_head,
)

PUBLIC = public_key_of(KEY)
HEAD = sign_head(KEY, size=7, root=bytes(32), at=AT)
RSA = rsa.generate_private_key(65537, 2048)


def test_head_verifies_with_its_key_raw_or_pem() -> None:
    assert verify_head(HEAD, PUBLIC)
    assert verify_head(HEAD, public_pem(PUBLIC))
    assert sign_head(private_pem(KEY), size=7, root=bytes(32), at=AT) == HEAD
    assert (HEAD.at, HEAD.key_id) == ("2026-06-15T09:30:00+08:00", key_id(PUBLIC))


@pytest.mark.parametrize(
    "change",
    [
        {"size": 8},
        {"size": True},
        {"size": 7.0},
        {"root": "11" * 32},
        {"at": "2026-06-15T09:30:01+08:00"},
        {"key_id": "0" * 16},
        {"signature": ""},
        {"signature": "核"},
        {"signature": None},
        {"signature": HEAD.signature[:-3] + "x=="},
        {"signature": HEAD.signature + "\n"},
    ],
)
def test_head_with_anything_changed_does_not_verify(change: dict[str, object]) -> None:
    changed = replace(HEAD, **change)  # type: ignore[arg-type]

    assert not verify_head(changed, PUBLIC)


@pytest.mark.parametrize("key", [public_key_of(bytes(32)), b"", b"-----BEGIN", bytes(31)])
def test_head_does_not_verify_with_another_key(key: bytes) -> None:
    assert not verify_head(HEAD, key)


@pytest.mark.parametrize(
    ("size", "root", "at"),
    [(-1, bytes(32), AT), (1, bytes(31), AT), (1, bytes(32), AT.replace(tzinfo=None))],
)
def test_sign_head_refuses_what_is_no_head(size: int, root: bytes, at: datetime) -> None:
    with pytest.raises(ValueError, match="a head is"):
        sign_head(KEY, size=size, root=root, at=at)


def test_head_keeps_its_own_offset() -> None:
    head = sign_head(KEY, size=7, root=bytes(32), at=AT.astimezone(UTC))

    assert (head.at, verify_head(head, PUBLIC)) == ("2026-06-15T01:30:00+00:00", True)


def test_generated_keys_differ() -> None:
    assert len({generate_key() for _ in range(3)}) == 3


def test_private_key_is_kept_for_its_owner_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"

    store_private_key(path, KEY)

    assert load_private_key(path) == KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        store_private_key(path, generate_key())
    assert load_private_key(path) == KEY


def test_public_key_is_read_from_any_pem() -> None:
    found = {read_public_key(pem) for pem in (PUBLIC, public_pem(PUBLIC), private_pem(KEY))}

    assert found == {PUBLIC}
    assert fingerprint(public_pem(PUBLIC))[:16] == key_id(PUBLIC)


def test_keys_of_another_kind_are_refused() -> None:
    private = RSA.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = RSA.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    with pytest.raises(ValueError, match="not an Ed25519 key"):
        public_key_of(private)
    with pytest.raises(ValueError, match="not an Ed25519 key"):
        read_public_key(public)
    with pytest.raises(ValueError, match="not a private key"):
        public_key_of(b"x")


@pytest.mark.parametrize("text", ["QQ", "QR==", "Q Q=", "QQ==\n", "核"])
def test_decode_base64_refuses_any_other_spelling(text: str) -> None:
    assert decode_base64("QQ==") == b"A"
    with pytest.raises(ValueError, match=r"base64|ASCII"):
        decode_base64(text)
