"""Sign the bytes of a PDF by a person's own certificate, and keep them beside the evidence.

The key and its passphrase pass through memory: they are not kept, written down or told.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO, Protocol

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from chahe.documents.signing import SigningCertificate, open_certificate, sign_pdf
from chahe.documents.signing.pades import Signed, SigningUnavailable
from chahe.web.evidence import storage
from chahe.web.evidence.models import Blob
from chahe.web.evidence.refusals import NO_ROOM
from chahe.workflow import Refused

from . import service

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Certified:
    """What was signed, placed in the store: its digest and size, and what is said of the signing.

    `said` are the fields of a `CertificateSignature` but for its blob, reason and signer.
    """

    digest: str
    size: int
    said: dict[str, Any]

    def blob(self) -> Blob:
        """Return the row of its bytes; to be called in the transaction that keeps it."""
        blob, _ = Blob.objects.get_or_create(
            sha256=self.digest,
            defaults={
                "size": self.size,
                "media_type": "application/pdf",
                "stored_at": self.said["signed_at"],
            },
        )
        return blob


class Kept(Protocol):
    """A row of what was signed."""

    name: str
    blob_id: str


@sensitive_variables()  # and of all it calls: nothing of a key in any report of an error
def open_key(file: bytes, passphrase: str) -> tuple[SigningCertificate, datetime]:
    """Open the certificate of a PKCS #12 file, before anything is written; return it and the time.

    :raises CertificateRefused: if it cannot be opened, or may not sign today
    """
    at = timezone.now()
    return open_certificate(file, passphrase, at=at), at


@sensitive_variables()
def certify(pdf: bytes, *, certificate: SigningCertificate, at: datetime, reason: str) -> Certified:
    """Sign a PDF and place it; it holds a time stamp where a service is configured and answers.

    All of this takes time: it is done before the transaction that keeps it.

    :raises Refused: if the PDF cannot be signed, or there is no room
    """
    try:
        signed = _signed(pdf, certificate, at=at, reason=reason)
    except (SigningUnavailable, ValueError) as why:
        raise Refused(str(why)) from why
    digest, size = _placed(signed.content)
    said = {
        "subject": certificate.subject[:200],
        "issuer": certificate.issuer[:200],
        "serial": certificate.serial,
        "fingerprint": certificate.fingerprint,
        "unsigned": sha256(pdf).hexdigest(),
        "unsigned_size": len(pdf),
        "signed_at": at,
        "stamped": signed.stamped,
    }
    return Certified(digest, size, said)


def hand_over(signed: Kept) -> BinaryIO:
    """Open what was signed to be taken away, once its bytes are found to be those signed.

    :raises Refused: if they are not
    """
    try:
        stream = storage.open(signed.blob_id)
    except OSError:
        stream = None
    if stream is None or not storage.is_whole(stream, signed.blob_id):
        if stream:
            stream.close()
        raise Refused(f"簽署的報告「{signed.name}」遺失或已遭變動；請通知系統管理者自備份還原。")
    stream.seek(0)
    return stream


def _signed(pdf: bytes, certificate: SigningCertificate, **said: Any) -> Signed:
    """Sign with a time stamp if one can be had: a service that is down stops nobody."""
    if service.is_configured():
        try:
            return sign_pdf(pdf, certificate, stamp=service.ask, **said)
        except service.StampUnavailable as why:
            LOG.warning("a report was signed without a time stamp: %s", why)
    return sign_pdf(pdf, certificate, **said)


def _placed(content: bytes) -> tuple[str, int]:
    try:
        incoming = storage.Incoming()
        try:
            incoming.write(content)
            return storage.place(incoming)
        finally:
            incoming.discard()
    except OSError:
        LOG.exception("a signed report could not be placed")
        raise Refused(NO_ROOM) from None
