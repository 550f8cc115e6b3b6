"""Sign a PDF: what is asked and what comes back, with or without the library that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from .certificate import SigningCertificate

Stamp = Callable[[bytes, bytes, int], bytes]
"""Takes a TimeStampReq (DER), the SHA-256 it asks to have stamped, and its nonce; gives the
TimeStampResp, which it has found to be of these."""


class SigningUnavailable(RuntimeError):
    """The extra `signing` is not installed; in Chinese."""


@dataclass(frozen=True)
class Signed:
    """A signed PDF, which begins with all the bytes of the one that was signed."""

    content: bytes
    stamped: bool
    """Whether the signature holds a time stamp: PAdES-B-T, else PAdES-B-B (EN 319 142-1 §6)."""


def sign_pdf(
    pdf: bytes,
    certificate: SigningCertificate,
    *,
    at: datetime,
    reason: str,
    stamp: Stamp | None = None,
) -> Signed:
    """Add a signature to a PDF, signed or not, and check that the result holds.

    Nothing is drawn on a page, and the bytes there were stay as they are. `at` is the instant the
    signer claims; `stamp` asks a time-stamp service, and what it raises is passed on.

    :raises SigningUnavailable: without the extra `signing`
    :raises ValueError: if it is no PDF that can be signed
    """
    try:
        from . import _pyhanko  # noqa: PLC0415 (an extra: only who signs needs it)
    except ImportError:
        raise SigningUnavailable("沒有安裝簽章元件，請安裝 chahe[signing]") from None
    return _pyhanko.sign(pdf, certificate, at=at, reason=reason, stamp=stamp)
