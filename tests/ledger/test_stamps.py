"""RFC 3161, against OpenSSL's service and against our own."""

import shutil
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.authority import DAY, NOW, authority, stamping_service
from tests.ledger.memory import AT, KEY
from tests.ledger.tsa import (
    ROOT,
    SERVICE,
    openssl_service,
    quick,
    quick_service,
    refusing_service,
)

from chahe.ledger import sign_head
from chahe.ledger.stamps import (
    LARGEST,
    Stamp,
    StampRefused,
    head_bytes,
    head_digest,
    read_roots,
    read_stamp,
    stamp_request,
)

SAID = "樹頭".encode()
REQUEST = stamp_request(SAID)
ANSWER = quick(REQUEST.data)
ROOTS = (ROOT.certificate,)


@pytest.fixture(params=["openssl", "openssl through", "quick"])
def service(request, tmp_path):
    """Return a root, and a service of its: OpenSSL's with one or three certificates, and ours."""
    if request.param == "quick":
        return ROOT, quick
    if not shutil.which("openssl"):
        pytest.skip("no openssl")
    root = authority()
    issued = stamping_service(root, through="through" in request.param)
    return root, openssl_service(tmp_path / "tsa", issued)


def why(*said, **named):
    with pytest.raises(StampRefused) as refused:
        read_stamp(*said, **named)
    return str(refused.value)


def test_a_stamp_says_when_and_by_whom(service):
    root, answer = service
    asked = stamp_request(SAID)

    stamp = read_stamp(
        answer(asked.data), asked.digest, roots=(root.certificate,), nonce=asked.nonce
    )

    assert asked.digest == sha256(SAID).digest()
    assert abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert (stamp.tsa, stamp.chain_checked) == ("測試時戳服務", True)
    assert stamp.policy.split(".")[0] == "1"
    assert int(stamp.serial, 16) > 0


def test_a_stamp_of_something_else_is_refused(service):
    root, answer = service
    answered = answer(stamp_request(b"another").data)

    said = why(answered, REQUEST.digest, roots=(root.certificate,))

    assert said == "時戳不是蓋在這份資料上（摘要不同）"


def test_a_stamp_of_a_service_nobody_trusts_is_refused(service):
    _, answer = service
    asked = stamp_request(SAID)

    said = why(answer(asked.data), asked.digest, roots=(authority("別人").certificate,))

    assert said.startswith("時戳的簽章不成立，或不是您信任的時戳服務所簽")


def test_an_answer_to_another_request_is_refused():
    assert why(ANSWER, REQUEST.digest, nonce=REQUEST.nonce + 1) == (
        "時戳服務回覆的不是這次的請求（nonce 不同）"
    )


def test_without_roots_the_chain_is_said_not_to_be_checked():
    unchecked = read_stamp(ANSWER, REQUEST.digest)
    checked = read_stamp(ANSWER, REQUEST.digest, roots=ROOTS)

    assert not unchecked.chain_checked
    assert checked == Stamp(
        unchecked.at, unchecked.policy, unchecked.serial, unchecked.tsa, chain_checked=True
    )


def test_a_refusal_says_what_the_service_said():
    assert why(refusing_service(REQUEST.data), REQUEST.digest) == (
        "時戳服務拒絕蓋章：unaccepted policy"
    )


@pytest.mark.parametrize("answer", [b"", b"<html>", ANSWER[:-1], ANSWER + b"\0", b"\x30\x00"])
def test_what_is_no_stamp_is_refused(answer):
    assert why(answer, REQUEST.digest) == "不是 RFC 3161 的時戳，或內容被改動過"


def test_an_answer_too_large_to_be_one_is_not_parsed():
    assert why(bytes(LARGEST + 1), REQUEST.digest) == "時戳太大，不是 RFC 3161 的時戳"


def test_a_certificate_that_may_not_stamp_is_refused():
    root = authority()
    expired = stamping_service(root, key=SERVICE.key, begins=NOW - 9 * DAY, ends=NOW - 2 * DAY)
    answered = quick_service(expired)(REQUEST.data)

    assert why(answered, REQUEST.digest, roots=(root.certificate,)).startswith("時戳的簽章不成立")


def test_every_flipped_byte_of_what_is_signed_is_seen():
    """What no signature covers, copies of certificates, is covered by the pack's manifest."""
    info = ANSWER.index(REQUEST.digest)
    for place in range(info, info + len(REQUEST.digest)):
        flipped = bytearray(ANSWER)
        flipped[place] ^= 1
        assert why(bytes(flipped), REQUEST.digest)
    for place in range(len(ANSWER) - 256, len(ANSWER)):  # the signature itself comes last
        flipped = bytearray(ANSWER)
        flipped[place] ^= 1
        assert why(bytes(flipped), REQUEST.digest, roots=ROOTS)


def refused_in_words_or_the_same(damaged):
    try:
        stamp = read_stamp(damaged, REQUEST.digest, roots=ROOTS)
    except StampRefused as refused:
        assert str(refused)
    else:
        assert stamp.tsa == "測試時戳服務"


def overwritten(place, written):
    return ANSWER[:place] + written + ANSWER[place + len(written) :]


@given(st.binary(max_size=200) | st.tuples(st.integers(0, len(ANSWER) - 1), st.binary(max_size=9)))
def test_any_bytes_are_a_stamp_or_refused_in_words(change):
    refused_in_words_or_the_same(overwritten(*change) if isinstance(change, tuple) else change)


@pytest.mark.parametrize("written", [b"\0", b"\xff", b"\0\0\0", b"\x05\0"])
def test_a_stamp_damaged_anywhere_is_the_same_or_refused_in_words(written):
    for place in range(len(ANSWER)):
        refused_in_words_or_the_same(overwritten(place, written))


def test_what_is_stamped_of_a_head_is_all_of_it():
    head = sign_head(KEY, size=3, root=bytes(32), at=AT)

    assert head.signature.encode() in head_bytes(head)
    assert head_digest(head) == sha256(head_bytes(head)).digest()


def test_roots_are_every_certificate_of_a_pem():
    assert read_roots(ROOT.pem + SERVICE.pem) == (ROOT.certificate, SERVICE.certificate)
    with pytest.raises(ValueError):
        read_roots(b"hello")
