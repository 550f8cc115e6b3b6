from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chahe.web.accounts.sessions import OPENED, SEEN

from .signing_in import acts, detail, entries, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.routes")]


@pytest.fixture
def clock(monkeypatch):
    """Move the clock forward by so many minutes from the start of the test."""
    start = timezone.now()

    def at(minutes):
        monkeypatch.setattr("django.utils.timezone.now", lambda: start + timedelta(minutes=minutes))

    return at


def test_session_in_use_goes_on(client, user, clock):
    sign_in(client, user)

    for minutes in (19, 38, 57):
        clock(minutes)
        assert client.get("/").content == b"home"


def test_idle_session_ends_and_says_so(client, user, clock):
    sign_in(client, user)
    clock(20)

    response = client.get("/market/?page=2")

    assert response.headers["Location"] == "/accounts/login/?next=%2Fmarket%2F%3Fpage%3D2"
    assert "超過 20 分鐘沒有動作" in client.get(response.headers["Location"]).content.decode()
    assert acts() == ["session.opened", "session.expired"]
    expired = entries("session.expired")[0]
    assert (expired.actor, detail(expired)) == ("lin", {"reason": "idle"})


def test_idle_minutes_are_a_setting(client, user, clock, settings):
    settings.IDLE_MINUTES = 5
    sign_in(client, user)
    clock(6)

    assert client.get("/").status_code == 302


def test_expired_session_does_nothing_with_what_was_posted(client, user, clock):
    sign_in(client, user)
    clock(21)

    response = client.post(reverse("account_end_sessions"))

    assert response.headers["Location"] == "/accounts/login/"
    assert entries("session.ended") == []


def test_expired_session_tells_htmx_to_move_the_whole_page(client, user, clock):
    sign_in(client, user)
    clock(21)

    response = client.get("/", headers={"HX-Request": "true"})

    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/accounts/login/")


def test_lost_session_tells_htmx_to_move_the_whole_page(client, db):
    response = client.get("/market/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/market/"


def test_session_in_use_ends_after_twelve_hours(client, user):
    sign_in(client, user)
    session = client.session
    session[OPENED] -= 12 * 3600
    session.save()

    response = client.get("/")

    assert response.status_code == 302
    assert "已滿 12 小時" in client.get(response.headers["Location"]).content.decode()
    assert detail(entries("session.expired")[0]) == {"reason": "limit"}


def test_session_that_does_not_say_when_it_was_opened_is_over(client, user):
    sign_in(client, user)
    session = client.session
    del session[OPENED], session[SEEN]
    session.save()

    assert client.get("/").status_code == 302


def test_being_seen_is_not_written_at_every_request(client, user, django_assert_num_queries):
    sign_in(client, user)

    with django_assert_num_queries(3):  # session, user, memberships: nothing is written
        client.get("/")


def test_own_other_sessions_can_be_ended(client, user):
    other = Client(HTTP_USER_AGENT="phone")
    sign_in(other, user)
    sign_in(client, user)

    response = client.post(reverse("account_end_sessions"))

    assert response.headers["Location"] == reverse("account")
    assert other.get("/").status_code == 302
    assert client.get("/").content == b"home"
    assert detail(entries("session.ended")[0]) == {"sessions": "1"}


def test_sessions_of_others_are_left_alone(client, user):
    other = Client()
    sign_in(other, user)
    sign_in(client, "lin")
    client.get(reverse("account_end_sessions"))

    assert other.get("/").content == b"home"
    assert entries("session.ended") == []
