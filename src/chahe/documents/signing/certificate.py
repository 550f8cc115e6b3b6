"""Open a person's certificate and key (PKCS #12, RFC 7292), and judge whether it may sign."""

from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ...ledger.der import children, elements
from ..dates import instant_day_text

LARGEST = 64 * 1024
"""Bytes of a PKCS #12 file: a key, its certificate and a few above it."""

SMALLEST_RSA = 2048  # bits; ETSI TS 119 312 §6.2.2.1 leaves smaller ones behind
_VERSION_3 = b"\x02\x01\x03"
_SIGNING = {  # any of these lets a certificate sign a document; one without the list may as well
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE.dotted_string,
    ExtendedKeyUsageOID.CLIENT_AUTH.dotted_string,
    ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string,
    "1.3.6.1.5.5.7.3.36",  # document signing, RFC 9336
    "1.3.6.1.4.1.311.10.3.12",  # document signing, Microsoft
    "1.2.840.113583.1.1.5",  # Adobe's own
}


class CertificateRefused(ValueError):
    """Why a certificate cannot be signed with, in Chinese: what is wrong, and what to do.

    `about` is what it is about: `file` or `passphrase`.
    """

    def __init__(self, message: str, *, about: str = "file") -> None:
        self.about = about
        super().__init__(message)


@dataclass(frozen=True)
class SigningCertificate:
    """A certificate that may sign, its key, and the certificates that came with it."""

    certificate: x509.Certificate
    key: RSAPrivateKey | EllipticCurvePrivateKey = field(repr=False)
    others: tuple[x509.Certificate, ...] = ()

    @property
    def subject(self) -> str:
        """Whose it is: the common name, or the whole name where there is none."""
        return _name(self.certificate.subject)

    @property
    def issuer(self) -> str:
        return _name(self.certificate.issuer)

    @property
    def serial(self) -> str:
        """Its number at its issuer, in hex."""
        return f"{self.certificate.serial_number:x}"

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, in hex."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()


def open_certificate(data: bytes, passphrase: str, *, at: datetime) -> SigningCertificate:
    """Open a PKCS #12 file to sign with at an aware instant.

    Whether its issuer is to be trusted, and has not revoked it, is not asked: that needs a network.

    :raises CertificateRefused: if it cannot be opened, or may not sign at that instant
    """
    if len(data) > LARGEST:
        raise CertificateRefused(f"檔案超過 {LARGEST // 1024} KB，不是憑證檔；請選擇 .p12 或 .pfx")
    if not _is_pkcs12(data):
        raise CertificateRefused("不是 PKCS#12 憑證檔，請選擇含私鑰的 .p12 或 .pfx")
    opened = _opened(data, passphrase)
    if opened.key is None:
        raise CertificateRefused("憑證檔裡沒有私鑰，請重新匯出並勾選「匯出私密金鑰」")
    if opened.cert is None:
        raise CertificateRefused("憑證檔裡沒有與私鑰相符的憑證，請重新匯出")
    key, certificate = opened.key, opened.cert.certificate
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise CertificateRefused("金鑰的種類不能簽 PDF，請改用 RSA 或 ECDSA 的憑證")
    if isinstance(key, RSAPrivateKey) and key.key_size < SMALLEST_RSA:
        raise CertificateRefused(
            f"RSA 金鑰只有 {key.key_size} 位元，太短而不安全；請改用 {SMALLEST_RSA} 位元以上的憑證"
        )
    _check_days(certificate, at)
    _check_usage(certificate)
    others = tuple(each.certificate for each in opened.additional_certs)
    return SigningCertificate(certificate, key, others)


def _is_pkcs12(data: bytes) -> bool:
    """Look at the outermost shape alone, so that a wrong file is told from a wrong passphrase."""
    try:
        (whole,) = elements(data)
        first, *_ = children(data, whole)
    except ValueError:
        return False
    return data[first.begin : first.end] == _VERSION_3


def _opened(data: bytes, passphrase: str) -> pkcs12.PKCS12KeyAndCertificates:
    try:
        return pkcs12.load_pkcs12(data, passphrase.encode())
    except UnsupportedAlgorithm:
        raise CertificateRefused(
            "憑證檔以過時的方法加密，無法開啟；請在憑證管理工具重新匯出，加密方法選 AES-256"
        ) from None
    except ValueError:
        raise CertificateRefused(
            "密碼不對，或憑證檔已損壞；請確認密碼的大小寫後再試", about="passphrase"
        ) from None


def _check_days(certificate: x509.Certificate, at: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at < first:
        raise CertificateRefused(f"憑證尚未生效，{instant_day_text(first)}起才能使用")
    if at > last:
        raise CertificateRefused(f"憑證已於{instant_day_text(last)}到期，請換發後再簽")


def _check_usage(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            raise CertificateRefused("憑證的金鑰用途不含數位簽章，不能簽署文件；請改用簽章用的憑證")
    except x509.ExtensionNotFound:
        pass
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if not _SIGNING & {purpose.dotted_string for purpose in purposes}:
            raise CertificateRefused(
                "憑證只能用於網站、程式碼或時戳，不能簽署文件；請改用個人或組織的簽章憑證"
            )
    except x509.ExtensionNotFound:
        pass


def _name(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return (str(common[0].value) if common else name.rfc4514_string()) or "（沒有名稱）"
