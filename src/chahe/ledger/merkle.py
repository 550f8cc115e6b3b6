"""An append-only Merkle tree whose nodes live wherever the caller keeps them, RFC 9162 §2.1.

A node is named by `(level, index)`: the perfect subtree over leaves `index << level` up to, not
including, `(index + 1) << level`. Level 0 is the leaf hashes. A node once written never changes.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

Coordinate = tuple[int, int]
Nodes = Callable[[int, int], bytes]


class Appended(NamedTuple):
    """What one append leaves: the frontier of the new size, and the nodes it completed."""

    frontier: tuple[bytes, ...]
    new_nodes: tuple[tuple[int, int, bytes], ...]


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry's bytes to a leaf, RFC 9162 §2.1.1."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children to their parent, RFC 9162 §2.1.1."""
    return sha256(b"\x01" + left + right).digest()


def append(frontier: Sequence[bytes], size: int, leaf: bytes) -> Appended:
    """Add a leaf hash as leaf number `size`; O(1) amortised.

    `frontier` is the hashes of the perfect subtrees of the present size, largest first. The nodes
    returned are those of level 1 and up that this leaf completes; the leaf is not among them.

    :raises ValueError: if the frontier is not one of that size, or the leaf is not a hash
    """
    if size < 0 or len(frontier) != size.bit_count():
        raise ValueError(f"a tree of {size} has not a frontier of {len(frontier)}")
    if len(leaf) != 32:
        raise ValueError("a leaf is a 32 byte hash: leaf_hash(entry)")
    peaks, new, level = list(frontier), [], 0
    while size >> level & 1:
        leaf = node_hash(peaks.pop(), leaf)
        level += 1
        new.append((level, size >> level, leaf))
    return Appended((*peaks, leaf), tuple(new))


def root_of(frontier: Sequence[bytes]) -> bytes:
    """Return the tree's head; that of the empty tree is SHA-256 of nothing. RFC 9162 §2.1.1."""
    if not frontier:
        return sha256().digest()
    *rest, root = frontier
    for peak in reversed(rest):
        root = node_hash(peak, root)
    return root


def frontier_nodes(size: int) -> list[Coordinate]:
    """Return where the frontier of a tree of `size` is kept, in its order."""
    return _cover(0, size)


def inclusion_nodes(index: int, size: int) -> set[Coordinate]:
    """Return all nodes `inclusion_proof` will ask for, so that one query can fetch them."""
    return _covers(_inclusion_ranges(index, size))


def inclusion_proof(index: int, size: int, node: Nodes) -> list[bytes]:
    """Prove that leaf `index` is in the tree of `size`, RFC 9162 §2.1.3.1.

    :raises IndexError: if that tree has no such leaf
    """
    return [_hash(span, node) for span in _inclusion_ranges(index, size)]


def consistency_nodes(first: int, second: int) -> set[Coordinate]:
    """Return all nodes `consistency_proof` will ask for, so that one query can fetch them."""
    return _covers(_consistency_ranges(first, second))


def consistency_proof(first: int, second: int, node: Nodes) -> list[bytes]:
    """Prove that the tree of `second` only added to the tree of `first`, RFC 9162 §2.1.4.1.

    :raises IndexError: unless 0 < first ≤ second
    """
    return [_hash(span, node) for span in _consistency_ranges(first, second)]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether a proof climbs from the leaf hash to the root, RFC 9162 §2.1.3.2."""
    if not 0 <= index < size or not _hashes(leaf, *proof):
        return False
    place, end, climbed = index, size - 1, leaf
    for sibling in proof:
        if end == 0:
            return False
        if place & 1 or place == end:
            climbed = node_hash(sibling, climbed)
            place, end = _up_to_a_left_turn(place, end)
        else:
            climbed = node_hash(climbed, sibling)
        place, end = place >> 1, end >> 1
    return end == 0 and climbed == root


def verify_consistency(
    first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """Say whether a proof leads to both roots, RFC 9162 §2.1.4.2.

    A tree is consistent with itself by the empty proof.
    """
    if not 0 < first <= second or not _hashes(first_root, *proof):
        return False
    if first == second:
        return not proof and first_root == second_root
    steps = [first_root, *proof] if first.bit_count() == 1 else list(proof)
    if not proof:
        return False
    place, end = first - 1, second - 1
    while place & 1:
        place, end = place >> 1, end >> 1
    old = new = steps[0]
    for sibling in steps[1:]:
        if end == 0:
            return False
        if place & 1 or place == end:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            place, end = _up_to_a_left_turn(place, end)
        else:
            new = node_hash(new, sibling)
        place, end = place >> 1, end >> 1
    return end == 0 and old == first_root and new == second_root


def _up_to_a_left_turn(place: int, end: int) -> tuple[int, int]:
    while place and not place & 1:
        place, end = place >> 1, end >> 1
    return place, end


def _hashes(*found: bytes) -> bool:
    return all(len(each) == 32 for each in found)


def _split(start: int, end: int) -> int:
    return start + (1 << (end - start - 1).bit_length() - 1)


def _inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Return the leaves under each element of the proof, from the leaf up."""
    if not 0 <= index < size:
        raise IndexError(f"a tree of {size} has no leaf {index}")
    ranges, start, end = [], 0, size
    while end - start > 1:
        split = _split(start, end)
        if index < split:
            ranges.append((split, end))
            end = split
        else:
            ranges.append((start, split))
            start = split
    return ranges[::-1]


def _consistency_ranges(first: int, second: int) -> list[tuple[int, int]]:
    """Return the leaves under each element of the proof: SUBPROOF of RFC 9162 §2.1.4.1."""
    if not 0 < first <= second:
        raise IndexError(f"a tree of {second} does not continue one of {first}")
    ranges, start, end = [], 0, second
    while end != first:
        split = _split(start, end)
        if first <= split:
            ranges.append((split, end))
            end = split
        else:
            ranges.append((start, split))
            start = split
    if start:
        ranges.append((start, end))
    return ranges[::-1]


def _cover(start: int, end: int) -> list[Coordinate]:
    """Return the perfect subtrees over a range that is itself a subtree, largest first."""
    found = []
    for level in range((end - start).bit_length() - 1, -1, -1):
        if (end - start) >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def _covers(ranges: Iterable[tuple[int, int]]) -> set[Coordinate]:
    return {coordinate for span in ranges for coordinate in _cover(*span)}


def _hash(span: tuple[int, int], node: Nodes) -> bytes:
    return root_of([node(level, index) for level, index in _cover(*span)])
