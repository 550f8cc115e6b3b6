from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_firm, make_user

from chahe.web.accounts.actions import reset_password
from chahe.web.accounts.roles import SECOND_FACTOR, Role

from .signing_in import NEW, PASSWORD, acts, enrolled, entries, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.routes")]


def change(client, new=NEW, old=PASSWORD):
    form = {"oldpassword": old, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), form)


def with_password_aged(user, **age):
    user.password_changed_at = timezone.now() - timedelta(**age)
    user.save()
    return user


def with_initial_password(user):
    user.password_changed_at = None
    user.save()
    return user


@pytest.mark.parametrize("path", ["/", "/accounts/", "/market/", "/accounts/2fa/totp/activate/"])
@pytest.mark.parametrize("made", [with_initial_password, lambda u: with_password_aged(u, days=90)])
def test_owing_a_password_leads_to_changing_it(client, user, path, made):
    made(user)
    sign_in(client, user)

    assert client.get(path).headers["Location"] == reverse("account_change_password")


def test_page_says_why_the_password_must_change(client, user):
    with_initial_password(user)
    sign_in(client, user)
    assert "起始密碼" in client.get(reverse("account_change_password")).content.decode()

    with_password_aged(user, days=91)
    assert "密碼已到期" in client.get(reverse("account_change_password")).content.decode()


def test_owing_a_password_one_can_still_sign_out(client, user):
    with_initial_password(user)
    sign_in(client, user)

    assert client.post(reverse("account_logout")).headers["Location"] == "/accounts/login/"


def test_changed_password_opens_the_rest(client, user):
    with_initial_password(user)
    sign_in(client, user)

    assert change(client).headers["Location"] == reverse("account")

    assert client.get("/").content == b"home"
    user.refresh_from_db()
    assert user.password_changed_at is not None
    assert user.check_password(NEW)
    assert acts() == ["session.opened", "password.changed"]


def test_old_password_is_not_taken_again(client, user):
    sign_in(client, user)

    response = change(client, new=PASSWORD)

    assert "最近 6 次用過的密碼" in response.content.decode()
    assert entries("password.changed") == []


def test_changing_the_password_ends_the_other_sessions(client, user):
    other = Client()
    sign_in(other, user)
    sign_in(client, user)

    change(client)

    assert other.get("/").status_code == 302
    assert client.get("/").content == b"home"


def test_reset_ends_sessions_and_must_be_changed(client, user):
    sign_in(client, user)
    initial = reset_password(user, by=make_user(Role.ADMINISTRATOR))

    assert client.get("/").status_code == 302
    assert sign_in(Client(), user).status_code == 200
    sign_in(client, user, initial)
    assert client.get("/").headers["Location"] == reverse("account_change_password")
    assert entries("password.reset")[0].actor == "administrator-market"
    assert all(initial not in each.text for each in entries())


@pytest.mark.parametrize(("days", "said"), [(75, False), (76, True), (89, True)])
def test_notice_comes_two_weeks_before(client, user, days, said):
    with_password_aged(user, days=days, minutes=1)

    sign_in(client, user)

    assert ("天到期。請先到" in client.get("/accounts/").content.decode()) is said


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_roles_that_sign_or_see_all_owe_an_authenticator(client, role):
    firm = None if role in (Role.SUPERVISOR, Role.ADMINISTRATOR) else make_firm()
    sign_in(client, make_user(role, firm))

    assert client.get("/").headers["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("account")).headers["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("account_change_password")).status_code == 200


def test_control_owner_may_do_without(client):
    sign_in(client, make_user(Role.CONTROL_OWNER, make_firm()))

    assert client.get("/").content == b"home"


def test_every_role_but_the_control_owner_needs_a_second_factor():
    assert set(Role) - SECOND_FACTOR == {Role.CONTROL_OWNER}


def test_session_opened_before_enrolment_elsewhere_must_sign_in_again(client):
    user = make_user(Role.CISO, make_firm())
    sign_in(client, user)
    enrolled(user)

    response = client.get("/")

    assert response.headers["Location"] == "/accounts/login/?next=%2F"
    assert client.get("/").status_code == 302
    assert entries("session.expired")[0].subject == f"user:{user.pk}"


def test_leading_htmx_moves_the_whole_page(client, user):
    with_initial_password(user)
    sign_in(client, user)

    response = client.get("/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == reverse("account_change_password")
