import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import PASSWORD

from chahe.web.accounts.actions import disable_account

from .signing_in import WRONG, acts, detail, entries, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.routes")]


def text_without_token(response):
    lines = response.content.decode().splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_right_password_opens_a_session_and_is_journaled(client, user):
    response = sign_in(client, user)

    assert response.headers["Location"] == reverse("home")
    assert client.get("/").content == b"home"
    opened = entries("session.opened")
    assert [(each.actor, each.subject) for each in opened] == [("lin", f"user:{user.pk}")]
    assert detail(opened[0]) == {"address": "127.0.0.1"}


def test_session_key_changes_at_sign_in(client, user):
    sign_in(client, user, WRONG)
    before = client.session.session_key

    sign_in(client, user)

    assert before and client.session.session_key != before
    assert not client.session.exists(before)


def test_session_planted_by_another_is_not_adopted(client, user):
    planted = "a" * 32
    client.cookies["sessionid"] = planted

    sign_in(client, user)

    assert client.session.session_key != planted


def test_session_cookie_ends_with_the_browser_and_is_hidden_from_scripts(client, user):
    cookie = sign_in(client, user).cookies["sessionid"]

    assert (cookie["expires"], cookie["max-age"]) == ("", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "remember" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("who", ["unknown", "disabled", "known"])
def test_refusal_does_not_tell_whether_an_account_exists(client, user, who):
    if who == "disabled":
        disable_account(user, by=user)
    known = sign_in(Client(), user, WRONG)
    name = "nobody" if who == "unknown" else "lin"
    refused = sign_in(client, name, PASSWORD if who == "disabled" else WRONG)

    shown = [line.replace('value="nobody"', 'value="lin"') for line in text_without_token(refused)]
    assert refused.status_code == known.status_code == 200
    assert shown == text_without_token(known)
    assert "帳號或密碼不正確" in refused.content.decode()


def test_username_in_another_case_is_another_name(client, user):
    assert sign_in(client, "LIN").status_code == 200
    assert acts() == ["sign_in.refused"]


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_page_outside_is_refused(client, user, away):
    assert sign_in(client, user, next=away).headers["Location"] == reverse("home")


def test_next_page_inside_is_followed(client, user):
    asked = client.get("/market/")
    assert asked.headers["Location"] == "/accounts/login/?next=/market/"

    response = client.post(asked.headers["Location"], {"login": "lin", "password": PASSWORD})

    assert response.headers["Location"] == "/market/"


def test_signing_in_and_out_need_a_csrf_token(user):
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client, user).status_code == 403
    client.force_login(user)
    assert client.post(reverse("account_logout")).status_code == 403


def test_signing_out_is_by_post_alone(client, user):
    sign_in(client, user)

    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get("/").content == b"home"
    assert client.post(reverse("account_logout")).headers["Location"] == "/accounts/login/"
    assert client.get("/").status_code == 302
    assert acts() == ["session.opened", "session.closed"]


def test_password_is_never_journaled(client, user):
    sign_in(client, user, WRONG)
    sign_in(client, user)

    assert all(PASSWORD not in each.text and WRONG not in each.text for each in entries())
