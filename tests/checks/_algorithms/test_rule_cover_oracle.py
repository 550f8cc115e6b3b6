"""Covered rules against z3, in the real universe (`uv sync --inexact --group oracles`)."""

import random
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest

from chahe.checks._algorithms.rule_sets.cover import covered_by
from chahe.checks._algorithms.rule_sets.spans import Box, Spans

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]  # its own warnings

MOST = (15, 15, 2**32 - 1, 2**32 - 1, 255 * 65536 + 65535)


def spans(draw: random.Random, most: int) -> Spans:
    """Draw all, a part that others share an end with, or a few separate parts."""
    ends = sorted({0, most + 1, *(draw.choice(range(0, most + 1, most // 12)) for _ in range(4))})
    pieces = [(low, high - 1) for low, high in pairwise(ends)]
    if draw.random() < 0.4:
        return ((0, most),)
    return tuple(sorted(draw.sample(pieces[::2] or pieces, k=draw.randint(1, len(pieces[::2])))))


def within(z3: Any, packet: Any, box: Box) -> Any:
    return z3.And(
        *[
            z3.Or(*[z3.And(low <= number, number <= high) for low, high in each])
            for number, each in zip(packet, box, strict=True)
        ]
    )


@pytest.mark.parametrize("seed", range(40))
def test_what_is_covered_is_what_z3_finds_no_packet_for(seed: int) -> None:
    z3, draw = import_module("z3"), random.Random(seed)
    rules: list[Box] = [tuple(spans(draw, most) for most in MOST) for _ in range(14)]
    packet = [z3.Int(f"d{each}") for each in range(len(MOST))]

    found, undecided = covered_by(rules, rules)

    assert undecided == ()
    solver = z3.Solver()
    for number, box in enumerate(rules):
        solver.push()
        solver.add(within(z3, packet, box))
        assert (number in found) is (solver.check() == z3.unsat), number
        solver.pop()
        solver.add(z3.Not(within(z3, packet, box)))
