"""憑證鏈（PKCS #7，p7b）

Kind `certificates`; its columns are in `certificates.py`. DER or PEM; `line` is 1 in DER, and where
the block begins in PEM. Revocation lists beside the certificates are left alone.
"""

import re
from typing import Final

from cryptography.hazmat.primitives.serialization.pkcs7 import (
    load_der_pkcs7_certificates,
    load_pem_pkcs7_certificates,
)

from ._model import ReadError, Source, Table, reader
from ._parsing.certificates.rows import UNREADABLE, once, row_of

_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")  # RFC 5652 §5.1
_PEM = re.compile(rb"^-----BEGIN PKCS(?:7|#7 SIGNED DATA)-----", re.M)
_OID_WITHIN = 24
_LARGEST = 8 * 1024 * 1024


def _sniff(head: bytes) -> bool:
    der = head[:1] == b"\x30" and _SIGNED_DATA in head[:_OID_WITHIN]
    return der or _PEM.search(head) is not None


@reader(kind="certificates", sniff=_sniff)
def pkcs7(source: Source) -> Table:
    """Read certificates.

    :raises ReadError: if it is too large, damaged, or holds no certificate
    """
    with source.open() as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ReadError("檔案太大，不是憑證鏈，請重新匯出")
    pem = _PEM.search(content)
    line = content[: pem.start()].count(b"\n") + 1 if pem else 1
    load = load_pem_pkcs7_certificates if pem else load_der_pkcs7_certificates
    try:
        rows = once(row_of(each, line) for each in load(content))
    except UNREADABLE:
        raise ReadError("不是完整的 p7b 憑證鏈，請重新匯出", line=line) from None
    if not rows:
        raise ReadError("檔案裡沒有任何憑證，請重新匯出", line=line)
    return Table("certificates", rows, source.name, "pkcs7")
