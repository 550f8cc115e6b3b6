"""憑證（PEM，含 openssl s_client 的輸出）

Kind `certificates`, a row for each certificate; one that is there twice is one row:

    subject, issuer    str, the common name, or the whole name where there is none
    names              tuple of str, alternative names: DNS in lower case, then addresses
    serial             str, in hex
    begins, ends       first and last day in Taipei; 9999-12-31 stands for no end
    key                str: "RSA 2048", "EC P-256", "Ed25519"
    key_bits           int, 0 for a kind of key that is not known
    signature          str, the hash that was signed: "sha256"; "" where none is separate
    is_ca              whether it may sign others (basic constraints)
    self_signed        whether subject and issuer are the same name; the signature is not checked
    fingerprint        str, SHA-256 in hex
    line               int, where the certificate begins

Text around the certificates is left alone. A private key is refused: it is no evidence, and must
not lie about. An OpenSSL "TRUSTED CERTIFICATE" is a gap.
"""

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from cryptography.x509 import load_der_x509_certificate

from ._model import ReadError, Source, Table, reader
from ._parsing.certificates.rows import UNREADABLE, once, row_of
from ._parsing.text import lines, peek

_BEGIN = ("-----BEGIN CERTIFICATE-----", "-----BEGIN X509 CERTIFICATE-----")
_TRUSTED = "-----BEGIN TRUSTED CERTIFICATE-----"
_LONGEST = 256 * 1024


def _sniff(head: bytes) -> bool:
    return any(line.strip() in _BEGIN for line in peek(head).splitlines())


@reader(kind="certificates", sniff=_sniff)
def certificates(source: Source) -> Table:
    """Read certificates.

    :raises ReadError: if a certificate is cut, damaged or too long, a private key is in the file,
        or there is no certificate at all
    """
    gaps: list[str] = []
    rows = once(_rows(source, gaps))
    if not rows:
        raise ReadError("檔案裡沒有任何憑證，請匯出 PEM 格式的憑證")
    return Table("certificates", rows, source.name, "certificates", tuple(gaps))


def _rows(source: Source, gaps: list[str]) -> Iterator[dict[str, Any]]:
    for line, body in _blocks(source, gaps):
        try:
            yield row_of(load_der_x509_certificate(b64decode(body, validate=True)), line)
        except UNREADABLE:
            raise ReadError("這張憑證損壞或格式不對，請重新匯出", line=line) from None


def _blocks(source: Source, gaps: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the line each certificate begins on, and its Base64."""
    begun, size = 0, 0
    body: list[str] = []
    for number, text in enumerate(map(str.strip, lines(source)), 1):
        if text.startswith("-----BEGIN ") and "PRIVATE KEY" in text:
            raise ReadError("檔案含有私密金鑰，請移除後只匯出憑證", line=number)
        if text.startswith("-----BEGIN ") and begun:
            raise ReadError("這張憑證沒有結尾，請重新匯出", line=begun)
        if text in _BEGIN:
            begun, size, body = number, 0, []
        elif text == _TRUSTED:
            gaps.append(f"第 {number} 行是 OpenSSL 的 TRUSTED CERTIFICATE，尚無法判讀")
        elif begun and text.startswith("-----END "):
            yield begun, "".join(body)
            begun = 0
        elif begun:
            size += len(text)
            if size > _LONGEST:
                raise ReadError("這張憑證太長，請重新匯出", line=begun)
            body.append(text)
    if begun:
        raise ReadError("這張憑證沒有結尾，請重新匯出", line=begun)
