"""Sign with pyHanko; imported only by who signs."""

import asyncio
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import tsp  # type: ignore[import-untyped]
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1 as cert_to_asn1,
)
from pyhanko.keys.internal import (
    translate_pyca_cryptography_key_to_asn1 as key_to_asn1,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .certificate import SigningCertificate
from .pades import Signed, Stamp

_DIGEST = "sha256"
_ROOM = 2 * 24 * 1024  # hex digits for a signature with its time stamp: nobody is asked twice


def sign(
    pdf: bytes,
    certificate: SigningCertificate,
    *,
    at: datetime,
    reason: str,
    stamp: Stamp | None,
) -> Signed:
    """Do what `sign_pdf` promises.

    :raises ValueError: if it is no PDF that can be signed
    """
    try:
        writer = _Writer(BytesIO(pdf))
        name = f"Signature{len(writer.prev.embedded_signatures) + 1}"
        about = PdfSignatureMetadata(
            field_name=name,
            md_algorithm=_DIGEST,
            name=certificate.subject,
            reason=reason,
            subfilter=SigSeedSubFilter.PADES,
        )
        signer = _Signer(
            about,
            signer=_signer(certificate),
            timestamper=None if stamp is None else _Stamper(stamp),
            new_field_spec=SigFieldSpec(name),
        )
        signer.at = at
        out = BytesIO()
        room = None if stamp is None else _ROOM
        asyncio.run(signer.async_sign_pdf(writer, bytes_reserved=room, output=out))
        content = out.getvalue()
        _check(content, begins=pdf)
    except (PdfError, SigningError) as error:
        raise ValueError(f"這份 PDF 不能簽章：{error}") from error
    return Signed(content, stamped=stamp is not None)


class _Writer(IncrementalPdfFileWriter):
    """Leaves the document's own metadata alone: what is written anew there is not PDF/A."""

    def _update_meta(self) -> None:
        pass


class _Signer(PdfSigner):
    """Signs at the instant it is told; the library would read a clock."""

    at: datetime

    def init_signing_session(self, *said: Any, **named: Any) -> Any:
        session = super().init_signing_session(*said, **named)
        session.system_time = self.at
        return session


class _Stamper(TimeStamper):
    """Hands a request to whoever may use the network."""

    def __init__(self, stamp: Stamp) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._stamp = stamp

    async def async_request_tsa_response(self, req: Any) -> Any:
        digest = bytes(req["message_imprint"]["hashed_message"])
        answer = self._stamp(req.dump(), digest, req["nonce"].native)
        return tsp.TimeStampResp.load(answer, strict=True)


def _signer(certificate: SigningCertificate) -> SimpleSigner:
    above = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    above.register_multiple(cert_to_asn1(each) for each in certificate.others)
    mine = cert_to_asn1(certificate.certificate)
    return SimpleSigner(mine, key_to_asn1(certificate.key), cert_registry=above)


def _check(content: bytes, *, begins: bytes) -> None:
    """Read the signature back: it covers the whole file, holds, and nothing before it changed."""
    last: EmbeddedPdfSignature = PdfFileReader(BytesIO(content)).embedded_signatures[-1]
    intact, valid = validate_sig_integrity(
        last.signer_info, last.signer_cert, "data", actual_digest=last.compute_digest()
    )
    whole = last.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    if not (intact and valid and whole and content.startswith(begins)):
        raise SigningError("簽好之後讀回來的簽章不成立")
