"""Every address of signing in has a door; what allauth has and we do not offer is closed."""

import pytest
from django.urls import NoReverseMatch, reverse

from chahe.web.accounts.urls import urlpatterns

PUBLIC = {"account_login", "account_logout", "mfa_authenticate"}
CLOSED = [
    "account_signup",
    "account_email",
    "account_reset_password",
    "account_confirm_email",
    "account_request_login_code",
    "account_set_password",
    "mfa_download_recovery_codes",
    "mfa_add_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]


def test_every_route_has_a_door():
    doors = {route.name: route.callback.door for route in urlpatterns}

    assert {name for name, door in doors.items() if door.public} == PUBLIC
    assert all(not door.of_firm and door.permission is None for door in doors.values())


@pytest.mark.parametrize("name", CLOSED)
def test_closed_pages_have_no_name(name):
    with pytest.raises(NoReverseMatch):
        reverse(name, urlconf="tests.web.accounts.routes")


@pytest.mark.django_db
@pytest.mark.urls("tests.web.accounts.routes")
@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "social/", "2fa/webauthn/"]
)
def test_closed_pages_are_not_found(client, path, user):
    client.force_login(user)

    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.django_db
@pytest.mark.urls("tests.web.accounts.routes")
@pytest.mark.parametrize("name", sorted({route.name for route in urlpatterns} - PUBLIC))
def test_own_pages_lead_strangers_to_signing_in(client, name):
    for answer in (client.get(reverse(name)), client.post(reverse(name))):
        assert answer.headers["Location"].startswith("/accounts/login/")
