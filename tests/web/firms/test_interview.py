"""公司概況問答: one sheet of what is not stated and matters."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled, entries

from chahe.rulebook import facts_to_ask, load_editions
from chahe.web.accounts.roles import Role
from chahe.web.firms.actions import state_fact
from chahe.web.firms.models import Fact
from chahe.web.firms.signals import facts_stated

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 1)
URL = "/firms/8888/profile/interview/"
SHEET = {"since": "115/01/01", "source": "公司登記"}


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


def stated():
    return {fact.kind: (fact.value, fact.since, fact.source) for fact in Fact.objects.all()}


def test_it_asks_what_rules_turn_on_and_says_why(client, firm, officer):
    page = text(client.get(URL))

    asked = facts_to_ask(load_editions(), facts={}, on=date.today()).now  # noqa: DTZ011
    assert all(f'id="ask-{each.kind.id}"' in page for each in asked)
    assert page.count("項查核項目要看這一題") == len(asked)
    assert reverse("rule", args=["twse", "mechanism", "2018-11-30", "7.1.g"]) in page
    assert page.count("checked") == page.count("先不回答</label>")


def test_what_is_stated_is_not_asked(client, firm, officer):
    state_fact(firm=firm, by=officer, kind="cloud_user", value=False, since=DAY, source="表")

    assert 'id="ask-cloud_user"' not in text(client.get(URL))


def test_answers_are_stated_together_with_one_day_and_source(client, firm, officer):
    heard = []
    facts_stated.connect(lambda **said: heard.append(said["facts"]), weak=False, dispatch_uid="t")
    answers = {
        "order_channels": ["voice"], "cloud_user": "no", "public_company": "yes",
        "public_company-since": "109/05/01", "public_company-source": "公開發行函",
    }  # fmt: skip

    page = text(client.post(URL, {**SHEET, **answers}, follow=True))

    facts_stated.disconnect(dispatch_uid="t")
    assert stated() == {
        "order_channels": (["voice"], DAY, "公司登記"),
        "cloud_user": (False, DAY, "公司登記"),
        "public_company": (True, date(2020, 5, 1), "公開發行函"),
    }
    assert len(entries("firm.fact_stated")) == 3
    assert [len(facts) for facts in heard] == [3]
    assert "已申報 3 項公司事實；納入 0 項、退出" in page
    assert 'id="ask-cloud_user"' not in page


def test_a_look_at_what_would_be_states_nothing(client, firm, officer):
    page = text(client.post(URL, {**SHEET, "order_channels": ["voice"], "preview": "1"}))

    assert not Fact.objects.exists()
    assert "照這樣回答" in page and "還沒有申報。" in page
    assert "語音下單，故不適用" in page
    assert re.search(r'value="voice"[^>]* checked', page)


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "還沒有回答任何一題"),
        ({"cloud_user": ""}, "還沒有回答任何一題"),
        ({"cloud_user": "no", "since": ""}, "請填寫自何日起"),
        ({"cloud_user": "no", "source": ""}, "請寫明來源"),
        ({"cloud_user": "perhaps"}, "有效的選項"),
        ({"cloud_user": "no", "since": "2026/01/01"}, "請輸入民國年"),
        ({"cloud_user": "no", "cloud_user-since": "999/01/01"}, "生效日太遠"),
        ({"services": ["none_of_these", "dealing"]}, "不能和其他項目一起勾選"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_stated(client, firm, officer, posted, said):
    page = text(client.post(URL, {**SHEET, "public_company": "", **posted}), 422)

    assert said in page.split("error-summary")[1]
    assert not Fact.objects.exists()


def test_one_wrong_answer_states_none(client, firm, officer):
    posted = {"cloud_user": "no", "public_company": "yes", "public_company-since": "999/01/01"}

    text(client.post(URL, {**SHEET, **posted}), 422)

    assert not Fact.objects.exists()
    assert entries("firm.fact_stated") == []


def test_none_of_these_is_an_answer_and_silence_is_not(client, firm, officer):
    client.post(URL, {**SHEET, "services": ["none_of_these"]})

    assert stated() == {"services": ([], DAY, "公司登記")}


def test_nothing_left_to_ask_says_so(client, firm, officer, monkeypatch):
    monkeypatch.setattr("chahe.web.firms.queries_interview.editions", lambda: ())

    assert "沒有要問的事實了" in text(client.get(URL))


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_whatever_was_stated(
    client, firm, officer, rows, django_assert_num_queries
):
    for kind in ("cloud_user", "cloud_provider", "web_quotes")[:rows]:
        state_fact(firm=firm, by=officer, kind=kind, value=True, since=DAY, source="表")

    with django_assert_num_queries(8):  # session, user, roles, firm, facts twice, imports, firms
        client.get(URL)


@pytest.mark.parametrize("role", [Role.INTERNAL_AUDITOR, Role.SUPERVISOR])
def test_who_only_reads_is_not_asked(client, firm, role):
    client.force_login(enrolled(make_user(role, firm if role is Role.INTERNAL_AUDITOR else None)))

    assert client.get(URL).status_code == 403
    assert client.post(URL, {**SHEET, "cloud_user": "no"}).status_code == 403
    assert not Fact.objects.exists()
