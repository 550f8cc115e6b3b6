from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.documents.opinion import OpinionKind, allowed_opinions, opinion_for, opinion_problems
from chahe.workflow import Verdict

C, X, I = Verdict.CONFORMING, Verdict.NONCONFORMING, Verdict.INSUFFICIENT  # noqa: E741
N, O = Verdict.NOT_APPLICABLE, Verdict.NO_OCCURRENCE  # noqa: E741
UNQUALIFIED, QUALIFIED, ADVERSE, DISCLAIMER = OpinionKind


@dataclass(frozen=True)
class Row:
    result: Verdict | None


def rows(*verdicts: Verdict | None) -> list[Row]:
    return [Row(verdict) for verdict in verdicts]


@pytest.mark.parametrize(
    ("verdicts", "allowed"),
    [
        ((C,), (UNQUALIFIED,)),
        ((C, N, O), (UNQUALIFIED,)),
        ((C, X), (QUALIFIED, ADVERSE)),
        ((C, I), (QUALIFIED, DISCLAIMER)),
        ((C, X, I), (QUALIFIED, ADVERSE, DISCLAIMER)),
        ((N, O), (DISCLAIMER,)),
        ((N, I), (DISCLAIMER,)),
        ((X, N), (ADVERSE,)),
        ((X, I), (ADVERSE, DISCLAIMER)),
        ((C, None), ()),
        ((), ()),
    ],
)
def test_results_allow_opinions(verdicts, allowed):
    assert allowed_opinions(rows(*verdicts)) == allowed


@pytest.mark.parametrize(
    ("verdicts", "reason"),
    [
        ((), "沒有任何控制重點，不能提出意見。"),
        ((C, None, None), "還有 2 項控制重點尚未作成結果，不能提出意見。"),
        ((C, C, X, I), "有符合 2 項、不符 1 項、證據不足 1 項。"),
        ((N,), "沒有任何一項經查核認定符合，沒有可以據以提出意見的結果。"),
    ],
)
def test_an_opinion_says_what_it_rests_on(verdicts, reason):
    assert opinion_for(rows(*verdicts)).reason == reason


@given(st.lists(st.sampled_from([*Verdict, None]), max_size=80))
def test_nothing_but_conforming_points_is_ever_unqualified(verdicts):
    allowed = allowed_opinions(rows(*verdicts))

    assert (UNQUALIFIED in allowed) is (C in verdicts and not {X, I, None} & {*verdicts})
    assert (DISCLAIMER in allowed) <= (I in verdicts or not {C, X} & {*verdicts})
    assert (allowed == ()) is (None in verdicts or not verdicts)


def test_an_opinion_the_results_do_not_allow_is_refused():
    assert opinion_problems(rows(C, X), chosen=UNQUALIFIED, why="都好") == (
        "有符合 1 項、不符 1 項。不能提出無保留意見，可選擇：保留意見、否定意見。",
    )


def test_a_choice_without_a_reason_is_refused():
    assert opinion_problems(rows(C, X), chosen=QUALIFIED, why=" ") == (
        "選擇保留意見的理由還沒有寫；影響是否廣泛由會計師判斷，請寫明理由。",
    )


def test_an_undecided_point_refuses_every_opinion():
    for kind in OpinionKind:
        assert opinion_problems(rows(C, None), chosen=kind, why="理由") == (
            "還有 1 項控制重點尚未作成結果，不能提出意見。",
        )


def test_the_only_opinion_needs_no_reason():
    assert opinion_problems(rows(C), chosen=UNQUALIFIED, why="") == ()
    assert opinion_problems(rows(C, X), chosen=ADVERSE, why="影響廣泛") == ()
