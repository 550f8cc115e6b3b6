from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis.strategies import characters, text

from chahe.web.reminders.mail_settings import (
    MailServer,
    read_hour,
    read_sender,
    read_site_url,
    read_smtp_url,
)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", MailServer()),
        ("smtp://127.0.0.1", MailServer("127.0.0.1", 25)),
        ("smtp://mail.example.tw:2525/", MailServer("mail.example.tw", 2525)),
        (
            "smtp+starttls://chahe:p%40ss@mail.example.tw",
            MailServer("mail.example.tw", 587, "chahe", "p@ss", starttls=True),
        ),
        ("smtps://mail.example.tw", MailServer("mail.example.tw", 465, tls=True)),
        ("smtp://me:pw@localhost:1025", MailServer("localhost", 1025, "me", "pw")),
    ],
)
def test_a_server_is_read_with_its_own_port(url, server):
    assert read_smtp_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.tw",
        "mail.example.tw:25",
        "http://mail.example.tw",
        "smtp://",
        "smtp://mail.example.tw:none",
        "smtp://mail.example.tw:70000",
        "smtps://me:sec#ret@mail.example.tw",
        "smtps://me:sec?ret@mail.example.tw",
        "smtps://mail.example.tw/inbox",
        "smtp://[::1",
    ],
)
def test_what_is_no_server_is_refused_without_its_password(url):
    with pytest.raises(ValueError, match="CHAHE_SMTP_URL 要像") as refused:
        read_smtp_url(url)

    assert "ret" not in str(refused.value)


def test_a_password_is_not_sent_in_the_clear_to_another_machine():
    with pytest.raises(ValueError, match="不要明文傳送"):
        read_smtp_url("smtp://me:secret@mail.example.tw")


def test_a_password_that_mail_servers_cannot_be_told_is_refused():
    with pytest.raises(ValueError, match="只能用英文"):
        read_smtp_url(f"smtps://me:{quote('密碼')}@mail.example.tw")


@given(text(characters(codec="ascii"), min_size=1))
def test_any_password_comes_through(password):
    read = read_smtp_url(f"smtps://me:{quote(password, safe='')}@mail.example.tw")

    assert read.password == password


@given(text())
def test_no_text_does_anything_but_read_or_refuse(url):
    try:
        assert read_smtp_url(url).host or url == ""
    except ValueError:
        assert url


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("", ""),
        ("https://chahe.example.tw/", "https://chahe.example.tw"),
        ("http://a:81", "http://a:81"),
    ],
)
def test_the_sites_address_has_no_slash_at_its_end(url, read):
    assert read_site_url(url) == read


@pytest.mark.parametrize("url", ["chahe.example.tw", "ftp://a", "https://", "https://a?b=1"])
def test_what_is_no_address_of_a_site_is_refused(url):
    with pytest.raises(ValueError, match="CHAHE_SITE_URL 要像"):
        read_site_url(url)


@pytest.mark.parametrize("address", ["chahe@example.tw", "Chahe <chahe@example.tw>"])
def test_a_sender_is_an_address(address):
    assert read_sender(address) == address


@pytest.mark.parametrize(
    "address", ["", "chahe", "@example.tw", "查核@example.tw", "a@b.tw\nBcc: c@d"]
)
def test_a_sender_that_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match="CHAHE_MAIL_FROM 要是"):
        read_sender(address)


@pytest.mark.parametrize("hour", ["0", "8", "23"])
def test_an_hour_is_of_the_day(hour):
    assert read_hour(hour) == int(hour)


@pytest.mark.parametrize("hour", ["24", "-1", "", "八", "8:00", "²"])
def test_an_hour_that_no_day_has_is_refused(hour):
    with pytest.raises(ValueError, match="CHAHE_REMINDER_HOUR 要是"):
        read_hour(hour)
