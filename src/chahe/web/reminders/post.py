"""Hand letters to the mail server, and say in Chinese what it met.

What goes wrong is either the letter's (its address is not taken, the line breaks while it is handed
over) or the server's (it is not reached, it wants another password), and every other letter's too.
"""

import smtplib
import socket
import ssl
from email import charset
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

_UTF8 = charset.Charset("utf-8")
_UTF8.body_encoding = charset.BASE64  # Chinese in seven bits, whatever servers are on the way
_LONGEST = 200  # characters kept of what a server said
_REFUSALS = (
    (smtplib.SMTPAuthenticationError, "郵件主機不接受帳號或密碼"),
    (smtplib.SMTPSenderRefused, "郵件主機不收這個寄件地址"),
    (smtplib.SMTPDataError, "郵件主機不收這封信"),
    (smtplib.SMTPResponseException, "郵件主機拒絕連線"),
)


class Trouble(Exception):
    """A letter was not taken: `of_server`, every other would not be either; `final`, for ever."""

    def __init__(self, words: str, *, of_server: bool = True, final: bool = False) -> None:
        super().__init__(words)
        self.of_server, self.final = of_server, final


class Post:
    """One connection for a run of letters, opened when the first is handed over."""

    def __init__(self) -> None:
        self.connection: Any = get_connection()

    def __enter__(self) -> "Post":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.connection.close()

    def hand_over(self, *, to: str, subject: str, body: str, message_id: str) -> None:
        """Return once the server took a letter.

        :raises Trouble: if it did not, or nobody knows whether it did
        """
        message = EmailMessage(
            subject,
            body,
            to=[to],
            headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
            connection=self.connection,
        )
        message.encoding = _UTF8
        try:
            self.connection.open()
        except OSError as error:  # as smtplib's own are
            raise Trouble(_words(error)) from error
        try:
            message.send()
        except OSError as error:
            self.connection.close()
            raise _trouble(error) from error
        except ValueError as error:  # an address that cannot be written as a header
            raise Trouble(f"這封信寫不成：{error}", of_server=False) from error


def _trouble(error: OSError) -> Trouble:
    """Say whose trouble it is that a letter was not taken once the server was reached."""
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Trouble(_words(error))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        words = _answer("收信的郵件主機不收這個地址", code, said)
        return Trouble(words, of_server=False, final=code >= 500)
    final = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
    return Trouble(_words(error), of_server=False, final=final)


def _words(error: OSError) -> str:
    """Say in Chinese what happened, the most particular first."""
    for kind, words in _REFUSALS:
        if isinstance(error, kind):
            return _answer(words, error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "郵件主機不支援 STARTTLS 或登入，請檢查 CHAHE_SMTP_URL 的開頭"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "郵件主機中斷連線，或在時限內沒有回應；收到的人可能會收到兩次"
    return _unreached(error)


def _unreached(error: OSError) -> str:
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"郵件主機 {where} 的憑證無法驗證：{error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"與郵件主機 {where} 加密連線失敗，請檢查 CHAHE_SMTP_URL 的開頭與埠號"
    if isinstance(error, TimeoutError):
        return f"郵件主機 {where} 在 {settings.EMAIL_TIMEOUT} 秒內沒有回應"
    if isinstance(error, socket.gaierror):
        return f"找不到郵件主機 {settings.EMAIL_HOST}"
    return f"連不上郵件主機 {where}"


def _answer(words: str, code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{words}（{code}：{' '.join(text.split())[:_LONGEST]}）"
