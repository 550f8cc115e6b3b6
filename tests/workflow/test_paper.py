"""The rules of a paper's signatures, and when it may be called conforming."""

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, integers, lists, sampled_from, text

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
    preparation_problems,
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


def problems(**said):
    """Ask of a paper with which nothing is wrong, but for what is said."""
    return preparation_problems(
        **{
            "verdict": Verdict.CONFORMING,
            "conclusion": "符合。",
            "usable_evidence": 1,
            "stale_evidence": [],
            "check_verdicts": [],
            "unfinished_checks": 0,
            "open_findings": 0,
            **said,
        }
    )


def test_a_whole_paper_has_no_problems():
    assert problems() == ()
    assert problems(verdict=Verdict.NONCONFORMING, open_findings=1, usable_evidence=0) == ()
    assert problems(verdict=Verdict.INSUFFICIENT, usable_evidence=0) == ()


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"verdict": None}, "還沒有選擇"),
        ({"conclusion": " \n"}, "結論"),
        ({"usable_evidence": 0}, "沒有可用的佐證"),
        ({"stale_evidence": ["佐證甲已撤回"]}, "佐證甲已撤回"),
        ({"check_verdicts": [Verdict.CONFORMING, Verdict.NONCONFORMING]}, "檢測的結果是不符"),
        ({"check_verdicts": [Verdict.INSUFFICIENT]}, "檢測的結果是證據不足"),
        ({"unfinished_checks": 1}, "沒有完成"),
        ({"open_findings": 1}, "已開立缺失"),
        ({"verdict": Verdict.NONCONFORMING}, "先開立缺失"),
        ({"verdict": Verdict.NOT_APPLICABLE, "open_findings": 1}, "已開立缺失"),
    ],
)
def test_what_is_wrong_is_said(said, word):
    assert [problem for problem in problems(**said) if word in problem]


@given(
    conclusion=text(max_size=3),
    usable_evidence=integers(0, 2),
    stale_evidence=lists(text(max_size=3), max_size=2),
    check_verdicts=lists(sampled_from(Verdict), max_size=3),
    unfinished_checks=integers(0, 1),
    open_findings=integers(0, 1),
)
def test_conforming_always_rests_on_evidence_and_no_check_against(**said):
    if not problems(verdict=Verdict.CONFORMING, **said):
        assert said["usable_evidence"] > 0
        assert not said["stale_evidence"]
        assert not {Verdict.NONCONFORMING, Verdict.INSUFFICIENT} & set(said["check_verdicts"])
        assert not said["unfinished_checks"] and not said["open_findings"]


@given(lists(sampled_from(Verdict), max_size=4), booleans())
def test_proposed_is_the_worst(verdicts, against):
    if against:
        verdicts = [*verdicts, Verdict.NONCONFORMING]
        assert proposed(verdicts) is Verdict.NONCONFORMING
    elif Verdict.INSUFFICIENT in verdicts and Verdict.NONCONFORMING not in verdicts:
        assert proposed(verdicts) is Verdict.INSUFFICIENT
    assert proposed([]) is None
