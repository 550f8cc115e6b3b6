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

from .models import Entry, Frontier, Head

HASH = 32  # bytes
# Statements of our own: an entry is written with every act, and to build these costs Django more
# than to run them costs the database (bench/journal.py).
COLUMNS = ("seq", "at", "actor", "firm", "act", "subject", "before", "after", "text", "leaf")
ENTRY = (
    'INSERT INTO journal_entry ("seq", "at", "actor", "firm", "act", "subject", "before", '
    '"after", "text", "leaf") VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)'
)
NODE = 'INSERT INTO journal_node ("level", "index", "hash") VALUES (%s, %s, %s)'
FRONTIER = "SELECT size, hashes FROM journal_frontier WHERE id = 1"
FRONTIER_LOCKED = "SELECT size, hashes FROM journal_frontier WHERE id = 1 FOR UPDATE"
GROWN = "UPDATE journal_frontier SET size = %s, hashes = %s WHERE id = 1"


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
    size, hashes = _lock_frontier()
    at = timezone.now()
    actor = by.username if by else "system"
    text = canonical(
        {
            "seq": size,
            "at": timezone.localtime(at),
            "actor": actor,
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
    values = (size, at, actor, firm, act, subject, before, after, text.decode(), leaf)
    _insert(values)
    _grow(size, hashes, leaf)
    return Entry.from_db(connection.alias, COLUMNS, values)


def _lock_frontier() -> tuple[int, tuple[bytes, ...]]:
    """Return the ledger's size and frontier, which nobody else moves in this transaction."""
    statement = FRONTIER_LOCKED if connection.features.has_select_for_update else FRONTIER
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchone()
        if found is None:  # the first entry there is
            Frontier.objects.get_or_create(pk=1)
            cursor.execute(statement)
            found = cursor.fetchone()
    return found[0], split_hashes(bytes(found[1]))


def _insert(values: tuple[Any, ...]) -> None:
    seq, at, *others = values
    with connection.cursor() as cursor:
        cursor.execute(ENTRY, [seq, connection.ops.adapt_datetimefield_value(at), *others])


def _grow(size: int, hashes: tuple[bytes, ...], leaf: bytes) -> None:
    grown = merkle.append(hashes, size, leaf)
    with connection.cursor() as cursor:
        if grown.new_nodes:
            cursor.executemany(NODE, grown.new_nodes)
        cursor.execute(GROWN, [size + 1, b"".join(grown.frontier)])


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
