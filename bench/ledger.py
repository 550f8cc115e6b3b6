"""What the ledger promises: appends at a constant price, and a proof in under a millisecond.

    python bench/ledger.py [ENTRIES]

Nodes are kept in lists, level by level, as a database would keep them in rows. Times are of the
processor, one core.
"""

import io
import sys
import time
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from resource import RUSAGE_SELF, getrusage

from chahe.ledger import (
    Member,
    PackProof,
    ProvenEntry,
    build_manifest,
    canonical,
    sign_head,
    verify_head,
    verify_pack,
    write_pack,
)
from chahe.ledger.heads import generate_key, public_key_of
from chahe.ledger.merkle import (
    append,
    consistency_proof,
    inclusion_nodes,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

AT = datetime.fromisoformat("2026-06-15T09:30:00+08:00")


class Ledger:
    """Levels of nodes, and the time each block of appends took."""

    def __init__(self) -> None:
        self.frontier: tuple[bytes, ...] = ()
        self.levels: list[list[bytes]] = [[] for _ in range(40)]

    @property
    def size(self) -> int:
        return len(self.levels[0])

    def add(self, entry: bytes) -> None:
        leaf = leaf_hash(entry)
        self.frontier, new = append(self.frontier, self.size, leaf)
        self.levels[0].append(leaf)
        for level, _, made in new:
            self.levels[level].append(made)

    def node(self, level: int, index: int) -> bytes:
        return self.levels[level][index]


def entry_of(number: int) -> bytes:
    return b'{"act":"evidence.added","index":%012d,"padding":"%s"}' % (number, b"." * 240)


def report(what: str, seconds: float, count: int) -> None:
    print(f"{what:<44}{seconds / count * 1e6:>10.2f} µs each {count / seconds:>12,.0f} /s")


def timed(what: str, count: int, act: Callable[[int], object]) -> None:
    began = time.process_time()
    for number in range(count):
        act(number)
    report(what, time.process_time() - began, count)


def fill(ledger: Ledger, entries: int) -> None:
    tenth = entries // 10
    for block in range(10):
        began = time.process_time()
        for number in range(block * tenth, (block + 1) * tenth):
            ledger.add(entry_of(number))
        if block in (0, 9):
            report(
                f"append, entries to {(block + 1) * tenth:,}", time.process_time() - began, tenth
            )


def prove(ledger: Ledger) -> None:
    size, root, old = ledger.size, root_of(ledger.frontier), ledger.size // 3
    places = [number * 7919 % size for number in range(5000)]
    proofs = [inclusion_proof(place, size, ledger.node) for place in places]
    leaves = [ledger.node(0, place) for place in places]
    change = consistency_proof(old, size, ledger.node)
    small = Ledger()
    for number in range(old):
        small.add(entry_of(number))
    before = root_of(small.frontier)
    assert all(map(verify_inclusion, leaves, places, [size] * 5000, proofs, [root] * 5000))
    assert verify_consistency(old, size, change, before, root)

    timed("root", 5000, lambda _: root_of(ledger.frontier))
    timed("coordinates of a proof", 5000, lambda at: inclusion_nodes(places[at], size))
    timed("inclusion proof", 5000, lambda at: inclusion_proof(places[at], size, ledger.node))
    timed(
        "verify inclusion",
        5000,
        lambda at: verify_inclusion(leaves[at], places[at], size, proofs[at], root),
    )
    timed("consistency proof", 5000, lambda _: consistency_proof(old, size, ledger.node))
    timed("verify consistency", 5000, lambda _: verify_consistency(old, size, change, before, root))


def sign(ledger: Ledger) -> None:
    key, root = generate_key(), root_of(ledger.frontier)
    head = sign_head(key, size=ledger.size, root=root, at=AT)
    public = public_key_of(key)
    timed("sign a head", 1000, lambda _: sign_head(key, size=ledger.size, root=root, at=AT))
    timed("verify a head", 1000, lambda _: verify_head(head, public))


def make_pack(ledger: Ledger, count: int, size: int) -> None:
    """Make and verify a pack of `count` members of `size` bytes in a ledger that is not small."""
    members = [
        Member(f"佐證/{each:05}.bin", lambda: io.BytesIO(bytes(size))) for each in range(count)
    ]
    megabytes = count * size / 1e6
    began = time.process_time()
    manifest = build_manifest(members, about={"firm": "範例證券"})
    ledger.add(canonical({"act": "pack.made", "after": sha256(manifest).hexdigest()}))
    index, key = ledger.size - 1, generate_key()
    made = ProvenEntry(
        canonical({"act": "pack.made", "after": sha256(manifest).hexdigest()}),
        index,
        tuple(inclusion_proof(index, ledger.size, ledger.node)),
    )
    head = sign_head(key, size=ledger.size, root=root_of(ledger.frontier), at=AT)
    out = io.BytesIO()
    write_pack(out, members, manifest=manifest, proof=PackProof(made, head, public_key_of(key)))
    wrote = time.process_time()
    assert verify_pack(out).ok
    ended = time.process_time()
    what = f"pack of {count:,} members, {megabytes:,.0f} MB"
    print(f"{what:<44}make {wrote - began:.2f} s, verify {ended - wrote:.2f} s")


def main() -> None:
    ledger = Ledger()
    fill(ledger, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    prove(ledger)
    sign(ledger)
    make_pack(ledger, 10_000, 1_000)
    make_pack(ledger, 20, 10_000_000)
    print(f"memory at most {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
