"""Ask the time-stamp service (RFC 3161 §3.4, over HTTP): the one address of the settings, no other.

Nothing a user writes reaches this address, and what it answers leads nowhere else.
"""

from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography.x509 import Certificate
from django.conf import settings

from chahe.ledger.stamps import LARGEST, StampRefused, read_roots, read_stamp

SECONDS = 10  # without a word from the service
_TYPE = "application/timestamp-query"


class StampUnavailable(Exception):
    """Why there is no stamp, in Chinese; it may be asked for again."""


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: an error, as any answer but 200."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def is_configured() -> bool:
    return bool(settings.TSA_URL)


def trusted_roots() -> tuple[Certificate, ...]:
    """Return the roots that the service's stamps must lead to; none when none are set.

    :raises StampUnavailable: if they are set and cannot be read
    """
    if not settings.TSA_CERT:
        return ()
    try:
        return read_roots(Path(settings.TSA_CERT).read_bytes())
    except (OSError, ValueError):
        raise StampUnavailable("讀不到時戳服務的根憑證（CHAHE_TSA_CERT）") from None


def ask(request: bytes, digest: bytes, nonce: int) -> bytes:
    """Send a TimeStampReq; return the TimeStampResp, once it is found to answer it.

    :raises StampUnavailable: if the service cannot be reached, refuses, or answers something else
    """
    if not settings.TSA_URL.startswith(("http://", "https://")):
        raise StampUnavailable("時戳服務的網址要以 http:// 或 https:// 開頭（CHAHE_TSA_URL）")
    roots = trusted_roots()
    asked = Request(settings.TSA_URL, data=request, headers={"Content-Type": _TYPE})  # noqa: S310 (of the settings, http or https)
    try:
        with build_opener(_Stay).open(asked, timeout=SECONDS) as response:
            answer: bytes = response.read(LARGEST + 1)
    except HTTPError as error:
        error.close()
        raise StampUnavailable(f"時戳服務沒有回應：HTTP {error.code}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise StampUnavailable(f"時戳服務沒有回應：{error}") from error
    try:
        read_stamp(answer, digest, roots=roots, nonce=nonce)
    except StampRefused as refused:
        raise StampUnavailable(str(refused)) from refused
    return answer
