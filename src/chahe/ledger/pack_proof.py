"""proof.json: what shows, with no database, that a signed head of the ledger covers a pack."""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from .canonical import Value, canonical, digest, parse_canonical
from .heads import SignedHead, decode_base64, verify_head
from .member_names import MANIFEST, PROOF
from .merkle import leaf_hash, verify_inclusion

ACT = "pack.made"


@dataclass(frozen=True)
class ProvenEntry:
    """A journal entry's canonical bytes, its place in the ledger, and its inclusion proof."""

    entry: bytes
    index: int
    proof: tuple[bytes, ...]


@dataclass(frozen=True)
class PackProof:
    """The journal entry that made a pack, and the head whose tree holds it."""

    made: ProvenEntry
    head: SignedHead
    public_key: bytes
    history: tuple[ProvenEntry, ...] = ()
    """The inspection's own entries, in the ledger's order."""


def history_digest(history: Iterable[tuple[int, bytes]]) -> str:
    """Return the digest that ties a manifest to the journal entries of its inspection."""
    return digest([[index, entry.decode()] for index, entry in history])


def proof_fault(
    proof: PackProof, manifest: bytes, trusted_key: bytes | None = None
) -> tuple[str, str] | None:
    """Name the paper that is wrong and say why in Chinese; None if the manifest is proved.

    A `trusted_key` is 32 raw bytes; without one any key may have signed.
    """
    if not verify_head(proof.head, proof.public_key):
        return PROOF, "樹頭的數位簽章不成立"
    if trusted_key is not None and trusted_key != proof.public_key:
        return PROOF, "簽章金鑰不是您信任的那一把"
    if not included(proof.made, proof.head):
        return PROOF, "帳本裡沒有這筆製作紀錄（收錄證明不成立）"
    made = _entry_value(proof.made)
    if made.get("act") != ACT:
        return PROOF, "所附的軌跡不是製作提交包的紀錄"
    if made.get("after") != sha256(manifest).hexdigest():
        return MANIFEST, "內容與帳本所記的摘要不同"
    if parse_canonical(manifest).get("history") != history_digest(
        (each.index, each.entry) for each in proof.history
    ):
        return PROOF, "查核歷程的紀錄有增減或改動"
    for each in proof.history:
        if not included(each, proof.head):
            return PROOF, f"帳本裡沒有第 {each.index} 筆歷程紀錄（收錄證明不成立）"
    return None


def included(proven: ProvenEntry, head: SignedHead) -> bool:
    """Say whether a head's tree holds an entry at its place.

    :raises ValueError: if the head's root is not hex
    """
    leaf, root = leaf_hash(proven.entry), bytes.fromhex(head.root)
    return verify_inclusion(leaf, proven.index, head.size, proven.proof, root)


def _entry_value(proven: ProvenEntry) -> dict[str, Value]:
    try:
        value = parse_canonical(proven.entry)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def proof_json(proof: PackProof) -> bytes:
    """Write proof.json."""
    return canonical(
        {
            **proven_value(proof.made),
            "size": proof.head.size,
            "head": asdict(proof.head),
            "public_key": b64encode(proof.public_key).decode(),
            "entries": [proven_value(each) for each in proof.history],
        }
    )


def read_proof(data: bytes) -> PackProof:
    """Read proof.json.

    :raises ValueError: unless it is exactly what `proof_json` would write
    """
    value = parse_canonical(data)
    try:
        proof = PackProof(
            made=proven_entry(value),
            head=SignedHead(**value["head"]),
            public_key=decode_base64(value["public_key"]),
            history=tuple(proven_entry(each) for each in value["entries"]),
        )
        same = proof_json(proof) == data
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not a pack's proof") from error
    if not same or len(proof.public_key) != 32 or not is_head(proof.head):
        raise ValueError("not exactly a pack's proof")
    return proof


def proven_value(proven: ProvenEntry) -> dict[str, Value]:
    """Return how a pack's papers write an entry with its proof."""
    return {
        "entry": proven.entry.decode(),
        "index": proven.index,
        "proof": [each.hex() for each in proven.proof],
    }


def proven_entry(value: dict[str, Any]) -> ProvenEntry:
    """Read what `proven_value` wrote.

    :raises ValueError, TypeError, KeyError, AttributeError: if it is something else
    """
    proof = tuple(bytes.fromhex(each) for each in value["proof"])
    return ProvenEntry(value["entry"].encode(), int(value["index"]), proof)


def is_head(head: SignedHead) -> bool:
    """Say whether what was read as a head has the types and the shape of one."""
    words = (head.root, head.at, head.key_id, head.signature)
    if type(head.size) is not int or not all(type(word) is str for word in words):
        return False
    return re.fullmatch("[0-9a-f]{64}", head.root) is not None
