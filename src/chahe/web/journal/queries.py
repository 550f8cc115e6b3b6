"""Questions about the journal, and proofs from the ledger."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from chahe.ledger import merkle
from chahe.ledger.heads import SignedHead, load_private_key, public_key_of, verify_head
from chahe.ledger.pack_proof import ProvenEntry

from .models import Entry, Head

# Both databases read the places first and look each up by its index.
HASHES = """
WITH wanted(level, place) AS (VALUES %s)
SELECT 0, seq, leaf FROM wanted CROSS JOIN journal_entry WHERE wanted.level = 0 AND seq = place
UNION ALL
SELECT node.level, node."index", hash FROM wanted CROSS JOIN journal_node AS node
WHERE node.level = wanted.level AND node."index" = place
"""


def entries_about(subjects: Iterable[str]) -> QuerySet[Entry]:
    """Return the entries about some subjects (`paper:7`), oldest first."""
    return Entry.objects.filter(subject__in=list(subjects)).order_by("seq")


def prove(entries: Iterable[Entry], *, size: int) -> tuple[ProvenEntry, ...]:
    """Return inclusion proofs of entries in the tree of a size, with one query for all nodes."""
    proven = list(entries)
    wanted = {place for entry in proven for place in merkle.inclusion_nodes(entry.seq, size)}
    hashes = _hashes(wanted)
    return tuple(
        ProvenEntry(
            entry.text.encode(),
            entry.seq,
            tuple(merkle.inclusion_proof(entry.seq, size, lambda level, i: hashes[level, i])),
        )
        for entry in proven
    )


def _hashes(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    if not wanted:
        return {}
    # as text, for there may be more than a statement has marks; they are numbers of our own
    places = ", ".join(f"({int(level)}, {int(index)})" for level, index in wanted)
    with connection.cursor() as cursor:
        cursor.execute(HASHES % places)
        return {(level, index): bytes(hashed) for level, index, hashed in cursor.fetchall()}


def signed_head(head: Head) -> SignedHead:
    """Return a head as it was signed."""
    at = timezone.localtime(head.at).isoformat()
    return SignedHead(head.size, head.root, at, head.key_id, head.signature)


def entries_of(firm: str) -> QuerySet[Entry]:
    """Return the entries of a firm, by its code."""
    return Entry.objects.filter(firm=firm)


@dataclass(frozen=True)
class Proof:
    """What shows, offline, that a signed head covers an entry; no `proof` when a node is gone."""

    entry: Entry
    head: Head
    proof: tuple[bytes, ...]
    public_key: bytes | None

    @property
    def included(self) -> bool:
        """Whether the entry's own text, hashed now, climbs to the root that was signed."""
        leaf = merkle.leaf_hash(self.entry.text.encode())
        try:
            root = bytes.fromhex(self.head.root)
        except ValueError:
            return False
        return merkle.verify_inclusion(leaf, self.entry.seq, self.head.size, self.proof, root)

    @property
    def signed(self) -> bool:
        """Whether this instance's own key signed the head."""
        return self.public_key is not None and verify_head(signed_head(self.head), self.public_key)

    def as_data(self) -> dict[str, Any]:
        return {
            "entry": self.entry.text,
            "index": self.entry.seq,
            "leaf": merkle.leaf_hash(self.entry.text.encode()).hex(),
            "proof": [each.hex() for each in self.proof],
            "head": asdict(signed_head(self.head)),
            "public_key": b64encode(self.public_key).decode() if self.public_key else "",
        }


def proof_of(entry: Entry) -> Proof | None:
    """Return an entry's proof in the latest signed head; None while no head covers it."""
    head = Head.objects.filter(size__gt=entry.seq).order_by("-size").first()
    if head is None:
        return None
    try:
        (proven,) = prove([entry], size=head.size)
    except KeyError:  # a node of the ledger is gone: there is nothing to prove with
        return Proof(entry, head, (), public_key())
    return Proof(entry, head, proven.proof, public_key())


def public_key() -> bytes | None:
    """Return the public key heads are signed with; None while there is none."""
    try:
        return public_key_of(load_private_key(settings.LEDGER_KEY))
    except (OSError, ValueError):
        return None
