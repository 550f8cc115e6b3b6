"""Questions about the journal, and proofs from the ledger."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from chahe.ledger import merkle
from chahe.ledger.heads import SignedHead
from chahe.ledger.pack_proof import ProvenEntry

from .models import Entry, Head, Node


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
    leaves = [index for level, index in wanted if level == 0]
    by_level: dict[int, list[int]] = {}
    for level, index in wanted:
        if level:
            by_level.setdefault(level, []).append(index)
    found = {
        (0, seq): bytes(leaf)
        for seq, leaf in Entry.objects.filter(seq__in=leaves).values_list("seq", "leaf")
    }
    places = Q(pk__in=[])
    for level, indexes in by_level.items():
        places |= Q(level=level, index__in=indexes)
    for node in Node.objects.filter(places):
        found[node.level, node.index] = bytes(node.hash)
    return found


def signed_head(head: Head) -> SignedHead:
    """Return a head as it was signed."""
    at = timezone.localtime(head.at).isoformat()
    return SignedHead(head.size, head.root, at, head.key_id, head.signature)


