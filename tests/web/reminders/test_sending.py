"""Letters handed to a mail server that is really there, and to some that are not as they should."""

import json
import socket
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.reminders import office
from tests.web.reminders.due import DUE, inspection_due, told

from chahe.web.journal.models import Entry
from chahe.web.reminders.actions import sending
from chahe.web.reminders.actions.composing import compose
from chahe.web.reminders.actions.preferring import set_preference
from chahe.web.reminders.actions.sending import message_id, send_waiting
from chahe.web.reminders.models import Mail, Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(story):
    """The officer and the auditor have letters that wait; nobody else has an address."""
    for name in ("officer", "auditor"):
        user = getattr(story, name)
        set_preference(user=user, mode="daily", address=f"{name}@example.tw")
    inspection_due(story)
    told(story, DUE)
    compose(on=DUE, now=timezone.now())
    return story


def states():
    return dict(Mail.objects.values_list("to", "state"))


def hurry():
    """Let every letter's next try be due."""
    Mail.objects.filter(state="waiting").update(next_at=timezone.now())


def test_each_letter_arrives_once_in_chinese(mine, letters, settings):
    settings.SITE_URL = "https://chahe.example.tw"

    first, again = send_waiting(), send_waiting()

    assert (first.sent, again.sent) == (2, 0)
    assert states() == {"officer@example.tw": "sent", "auditor@example.tw": "sent"}
    assert [each["To"] for each in letters.letters] == ["officer@example.tw", "auditor@example.tw"]
    letter = letters.letters[0]
    assert letter["Subject"].strip().startswith("查核提醒：逾期 1 項（115年")
    assert letter["From"] == settings.DEFAULT_FROM_EMAIL
    assert letter["Auto-Submitted"] == "auto-generated"
    assert (letter["Content-Transfer-Encoding"], letter.get_content_charset()) == (
        "base64",
        "utf-8",
    )
    assert "示範證券　自行查核：115年上半年 CC-21000 符合性" in letter.get_content()
    assert "https://chahe.example.tw/firms/8888/inspections/" in letter.get_content()


def test_a_run_is_journalled_once_with_counts(mine, letters):
    send_waiting()
    send_waiting()

    (entry,) = Entry.objects.filter(act="reminder.mailed")
    assert json.loads(entry.text)["detail"] == {"sent": 2, "refused": 0, "put_off": 0}
    assert "@" not in entry.text


def test_a_server_that_is_down_is_asked_once_and_all_wait_longer_each_time(mine, settings, caplog):
    office.use(settings, office.free_port())
    waits = []

    for _ in range(3):
        before = timezone.now()
        assert (send_waiting().put_off, send_waiting().put_off) == (1, 0)
        waits.append(
            round((Mail.objects.latest("next_at").next_at - before) / timedelta(minutes=1))
        )
        hurry()

    assert waits == [1, 2, 4]
    assert set(Mail.objects.values_list("state", flat=True)) == {"waiting"}
    assert set(Mail.objects.values_list("error", flat=True)) == {
        f"連不上郵件主機 127.0.0.1:{settings.EMAIL_PORT}"
    }
    assert sorted(Mail.objects.values_list("tries", flat=True)) == [0, 3]
    assert "a letter was not sent" in caplog.text


def test_when_it_is_up_again_they_arrive(mine, settings):
    office.use(settings, office.free_port())
    send_waiting()
    hurry()

    with office.open_office() as found:
        office.use(settings, found.port)
        send_waiting()

    assert len(found.letters) == 2
    assert set(Mail.objects.values_list("state", "error")) == {("sent", "")}


def test_no_wait_is_longer_than_an_hour(mine, settings):
    office.use(settings, office.free_port())
    Mail.objects.update(tries=40)
    before = timezone.now()

    send_waiting()

    latest = Mail.objects.latest("next_at").next_at
    assert timedelta(minutes=59) < latest - before < timedelta(minutes=61)


def test_an_address_that_is_not_taken_is_not_tried_again_and_holds_up_no_other(mine, letters):
    letters.rcpt = "550 5.1.1 沒有這個人 <officer@example.tw>"

    done = send_waiting()
    letters.rcpt = "250 OK"
    hurry()

    assert (done.sent, done.refused) == (0, 2)
    assert send_waiting().sent == 0
    assert states() == {"officer@example.tw": "refused", "auditor@example.tw": "refused"}
    assert "收信的郵件主機不收這個地址（550：5.1.1" in Mail.objects.first().error
    assert Reminder.objects.filter(ended_at=None).count() == 2


@pytest.mark.parametrize(
    ("part", "answer", "state", "words"),
    [
        ("rcpt", "450 greylisted", "waiting", "收信的郵件主機不收這個地址（450：greylisted）"),
        ("data", "451 try later", "waiting", "郵件主機不收這封信（451：try later）"),
        ("data", "554 spam", "refused", "郵件主機不收這封信（554：spam）"),
    ],
)
def test_what_a_server_says_of_a_letter_is_told(mine, letters, part, answer, state, words):
    setattr(letters, part, answer)

    send_waiting()

    assert set(Mail.objects.values_list("state", "error")) == {(state, words)}
    assert letters.letters == []


