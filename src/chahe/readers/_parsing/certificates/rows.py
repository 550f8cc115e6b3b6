"""What a row of kind `certificates` says of one certificate."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.dsa import DSAPublicKey
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import (
    BasicConstraints,
    Certificate,
    DNSName,
    ExtensionNotFound,
    InvalidVersion,
    IPAddress,
    Name,
    SubjectAlternativeName,
)
from cryptography.x509.oid import NameOID

_TAIPEI = timezone(timedelta(hours=8))
_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
_FIRST_YEAR = 1912  # of the calendar that dates are told in
_BITS = {"Ed25519": 256, "Ed448": 456}
UNREADABLE = (
    ValueError,
    KeyError,  # a name of a string type the parser does not know
    TypeError,
    UnsupportedAlgorithm,
    InvalidVersion,
    UserWarning,  # of what it will refuse one day, where warnings are errors
)
"""What the library raises on a certificate that is not one; it looks at a part when asked for."""


def once(rows: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return the first row of every certificate."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row["fingerprint"], row)
    return tuple(found.values())


def row_of(certificate: Certificate, line: int) -> dict[str, Any]:
    """Return what a certificate says.

    :raises UNREADABLE: if it is damaged
    """
    key, bits = _key(certificate)
    algorithm = certificate.signature_hash_algorithm
    return {
        "subject": _called(certificate.subject),
        "names": _names(certificate),
        "issuer": _called(certificate.issuer),
        "serial": f"{certificate.serial_number:x}",
        "begins": _day(certificate.not_valid_before_utc),
        "ends": _day(certificate.not_valid_after_utc),
        "key": key,
        "key_bits": bits,
        "signature": algorithm.name if algorithm else "",
        "is_ca": _is_ca(certificate),
        "self_signed": certificate.subject == certificate.issuer,
        "fingerprint": certificate.fingerprint(SHA256()).hex(),
        "line": line,
    }


def _called(name: Name) -> str:
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[-1].value) if common else name.rfc4514_string()


def _names(certificate: Certificate) -> tuple[str, ...]:
    try:
        extension = certificate.extensions.get_extension_for_class(SubjectAlternativeName)
    except ExtensionNotFound:
        return ()
    addresses = map(str, extension.value.get_values_for_type(IPAddress))
    return (*map(str.lower, extension.value.get_values_for_type(DNSName)), *addresses)


def _key(certificate: Certificate) -> tuple[str, int]:
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey):
        return f"RSA {key.key_size}", key.key_size
    if isinstance(key, EllipticCurvePublicKey):
        return f"EC {_CURVES.get(key.curve.name, key.curve.name)}", key.key_size
    if isinstance(key, DSAPublicKey):
        return f"DSA {key.key_size}", key.key_size
    name = type(key).__name__.removesuffix("PublicKey")
    return name, _BITS.get(name, 0)


def _is_ca(certificate: Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except ExtensionNotFound:
        return False


def _day(moment: datetime) -> date:
    if moment.year < _FIRST_YEAR:
        raise ValueError(f"before {_FIRST_YEAR}: {moment}")
    try:
        return moment.astimezone(_TAIPEI).date()
    except OverflowError:  # 9999-12-31 23:59:59: no end (RFC 5280 §4.1.2.5)
        return date.max
