"""The rules of a paper's signatures."""

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, lists, sampled_from

from chahe.workflow import (
    FINDING_LABELS,
    FINDING_MOVES,
    PAPER_LABELS,
    PAPER_MOVES,
    FindingState,
    PaperState,
    Refused,
    Verdict,
    after,
    proposed,
)

TABLES = [(PAPER_MOVES, PAPER_LABELS), (FINDING_MOVES, FINDING_LABELS)]


@pytest.mark.parametrize(("moves", "labels"), TABLES, ids=["paper", "finding"])
def test_every_state_is_named_reached_and_left(moves, labels):
    reached = {move.after for move in moves.values()} | {next(iter(labels))}
    left = {state for move in moves.values() for state in move.before}
    ends = {PaperState.APPROVED, FindingState.CLOSED, FindingState.WITHDRAWN}

    assert reached == set(labels)
    assert set(labels) - left <= ends


@pytest.mark.parametrize(("moves", "labels"), TABLES, ids=["paper", "finding"])
def test_no_move_leaves_an_end(moves, labels):
    ends = {PaperState.APPROVED, FindingState.CLOSED, FindingState.WITHDRAWN}
    for move in moves.values():
        assert not move.before & ends


@pytest.mark.parametrize("name", list(PAPER_MOVES))
def test_a_move_from_elsewhere_is_refused_and_says_from_where(name):
    for state in set(PaperState) - PAPER_MOVES[name].before:
        with pytest.raises(Refused, match=PAPER_LABELS[state]):
            after(PAPER_MOVES, name, now=state, labels=PAPER_LABELS)


@given(lists(sampled_from(Verdict), max_size=4), booleans())
def test_proposed_is_the_worst(verdicts, against):
    if against:
        verdicts = [*verdicts, Verdict.NONCONFORMING]
        assert proposed(verdicts) is Verdict.NONCONFORMING
    elif Verdict.INSUFFICIENT in verdicts and Verdict.NONCONFORMING not in verdicts:
        assert proposed(verdicts) is Verdict.INSUFFICIENT
    assert proposed([]) is None
