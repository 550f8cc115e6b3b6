"""A mail server that is really there: what it takes, and how it can be made to refuse."""

import asyncio
import ipaddress
import socket
import ssl
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from tests.authority import authority, issue

USER, PASSWORD = "chahe", "p@ss/word"


class Office:
    """What letters arrived, in order; `answer` is what it says to a recipient or to a letter."""

    def __init__(self):
        self.letters, self.rcpt, self.data, self.delay = [], "250 OK", "250 OK", 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.delay)
        if self.data.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.data


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def open_office(**said):
    """Serve mail on a free port while the block runs; the controller knows its `port`."""
    office = Office()
    controller = Controller(office, hostname="127.0.0.1", port=free_port(), **said)
    controller.start()
    try:
        office.port = controller.port
        yield office
    finally:
        controller.stop()


def use(settings, port, **said):
    """Have the site hand its letters to a port of this machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    for name, value in said.items():
        setattr(settings, f"EMAIL_{name}", value)


def authenticator(server, session, envelope, mechanism, data):
    known = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=known, handled=False)


def certificate(folder: Path):
    """Return a TLS context for 127.0.0.1, and the file of the root it leads to."""
    root = authority("郵件測試根憑證")
    made = issue("127.0.0.1", root, usages=("digital_signature",))
    again = (
        x509.CertificateBuilder()
        .subject_name(made.certificate.subject)
        .issuer_name(root.certificate.subject)
        .public_key(made.key.public_key())
        .serial_number(made.certificate.serial_number)
        .not_valid_before(made.certificate.not_valid_before_utc)
        .not_valid_after(made.certificate.not_valid_after_utc)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), False
        )
        .sign(root.key, hashes.SHA256())
    )
    made.certificate = again
    held = folder / "server.pem"
    held.write_bytes(made.pem + made.key_pem)
    roots = folder / "root.pem"
    roots.write_bytes(root.pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(held)
    return context, roots
