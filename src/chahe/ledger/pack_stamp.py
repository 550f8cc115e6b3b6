"""The time stamp of an inspection's seal, as a pack carries it: two members, both of the manifest.

A pack's own head cannot be stamped within the pack: the head covers the manifest. What is stamped
is the earlier head that sealed the inspection. `STAMPED` holds it, with the proof that it covers
the journal entry of the seal, which the pack's history holds too; `ANSWER` is the service's.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from cryptography.x509 import Certificate

from .canonical import Value, canonical, parse_canonical
from .heads import SignedHead, verify_head
from .pack_proof import PackProof, ProvenEntry, included, is_head, proven_entry, proven_value
from .stamps import Stamp, StampRefused, head_digest, read_stamp

SEALED = "inspection.sealed"


@dataclass(frozen=True)
class StampedSeal:
    """The head that sealed an inspection, and the proof that it covers the seal's entry."""

    head: SignedHead
    sealed: ProvenEntry


def stamped_json(seal: StampedSeal) -> bytes:
    """Write 時戳.json."""
    return canonical({**proven_value(seal.sealed), "head": asdict(seal.head)})


def read_stamped(data: bytes) -> StampedSeal:
    """Read 時戳.json.

    :raises ValueError: unless it is exactly what `stamped_json` would write
    """
    value = parse_canonical(data)
    try:
        seal = StampedSeal(SignedHead(**value["head"]), proven_entry(value))
        same = stamped_json(seal) == data
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not a stamped seal") from error
    if not same or not is_head(seal.head):
        raise ValueError("not exactly a stamped seal")
    return seal


def check_seal_stamp(
    answer: bytes, stamped: bytes, proof: PackProof, *, roots: Sequence[Certificate] = ()
) -> Stamp:
    """Check a pack's stamp against its history and its key.

    :raises StampRefused: saying which of these does not hold
    """
    try:
        seal = read_stamped(stamped)
        entry = parse_canonical(seal.sealed.entry)
        known = (seal.sealed.index, seal.sealed.entry) in {
            (e.index, e.entry) for e in proof.history
        }
        sound = verify_head(seal.head, proof.public_key) and included(seal.sealed, seal.head)
    except ValueError:
        raise StampRefused("時戳.json 的寫法不對") from None
    if not sound:
        raise StampRefused("時戳.json 的樹頭沒有簽章，或沒有收錄封存的紀錄")
    if not known or not _is_seal(entry):
        raise StampRefused("時戳.json 所指的不是這次查核的封存紀錄")
    return read_stamp(answer, head_digest(seal.head), roots=roots)


def _is_seal(entry: Value) -> bool:
    return isinstance(entry, dict) and entry.get("act") == SEALED
