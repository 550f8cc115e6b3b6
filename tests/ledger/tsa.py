"""Time-stamp services for tests: OpenSSL's, which is real, and one of our own, which is quick.

`tests/ledger/test_stamps.py` asks both the same questions.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path

from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.sign.timestamps import DummyTimeStamper
from tests.authority import Issued, authority, stamping_service

Answer = Callable[[bytes], bytes]
SETTINGS = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/above.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
"""


def openssl_service(folder: Path, issued: Issued) -> Answer:
    """Return a service that `openssl ts` answers for, with its whole chain in each token."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "serial").write_text("01")
    (folder / "tsa.pem").write_bytes(issued.pem)
    (folder / "tsa.key").write_bytes(issued.key_pem)
    (folder / "above.pem").write_bytes(issued.chain_pem)
    (folder / "ts.cnf").write_text(SETTINGS.format(folder=folder))

    def answer(request: bytes) -> bytes:
        asked, answered = folder / "asked.tsq", folder / "answered.tsr"
        asked.write_bytes(request)
        where = ["-config", folder / "ts.cnf", "-queryfile", asked, "-out", answered]
        subprocess.run(["openssl", "ts", "-reply", *where], check=True, capture_output=True)
        return answered.read_bytes()

    return answer


def quick_service(issued: Issued) -> Answer:
    """Return a service of our own, in this process."""
    stamper = DummyTimeStamper(
        translate_pyca_cryptography_cert_to_asn1(issued.certificate),
        translate_pyca_cryptography_key_to_asn1(issued.key),
    )

    def answer(request: bytes) -> bytes:
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump())

    return answer


def refusing_service(request: bytes) -> bytes:
    """Answer as a service does that will not stamp."""
    status = {"status": "rejection", "status_string": ["unaccepted policy"]}
    told = bytes(tsp.PKIStatusInfo(status).dump())
    return b"\x30" + bytes([len(told)]) + told


ROOT = authority()
SERVICE = stamping_service(ROOT, key=rsa.generate_private_key(65537, 2048))
quick = quick_service(SERVICE)
"""A service that anyone may ask, which `ROOT` issued to."""
