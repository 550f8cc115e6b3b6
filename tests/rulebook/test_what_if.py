"""What a change of facts would do to a firm's scope."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis.strategies import booleans, integers, lists, none, recursive, sampled_from, tuples

from chahe.rulebook import (
    count_leaves,
    fact_kinds,
    in_force,
    load_editions,
    scope,
    what_if,
)
from chahe.rulebook.predicate import parse_predicate

TODAY = date(2026, 11, 21)
MECHANISM = [e for e in load_editions() if e.document == "twse/mechanism"]
KINDS = fact_kinds()
CHANNELS, SERVICES = KINDS["order_channels"].choices, KINDS["services"].choices
BOOLEANS = [kind.id for kind in KINDS.values() if kind.type == "boolean"]


def ask(facts, **changed):
    return what_if(MECHANISM, facts=facts, changed=changed, on=TODAY)


def paths(standings):
    return {standing.rule.path for standing in standings}


def test_a_new_channel_brings_its_rules_in_with_the_reason():
    found = ask({"order_channels": ("voice",)}, order_channels=("voice", "internet"))

    assert {"1.1", "9.9"} <= paths(found.entering)
    assert found.leaving == ()
    reasons = {standing.rule.path: standing.reason for standing in found.entering}
    assert reasons["1.1"].endswith("公司「下單管道」為語音下單、網際網路下單")


def test_what_leaves_says_why():
    found = ask({"cloud_user": True}, cloud_user=False)

    assert found.entering == ()
    assert paths(found.leaving) == {"12.1.a"}
    assert all(standing.reason.endswith("故不適用") for standing in found.leaving)


def test_a_fact_taken_away_binds_again():
    found = ask({"cloud_user": False}, cloud_user=None)

    assert (paths(found.entering), found.leaving) == ({"12.1.a"}, ())


@pytest.mark.parametrize("changed", [{}, {"cloud_user": False}, {"level": "2"}])
def test_what_changes_nothing_is_still_all_there(changed):
    found = ask({"cloud_user": False}, **changed)

    assert (found.entering, found.leaving) == ((), ())
    assert found.standings == len(scope(MECHANISM, facts={}, on=TODAY))


def test_counts_are_of_leaves_by_document():
    facts = {"order_channels": ("voice",), "cloud_user": True, "cloud_provider": True}
    found = ask(facts, order_channels=("internet",), cloud_user=False)

    (count,) = count_leaves(found)

    assert count.edition.id == "twse/mechanism@2018-11-30"
    assert count.after - count.before == count.entering - count.leaving
    assert count.leaving == len([s for s in found.leaving if s.rule.leaf]) > 0
    assert count.before == sum(
        s.applies and s.rule.leaf for s in scope(MECHANISM, facts=facts, on=TODAY)
    )


GROWING = recursive(
    sampled_from(
        [
            *({"fact": "order_channels", "has": word} for word in CHANNELS),
            *({"fact": "services", "has": word} for word in SERVICES),
            *({"fact": "paid_in_capital", "at_least": most} for most in (10, 100, 1000)),
        ]
    ),
    lambda parts: tuples(sampled_from(["all", "any"]), lists(parts, min_size=1, max_size=3)).map(
        lambda pair: {pair[0]: pair[1]}
    ),
    max_leaves=6,
)
FACTS = tuples(
    lists(sampled_from(list(CHANNELS)), unique=True),
    lists(sampled_from(list(SERVICES)), unique=True),
    integers(0, 2000),
)


@settings(max_examples=80)
@given(GROWING, FACTS, FACTS)
def test_a_firm_that_grows_is_never_freed_by_a_predicate_without_below(raw, small, more):
    predicate = parse_predicate(raw, KINDS)
    grown = (small[0] + more[0], small[1] + more[1], small[2] + more[2])
    names = ("order_channels", "services", "paid_in_capital")

    before = predicate.judge(dict(zip(names, small, strict=True)))
    after = predicate.judge(dict(zip(names, grown, strict=True)))

    assert after.holds >= before.holds


@settings(max_examples=30)
@given(
    lists(sampled_from(list(CHANNELS)), unique=True),
    sampled_from(list(CHANNELS)),
    lists(tuples(sampled_from(BOOLEANS), none() | booleans()), max_size=4),
)
def test_another_channel_takes_no_rule_of_any_book_away(channels, another, others):
    facts = {**dict(others), "order_channels": tuple(channels)}
    changed = {"order_channels": (*channels, another)}

    found = what_if(load_editions(), facts=facts, changed=changed, on=TODAY)

    assert found.leaving == ()


@settings(max_examples=30)
@given(integers(0, 10**11), integers(0, 10**11))
def test_more_capital_takes_no_rule_away_but_those_of_small_firms(capital, more):
    changed = {"paid_in_capital": capital + more}

    found = what_if(load_editions(), facts={"paid_in_capital": capital}, changed=changed, on=TODAY)

    assert [s for s in found.leaving if "below" not in str(s.rule.applies.as_data())] == []


def test_there_is_one_edition_of_each_document_to_change():
    documents = [edition.document for edition in in_force(load_editions(), on=TODAY)]
    assert len(set(documents)) == len(documents)
