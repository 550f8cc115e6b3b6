import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import Role

from .signing_in import WRONG, code_now, enrolled, send_code, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.routes")]


def test_account_page_says_who_and_how_one_signs_in(client):
    owner = make_user(Role.CONTROL_OWNER, make_firm())
    sign_in(Client(), owner, WRONG)
    sign_in(client, owner)

    page = client.get(reverse("account"))

    html = page.content.decode()
    for said in (
        "單位承辦：示範證券",
        "90 天後到期",
        "未啟用",
        "127.0.0.1",
        "登入失敗",
        "結束其他登入",
    ):
        assert said in html
    assert [each["text"] for each in page.context["sign_ins"]] == ["登入", "登入失敗"]
    assert [current for _, current in page.context["sessions"]] == [True]


def test_account_page_of_a_signer_offers_no_turning_off(client):
    ciso = enrolled(make_user(Role.CISO, make_firm()))
    sign_in(client, ciso)
    send_code(client, code_now())

    html = client.get(reverse("account")).content.decode()

    assert reverse("mfa_view_recovery_codes") in html
    assert reverse("mfa_deactivate_totp") not in html


def test_account_page_shows_nobody_elses_sign_ins(client, user):
    sign_in(Client(), make_user(username="wang"))
    sign_in(client, user)

    page = client.get(reverse("account"))

    assert len(page.context["sign_ins"]) == len(page.context["sessions"]) == 1


@pytest.mark.parametrize(
    "name", ["account", "account_change_password", "account_reauthenticate", "account_logout"]
)
def test_pages_render_without_inline_script_or_style(client, user, name):
    sign_in(client, user)

    html = client.get(reverse(name)).content.decode()

    assert "<style" not in html and "style=" not in html and "onclick" not in html
    assert html.count("<h1>") == 1


def test_second_factor_index_is_the_account_page(client, user):
    sign_in(client, user)

    assert client.get(reverse("mfa_index")).headers["Location"] == reverse("account")
