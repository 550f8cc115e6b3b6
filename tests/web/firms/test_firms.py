"""證券商: who sees which, and making one."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled, entries

from chahe.rulebook import fact_kinds
from chahe.web.accounts.roles import Role
from chahe.web.firms.actions import create_firm
from chahe.web.firms.models import Firm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _static(settings):
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def administrator(client):
    user = enrolled(make_user(Role.ADMINISTRATOR))
    client.force_login(user)
    return user


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_whatever_its_length(
    client, administrator, rows, django_assert_num_queries
):
    for n in range(rows):
        make_firm(f"880{n}", f"第{n}證券")

    with django_assert_num_queries(6):  # session, user, roles, count, page, firms at the top
        page = text(client.get(reverse("firms")))

    assert f"共 {rows} 筆" in page
    assert f"0／{len(fact_kinds())}" in page


def test_list_is_of_the_firms_one_may_know_of(client):
    make_firm("7777", "別家證券")
    client.force_login(enrolled(make_user(Role.CISO, make_firm())))

    page = text(client.get(reverse("firms")))

    assert "示範證券" in page
    assert "別家證券" not in page
    assert "建立證券商" not in page


def test_list_is_searched_and_exported(client, administrator):
    make_firm()
    make_firm("7777", "=別家證券")

    page = text(client.get(reverse("firms"), {"q": "別家"}))
    sheet = b"".join(client.get(reverse("firms"), {"export": "csv"})).decode("utf-8-sig")

    assert "別家證券" in page
    assert "示範證券" not in page
    assert sheet.splitlines() == ["代號,名稱,已申報事實", "7777,'=別家證券,0", "8888,示範證券,0"]


def test_empty_list_says_what_to_do(client, administrator):
    page = text(client.get(reverse("firms")))

    assert "建立第一家證券商" in page
    assert reverse("firm_new") in page


def test_empty_list_of_somebody_without_a_role_offers_nothing(client):
    client.force_login(make_user())

    page = text(client.get(reverse("firms")))

    assert "請洽系統管理者指派" in page
    assert reverse("firm_new") not in page


def test_new_firm_is_made_and_journaled(client, administrator):
    response = client.post(reverse("firm_new"), {"code": "９８a0", "name": " 範例證券 "})

    firm = Firm.objects.get()
    (entry,) = entries("firm.created")
    assert response["Location"] == reverse("firm_people", args=["98A0"])
    assert (firm.code, firm.name) == ("98A0", "範例證券")
    assert (entry.firm, entry.subject, entry.actor) == (
        "98A0", f"firm:{firm.pk}", administrator.username,
    )  # fmt: skip
    assert json.loads(entry.text)["detail"] == {"code": "98A0", "name": "範例證券"}
    assert len(entry.after) == 64


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"code": "8888", "name": "甲"}, "這個代號已經有證券商使用"),
        ({"code": "../etc", "name": "甲"}, "大寫英文字母或數字"),
        ({"code": "9", "name": "甲"}, "大寫英文字母或數字"),
        ({"code": "9800", "name": ""}, "這個欄位是必須的"),
        ({"code": "9800", "name": "甲\u202e乙"}, "看不見的控制字元"),
        ({"code": "9800", "name": "甲" * 101}, "100"),
        ({"code": "9" * 5000, "name": "甲"}, "20"),
    ],
)
def test_new_firm_that_is_wrong_is_refused_at_its_field(client, administrator, posted, said):
    make_firm()

    page = text(client.post(reverse("firm_new"), posted), 422)

    assert said in page
    assert 'aria-invalid="true"' in page
    assert Firm.objects.count() == 1
    assert entries("firm.created") == []


@pytest.mark.parametrize("role", [Role.SECURITY_OFFICER, Role.SUPERVISOR])
def test_new_firm_is_for_administrators(client, role):
    firm = None if role is Role.SUPERVISOR else make_firm()
    client.force_login(enrolled(make_user(role, firm)))

    assert client.get(reverse("firm_new")).status_code == 403
    assert client.post(reverse("firm_new"), {"code": "9800", "name": "甲"}).status_code == 403
    assert not Firm.objects.filter(code="9800").exists()


@pytest.mark.parametrize(("code", "name"), [("new", "甲"), ("98 00", "甲"), ("9800", " ")])
def test_create_firm_refuses_what_no_form_has_seen(code, name):
    with pytest.raises(ValidationError):
        create_firm(by=None, code=code, name=name)

    assert not Firm.objects.exists()
