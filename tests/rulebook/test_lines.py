"""A line is one rule through its editions."""

from datetime import date

from hypothesis import given
from hypothesis.strategies import permutations

from chahe.rulebook import load_editions
from chahe.rulebook.lines import lines_of

from .invented import book, rule

FIRST = book("a/one", rule("1", "甲？"), rule("2", "乙？"), start=date(2020, 1, 1))


def later(*rules, day="2021-01-01"):
    return book("a/one", *rules, edition=day, start=date.fromisoformat(day))


def lines(*editions, **said):
    return lines_of(editions, **said)


def test_a_renumbered_rule_keeps_its_line():
    second = later(rule("5", "甲？", origin="1"), rule("1", "乙？", origin="2"))

    found = lines(FIRST, second, origins=lambda before, after: {"5": "1", "1": "2"})

    assert found[second.id] == {"5": "2020-01-01#1", "1": "2020-01-01#2"}


def test_a_new_rule_begins_one():
    second = later(rule("1"), rule("3"))

    found = lines(FIRST, second, origins=lambda before, after: {"1": "1"})

    assert found[second.id]["3"] == "2021-01-01#3"


def test_it_goes_on_over_editions():
    second, third = later(rule("5")), later(rule("9"), day="2022-01-01")
    came = {second.id: {"5": "2"}, third.id: {"9": "5"}}

    found = lines(FIRST, second, third, origins=lambda before, after: came[after.id])

    assert found[third.id] == {"9": "2020-01-01#2"}


def test_documents_are_apart():
    other = book("b/two", rule("1"), start=date(2020, 1, 1))

    found = lines(FIRST, other, origins=lambda before, after: {"1": "1"})

    assert found[other.id] == {"1": "2020-01-01#1"}


def test_what_shipped_editions_state_is_believed():
    found = lines_of(load_editions())

    assert found["twse/mechanism@2018-11-30"]["7.1"] == "before-2018-11-30#7.1"
    assert found["twse/mechanism@2018-11-30"]["13"] == "before-2018-11-30#12"
    assert found["twse/mechanism@2018-11-30"]["12"] == "2018-11-30#12"


@given(permutations(["1", "2", "3", "4"]))
def test_no_two_rules_of_an_edition_share_a_line(order):
    second = later(*(rule(path) for path in order))
    came = dict(zip(order, ["1", "2"], strict=False))

    found = lines(FIRST, second, origins=lambda before, after: came)

    assert len(set(found[second.id].values())) == 4
