"""Overlaps and spare rules against every packet of small worlds (`CHAHE_RULE_SETS=10000`)."""

import os
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.checks._algorithms.small_worlds import boxes, packets

from chahe.checks._algorithms.rule_sets.cover import covered_by
from chahe.checks._algorithms.rule_sets.index import Index, bits
from chahe.checks._algorithms.rule_sets.overlap import Overlaps, overlaps
from chahe.checks._algorithms.rule_sets.spans import Box

RULE_SETS = int(os.environ.get("CHAHE_RULE_SETS", "150"))
ACTIONS = st.sampled_from(("accept", "deny"))
_EASY = settings(max_examples=RULE_SETS, deadline=None, suppress_health_check=list(HealthCheck))


def told(most: Sequence[Box], least: Sequence[Box | None], actions: Sequence[str]) -> Overlaps:
    index = Index(least)
    never, _ = covered_by(most, least, index)
    return overlaps(most, least, actions, index=index, never=never, leave_out=())


@_EASY
@given(st.lists(st.tuples(boxes, ACTIONS), min_size=2, max_size=9))
def test_what_lies_in_a_wider_rule_or_crosses_it(drawn: list[tuple[Box, str]]) -> None:
    rules, actions = [box for box, _ in drawn], [action for _, action in drawn]
    never, _ = covered_by(rules, rules)

    found = told(rules, rules, actions)

    for number, rule in enumerate(rules):
        here, inside, crossing = packets(rule), set(), set()
        for earlier in range(number):
            there = packets(rules[earlier])
            if number not in never and actions[earlier] != actions[number] and here & there:
                (inside if there <= here else crossing).add(earlier)
        assert set(bits(found.generalised.get(number, 0))) == inside
        assert set(bits(found.correlated.get(number, 0))) == crossing


@_EASY
@given(
    st.lists(st.tuples(boxes, ACTIONS, st.integers(0, 9)), min_size=2, max_size=9),
    st.sampled_from(("accept", "deny")),
)
def test_without_the_spare_ones_every_packet_fares_the_same(
    drawn: list[tuple[Box, str, int]], otherwise: str
) -> None:
    rules, actions = [box for box, _, _ in drawn], [action for _, action, _ in drawn]
    least = [box if sure else None for box, _, sure in drawn]  # one in ten may match nothing

    spare = told(rules, least, actions).spare

    for matching in (rules, [box or () for box in least]):
        held = [packets(box) if box else set() for box in matching]
        for packet in set().union(*held):
            does = [actions[n] for n in range(len(rules)) if packet in held[n]]
            left = [actions[n] for n in range(len(rules)) if packet in held[n] and n not in spare]
            assert (left or [otherwise])[0] == (does or [otherwise])[0]


def test_of_two_that_are_the_same_only_the_later_is_told() -> None:
    box: Box = (((0, 4),),)

    assert told([box, box], [box, box], ["accept", "accept"]).spare == {}


def test_a_rule_before_a_wider_one_is_spare_until_another_comes_between() -> None:
    narrow, wide, between = (((0, 4),),), (((0, 9),),), (((4, 6),),)

    alike = told([narrow, wide], [narrow, wide], ["accept", "accept"])
    apart = told([narrow, between, wide], [narrow, between, wide], ["accept", "deny", "accept"])
    doubted = told([narrow, between, wide], [narrow, None, wide], ["accept", "deny", "accept"])

    assert (alike.spare, apart.spare, doubted.spare) == ({0: 1}, {}, {})
