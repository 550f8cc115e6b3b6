"""Write the journal: one entry an act, in the transaction of the act itself."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from chahe.ledger import heads, merkle
from chahe.ledger.canonical import canonical

from .models import Entry, Frontier, Head, Node

HASH = 32  # bytes


def record(
    act: str,
    *,
    subject: str,
    by: Any = None,
    firm: str = "",
    before: str = "",
    after: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one act to the journal and its leaf to the ledger.

    `act` is `<noun>.<past verb>` (`evidence.uploaded`), `subject` is `<noun>:<id>`, `before` and
    `after` are SHA-256 digests in hex of the record's state. `by` is a User; None is the system.

    :raises RuntimeError: outside a transaction, where an act and its entry could part
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal entries are written in the transaction of their act")
    grown, _ = Frontier.objects.select_for_update().get_or_create(pk=1)
    at = timezone.now()
    text = canonical(
        {
            "seq": grown.size,
            "at": timezone.localtime(at),
            "actor": by.username if by else "system",
            "name": str(by) if by else "系統",
            "firm": firm,
            "act": act,
            "subject": subject,
            "before": before,
            "after": after,
            "detail": dict(detail or {}),
        }
    )
    leaf = merkle.leaf_hash(text)
    entry = Entry.objects.create(
        seq=grown.size,
        at=at,
        actor=by.username if by else "system",
        firm=firm,
        act=act,
        subject=subject,
        before=before,
        after=after,
        text=text.decode(),
        leaf=leaf,
    )
    _grow(grown, leaf)
    return entry


def _grow(grown: Frontier, leaf: bytes) -> None:
    appended = merkle.append(split_hashes(bytes(grown.hashes)), grown.size, leaf)
    if appended.new_nodes:
        Node.objects.bulk_create(
            Node(level=level, index=index, hash=hashed)
            for level, index, hashed in appended.new_nodes
        )
    grown.size += 1
    grown.hashes = b"".join(appended.frontier)
    grown.save(update_fields=["size", "hashes"])


def split_hashes(joined: bytes) -> tuple[bytes, ...]:
    """Return the hashes of a frontier kept as one string of bytes."""
    return tuple(joined[at : at + HASH] for at in range(0, len(joined), HASH))


@transaction.atomic
def sign_head() -> Head:
    """Sign the ledger as it stands, or return the head already signed at this size."""
    grown, _ = Frontier.objects.select_for_update().get_or_create(pk=1)
    if found := Head.objects.filter(size=grown.size).first():
        return found
    root = merkle.root_of(split_hashes(bytes(grown.hashes)))
    signed = heads.sign_head(
        ledger_key(), size=grown.size, root=root, at=timezone.localtime().replace(microsecond=0)
    )
    return Head.objects.create(
        size=signed.size,
        root=signed.root,
        at=datetime.fromisoformat(signed.at),
        key_id=signed.key_id,
        signature=signed.signature,
    )


def ledger_key() -> bytes:
    """Return this instance's private key, made once and readable by us alone."""
    path = settings.LEDGER_KEY
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # another process made it first
            heads.store_private_key(path, heads.generate_key())
    return heads.load_private_key(path)
