"""Which rules bind whom, and why or why not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import (
    booleans,
    dates,
    fixed_dictionaries,
    integers,
    lists,
    none,
    sampled_from,
)

from chahe.rulebook import (
    Edition,
    FactError,
    accept_facts,
    fact_kinds,
    in_force,
    load_editions,
    scope,
    sections,
)
from chahe.rulebook.scope import judge

TODAY = date(2026, 11, 21)
ALL = load_editions()
BOOKS = [edition for edition in ALL if edition.document == "twse/mechanism"]


def bound(**facts):
    return {s.rule.path: s for s in scope(BOOKS, facts=accept_facts(facts), on=TODAY)}


def test_the_edition_of_107_holds_from_its_day_and_the_one_before_until_then():
    def held(day):
        return [edition.edition for edition in in_force(BOOKS, on=day)]

    assert held(date(2018, 11, 30)) == held(TODAY) == ["2018-11-30"]
    assert held(date(2018, 11, 29)) == ["before-2018-11-30"]


@given(lists(dates(), unique=True, max_size=5), dates())
def test_exactly_one_edition_is_in_force_once_one_has_begun(starts, on):
    editions = [Edition("x/y", str(start), "", "", "", start, ()) for start in starts]

    begun = [start for start in starts if start <= on]

    assert [e.start for e in in_force(editions, on=on)] == ([max(begun)] if begun else [])


@given(dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_no_document_has_two_editions_on_a_day_and_each_has_one_from_its_first(on):
    found = [edition.document for edition in in_force(ALL, on=on)]

    begun = {e.document for e in ALL if e.start is None or e.start <= on}
    assert found == sorted(begun)


def test_a_rule_is_judged_as_it_would_be_alone():
    facts = accept_facts({"order_channels": ["voice"], "cloud_user": False})

    for standing in scope(ALL, facts=facts, on=TODAY):
        assert judge(standing.rule, facts=facts) == (standing.applies, standing.reason)


def test_a_firm_without_the_internet_is_told_why_it_is_free():
    found = bound(order_channels=["voice", "traditional"], bidding_terminal_public=False)

    assert not found["1.1"].applies
    assert found["1.1"].reason == (
        "適用網際網路下單證券商，不適用語音下單及傳統下單之證券商；"
        "公司「下單管道」為語音下單、傳統下單（當面、電話、書信），故不適用"
    )
    assert not found["7.1.c"].applies and not found["7.1.b.e"].applies
    assert found["8.3.e"].applies


def test_a_terminal_on_the_public_net_binds_a_b_and_e_alone():
    found = bound(order_channels=["voice"], bidding_terminal_public=True)

    applies = {path for path, s in found.items() if path.startswith("7.1.") and s.applies}
    assert {path[:5] for path in applies} == {"7.1.a", "7.1.b", "7.1.e"}


def test_what_is_not_stated_never_excludes():
    found = bound()

    assert all(standing.applies for standing in found.values())
    assert "未申報「下單管道」，先依適用處理" in found["1.1"].reason


def test_a_firm_on_the_internet_too_is_bound_though_it_also_takes_voice():
    assert bound(order_channels=["voice", "internet"])["1.1"].applies


KINDS = {
    "boolean": lambda kind: booleans(),
    "choice": lambda kind: sampled_from(list(kind.choices)),
    "choices": lambda kind: lists(sampled_from(list(kind.choices)), unique=True),
    "number": lambda kind: integers(0, 10**12),
}
FACTS = fixed_dictionaries(
    {}, optional={k.id: none() | KINDS[k.type](k) for k in fact_kinds().values()}
)


@given(FACTS)
def test_every_exclusion_has_a_reason_and_stating_less_never_frees(facts):
    found = bound(**facts)
    silent = bound()

    for path, standing in found.items():
        assert standing.reason
        assert standing.applies or "故不適用" in standing.reason
        assert silent[path].applies >= standing.applies


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"shoe_size": 9}, "沒有「shoe_size」這項事實"),
        ({"public_company": "yes"}, "應為 true 或 false"),
        ({"order_channels": ["pigeon"]}, "應為清單"),
        ({"order_channels": "internet"}, "應為清單"),
        ({"paid_in_capital": -1}, "不小於 0"),
        ({"paid_in_capital": True}, "不小於 0"),
        ({"level": 1}, "應為下列之一"),
    ],
)
def test_what_nobody_can_state_is_refused(facts, said):
    with pytest.raises(FactError, match=said):
        accept_facts(facts)


def test_sections_are_the_topmost_rules_with_a_cadence():
    (edition,) = in_force(BOOKS, on=TODAY)
    assert [rule.path for rule in sections(edition)] == [
        "1", "2", "3", "4", "5", "6", "7.1", "7.2", "8", "9", "10", "11", "12", "13",
    ]  # fmt: skip
