"""The papers of a pack: the ledger's proof, and the manifest it proves."""

import io
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from tests.ledger.forger import (
    PACK,
    SORTED,
    contents,
    fault,
    forged,
    forged_pack,
    laid_out,
    scribbled,
    signed_by_forger,
)
from tests.ledger.memory import ABOUT, AT, KEY, Ledger, members, pack_parts

from chahe.ledger import PackProof, build_manifest, sign_head, verify_pack, write_pack
from chahe.ledger.canonical import canonical
from chahe.ledger.heads import fingerprint, public_key_of, public_pem
from chahe.ledger.pack_proof import proof_json


@pytest.mark.parametrize("key", [public_key_of(KEY), public_pem(public_key_of(KEY))])
def test_good_pack_of_a_trusted_key_says_so(key: bytes) -> None:
    report = verify_pack(io.BytesIO(PACK), trusted_key=key)

    assert report.facts is not None
    assert report.facts.key_trusted is True


def test_pack_of_a_key_that_is_not_trusted_fails() -> None:
    assert fault(PACK, public_key_of(bytes(32))) == (
        "proof.json",
        "簽章金鑰不是您信任的那一把",
    )


def test_trusted_key_that_is_no_key_is_an_error() -> None:
    with pytest.raises(ValueError, match="key"):
        verify_pack(io.BytesIO(PACK), trusted_key=b"x")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda value: value["head"].update(size=9), "不是提交包的證明，或被改動過"),
        (
            lambda value: value["head"].update(at="2026-01-01T00:00:00+08:00"),
            "樹頭的數位簽章不成立",
        ),
        (lambda value: value["head"].update(root="00" * 32), "樹頭的數位簽章不成立"),
        (lambda value: value["head"].update(root="AA" * 32), "不是提交包的證明，或被改動過"),
        (lambda value: value["head"].update(root=1), "不是提交包的證明，或被改動過"),
        (lambda value: value["head"].update(more=1), "不是提交包的證明，或被改動過"),
        (lambda value: value.update(public_key="QUJD"), "不是提交包的證明，或被改動過"),
        (lambda value: value.update(more=1), "不是提交包的證明，或被改動過"),
        (lambda value: value.pop("entry"), "不是提交包的證明，或被改動過"),
        (lambda value: value.update(index="6"), "不是提交包的證明，或被改動過"),
        (lambda value: value.update(entries=5), "不是提交包的證明，或被改動過"),
        (lambda value: value.update(index=5), "帳本裡沒有這筆製作紀錄（收錄證明不成立）"),
        (lambda value: value.update(index=-1), "帳本裡沒有這筆製作紀錄（收錄證明不成立）"),
        (lambda value: value["proof"].pop(), "帳本裡沒有這筆製作紀錄（收錄證明不成立）"),
        (lambda value: value.update(entry="{}"), "帳本裡沒有這筆製作紀錄（收錄證明不成立）"),
        (lambda value: value["entries"].pop(), "查核歷程的紀錄有增減或改動"),
        (lambda value: value["entries"].reverse(), "查核歷程的紀錄有增減或改動"),
        (lambda value: value["entries"][0].update(entry="{}"), "查核歷程的紀錄有增減或改動"),
        (
            lambda value: value["entries"][1]["proof"].reverse(),
            "帳本裡沒有第 5 筆歷程紀錄（收錄證明不成立）",
        ),
    ],
)
def test_changed_proof_is_named(change: Callable[[dict[str, Any]], object], message: str) -> None:
    assert fault(forged(change)) == ("proof.json", message)


def test_entry_of_another_act_is_refused() -> None:
    manifest, proof = pack_parts(act="paper.signed")
    files = {"manifest.json": manifest, "proof.json": proof_json(proof), **scribbled(SORTED)}

    assert fault(laid_out(files)) == ("proof.json", "所附的軌跡不是製作提交包的紀錄")


@pytest.mark.parametrize("entry", [b"not json", b"[]"])
def test_entry_that_is_no_record_is_refused(entry: bytes) -> None:
    assert fault(signed_by_forger(contents()["manifest.json"], entry, {})) == (
        "proof.json",
        "所附的軌跡不是製作提交包的紀錄",
    )


def test_manifest_of_another_pack_is_named() -> None:
    other = build_manifest(members({"a": b""}), about=ABOUT)
    files = contents() | {"manifest.json": other}

    assert fault(laid_out(files)) == ("manifest.json", "內容與帳本所記的摘要不同")


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[]", b'{"format":"chahe-pack-2"}', b"{ }"])
def test_manifest_of_another_kind_is_named(manifest: bytes) -> None:
    files = contents() | {"manifest.json": manifest}

    assert fault(laid_out(files)) == ("manifest.json", "不是 chahe-pack-1 的清單，或被改動過")


@pytest.mark.parametrize(
    ("about", "listed"),
    [
        (None, []),
        ({}, None),
        ({}, [1]),
        ({}, [{"name": "a"}]),
        ({}, [{"name": 1, "size": 0, "sha256": ""}]),
        ({}, [{"name": "a", "size": "0", "sha256": ""}]),
        ({}, [{"name": "b", "size": 0, "sha256": ""}, {"name": "a", "size": 0, "sha256": ""}]),
        ({}, [{"name": "a", "size": 0, "sha256": ""}, {"name": "a", "size": 0, "sha256": ""}]),
    ],
)
def test_signed_manifest_that_is_badly_written_is_named(about: object, listed: object) -> None:
    assert fault(forged_pack(about, listed, {})) == ("manifest.json", "清單的寫法不對")


@pytest.mark.parametrize("name", ["/etc/passwd", "../../x", "a\\b", "proof.json/x"])
def test_signed_manifest_with_an_unsafe_name_is_refused_by_name(name: str) -> None:
    listed = [{"name": name, "size": 0, "sha256": ""}]

    assert fault(forged_pack({}, listed, {name: b""}))[0] == name


def test_forger_with_a_ledger_of_their_own_is_known_by_the_key_only() -> None:
    """What a pack cannot prove by itself: whose key it is. So the key must be given."""
    forgery = forged_pack({"firm": "範例證券"}, [], {})

    report = verify_pack(io.BytesIO(forgery))

    assert report.facts is not None
    assert report.facts.fingerprint != fingerprint(public_key_of(KEY))
    assert fault(forgery, public_key_of(KEY))[0] == "proof.json"


def test_later_head_of_the_same_ledger_proves_it_too() -> None:
    manifest = build_manifest([], about=ABOUT)
    ledger = Ledger(leaves=4)
    made = {"act": "pack.made", "after": sha256(manifest).hexdigest()}
    index = ledger.add(canonical(made))
    for _ in range(2):
        ledger.add(b"later")
        head = sign_head(KEY, size=ledger.size, root=ledger.root, at=AT)
        proof = PackProof(ledger.proven(index), head, public_key_of(KEY))

        out = io.BytesIO()
        write_pack(out, [], manifest=manifest, proof=proof)

        assert verify_pack(out, trusted_key=public_key_of(KEY)).ok
