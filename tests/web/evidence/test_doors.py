import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import make_firm

from chahe.web.accounts.roles import Role

from .clients import WORDS, named, signed_in, url
from .test_storage import files

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.evidence.routes")]
ROUTES = [
    ("", "get", False),
    ("_new", "get", False),
    ("_new", "post", False),
    ("_one", "get", True),
    ("_file", "get", True),
    ("_verify", "post", True),
    ("_withdraw", "post", True),
]


@pytest.mark.parametrize(("name", "method", "about_one"), ROUTES)
def test_another_firm_is_not_there(receive, firm, settings, name, method, about_one):
    stranger = signed_in(Role.CONTROL_OWNER, make_firm("9999", "他家證券"))
    args = [receive().pk] if about_one else []

    response = getattr(stranger, method)(url(name, firm, *args), {"file": named("a.csv", b"a")})

    assert response.status_code == 404
    assert files(settings, "incoming") == []


def test_evidence_of_another_firm_is_not_there_under_ones_own(owner, firm, receive):
    theirs = receive(firm=make_firm("9999", "他家證券"))

    for name, method, about_one in ROUTES:
        if about_one and name != "_withdraw":
            assert getattr(owner, method)(url(name, firm, theirs.pk)).status_code == 404


@pytest.mark.parametrize(
    ("role", "name", "method"),
    [
        (Role.SUPERVISOR, "_new", "get"),
        (Role.SUPERVISOR, "_new", "post"),
        (Role.CONTROL_OWNER, "_withdraw", "post"),
        (Role.SUPERVISOR, "_withdraw", "post"),
        (Role.ADMINISTRATOR, "", "get"),
        (Role.ADMINISTRATOR, "_file", "get"),
    ],
)
def test_who_may_not_is_refused(firm, receive, settings, role, name, method):
    client = signed_in(role, None if role in (Role.SUPERVISOR, Role.ADMINISTRATOR) else firm)
    args = [receive().pk] if name in ("_withdraw", "_file") else []

    response = getattr(client, method)(url(name, firm, *args), {"file": named("a.csv", b"a")})

    assert response.status_code == 403
    assert files(settings, "incoming") == []


def test_nobody_is_led_to_sign_in_and_writes_nothing(firm, settings):
    response = Client().post(url("_new", firm), {**WORDS, "file": named("a.csv", b"a")})

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert files(settings, "") == []


@pytest.mark.parametrize(
    ("name", "method"),
    [("", "post"), ("_new", "put"), ("_file", "head"), ("_verify", "get"), ("_withdraw", "get")],
)
def test_wrong_methods_are_refused(ciso, firm, receive, name, method):
    args = [receive().pk] if name in ("_file", "_verify", "_withdraw") else []
    if name == "_new":
        ciso = signed_in(Role.CONTROL_OWNER, firm)

    assert getattr(ciso, method)(url(name, firm, *args)).status_code == 405
