"""The form on which a firm states a fact."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled

from chahe.web.accounts.roles import Role
from chahe.web.firms.models import Fact

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _static(settings):
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def officer(firm, client):
    user = enrolled(make_user(Role.SECURITY_OFFICER, firm))
    client.force_login(user)
    return user


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def profile_url(firm):
    return reverse("firm_profile", args=[firm.code])


def fact_url(firm, kind):
    return reverse("fact_state", args=[firm.code, kind])


@pytest.mark.parametrize("role", [Role.INTERNAL_AUDITOR, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_fact_is_not_stated_by_those_who_only_read(client, firm, role):
    held_in = firm if role is Role.INTERNAL_AUDITOR else None
    client.force_login(enrolled(make_user(role, held_in)))

    page = text(client.get(profile_url(firm)))

    assert fact_url(firm, "level") not in page
    assert client.get(fact_url(firm, "level")).status_code == 403
    assert client.post(fact_url(firm, "level"), {"value": "2"}).status_code == 403


def test_fact_form_asks_as_the_vocabulary_does(client, firm, officer):
    boolean = text(client.get(fact_url(firm, "cloud_user")))
    choice = text(client.get(fact_url(firm, "level")))
    choices = text(client.get(fact_url(firm, "order_channels")))
    number = text(client.get(fact_url(firm, "paid_in_capital")))

    assert boolean.count('type="radio"') == 2
    assert choice.count('type="radio"') == 4
    assert choices.count('type="checkbox"') == 4 and "以上皆無" in choices
    assert 'type="number"' in number and "單位：元" in number
    assert "checked" not in boolean + choice + choices
    assert all("還沒有申報" in page for page in (boolean, choice, choices, number))


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        ("cloud_user", "no", False),
        ("cloud_user", "yes", True),
        ("level", "4", "4"),
        ("services", ["dealing", "brokerage"], ["brokerage", "dealing"]),
        ("services", "none_of_these", []),
        ("paid_in_capital", "4500000000", 4_500_000_000),
    ],
)
def test_fact_is_stated_and_shown_again(client, firm, officer, kind, value, stored):
    posted = {"value": value, "since": "115/01/01", "source": " 申報表 "}

    response = client.post(fact_url(firm, kind), posted, follow=True)

    fact = Fact.objects.get()
    assert response.redirect_chain == [(profile_url(firm), 302)]
    assert (fact.value, fact.since, fact.source, fact.stated_by) == (
        stored, DAY, "申報表", officer,
    )  # fmt: skip
    assert "已申報" in text(response)
    assert "今天的內容是" in text(client.get(fact_url(firm, kind)))


@pytest.mark.parametrize(
    ("kind", "changed", "said"),
    [
        ("level", {"value": "9"}, "有效的選項"),
        ("level", {"value": ""}, "必須"),
        ("services", {"value": []}, "以上皆無"),
        ("services", {"value": ["none_of_these", "dealing"]}, "不能和其他項目一起勾選"),
        ("paid_in_capital", {"value": "-1"}, "0"),
        ("paid_in_capital", {"value": "9" * 5000}, "整數"),
        ("paid_in_capital", {"value": "1e9"}, "整數"),
        ("level", {"since": "2026/01/01"}, "請輸入民國年"),
        ("level", {"since": "116/13/01"}, "請輸入正確的民國年月日"),
        ("level", {"since": "999/01/01"}, "生效日太遠"),
        ("level", {"source": ""}, "必須"),
        ("level", {"source": "表" * 201}, "200"),
        ("level", {"source": "申報\u0007表"}, "控制字元"),
        ("level", {"source": "申報\u0000表"}, "空"),
    ],
)
def test_fact_that_is_wrong_is_refused_at_its_field(client, firm, officer, kind, changed, said):
    good = {"level": "2", "services": "dealing", "paid_in_capital": "1"}[kind]
    posted = {"value": good, "since": "115/01/01", "source": "申報表", **changed}

    page = text(client.post(fact_url(firm, kind), posted), 422)

    assert said in page.split("error-summary")[1]
    assert not Fact.objects.exists()


@pytest.mark.parametrize("kind", ["nothing", "__class__", "9" * 3000, "facts"])
def test_fact_of_an_unknown_kind_is_not_there(client, firm, officer, kind):
    url = f"/firms/8888/profile/{kind}/"

    assert client.get(url).status_code == 404
    assert client.post(url, {"value": "1"}).status_code == 404
