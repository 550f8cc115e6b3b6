"""Covered rules against every packet of small worlds; `CHAHE_RULE_SETS=10000` tries more."""

import os
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chahe.checks._algorithms import rule_space
from chahe.checks._algorithms.rule_space import Box, Spans, covered_by

RULE_SETS = int(os.environ.get("CHAHE_RULE_SETS", "150"))
SIZES = (3, 2, 6, 5, 4)  # how many numbers each dimension has


@st.composite
def spans(draw: st.DrawFn, size: int) -> Spans:
    """Draw a set as sorted, separate spans."""
    numbers = draw(st.sets(st.integers(0, size - 1), min_size=1))
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


boxes = st.tuples(*[st.one_of(st.just(((0, size - 1),)), spans(size)) for size in SIZES])


def packets(box: Box) -> set[tuple[int, ...]]:
    each = [[n for low, high in spans for n in range(low, high + 1)] for spans in box]
    return set(product(*each))


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
    monkeypatch.setattr(rule_space, "MOST_STEPS", 3)
    whole: Box = (((0, 9),),) * 5
    edges = [
        (*whole[:place], ((end, end),), *whole[place + 1 :]) for place in range(5) for end in (0, 9)
    ]
    points = [tuple(((at, at),) for _ in range(5)) for at in (4, 6)]

    found, undecided = covered_by([*edges, *points, whole], [*edges, *points, whole])

    assert found == {}
    assert undecided[-1] == len(edges) + len(points)
