"""A certificate authority in memory: roots, signers, time-stamp services, for tests."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
    *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)
SIGNING, ISSUING = ("digital_signature", "content_commitment"), ("key_cert_sign", "crl_sign")


@dataclass
class Issued:
    """A certificate, its key, and the certificates above it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
    above: list[x509.Certificate] = field(default_factory=list)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def chain_pem(self) -> bytes:
        return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in self.above)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def pkcs12(self, passphrase: str = "letmein", *, with_key: bool = True) -> bytes:
        how = serialization.BestAvailableEncryption(passphrase.encode())
        key = self.key if with_key else None
        return pkcs12.serialize_key_and_certificates(
            b"mine", key, self.certificate, self.above or None, how
        )


def issue(
    name: str,
    by: Issued | None = None,
    *,
    usages: tuple[str, ...] = SIGNING,
    purposes: tuple[x509.ObjectIdentifier, ...] = (),
    key: object = None,
    begins: datetime = NOW - DAY,
    ends: datetime = NOW + 365 * DAY,
) -> Issued:
    """Issue a certificate; by itself when no authority is given."""
    made = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "TW"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints("key_cert_sign" in usages, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(made.public_key()), False)
    )
    if usages:
        held = x509.KeyUsage(**{usage: usage in usages for usage in USAGES})
        builder = builder.add_extension(held, critical=True)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=True)
    signer = by.key if by else made
    how = None if isinstance(signer, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    above = [by.certificate, *by.above] if by else []
    return Issued(builder.sign(signer, how), made, above)


def authority(name: str = "測試根憑證") -> Issued:
    return issue(name, usages=ISSUING)


def stamping_service(root: Issued, *, through: bool = False, **said: object) -> Issued:
    """Issue to a time-stamp service, `through` an authority in between if told so."""
    by = issue("中繼憑證", root, usages=ISSUING) if through else root
    purposes = (ExtendedKeyUsageOID.TIME_STAMPING,)
    return issue("測試時戳服務", by, usages=("digital_signature",), purposes=purposes, **said)
