"""PAdES signatures (ETSI EN 319 142-1) of the PDFs we write, by a person's own certificate.

    certificate = open_certificate(pkcs12, passphrase, at=now)
    signed = sign_pdf(pdf, certificate, at=now, reason="核定", stamp=ask_the_service)

The library that writes them is the extra `chahe[signing]`; without it `sign_pdf` says so. Keys are
only ever in memory.
"""

from .certificate import CertificateRefused, SigningCertificate, open_certificate
from .pades import Signed, SigningUnavailable, sign_pdf

__all__ = [
    "CertificateRefused",
    "Signed",
    "SigningCertificate",
    "SigningUnavailable",
    "open_certificate",
    "sign_pdf",
]
