"""The stamp of a seal within a pack, and the one that comes beside it."""

import io
from dataclasses import replace

import pytest
from tests.authority import authority
from tests.ledger.forger import contents, laid_out
from tests.ledger.memory import small_pack
from tests.ledger.stamped import (
    of_another_entry,
    signed_by_another,
    stamped_pack,
)
from tests.ledger.tsa import ROOT, quick, refusing_service

from chahe.ledger import verify_pack
from chahe.ledger.member_names import ANSWER, STAMPED
from chahe.ledger.pack_stamp import StampedSeal, read_stamped, stamped_json
from chahe.ledger.stamps import head_bytes, stamp_request

PACK = stamped_pack()
LEFT_OUT = b"left out"


def check(data, **said):
    return verify_pack(io.BytesIO(data), **said)


def fault(data, **said):
    problem = check(data, **said).problems[0]
    return problem.member, problem.message


def test_a_stamp_is_read_with_and_without_roots():
    unchecked = check(PACK.data).facts.seal_stamp
    checked = check(PACK.data, tsa_roots=ROOT.pem).facts.seal_stamp

    assert (unchecked.tsa, unchecked.chain_checked) == ("測試時戳服務", False)
    assert replace(unchecked, chain_checked=True) == checked


def test_a_pack_without_a_stamp_has_none():
    facts = check(small_pack(), tsa_roots=ROOT.pem).facts

    assert (facts.seal_stamp, facts.pack_stamp) == (None, None)


def test_a_stamp_of_a_service_nobody_trusts_is_named():
    member, message = fault(PACK.data, tsa_roots=authority().pem)

    assert member == ANSWER
    assert message.startswith("時戳的簽章不成立")


@pytest.mark.parametrize("member", [ANSWER, STAMPED])
def test_every_flipped_byte_of_a_stamp_is_named(member):
    data = contents(PACK.data)[member]
    begins = PACK.data.index(data)
    named = set()
    for place in range(begins, begins + len(data)):
        flipped = bytearray(PACK.data)
        flipped[place] ^= 1
        named.add(fault(bytes(flipped)))

    assert named == {(member, "內容被改動過（SHA-256 與清單不同）")}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"told": of_another_entry}, "時戳.json 所指的不是這次查核的封存紀錄"),
        ({"told": signed_by_another}, "時戳.json 的樹頭沒有簽章，或沒有收錄封存的紀錄"),
        ({"files": {STAMPED: b"{}"}}, "時戳.json 的寫法不對"),
        ({"files": {STAMPED: b"hello"}}, "時戳.json 的寫法不對"),
        ({"files": {ANSWER: b"hello"}}, "不是 RFC 3161 的時戳，或內容被改動過"),
        ({"answer": refusing_service}, "時戳服務拒絕蓋章：unaccepted policy"),
        (
            {"answer": lambda _: quick(stamp_request(b"another").data)},
            "時戳不是蓋在這份資料上（摘要不同）",
        ),
    ],
)
def test_a_forged_stamp_is_refused_and_says_why(said, message):
    assert fault(stamped_pack(**said).data) == (ANSWER, message)


@pytest.mark.parametrize(("kept", "lost"), [(ANSWER, STAMPED), (STAMPED, ANSWER)])
def test_half_a_stamp_is_refused(kept, lost):
    forged = stamped_pack(files={lost: LEFT_OUT}).data

    assert fault(forged) == (kept, "時戳的兩個檔案只有一個")


def test_a_stamp_taken_out_of_a_pack_is_missed():
    files = {name: data for name, data in contents(PACK.data).items() if name != ANSWER}

    assert fault(laid_out(files))[0] == ANSWER


def test_the_stamp_beside_a_pack_is_of_its_own_head():
    beside = quick(stamp_request(head_bytes(PACK.head)).data)

    report = check(PACK.data, stamp=beside, tsa_roots=ROOT.pem)

    assert report.facts.pack_stamp.chain_checked
    assert fault(small_pack(), stamp=beside) == (
        "",
        "另附的時戳不符：時戳不是蓋在這份資料上（摘要不同）",
    )


def test_what_a_pack_tells_of_its_seal_is_read_as_written():
    data = contents(PACK.data)[STAMPED]

    seal = read_stamped(data)

    assert isinstance(seal, StampedSeal)
    assert stamped_json(seal) == data
    for wrong in (b"[]", data + b" ", data.replace(b'"size":4', b'"size":"4"'), b'{"head":{}}'):
        with pytest.raises(ValueError):
            read_stamped(wrong)
