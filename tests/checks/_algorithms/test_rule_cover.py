"""Covered rules against every packet of small worlds; `CHAHE_RULE_SETS=10000` tries more."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.checks._algorithms.small_worlds import boxes, packets

from chahe.checks._algorithms.rule_sets import cover
from chahe.checks._algorithms.rule_sets.cover import covered_by
from chahe.checks._algorithms.rule_sets.spans import Box

RULE_SETS = int(os.environ.get("CHAHE_RULE_SETS", "150"))


@settings(max_examples=RULE_SETS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(boxes, min_size=2, max_size=9))
def test_what_is_covered_is_what_no_packet_reaches(rules: list[Box]) -> None:
    found, undecided = covered_by(rules, rules)

    assert undecided == ()
    reached: set[tuple[int, ...]] = set()
    for number, box in enumerate(rules):
        here = packets(box)
        assert (number in found) is (here <= reached), number
        if number in found:
            assert here <= set().union(*(packets(rules[each]) for each in found[number]))
            assert all(each < number for each in found[number])
        reached |= here


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(boxes, st.booleans()), min_size=2, max_size=9))
def test_a_rule_that_surely_matches_nothing_covers_nothing(drawn: list[tuple[Box, bool]]) -> None:
    rules = [box for box, _ in drawn]
    least = [box if sure else None for box, sure in drawn]

    found, _ = covered_by(rules, least)

    for number, by in found.items():
        assert all(least[each] is not None for each in by)
        sure = [packets(each) for each in least[:number] if each is not None]
        assert packets(rules[number]) <= set().union(*sure)


def test_one_alone_is_named_before_several_together() -> None:
    def box(low: int, high: int) -> Box:
        return (((low, high),), ((0, 0),), ((0, 0),), ((0, 0),), ((0, 0),))

    rules = [box(0, 4), box(5, 9), box(0, 9), box(3, 6), box(3, 4)]

    assert covered_by(rules, rules) == ({2: (0, 1), 3: (2,), 4: (0,)}, ())


def test_what_takes_too_many_steps_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover, "MOST_STEPS", 3)
    whole: Box = (((0, 9),),) * 5
    edges = [
        (*whole[:place], ((end, end),), *whole[place + 1 :]) for place in range(5) for end in (0, 9)
    ]
    points = [tuple(((at, at),) for _ in range(5)) for at in (4, 6)]

    found, undecided = covered_by([*edges, *points, whole], [*edges, *points, whole])

    assert found == {}
    assert undecided[-1] == len(edges) + len(points)
