"""公司概況: what a firm states, and which rules that makes bind it."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_firm, make_user
from tests.web.accounts.signing_in import enrolled, entries

from chahe.deadlines import format_roc
from chahe.rulebook import fact_kinds, in_force, load_editions
from chahe.web.accounts.roles import Role
from chahe.web.firms.actions import fact_digest, state_fact
from chahe.web.firms.models import Fact
from chahe.web.firms.queries import facts_on
from chahe.web.firms.queries_profile import profile_of

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


@pytest.fixture
def state(firm, officer):
    def state(kind, value, since=DAY, source="申報表"):
        return state_fact(firm=firm, by=officer, kind=kind, value=value, since=since, source=source)

    return state


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def profile_url(firm):
    return reverse("firm_profile", args=[firm.code])


def fact_url(firm, kind):
    return reverse("fact_state", args=[firm.code, kind])


def test_facts_on_is_the_latest_statement_begun_by_the_day(firm, state):
    state("level", "2", since=date(2026, 6, 1))
    state("level", "3", since=date(2025, 1, 1))
    state("cloud_user", True)

    assert facts_on(firm, on=date(2024, 12, 31)) == {}
    assert facts_on(firm, on=date(2026, 5, 31)) == {"level": "3", "cloud_user": True}
    assert facts_on(firm, on=date(2026, 6, 1)) == {"level": "2", "cloud_user": True}


def test_facts_on_takes_the_later_of_two_statements_of_one_day(firm, state):
    state("level", "2")
    state("level", "4")

    assert facts_on(firm, on=DAY) == {"level": "4"}


def test_facts_on_leaves_out_what_nobody_can_state_any_more(firm, officer):
    for kind, value in (("forgotten", True), ("level", "9"), ("services", ["banking"])):
        Fact.objects.create(
            firm=firm, kind=kind, value=value, since=DAY, source="舊版",
            stated_by=officer, stated_at=timezone.now(),
        )  # fmt: skip

    assert facts_on(firm, on=DAY) == {}


def test_facts_on_is_of_one_firm(firm, state):
    state("level", "2")

    assert facts_on(make_firm("7777"), on=DAY) == {}


def test_state_fact_is_journaled_with_what_was_there_before(firm, officer, state):
    first = state("services", ["dealing", "brokerage"])
    second = state("services", ["brokerage"], since=date(2026, 2, 1), source="董事會決議")

    one, two = entries("firm.fact_stated")
    assert first.value == ("brokerage", "dealing")
    assert (one.before, one.after) == ("", fact_digest(first))
    assert (two.before, two.after) == (fact_digest(first), fact_digest(second))
    assert (two.firm, two.actor, two.subject) == ("8888", officer.username, f"fact:{second.pk}")
    assert json.loads(two.text)["detail"] == {
        "kind": "services", "title": "經營業務", "value": "經紀",
        "since": "2026-02-01", "source": "董事會決議",
    }  # fmt: skip


def test_state_fact_digest_is_that_of_the_stored_fact(state):
    stated = state("services", ["dealing", "brokerage"])

    assert fact_digest(Fact.objects.get()) == fact_digest(stated)


@pytest.mark.parametrize(
    ("kind", "value", "source"),
    [
        ("nothing", True, "表"),
        ("level", "9", "表"),
        ("level", None, "表"),
        ("services", "brokerage", "表"),
        ("paid_in_capital", -1, "表"),
        ("paid_in_capital", True, "表"),
        ("cloud_user", "yes", "表"),
        ("level", "2", " "),
        ("level", "2", "表" * 201),
    ],
)
def test_state_fact_refuses_what_cannot_be_stated(state, kind, value, source):
    with pytest.raises(ValidationError):
        state(kind, value, source=source)

    assert not Fact.objects.exists()
    assert entries("firm.fact_stated") == []


def test_state_fact_may_be_a_year_ahead_and_no_more(state):
    today = timezone.localdate()

    state("level", "2", since=today + timedelta(days=366))
    with pytest.raises(ValidationError, match="生效日太遠"):
        state("level", "3", since=today + timedelta(days=367))


def test_state_fact_twice_the_same_is_refused_and_changed_back_is_not(state):
    state("level", "2")
    with pytest.raises(ValidationError, match="已經申報過"):
        state("level", "2")
    state("level", "3")
    state("level", "2")

    assert Fact.objects.count() == 3


def test_profile_of_a_silent_firm_excludes_nothing(firm):
    profile = profile_of(firm, on=DAY)

    leaves = [rule for e in in_force(load_editions(), on=DAY) for rule in e.rules if rule.leaf]
    assert (profile.leaves, profile.binding, profile.excluded) == (len(leaves), len(leaves), ())
    assert len(profile.unanswered) == len(fact_kinds())
    assert profile.unknown_rules == sum(rule.applies is not None for rule in leaves)


def test_profile_counts_what_binds_and_says_why_not(firm, state):
    state("order_channels", ["internet"])
    state("cloud_user", False)
    profile = profile_of(firm, on=DAY)

    pairs = [pair for because in profile.excluded for pair in because.rules]
    ((rule, url),) = [pair for pair in pairs if "/mechanism/" in pair[1]]
    assert profile.binding == profile.leaves - profile.excluded_rules
    assert all("使用雲端服務" in because.reason for because in profile.excluded)
    assert (rule.path, url) == ("12.1.a", "/rulebook/twse/mechanism/2018-11-30/12.1.a/")
    assert rule not in [each for b in profile.unknown for each, _ in b.rules]


def test_profile_page_marks_what_is_not_stated(client, firm, state):
    state("cloud_user", False)

    page = text(client.get(profile_url(firm)))

    lacking = len(fact_kinds()) - 1
    assert page.count('>申報<span class="visually-hidden">') == lacking
    assert f"還有 {lacking} 項未申報" in page
    assert "先依適用處理的條款" in page
    assert "不適用的條款" in page
    assert "/rulebook/twse/mechanism/2018-11-30/12.1.a/" in page
    assert "申報表" in page and "115年1月1日" in page and "security_officer-8888" in page
    assert all(f'id="{kind}"' in page for kind in fact_kinds())


def test_profile_page_shows_history_and_what_is_to_come(client, firm, state):
    later = timezone.localdate() + timedelta(days=30)
    state("level", "3", since=date(2025, 1, 1), source="前年")
    state("level", "2", source="去年")
    state("level", "1", since=later, source="明年")

    page = text(client.get(profile_url(firm)))

    assert "歷程 3 筆" in page
    assert [page.index(f"來源：{s}") for s in ("明年", "去年", "前年")] == sorted(
        page.index(f"來源：{s}") for s in ("明年", "去年", "前年")
    )
    assert "將生效" in page
    assert f"{format_roc(later)}</time>起：第一級" in page
    assert "<td>\n    第二級" in page


def test_profile_page_shows_a_value_the_vocabulary_forgot_and_does_not_use_it(
    client, firm, officer
):
    Fact.objects.create(
        firm=firm, kind="services", value=["banking"], since=DAY, source="舊版",
        stated_by=officer, stated_at=timezone.now(),
    )  # fmt: skip

    assert "請重新申報" in text(client.get(profile_url(firm)))
    assert profile_of(firm, on=DAY).excluded == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_profile_page_costs_the_same_whatever_was_stated(
    client, firm, state, rows, django_assert_num_queries
):
    for n in range(rows):
        state("level", str(n + 1))

    with django_assert_num_queries(
        7
    ):  # session, user, roles, firm, facts, imports, firms at the top
        client.get(profile_url(firm))


def test_profile_page_of_another_firm_is_not_there(client, officer):
    other = make_firm("7777")

    for url in (profile_url(other), fact_url(other, "level")):
        assert client.get(url).status_code == 404
