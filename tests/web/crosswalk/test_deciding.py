"""What people say of two rules: kept once, journalled, and heeded."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_firm, make_user

from chahe.rulebook.crosswalk import Basis, Kind
from chahe.web.accounts.roles import Role
from chahe.web.crosswalk.actions import Decision, decide_relation
from chahe.web.crosswalk.models import ConfirmedRelation
from chahe.web.crosswalk.queries import known_crosswalk, relations_of, same_question
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db

POWER, LOCK = "twse/mechanism@2018-11-30#6.4", "tsa/emerging-technology@2026-03-04#10.1"
SCAN, TOKEN_SCAN = "twse/mechanism@2018-11-30#9.9", "tpex/sto-assessment@undated#3.8.2"


@pytest.fixture
def supervisor():
    return make_user(Role.SUPERVISOR, enrolled=True)


@pytest.fixture
def decide(supervisor):
    def decide(start=POWER, end=LOCK, decision=Decision.CONFIRMED, **said):
        return decide_relation(start=start, end=end, decision=decision, by=supervisor, **said)

    return decide


def test_a_confirmed_relation_is_known_from_both_sides(decide):
    assert LOCK not in same_question([POWER])

    decide(kind=Kind.EQUAL, note="同一件事")

    (found,) = [each for each in relations_of(LOCK) if each.end == POWER]
    assert (found.kind, found.basis, found.note) == (Kind.EQUAL, Basis.CONFIRMED, "同一件事")
    assert same_question([POWER]) >= {POWER, LOCK}


def test_a_rejected_relation_is_no_longer_known_even_if_we_stated_it(decide):
    assert TOKEN_SCAN in same_question([SCAN])

    decide(TOKEN_SCAN, SCAN, Decision.REJECTED)

    assert TOKEN_SCAN not in same_question([SCAN])
    assert TOKEN_SCAN not in {each.end for each in relations_of(SCAN)}


def test_every_decision_is_journalled_with_what_was_before(decide, supervisor):
    first = decide()
    second = decide(LOCK, POWER, Decision.REJECTED, note="看錯了")

    said = list(Entry.objects.filter(subject=f"relation:{first.pk}").order_by("seq"))
    assert second.pk == first.pk
    assert [entry.act for entry in said] == ["relation.confirmed", "relation.rejected"]
    assert said[0].before == "" and said[1].before == said[0].after != said[1].after
    assert {entry.actor for entry in said} == {supervisor.username}
    assert ConfirmedRelation.objects.count() == 1


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (POWER, POWER, "自己"),
        (POWER, "twse/mechanism@2018-11-30#99", "沒有這個條款"),
        ("nothing", POWER, "沒有這個條款"),
        (POWER, "twse/mechanism@2018-11-30", "沒有這個條款"),
    ],
)
def test_what_is_no_pair_of_rules_is_refused_and_nothing_kept(decide, start, end, said):
    with pytest.raises(Refused, match=said):
        decide(start, end)

    assert not ConfirmedRelation.objects.exists()
    assert not Entry.objects.filter(act__startswith="relation.").exists()


@pytest.mark.parametrize("pair", [(POWER, LOCK), (LOCK, POWER), (POWER, POWER)])
def test_the_database_keeps_one_decision_of_two_rules(decide, supervisor, pair):
    decide()

    with pytest.raises(IntegrityError), transaction.atomic():
        ConfirmedRelation.objects.create(
            start=pair[0], end=pair[1], decision="confirmed", by=supervisor, at=timezone.now()
        )


def test_the_crosswalk_costs_two_queries_however_much_was_decided(
    decide, django_assert_num_queries
):
    for path in ("6.1", "6.2", "6.3"):
        decide(f"twse/mechanism@2018-11-30#{path}")

    with django_assert_num_queries(2):  # decisions, and what is imported
        known_crosswalk().groups()


@pytest.fixture
def judge(client, supervisor):
    client.force_login(supervisor)
    return client


def test_a_person_confirms_on_the_page(judge):
    url = reverse("crosswalk_decide")

    page = judge.get(url, {"start": POWER, "end": LOCK})
    answer = judge.post(
        url, {"start": POWER, "end": LOCK, "decision": "confirmed", "kind": "narrower"}
    )

    assert page.status_code == 200 and "不斷電" in page.text
    assert answer.url == reverse("crosswalk_proposals")
    assert ConfirmedRelation.objects.get().kind == "narrower"


def test_the_form_says_what_was_decided_before_read_from_either_side(judge, decide):
    decide(kind=Kind.NARROWER, note="先前的說明")

    page = judge.get(reverse("crosswalk_decide"), {"start": LOCK, "end": POWER}).text

    assert '<option value="wider" selected>' in page
    assert "先前的說明" in page


def test_a_decision_lacking_a_word_is_refused_on_the_page(judge):
    answer = judge.post(reverse("crosswalk_decide"), {"start": POWER, "end": LOCK})

    assert answer.status_code == 422
    assert not ConfirmedRelation.objects.exists()


def test_a_decision_about_nothing_leads_back(judge):
    answer = judge.get(reverse("crosswalk_decide"), {"start": "x"}, follow=True)

    assert "請先選定兩個要對照的條款" in answer.text


def test_a_ciso_decides_only_where_the_instance_is_their_firms():
    ciso = make_user(Role.CISO, make_firm(), enrolled=True)
    assert ciso.has_perm("crosswalk.decide", None)

    make_firm("9999", "他家證券")

    assert not ciso.has_perm("crosswalk.decide", None)
