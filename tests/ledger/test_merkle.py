"""The tree against the certificate transparency vectors, and against the naive definition."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.memory import Ledger

from chahe.ledger.merkle import (
    append,
    consistency_nodes,
    consistency_proof,
    frontier_nodes,
    inclusion_nodes,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves of the certificate transparency project's tests of RFC 6962 (same tree as 9162).
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAF_2 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
LEAF_5 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
NODE_34 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
NODE_56 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
NODE_78 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
NODE_5_TO_8 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"


def ledger_of(leaves: list[bytes]) -> Ledger:
    ledger = Ledger()
    for leaf in leaves:
        ledger.add(leaf)
    return ledger


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = max(1 << bit for bit in range(32) if 1 << bit < len(leaves))
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_root_of_known_trees(size: int) -> None:
    assert ledger_of(LEAVES[:size]).root.hex() == ROOTS[size - 1]


def test_root_of_the_empty_tree() -> None:
    assert root_of(()) == sha256(b"").digest()


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (0, 8, [LEAF_2, NODE_34, NODE_5_TO_8]),
        (5, 8, [LEAF_5, NODE_78, ROOTS[3]]),
        (2, 3, [ROOTS[1]]),
        (1, 5, [ROOTS[0], NODE_34, LEAF_5]),
    ],
)
def test_inclusion_proof_of_known_trees(index: int, size: int, proof: list[str]) -> None:
    nodes = ledger_of(LEAVES[:size]).nodes

    found = inclusion_proof(index, size, lambda *at: nodes[at])

    assert [each.hex() for each in found] == proof


@pytest.mark.parametrize(
    ("first", "second", "proof"),
    [
        (1, 1, []),
        (1, 8, [LEAF_2, NODE_34, NODE_5_TO_8]),
        (6, 8, [NODE_56, NODE_78, ROOTS[3]]),
        (2, 5, [NODE_34, LEAF_5]),
    ],
)
def test_consistency_proof_of_known_trees(first: int, second: int, proof: list[str]) -> None:
    nodes = ledger_of(LEAVES[:second]).nodes

    found = consistency_proof(first, second, lambda *at: nodes[at])

    assert [each.hex() for each in found] == proof
    assert verify_consistency(
        first, second, found, bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[second - 1])
    )


@given(st.lists(st.binary(max_size=3), max_size=70))
def test_append_gives_the_naive_root(leaves: list[bytes]) -> None:
    ledger = ledger_of(leaves)

    assert ledger.root == naive_root(leaves)
    assert ledger.frontier == tuple(ledger.nodes[at] for at in frontier_nodes(len(leaves)))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64, 65, 100])
def test_every_leaf_is_proved_and_at_its_own_place_only(size: int) -> None:
    ledger = Ledger(size)
    for index in range(size):
        entry, _, proof = ledger.entries[index], index, ledger.proven(index).proof

        holds = [
            place
            for place in range(size)
            if verify_inclusion(leaf_hash(entry), place, size, proof, ledger.root)
        ]

        assert holds == [index]


@given(st.integers(1, 300), st.data())
def test_proofs_ask_only_for_the_nodes_they_announce(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    nodes = Ledger(size).nodes
    asked = set()

    def node(level: int, place: int) -> bytes:
        asked.add((level, place))
        return nodes[level, place]

    inclusion_proof(index, size, node)
    assert asked == inclusion_nodes(index, size)
    assert all((place + 1) << level <= size for level, place in asked)

    asked.clear()
    consistency_proof(index + 1, size, node)
    assert asked == consistency_nodes(index + 1, size)
    assert all((place + 1) << level <= size for level, place in asked)


@given(st.integers(1, 300), st.data())
def test_inclusion_fails_when_anything_is_wrong(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    ledger = Ledger(size)
    leaf, proof, root = leaf_hash(ledger.entries[index]), ledger.proven(index).proof, ledger.root
    other = data.draw(st.integers(-3, 600).filter(lambda number: number != index))

    assert verify_inclusion(leaf, index, size, proof, root)
    assert not verify_inclusion(leaf_hash(b"x"), index, size, proof, root)
    assert not verify_inclusion(leaf, other, size, proof, root)
    assert not verify_inclusion(leaf, index, size, proof, leaf_hash(root))
    assert not verify_inclusion(leaf, index, size, (*proof, leaf), root)
    assert not verify_inclusion(leaf[:31], index, size, proof, root)
    for place in range(len(proof)):
        assert not verify_inclusion(leaf, index, size, proof[:place] + proof[place + 1 :], root)
        bent = (*proof[:place], bytes(32), *proof[place + 1 :])
        assert not verify_inclusion(leaf, index, size, bent, root)


def test_inclusion_in_a_smaller_tree_than_the_leaf_fails() -> None:
    ledger = Ledger(8)

    assert not verify_inclusion(leaf_hash(b"7"), 7, 7, ledger.proven(7).proof, ledger.root)


@given(st.integers(1, 200), st.data())
def test_consistency_holds_for_a_prefix_and_nothing_else(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, size))
    old, new = Ledger(first).root, Ledger(size)
    proof = consistency_proof(first, size, lambda *at: new.nodes[at])

    assert verify_consistency(first, size, proof, old, new.root)
    assert not verify_consistency(first, size, proof, leaf_hash(b"x"), new.root)
    assert not verify_consistency(first, size, proof, old, leaf_hash(b"x"))
    assert not verify_consistency(first, size, [*proof, old], old, new.root)
    assert not verify_consistency(first, size + 1, proof[:-1], old, new.root)
    assert not verify_consistency(size + 1, size, proof, old, new.root)
    assert not verify_consistency(0, size, proof, old, new.root)
    for place in range(len(proof)):
        bent = [*proof[:place], bytes(32), *proof[place + 1 :]]
        assert not verify_consistency(first, size, bent, old, new.root)


def test_consistency_of_different_sizes_needs_a_proof() -> None:
    root = Ledger(4).root

    assert not verify_consistency(4, 5, [], root, root)


def test_append_refuses_a_frontier_of_another_size() -> None:
    with pytest.raises(ValueError, match="frontier"):
        append((bytes(32),), 3, bytes(32))


def test_append_refuses_an_entry_that_is_not_hashed() -> None:
    with pytest.raises(ValueError, match="32 byte"):
        append((), 0, b"entry")


@pytest.mark.parametrize("index", [-1, 5, 6])
def test_inclusion_proof_refuses_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_nodes(index, 5)


@pytest.mark.parametrize(("first", "second"), [(0, 5), (6, 5)])
def test_consistency_proof_refuses_what_is_no_prefix(first: int, second: int) -> None:
    with pytest.raises(IndexError):
        consistency_nodes(first, second)
