"""The public keys of DKIM, RFC 6376 §3.6.1, RFC 8301 and RFC 8463."""

from base64 import b64decode

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from .tags import parse_tags

REVOKED = ("", 0)


def key_of(text: str) -> tuple[str, int] | None:
    """Return the sort of a record's key and its bits, or `REVOKED`; None where there is none.

    >>> key_of("v=DKIM1; p="), key_of("v=DKIM1; k=rsa; p=AAAA")
    (('', 0), None)
    """
    tags = parse_tags(text)
    if tags is None or tags.get("v", "DKIM1") != "DKIM1" or "p" not in tags:
        return None
    if not tags["p"]:
        return REVOKED
    try:
        raw = b64decode("".join(tags["p"].split()), validate=True)
        if tags.get("k", "rsa") == "ed25519":
            return ("ed25519", 256) if len(raw) == 32 else None
        key = load_der_public_key(raw)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return ("rsa", key.key_size) if isinstance(key, RSAPublicKey) else None