def test_a_letter_held_up_alone_lets_the_others_by(mine, letters):
    letters.rcpt = "450 later"
    send_waiting()
    Mail.objects.filter(to="auditor@example.tw").update(next_at=timezone.now())
    letters.rcpt = "250 OK"

    send_waiting()

    assert [each["To"] for each in letters.letters] == ["auditor@example.tw"]
    assert states()["officer@example.tw"] == "waiting"


def test_a_server_that_does_not_answer_is_left_after_a_while(mine, letters, settings):
    settings.EMAIL_TIMEOUT, letters.delay = 0.2, 2

    done = send_waiting()

    assert done.put_off == 2
    assert "在時限內沒有回應" in Mail.objects.first().error


def test_a_server_that_says_nothing_at_all_is_left_after_a_while(mine, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        office.use(settings, silent.getsockname()[1])
        settings.EMAIL_TIMEOUT = 0.2

        assert send_waiting().put_off == 1

    assert set(Mail.objects.values_list("state", flat=True)) == {"waiting"}


def test_starttls_and_a_password_are_used_and_the_certificate_is_looked_at(
    mine, settings, tmp_path, monkeypatch
):
    context, root = office.certificate(tmp_path)
    said = {"tls_context": context, "require_starttls": True}
    said |= {"auth_required": True, "authenticator": office.authenticator}
    with office.open_office(**said) as found:
        login = {"HOST_USER": office.USER, "HOST_PASSWORD": office.PASSWORD, "USE_TLS": True}
        office.use(settings, found.port, **login)
        send_waiting()
        unverified = Mail.objects.exclude(error="").first().error
        monkeypatch.setenv("SSL_CERT_FILE", str(root))
        hurry()
        send_waiting()

    assert f"郵件主機 127.0.0.1:{found.port} 的憑證無法驗證" in unverified
    assert len(found.letters) == 2


def test_a_refused_password_is_told_and_is_not_shown(mine, settings, tmp_path, monkeypatch):
    context, root = office.certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(root))
    said = {"tls_context": context, "require_starttls": True}
    said |= {"auth_required": True, "authenticator": office.authenticator}
    with office.open_office(**said) as found:
        login = {"HOST_USER": office.USER, "HOST_PASSWORD": "wrong-one", "USE_TLS": True}
        office.use(settings, found.port, **login)
        send_waiting()

    error = Mail.objects.first().error
    assert error.startswith("郵件主機不接受帳號或密碼（535：")
    assert "wrong-one" not in error
    assert set(Mail.objects.values_list("state", flat=True)) == {"waiting"}


def test_a_server_without_starttls_is_sent_no_password(mine, letters, settings):
    office.use(settings, letters.port, USE_TLS=True, HOST_USER="me", HOST_PASSWORD="secret")

    send_waiting()

    assert "不支援 STARTTLS" in Mail.objects.first().error
    assert letters.letters == []


def test_a_sender_that_dies_after_handing_over_has_it_sent_again_as_the_same(
    mine, letters, monkeypatch
):
    settle = sending._settle
    monkeypatch.setattr(sending, "_settle", lambda *a, **b: exec("raise KeyboardInterrupt"))
    with suppress(KeyboardInterrupt):
        send_waiting()
    monkeypatch.setattr(sending, "_settle", settle)
    send_waiting()
    assert states() == {"officer@example.tw": "sending", "auditor@example.tw": "sent"}

    Mail.objects.filter(state="sending").update(claimed_at=timezone.now() - sending.LOST)
    send_waiting()

    ids = [each["Message-ID"] for each in letters.letters if each["To"] == "officer@example.tw"]
    officers = Mail.objects.get(to="officer@example.tw")
    assert ids == [message_id(officers)] * 2
    assert (officers.state, officers.tries) == ("sent", 2)


def test_what_is_done_before_it_is_sent_is_not_mailed(mine, letters):
    Reminder.objects.filter(user=mine.officer).update(ended_at=timezone.now())

    done = send_waiting()

    assert (done.sent, done.dropped) == (1, 1)
    assert [each["To"] for each in letters.letters] == ["auditor@example.tw"]


def test_who_no_longer_wants_letters_gets_none(mine, letters):
    set_preference(user=mine.officer, mode="site", address="officer@example.tw")
    set_preference(user=mine.auditor, mode="daily", address="")

    assert send_waiting().dropped == 2
    assert letters.letters == []


def test_a_run_ends_when_its_time_is_up(mine, letters, monkeypatch):
    monkeypatch.setattr(sending, "BUDGET", -1.0)

    assert send_waiting().sent == 0
    assert set(Mail.objects.values_list("state", flat=True)) == {"waiting"}
