"""A pack whose seal is stamped, for tests."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from tests.ledger.memory import ABOUT, AT, FILES, KEY, Ledger, members
from tests.ledger.tsa import Answer, quick

from chahe.ledger import PackProof, SignedHead, build_manifest, sign_head, write_pack
from chahe.ledger.canonical import canonical
from chahe.ledger.heads import public_key_of
from chahe.ledger.member_names import ANSWER, STAMPED
from chahe.ledger.pack_stamp import StampedSeal, stamped_json
from chahe.ledger.stamps import head_bytes, stamp_request


@dataclass(frozen=True)
class Stamped:
    """A pack, and the head it was made under."""

    data: bytes
    head: SignedHead


def same(seal: StampedSeal) -> StampedSeal:
    return seal


def stamped_pack(
    answer: Answer = quick,
    *,
    told: Callable[[StampedSeal], StampedSeal] = same,
    files: dict[str, bytes] | None = None,
) -> Stamped:
    """Make a pack with a stamp of its seal; `told` changes what it tells of the seal."""
    ledger = Ledger(leaves=3)
    sealed = ledger.add(canonical({"act": "inspection.sealed", "at": AT}))
    head = sign_head(KEY, size=ledger.size, root=ledger.root, at=AT)
    seal = told(StampedSeal(head, ledger.proven(sealed)))
    answered = answer(stamp_request(head_bytes(head)).data)
    held = {**FILES, STAMPED: stamped_json(seal), ANSWER: answered, **(files or {})}
    held = {name: data for name, data in held.items() if data != b"left out"}
    entry = ledger.entries[sealed]
    manifest = build_manifest(members(held), about=ABOUT, history=[(sealed, entry)])
    made = {"act": "pack.made", "at": AT, "after": sha256(manifest).hexdigest()}
    index = ledger.add(canonical(made))
    last = sign_head(KEY, size=ledger.size, root=ledger.root, at=AT)
    history = (ledger.proven(sealed),)
    proof = PackProof(ledger.proven(index), last, public_key_of(KEY), history)
    out = io.BytesIO()
    write_pack(out, members(held), manifest=manifest, proof=proof)
    return Stamped(out.getvalue(), last)


def of_another_entry(seal: StampedSeal) -> StampedSeal:
    """Tell of an entry that the head covers, and that is not the inspection's seal."""
    ledger = Ledger(leaves=3)
    other = ledger.add(canonical({"act": "inspection.sealed", "at": AT, "of": "another"}))
    head = sign_head(KEY, size=ledger.size, root=ledger.root, at=AT)
    return StampedSeal(head, ledger.proven(other))


def signed_by_another(seal: StampedSeal) -> StampedSeal:
    root = bytes.fromhex(seal.head.root)
    return replace(seal, head=sign_head(bytes(32), size=seal.head.size, root=root, at=AT))
