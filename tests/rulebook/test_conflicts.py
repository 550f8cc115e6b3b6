"""Which values bind whom, and that the reading satisfies every one of them."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis.strategies import builds, dictionaries, lists, none, sampled_from

from chahe.rulebook import Strength, accept_facts, fact_kinds, load_editions
from chahe.rulebook.conflicts import Agreement, conflicts, disagreeing_first
from chahe.rulebook.parameter import Population, Status, Topic, Value, load_topics
from chahe.rulebook.predicate import parse_predicate
from chahe.rulebook.quantity import Quantity

from .invented import book, rule

TODAY = date(2026, 11, 21)
PEOPLE = MappingProxyType(
    {
        "user": Population("user", "使用者"),
        "customer": Population("customer", "客戶", "user"),
        "token": Population("token", "平台客戶", "customer"),
    }
)
INTERNET = parse_predicate({"fact": "order_channels", "has": "internet"}, fact_kinds())


def topic(*values, stricter="less", wording="第 {figure}時{action}"):
    return Topic("tries", "次數", "幾次？", "次", stricter, wording, PEOPLE, values, False, "")


def value(figure, action="鎖定", population="user", unit="次", **more):
    quantity = None if figure is None else Quantity(figure, unit)
    return Value(quantity, population, action, "來源", **more)


def stand(*values, editions=(), facts=None, on=TODAY, **more):
    (found,) = conflicts([topic(*values, **more)], editions=editions, facts=facts or {}, on=on)
    return found


def texts(conflict):
    return {reading.title: reading.text for reading in conflict.readings}


def test_the_strictest_figure_and_every_action():
    found = stand(value(3, "中斷連線"), value(5, "鎖定", "customer"), value(5, "重新申請", "token"))

    assert texts(found) == {
        "使用者": "第 3 次時中斷連線",
        "客戶": "第 3 次時中斷連線；第 5 次時鎖定",
        "平台客戶": "第 3 次時中斷連線；第 5 次時鎖定，並重新申請",
    }
    assert found.agreement is Agreement.DIFFERENT


def test_one_action_is_done_at_the_strictest_of_its_figures():
    found = stand(value(3, "保存"), value(10, "保存"), stricter="more", wording="{action} {figure}")

    assert texts(found) == {"使用者": "保存 10 次"}


def test_figures_of_which_neither_is_stricter_are_both_kept():
    found = stand(value(3, unit="個月"), value(90, unit="日"))

    assert texts(found) == {"使用者": "第 3 個月時鎖定；第 90 日時鎖定"}


def test_one_figure_in_two_units_is_said_once_and_agrees():
    found = stand(value(12, unit="個月"), value(1, unit="年"))

    assert len(found.readings[0].stages) == 1
    assert found.agreement is Agreement.SAME


def test_an_action_without_a_figure_stands_beside():
    found = stand(value(3), value(None, "留存紀錄"))

    assert texts(found) == {"使用者": "第 3 次時鎖定；另留存紀錄"}
    assert found.agreement is Agreement.BESIDE


def test_advice_is_kept_as_advice_unless_it_is_ordered_too():
    advised = value(3, "更新", strength=Strength.SHOULD)

    assert texts(stand(advised)) == {"使用者": "第 3 次時更新（宜）"}
    assert texts(stand(advised, value(5, "更新"))) == {"使用者": "第 3 次時更新"}


@pytest.mark.parametrize(
    ("more", "binds", "reason"),
    [
        ({}, True, "適用於所有證券商"),
        ({"status": Status.REPEALED}, False, "已廢止，後續規定未查得"),
        ({"since": date(2027, 1, 1)}, False, "尚未生效"),
        ({"since": TODAY}, True, "適用於所有證券商"),
        ({"until": TODAY}, False, "已失效"),
        (
            {"applies": INTERNET, "scope_text": "適用網路"},
            True,
            "適用網路；未申報「下單管道」，先依適用處理",
        ),
        ({"rule": "no/book@2020-01-01#1"}, True, "適用於所有證券商"),
    ],
)
def test_why_a_value_binds_or_not(more, binds, reason):
    (held,) = stand(value(3, **more)).held

    assert (held.binds, held.reason) == (binds, reason)


def test_a_fact_frees_from_what_is_not_a_rule_of_ours():
    facts = accept_facts({"order_channels": ["voice"]})

    found = stand(value(3, applies=INTERNET, scope_text="適用網路"), facts=facts)

    assert found.held[0].reason == "適用網路；公司「下單管道」為語音下單，故不適用"
    assert (found.readings, found.agreement) == ((), Agreement.NONE)


def test_a_rule_decides_whom_its_value_binds():
    free = rule("1", applies=INTERNET, scope_text="適用網路")
    facts = accept_facts({"order_channels": ["voice"]})
    editions = (book("a/b", free, rule("2")),)
    cited = [value(3, rule=f"a/b@2020-01-01#{path}") for path in ("1", "2", "9")]

    found = stand(*cited, editions=editions, facts=facts)

    assert [held.binds for held in found.held] == [False, True, False]
    assert found.held[2].reason == "所引條款不在這一天施行的版本中"


def test_a_value_holds_for_the_rule_carried_into_another_edition():
    before = book("a/b", rule("1"), edition="before-2020-01-01")
    after = book("a/b", rule("2", origin="1"), rule("3"), start=date(2020, 1, 1))
    cited = [value(3, rule=f"a/b@2020-01-01#{path}") for path in ("2", "3")]

    found = stand(*cited, editions=(before, after), on=date(2019, 6, 1))

    assert [held.binds for held in found.held] == [True, False]


def test_a_value_holds_for_the_rule_that_was_adopted():
    shipped = book("a/b", rule("1"), start=date(2020, 1, 1))
    adopted = rule("7", lineage=("a/b@2020-01-01#1",))
    imported = book("a/b", adopted, edition="2025-01-01", start=date(2025, 1, 1))

    found = stand(value(3, rule="a/b@2020-01-01#1"), editions=(shipped, imported))

    assert found.held[0].binds


def entered(figure, population="user", **more):
    return value(figure, population=population, entered="公司填寫", **more)


def stand_with(*figures, values=(), on=TODAY):
    asked = replace(topic(*values), entered_by_user=True)
    (found,) = conflicts([asked], editions=(), facts={}, on=on, entered={"tries": figures})
    return found


def test_a_figure_that_was_entered_stands_beside_and_takes_part_in_the_reading():
    found = stand_with(entered(3), values=[value(5)])

    assert [(held.binds, held.reason) for held in found.held] == [
        (True, "適用於所有證券商"),
        (True, "公司填寫，照填寫的內容處理"),
    ]
    assert texts(found) == {"使用者": "第 3 次時鎖定"}
    assert (found.agreement, found.wanted) == (Agreement.DIFFERENT, False)


def test_whom_a_topic_has_no_word_for_is_named_as_entered():
    found = stand_with(entered(3, "第三級"))

    assert texts(found) == {"第三級": "第 3 次時鎖定"}
    assert PEOPLE.keys() < found.topic.populations.keys()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"since": date(2027, 1, 1)}, "尚未生效"),
        ({"until": TODAY}, "已由之後的填寫取代"),
    ],
)
def test_an_entered_figure_holds_in_its_days_and_is_wanted_outside_them(more, reason):
    found = stand_with(entered(3, **more))

    assert [(held.binds, held.reason) for held in found.held] == [(False, reason)]
    assert found.wanted and found.readings == ()


def test_figures_entered_of_one_topic_leave_the_others_alone():
    other = replace(topic(value(5)), id="other")

    (found,) = conflicts([other], editions=(), facts={}, on=TODAY, entered={"tries": [entered(3)]})

    assert found == conflicts([other], editions=(), facts={}, on=TODAY)[0]
    assert not found.wanted


def test_what_disagrees_comes_first_and_nothing_is_lost():
    nobody, wanted = stand(), stand_with()
    different, same = stand(value(3), value(5)), stand(value(3))
    beside = stand(value(3), value(3, "紀錄"))

    found = disagreeing_first([nobody, same, wanted, beside, different])

    assert found == (different, beside, same, wanted, nobody)


FIGURES = builds(Quantity, sampled_from([1, 2, 3, 5, 90]), sampled_from(["次", "日", "個月", "年"]))
VALUES = builds(
    Value,
    figure=none() | FIGURES,
    population=sampled_from(list(PEOPLE)),
    action=sampled_from(["鎖定", "中斷", "紀錄"]),
    source=sampled_from(["甲", "乙"]),
    strength=sampled_from(Strength),
    status=sampled_from(Status),
)


@settings(max_examples=100)
@given(lists(VALUES, max_size=8), sampled_from(["less", "more"]))
def test_the_readings_satisfy_every_value_that_binds(values, stricter):
    found = stand(*values, stricter=stricter)

    for bound in found.binding:
        (own,) = [each for each in found.readings if each.population == bound.population]
        within = [e for e in found.readings if bound.population in found.topic.line(e.population)]
        assert own.satisfies(bound)
        assert all(reading.satisfies(bound) for reading in within)
        assert bound in own.values
    assert len(found.held) == len(values)


@settings(max_examples=30, deadline=None)
@given(
    dictionaries(
        sampled_from(["order_channels", "services"]),
        sampled_from([(), ("internet",), ("security_token",)]),
    )
)
def test_every_shipped_topic_is_satisfied_whatever_the_firm(raw):
    facts = {
        name: words for name, words in raw.items() if set(words) <= set(fact_kinds()[name].choices)
    }

    for found in conflicts(load_topics().values(), editions=load_editions(), facts=facts, on=TODAY):
        for bound in found.binding:
            satisfied = [reading.satisfies(bound) for reading in found.readings]
            assert any(satisfied) or not bound.action, found.topic.id
        assert all(held.reason for held in found.held)
