"""Which facts are asked, and how many rules turn on each."""

from dataclasses import replace
from datetime import date

import pytest

from chahe.rulebook import fact_kinds, facts_to_ask, load_editions
from chahe.rulebook.interview import is_asked
from chahe.rulebook.predicate import parse_predicate

TODAY = date(2026, 11, 21)
MECHANISM = [e for e in load_editions() if e.document == "twse/mechanism"]


def asked(**facts):
    return {a.kind.id: a.rules for a in facts_to_ask(MECHANISM, facts=facts, on=TODAY).now}


def test_everything_that_rules_turn_on_is_asked_and_nothing_else():
    found = asked()

    assert {"order_channels", "services", "cloud_user"} <= set(found)
    assert "paid_in_capital" not in found
    assert min(found.values()) >= 1


def test_what_is_answered_is_not_asked_again():
    assert "cloud_user" not in asked(cloud_user=False)


def test_a_fact_that_can_no_longer_decide_anything_is_not_asked():
    assert "api_service" in asked(order_channels=("internet",))
    assert "api_service" not in asked(order_channels=("voice",))


def test_questions_come_in_their_order():
    found = [fact_kinds()[name].order for name in asked()]
    assert found == sorted(found)


WHEN = {"fact": "services", "has": "security_token"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({}, None), ({"services": ("brokerage",)}, False), ({"services": ("security_token",)}, True)],
)
def test_a_fact_waits_for_those_that_make_it_worth_asking(facts, expected):
    kind = replace(fact_kinds()["cloud_user"], asked_when=WHEN)
    assert is_asked(kind, facts=facts) is expected


def test_what_waits_is_asked_later_unless_nothing_else_is_left(monkeypatch):
    kinds = {k.id: replace(k, asked_when=WHEN) for k in fact_kinds().values() if k.id != "services"}
    kinds = {"services": fact_kinds()["services"], **kinds}
    monkeypatch.setattr("chahe.rulebook.interview.fact_kinds", lambda: kinds)

    first = facts_to_ask(MECHANISM, facts={}, on=TODAY)
    freed = facts_to_ask(MECHANISM, facts={"services": ("brokerage",)}, on=TODAY)

    assert [a.kind.id for a in first.now] == ["services"]
    assert len(first.later) > 5
    assert (freed.now, freed.later) == ((), ())


def test_open_facts_are_those_that_could_still_decide():
    predicate = parse_predicate(
        {
            "all": [
                WHEN,
                {"any": [{"fact": "level", "is": "1"}, {"fact": "cloud_user", "is": True}]},
            ]
        },
        fact_kinds(),
    )

    assert predicate.open_facts({}) == {"services", "level", "cloud_user"}
    assert predicate.open_facts({"level": "2"}) == {"services", "cloud_user"}
    assert predicate.open_facts({"level": "1"}) == {"services"}
    assert predicate.open_facts({"services": ()}) == frozenset()
