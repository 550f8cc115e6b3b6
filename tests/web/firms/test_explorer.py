"""適用範圍: every rule of a day, and what if."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled

from chahe.deadlines import format_roc
from chahe.rulebook import in_force, load_editions, scope
from chahe.web.accounts.roles import Role
from chahe.web.firms.actions import state_fact
from chahe.web.firms.models import Fact

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 1)
URL = "/firms/8888/scope/"
MECHANISM = {"document": "twse/mechanism"}


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
    for kind, value in (("order_channels", ["voice"]), ("cloud_user", True)):
        state_fact(firm=firm, by=user, kind=kind, value=value, since=DAY, source="表")
    return user


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def rows(client, **asked):
    """Return what a page's CSV says, path by path."""
    response = client.get(URL, {**MECHANISM, "export": "csv", **asked})
    lines = b"".join(response.streaming_content).decode("utf-8-sig")
    return {line["條號"]: line for line in csv.DictReader(io.StringIO(lines))}


def test_every_rule_in_force_is_there_with_its_reason(client, firm, officer):
    found = rows(client)

    (edition,) = [e for e in in_force(load_editions(), on=DAY) if e.document == "twse/mechanism"]
    facts = {"order_channels": ("voice",), "cloud_user": True}
    standing = {s.rule.ref: s for s in scope([edition], facts=facts, on=DAY)}
    assert set(found) == {r.ref for r in edition.rules if r.path != "7"}
    assert {ref: line["理由"] for ref, line in found.items()} == {
        ref: standing[ref].reason for ref in found
    }
    assert found["9(9)"]["適用"] == "不適用"
    assert {line["試算"] for line in found.values()} == {""}


@pytest.mark.parametrize(
    ("asked", "here", "not_here"),
    [
        ({"applies": "no"}, "9(9)", "12(1)a"),
        ({"applies": "yes"}, "12(1)a", "9(9)"),
        ({"applies": "unknown"}, "12(1)b", "12(1)a"),
        ({"fact": "cloud_user"}, "12(1)a", "12(1)b"),
        ({"q": "弱點掃描"}, "9(9)", "12(1)a"),
        ({"applies": "nonsense", "fact": "nonsense"}, "9(9)", "0"),
    ],
)
def test_rules_are_filtered(client, firm, officer, asked, here, not_here):
    found = rows(client, **asked)

    assert here in found
    assert not_here not in found


def test_what_if_says_what_enters_and_leaves_and_saves_nothing(client, firm, officer):
    trial = {"if-order_channels": ["voice", "internet"], "if-cloud_user": "no"}
    found = rows(client, **trial)
    page = text(client.get(URL, {**MECHANISM, **trial}))

    assert found["9(9)"]["試算"] == "納入"
    assert (found["12(1)a"]["試算"], found["12(1)a"]["適用"]) == ("退出", "不適用")
    assert {line["試算"] for line in found.values()} == {"納入", "退出"}
    assert "下單管道：語音下單 → <strong>網際網路下單、語音下單</strong>" in page.replace(
        "語音下單、網際網路下單", "網際網路下單、語音下單"
    )
    assert "試算納入" in page and "試算退出" in page
    assert Fact.objects.count() == 2


def test_what_if_can_show_what_stays_too(client, firm, officer):
    found = rows(client, **{"if-cloud_user": "no", "show": "all"})

    assert (found["12(1)a"]["試算"], found["9(9)"]["試算"]) == ("退出", "")


@pytest.mark.parametrize("trial", [{"if-cloud_user": "yes"}, {"if-cloud_user": ""}])
def test_what_if_of_what_is_already_so_is_no_trial(client, firm, officer, trial):
    page = text(client.get(URL, trial))

    assert "試算納入" not in page


def test_a_trial_leads_to_stating_it_for_real(client, firm, officer):
    page = text(client.get(URL, {"if-services": ["none_of_these"], "if-level": "2"}))
    fact = reverse("fact_state", args=["8888", "services"])

    assert f"{fact}?value=none_of_these" in page
    assert reverse("fact_state", args=["8888", "level"]) + "?value=2" in page
    form = text(client.get(f"{fact}?value=none_of_these"))
    assert form.count("checked") == 1
    assert Fact.objects.count() == 2


def test_a_reader_may_try_and_is_not_offered_to_state(client, firm, officer):
    client.force_login(enrolled(make_user(Role.SUPERVISOR)))

    page = text(client.get(URL, {"if-level": "2"}))

    assert "第二級" in page
    assert reverse("fact_state", args=["8888", "level"]) not in page


@pytest.mark.parametrize(
    ("trial", "said"),
    [({"if-paid_in_capital": "-1"}, "0"), ({"if-services": ["pigeon"]}, "有效的選項")],
)
def test_a_trial_that_is_wrong_says_so_and_tries_nothing(client, firm, officer, trial, said):
    page = text(client.get(URL, trial))

    assert said in page.split("error-summary")[1]
    assert "試算納入" not in page


def test_the_day_decides_editions_and_facts(client, firm, officer):
    later = timezone.localdate() + timedelta(days=30)
    state_fact(firm=firm, by=officer, kind="cloud_user", value=False, since=later, source="表")

    assert rows(client)["12(1)a"]["適用"] == "適用"
    assert rows(client, on=format_roc(later))["12(1)a"]["適用"] == "不適用"
    old = rows(client, on="107/11/29")
    assert {line["版本"] for line in old.values()} == {"before-2018-11-30"}
    assert "日期看不懂" in text(client.get(URL, {"on": "2026/01/01"}))


def test_nothing_matches_says_what_to_do(client, firm, officer):
    assert "沒有符合條件的條款" in text(client.get(URL, {"q": "找不到的字"}))
    assert "不會讓任何條款納入或退出" in text(client.get(URL, {"if-level": "2", **MECHANISM}))


@pytest.mark.parametrize("facts", [1, 3])
def test_it_costs_the_same_whatever_was_stated(
    client, firm, officer, facts, django_assert_num_queries
):
    for kind in ("cloud_provider", "web_quotes", "public_company")[:facts]:
        state_fact(firm=firm, by=officer, kind=kind, value=True, since=DAY, source="表")

    with django_assert_num_queries(7):  # session, user, roles, firm, facts, imports, firms
        client.get(URL, {"if-cloud_user": "no"})
