"""Time stamps, RFC 3161: what to ask a service, and what its answer shows. Offline, no clock.

A stamp says that a digest existed at an instant, on the word of a service that is not the firm:
whoever holds the ledger's key can sign any head, but cannot have it stamped in the past.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    Certificate,
    InvalidVersion,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.oid import NameOID
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from .canonical import canonical
from .der import Element, children, elements
from .heads import SignedHead

LARGEST = 64 * 1024
"""Bytes of an answer a reader must be ready to hold; services send some 1 to 10 KB."""

_GRANTED = 0  # PKIStatus, RFC 3161 §2.4.2
_CERTIFICATES = 0xA0  # SignedData.certificates, RFC 5652 §5.1
_UNREADABLE = (
    ValueError,
    KeyError,  # a name of a string type the parser does not know
    InvalidVersion,
    CryptographyDeprecationWarning,  # where warnings are errors
)


class StampRefused(ValueError):
    """What is wrong with an answer of a time-stamp service, in Chinese."""


@dataclass(frozen=True)
class StampRequest:
    """A TimeStampReq in DER, the SHA-256 it asks to have stamped, and what ties an answer to it."""

    data: bytes
    digest: bytes
    nonce: int


@dataclass(frozen=True)
class Stamp:
    """The service `tsa` says by its `policy` (OID) that a digest existed `at` an instant (UTC)."""

    at: datetime
    policy: str
    serial: str
    """The stamp's number at its service, in hex."""
    tsa: str
    chain_checked: bool
    """Whether its signature leads to a root the caller trusts; if not, anyone may have made it."""


def head_bytes(head: SignedHead) -> bytes:
    """Return what is stamped of a head: all of it, its signature too, written canonically."""
    return canonical(asdict(head))


def head_digest(head: SignedHead) -> bytes:
    """Return the SHA-256 a stamp of a head must carry."""
    return sha256(head_bytes(head)).digest()


def stamp_request(said: bytes) -> StampRequest:
    """Ask for a stamp of the SHA-256 of some bytes, with the service's certificates and a nonce."""
    asked = TimestampRequestBuilder().data(said).hash_algorithm(HashAlgorithm.SHA256).build()
    return StampRequest(asked.as_bytes(), asked.message_imprint.message, asked.nonce or 0)


def read_roots(pem: bytes) -> tuple[Certificate, ...]:
    """Return the certificates of a PEM file, whose stamps are to be trusted.

    :raises ValueError: if it holds none
    """
    return tuple(load_pem_x509_certificates(pem))


def read_stamp(
    answer: bytes,
    digest: bytes,
    *,
    roots: Sequence[Certificate] = (),
    nonce: int | None = None,
) -> Stamp:
    """Read a TimeStampResp in DER, and check that it stamps a SHA-256.

    Its signature is checked up to `roots`, whose certificates need only have been valid when it
    was made; without roots it is not checked. `nonce` is that of the request, where it is at hand.

    :raises StampRefused: if the service refused, or the stamp is of something else or untrue
    """
    if len(answer) > LARGEST:
        raise StampRefused("時戳太大，不是 RFC 3161 的時戳")
    try:  # the parser looks at a part only when it is asked for
        read = decode_timestamp_response(_certificates_in_order(answer))
        _granted(read)
        info, name = read.tst_info, _service_of(read)
        stamped, answered, at = info.message_imprint.message, info.nonce, info.gen_time
        policy, serial = info.policy.dotted_string, f"{info.serial_number:x}"
    except StampRefused:
        raise
    except _UNREADABLE:
        raise StampRefused("不是 RFC 3161 的時戳，或內容被改動過") from None
    if stamped != digest:
        raise StampRefused("時戳不是蓋在這份資料上（摘要不同）")
    if nonce is not None and answered != nonce:
        raise StampRefused("時戳服務回覆的不是這次的請求（nonce 不同）")
    if roots:
        _check_chain(read, digest, roots)
    return Stamp(at, policy, serial, name, bool(roots))


def _granted(read: TimeStampResponse) -> None:
    if read.status != _GRANTED:
        why = "；".join(read.status_string) or f"狀態 {read.status}"
        raise StampRefused(f"時戳服務拒絕蓋章：{why}")


def _certificates_in_order(answer: bytes) -> bytes:
    """Write a token's certificates as DER orders a SET, which OpenSSL does not (X.690 §11.6).

    The parser refuses any other order; no signature covers it.
    """
    try:
        (response,) = elements(answer)
        signed = _descend(answer, response, 1, 1, 0)
    except (ValueError, IndexError):
        return answer  # a refusal has no token; what is not DER is left to the parser
    for held in children(answer, signed):
        if held.tag == _CERTIFICATES:
            try:
                within = sorted(answer[each.begin : each.end] for each in children(answer, held))
            except ValueError:
                return answer
            return answer[: held.inner] + b"".join(within) + answer[held.end :]
    return answer


def _descend(data: bytes, element: Element, *places: int) -> Element:
    for place in places:
        element = children(data, element)[place]
    return element


def _check_chain(read: TimeStampResponse, digest: bytes, roots: Sequence[Certificate]) -> None:
    try:
        VerifierBuilder(roots=list(roots)).build().verify(read, digest)
    except (VerificationError, ValueError):
        raise StampRefused(
            "時戳的簽章不成立，或不是您信任的時戳服務所簽：請確認根憑證是這家時戳服務的"
        ) from None


def _service_of(read: TimeStampResponse) -> str:
    """Name the certificate that signed, by its common name; "" when the token does not hold it."""
    signers = {(each.issuer, each.serial_number) for each in read.signed_data.signer_infos}
    for held in read.signed_data.certificates:
        try:
            certificate = load_der_x509_certificate(held)
            if (certificate.issuer, certificate.serial_number) in signers:
                names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
                return str(names[0].value) if names else certificate.subject.rfc4514_string()
        except _UNREADABLE:
            continue
    return ""
