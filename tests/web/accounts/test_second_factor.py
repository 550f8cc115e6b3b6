import json

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.test import Client
from django.urls import reverse
from tests.factories import PASSWORD, make_firm, make_user

from chahe.web.accounts.adapter import SecondFactorAdapter
from chahe.web.accounts.roles import Role

from .signing_in import SECRET, acts, code_now, enrolled, entries, send_code, sign_in, wrong_code

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.routes")]


@pytest.fixture
def ciso():
    return make_user(Role.CISO, make_firm())


def confirm(client, name):
    """Ask for a page that wants the password again, and give it."""
    asked = client.get(reverse(name))
    return client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)


def enrol_by_hand(client):
    page = confirm(client, "mfa_activate_totp")
    secret = page.context["form"].secret
    return page, client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})


def test_enrolling_shows_a_picture_and_the_same_secret_as_text(client, ciso):
    sign_in(client, ciso)

    page, _ = enrol_by_hand(client)

    html = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in html
    assert f"<code>{page.context['form'].secret}</code>" in html
    assert "請先啟用驗證器" in html
    assert "<script" not in html
    assert "style=" not in html


def test_enrolling_opens_the_rest_and_shows_recovery_codes_once(client, ciso):
    sign_in(client, ciso)

    _, response = enrol_by_hand(client)

    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert (len(codes), "****" in codes) == (10, False)
    assert codes[0] not in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert client.get("/").content == b"home"
    assert acts() == ["session.opened", "factor.enrolled", "recovery_codes.generated"]
    assert {each.actor for each in entries()} == {ciso.username}


def test_enrolling_asks_for_the_password_again(client, ciso):
    sign_in(client, ciso)

    response = client.get(reverse("mfa_activate_totp"))

    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.count() == 0


def test_wrong_code_does_not_enrol(client, ciso):
    sign_in(client, ciso)
    confirm(client, "mfa_activate_totp")

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "驗證碼不正確" in response.content.decode()
    assert Authenticator.objects.count() == 0


def test_password_alone_does_not_open_an_enrolled_account(client, ciso):
    enrolled(ciso)

    assert sign_in(client, ciso).headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    assert entries("session.opened") == []
    assert send_code(client, code_now()).headers["Location"] == reverse("home")
    assert client.get("/").content == b"home"


def test_code_is_taken_once(ciso):
    enrolled(ciso)
    code = code_now()
    answers = []
    for client in (Client(), Client()):
        sign_in(client, ciso)
        answers.append(send_code(client, code).status_code)

    assert answers == [302, 200]


def test_code_page_without_a_password_leads_to_signing_in(client, ciso):
    enrolled(ciso)

    assert send_code(client, code_now()).headers["Location"] == "/accounts/login/"


def test_recovery_code_signs_in_once_and_is_journaled(client, ciso):
    sign_in(client, ciso)
    enrol_by_hand(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    answers = []
    for browser in (Client(), Client()):
        sign_in(browser, ciso)
        answers.append(send_code(browser, code).status_code)

    assert answers == [302, 200]
    assert len(entries("recovery_code.used")) == 1


def test_new_recovery_codes_replace_the_old(client, ciso):
    sign_in(client, ciso)
    enrol_by_hand(client)
    old = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    client.post(reverse("mfa_generate_recovery_codes"))

    new = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert not set(old) & set(new)
    assert len(entries("recovery_codes.generated")) == 2
    assert entries("factor.removed") == []


def test_secrets_are_sealed_in_the_database(client, ciso, settings):
    sign_in(client, ciso)
    page, _ = enrol_by_hand(client)

    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
    assert page.context["form"].secret not in kept
    assert len(SecondFactorAdapter().decrypt(seed)) == 80
    settings.SECRET_KEY = "another"
    with pytest.raises(InvalidToken):
        SecondFactorAdapter().decrypt(seed)


def test_secret_sealed_under_an_earlier_key_is_still_read(settings):
    sealed = SecondFactorAdapter().encrypt(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "newer"

    assert SecondFactorAdapter().decrypt(sealed) == SECRET


def test_same_secret_is_never_sealed_the_same(settings):
    assert SecondFactorAdapter().encrypt(SECRET) != SecondFactorAdapter().encrypt(SECRET)


def test_whoever_must_have_an_authenticator_cannot_turn_it_off(client, ciso):
    sign_in(client, ciso)
    enrol_by_hand(client)

    assert "不能停用" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_control_owner_may_turn_it_off(client):
    owner = make_user(Role.CONTROL_OWNER, make_firm())
    sign_in(client, owner)
    enrol_by_hand(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.count() == 0
    assert entries("factor.removed")[0].actor == owner.username
    assert client.get("/").content == b"home"


def test_confirming_with_a_code_counts_wrong_ones(client, ciso):
    enrolled(ciso)
    sign_in(client, ciso)
    send_code(client, code_now())

    url = reverse("mfa_reauthenticate")
    answers = [client.post(url, {"code": wrong_code()}).status_code for _ in range(3)]

    assert answers == [200, 200, 403]
    assert client.get("/").status_code == 302
