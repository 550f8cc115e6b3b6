"""A journal written in bulk: the same rows, and the same valid ledger, as `record` writes."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from chahe.ledger import merkle

ENTRY = (
    "INSERT INTO journal_entry (seq, at, actor, firm, act, subject, before, after, text, leaf) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
NODE = 'INSERT INTO journal_node (level, "index", hash) VALUES (%s, %s, %s)'
BATCH = 20_000
DETAIL = '{"inspection":"8888-115年11月-CC-17010","rule":"七、(一)2"}'


def times_of(at: datetime) -> dict[str, str]:
    """Return an aware time as an entry says it, and as SQLite keeps it in UTC."""
    return {"at": at.isoformat(), "kept_at": str(at.astimezone(UTC).replace(tzinfo=None))}


class BulkJournal:
    """Entries are gathered and written a batch at a time; `end` writes the frontier."""

    def __init__(self) -> None:
        from chahe.web.journal.actions import split_hashes
        from chahe.web.journal.models import Frontier

        kept, _ = Frontier.objects.get_or_create(pk=1)
        self.size, self.frontier = kept.size, split_hashes(bytes(kept.hashes))
        self.entries: list[tuple[Any, ...]] = []
        self.nodes: list[tuple[int, int, bytes]] = []

    def add(
        self, act: str, *, at: str, kept_at: str, subject: str, actor: str, firm: str, after: str
    ) -> None:
        """Append one act; `at` and `kept_at` are its time, as `times_of` gives them."""
        said = (
            f'{{"act":"{act}","actor":"{actor}","after":"{after}","at":"{at}","before":"",'
            f'"detail":{DETAIL},"firm":"{firm}","name":"{actor}","seq":{self.size},'
            f'"subject":"{subject}"}}'
        )
        leaf = merkle.leaf_hash(said.encode())
        self.entries.append((self.size, kept_at, actor, firm, act, subject, "", after, said, leaf))
        self.frontier, new = merkle.append(self.frontier, self.size, leaf)
        self.nodes += new
        self.size += 1
        if len(self.entries) >= BATCH:
            self.flush()

    def flush(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.executemany(ENTRY, self.entries)
            cursor.executemany(NODE, self.nodes)
        self.entries, self.nodes = [], []

    def end(self) -> None:
        from chahe.web.journal.models import Frontier

        self.flush()
        Frontier.objects.filter(pk=1).update(size=self.size, hashes=b"".join(self.frontier))


def plain_entries(journal: BulkJournal, numbers: Iterable[int], *, at: datetime) -> None:
    """Append entries of 70 firms in turn, about what the journal of a busy day holds."""
    times = times_of(at)
    for number in numbers:
        journal.add(
            "paper.prepared",
            **times,
            subject=f"paper:{number // 5}",
            actor=f"officer-{9000 + number % 70}",
            firm=str(9000 + number % 70),
            after=f"{number:064x}",
        )
