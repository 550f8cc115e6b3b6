"""The certificates of a server, each of which testssl.sh writes whole, as PEM on one line."""

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cryptography.x509 import load_der_x509_certificate

from ..certificates.rows import UNREADABLE, row_of
from .findings import Server

_CERTIFICATE = re.compile(r"cert( <(?:host)?cert#[0-9]+>)?", re.IGNORECASE)
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")
_STORES = ("Apple", "Java", "Linux", "Microsoft", "Mozilla")
_STORE = re.compile("|".join(rf"\b{name}\b" for name in _STORES))
_LEFT = re.compile(r"([0-9]{1,6}) >= [0-9]+ days|expires < [0-9]+ days \(([0-9]{1,6})\)")


def certificates_of(server: Server, gaps: list[str]) -> Iterator[dict[str, Any]]:
    """Yield each, as a row of `tls_endpoints` holds it."""
    read = 0
    for name, found in server.said.items():
        if match := _CERTIFICATE.fullmatch(name):
            postfix = match[1] or ""
            for pem in found:
                if row := _row(pem):
                    read += 1
                    if not _is_nameless(server, postfix):
                        trusted, untrusted = _trust(server, postfix, gaps)
                        yield {**row, "trusted": trusted, "untrusted": untrusted}
    told = server.said.get("cert_numbers", [""])[0]
    if not read or (told and told != str(read)):
        gaps.append(f"{server.called} 的憑證沒有取得，或不完整")


def _is_nameless(server: Server, postfix: str) -> bool:
    """Say whether a certificate is sent only to clients that name no host (no SNI).

    Of every other it is told what a client without SNI gets instead; browsers always send SNI.
    """
    told = {name: "SNI" in " ".join(found) for name, found in server.said.items()}
    others = any(value for name, value in told.items() if name.startswith("cert_trust"))
    return others and not told.get(f"cert_trust{postfix}", True)


def earliest_day(server: Server) -> date | None:
    """Reckon the day of the scan from the days a certificate had left; None where none says.

    The days are whole, so the day told may be one too early; it is never too late.
    """
    for name, found in server.said.items():
        match = _CERTIFICATE.fullmatch(name)
        row = _row(found[0]) if match else None
        if match and row and row["ends"] != date.max:
            for told in server.said.get(f"cert_expirationStatus{match[1] or ''}", ()):
                if left := _LEFT.fullmatch(told):
                    return _before(row["ends"], int(left[1] or left[2]) + 1)
    return None


def _before(ends: date, days: int) -> date | None:
    day = ends - timedelta(days) if days < (ends - date.min).days else date.min
    return day if day.year >= 2000 else None


def _row(pem: str) -> dict[str, Any] | None:
    match = _PEM.search(pem.replace("\\n", " "))
    if not match:
        return None
    try:
        body = b64decode("".join(match[1].split()), validate=True)
        found = row_of(load_der_x509_certificate(body), 1)
    except UNREADABLE:
        return None
    if not found["key_bits"]:
        return None
    return {
        "subject": found["subject"],
        "names": found["names"],
        "begins": found["begins"],
        "ends": found["ends"],
        "key": found["key"].split()[0],
        "key_bits": found["key_bits"],
        "signature": found["signature"],
    }


def _trust(
    server: Server, postfix: str, gaps: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the trust stores that lead to its root, and those that do not.

    One store fails for all the same reason, so only which failed is told where some do.
    """
    trusted: set[str] = set()
    untrusted: set[str] = set()
    for told in server.said.get(f"cert_chain_of_trust{postfix}", ()):
        bad, _, good = told.partition("OK ->")
        if told.startswith("passed."):
            trusted |= set(_STORES)
        elif told.startswith(("failed ", "Issuer not trusted")):
            untrusted |= set(_STORES)
        elif "failed ->" in bad and _STORE.search(bad) and good:
            untrusted |= set(_STORE.findall(bad))
            trusted |= set(_STORE.findall(good))
        else:
            gaps.append(f"{server.called} 憑證的信任無法判讀（{told[:80]}）")
    if not trusted and not untrusted:
        gaps.append(f"{server.called} 的憑證沒有驗證過")
    return tuple(sorted(trusted - untrusted)), tuple(sorted(untrusted))
