"""The codes an authenticator shows: RFC 6238, six digits, thirty seconds, SHA-1."""

import base64
import hmac
import struct
import time

STEP = 30
MARGIN = 4  # seconds: a code about to change is not typed


def code_at(secret: str, at: float) -> str:
    """Return the code of a secret (base 32) at an instant in seconds since 1970."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, struct.pack(">Q", int(at) // STEP), "sha1")
    place = mac[-1] & 15
    number = int.from_bytes(mac[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def code_now(secret: str) -> str:
    """Return the code shown now, having waited for the next if this one is about to change."""
    left = STEP - time.time() % STEP
    if left < MARGIN:
        time.sleep(left)
    return code_at(secret, time.time())
