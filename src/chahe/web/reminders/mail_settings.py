"""What the environment says of reminders and letters; what is wrong stops the site at once."""

from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_HERE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed over; without a `host` none are."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def read_smtp_url(url: str) -> MailServer:
    """Read `smtp+starttls://user:password@host:587`, whose parts are percent-encoded; "" is none.

    :raises ValueError: in Chinese and without the password, if it is not one, or would send a
        password in the clear to another machine
    """
    if not url:
        return MailServer()
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise ValueError(_WRONG) from None
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(_WRONG)
    if parts.password and parts.scheme == "smtp" and parts.hostname not in _HERE:
        raise ValueError("CHAHE_SMTP_URL 有密碼，請用 smtp+starttls:// 或 smtps://，不要明文傳送。")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise ValueError("CHAHE_SMTP_URL 的帳號與密碼只能用英文、數字與半形符號。")
    return MailServer(
        parts.hostname,
        port,
        user,
        password,
        starttls=parts.scheme == "smtp+starttls",
        tls=parts.scheme == "smtps",
    )


_WRONG = (
    "CHAHE_SMTP_URL 要像 smtp+starttls://user:password@mail.example.tw:587，開頭是 "
    f"{'、'.join(f'{each}://' for each in PORTS)}；帳號與密碼裡的符號以 %XX 表示。"
)


def read_site_url(url: str) -> str:
    """Read the address people reach the site by, without a slash at its end; "" is none.

    :raises ValueError: in Chinese, if it is not one
    """
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query):
        raise ValueError("CHAHE_SITE_URL 要像 https://chahe.example.tw。")
    return url.rstrip("/")


def read_sender(address: str) -> str:
    """Read the address letters are from, `CHAHE_MAIL_FROM`: `chahe@example.tw` or `Name <…>`.

    :raises ValueError: in Chinese, if it is not one
    """
    name, domain = parseaddr(address)[1].rpartition("@")[::2]
    if not (name and domain and address.isascii() and address.isprintable()):
        raise ValueError("CHAHE_MAIL_FROM 要是一個電子郵件地址，例如 chahe@example.tw。")
    return address


def read_hour(hour: str) -> int:
    """Read the hour of the day from which people are reminded, `CHAHE_REMINDER_HOUR`.

    :raises ValueError: in Chinese, if a day has no such hour
    """
    if not (hour.isascii() and hour.isdigit() and int(hour) < 24):
        raise ValueError("CHAHE_REMINDER_HOUR 要是 0 到 23 的數字。")
    return int(hour)
