"""A ledger in memory and a small pack, for tests."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256

from chahe.ledger import Member, PackProof, ProvenEntry, build_manifest, sign_head, write_pack
from chahe.ledger.canonical import canonical
from chahe.ledger.heads import public_key_of
from chahe.ledger.merkle import append, inclusion_proof, leaf_hash, root_of

KEY = bytes(range(32))
AT = datetime.fromisoformat("2026-06-15T09:30:00+08:00")
ABOUT = {
    "firm": "範例證券",
    "inspection": "115 年度資訊作業自行查核",
    "period": "115 年上半年",
    "made_at": "2026-06-15T09:30:00+08:00",
}
FILES = {
    "查核報告.docx": b"report " * 9,
    "工作底稿/7.1.txt": b"paper",
    "佐證/empty.log": b"",
}


class Ledger:
    """Entries and nodes as a database would keep them."""

    def __init__(self, leaves: int = 0) -> None:
        self.frontier: tuple[bytes, ...] = ()
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.entries: list[bytes] = []
        for number in range(leaves):
            self.add(b"%d" % number)

    def add(self, entry: bytes) -> int:
        index, leaf = len(self.entries), leaf_hash(entry)
        self.frontier, new = append(self.frontier, index, leaf)
        self.nodes[0, index] = leaf
        self.nodes.update({(level, place): made for level, place, made in new})
        self.entries.append(entry)
        return index

    @property
    def size(self) -> int:
        return len(self.entries)

    @property
    def root(self) -> bytes:
        return root_of(self.frontier)

    def proven(self, index: int) -> ProvenEntry:
        proof = inclusion_proof(index, self.size, lambda *at: self.nodes[at])
        return ProvenEntry(self.entries[index], index, tuple(proof))


def members(files: Mapping[str, bytes]) -> list[Member]:
    def opener(data: bytes) -> Callable[[], io.BytesIO]:
        return lambda: io.BytesIO(data)

    return [Member(name, opener(data)) for name, data in files.items()]


def pack_parts(
    files: Mapping[str, bytes] = FILES, key: bytes = KEY, act: str = "pack.made"
) -> tuple[bytes, PackProof]:
    """Journal an inspection's history, its pack, and two later acts; return manifest and proof."""
    ledger = Ledger(leaves=3)
    first = ledger.add(canonical({"act": "inspection.planned", "at": AT}))
    ledger.add(b"another inspection")
    second = ledger.add(canonical({"act": "inspection.sealed", "at": AT}))
    history = [(index, ledger.entries[index]) for index in (first, second)]
    manifest = build_manifest(members(files), about=ABOUT, history=history)
    made = {"act": act, "at": AT, "after": sha256(manifest).hexdigest()}
    index = ledger.add(canonical(made))
    ledger.add(b"later")
    head = sign_head(key, size=ledger.size, root=ledger.root, at=AT)
    known = tuple(ledger.proven(each) for each, _ in history)
    return manifest, PackProof(ledger.proven(index), head, public_key_of(key), known)


def small_pack(files: Mapping[str, bytes] = FILES, key: bytes = KEY) -> bytes:
    manifest, proof = pack_parts(files, key)
    out = io.BytesIO()
    write_pack(out, members(files), manifest=manifest, proof=proof)
    return out.getvalue()
