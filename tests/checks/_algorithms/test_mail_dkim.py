from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chahe.checks._algorithms.mail.dkim import key_of

POINT = generate_private_key(SECP256R1()).public_key()
EC = b64encode(POINT.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
SHORT = b64encode(b"k" * 32).decode()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("p=", ("", 0)),
        (f"v=DKIM1; k=ed25519; p={SHORT}", ("ed25519", 256)),
        (f"k=ed25519; p={SHORT[:20]} {SHORT[20:]}", ("ed25519", 256)),
        (f"k=ed25519; p={SHORT[:20]}", None),
        (f"p={EC}", None),
        (f"p={SHORT}", None),
        ("p=!!", None),
        ("k=rsa", None),
        ("v=DKIM2; p=", None),
        ("hello", None),
    ],
)
def test_keys(text: str, key: tuple[str, int] | None) -> None:
    assert key_of(text) == key
