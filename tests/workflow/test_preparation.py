"""When a paper may be called conforming, approved, and repeated by another auditor."""

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, builds, integers, lists, none, sampled_from, text

from chahe.workflow import (
    Sampled,
    Verdict,
    approval_problems,
    preparation_problems,
    repeatable,
)

WHOLE = {
    "frozen": True,
    "planned": 22,
    "drawn": 22,
    "tested": 22,
    "complete": True,
    "source": "帳號清單",
    "seed": "00",
}


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
        ({"unanswered_notes": 2}, "2 則覆核意見沒有答覆"),
        ({"undone_steps": 3}, "3 個查核程序沒有寫"),
        ({"steps_against": ["程序 1 的記號是「例外」"]}, "程序 1 的記號是「例外」，不能認定符合"),
        ({"sampled": Sampled(frozen=False)}, "還沒有凍結"),
        ({"sampled": Sampled(**{**WHOLE, "drawn": 21})}, "計畫抽 22 筆，樣本只有 21 筆"),
        ({"sampled": Sampled(**{**WHOLE, "unmarked": 5})}, "還有 5 格沒有標記"),
        ({"sampled": Sampled(**{**WHOLE, "undecided": 1})}, "1 筆無法確認"),
        ({"sampled": Sampled(**{**WHOLE, "exceptions": 1})}, "1 筆例外"),
        ({"sampled": Sampled(**{**WHOLE, "tested": 0})}, "沒有測到任何項目"),
        ({"sampled": Sampled(**{**WHOLE, "complete": False})}, "母體是否完整"),
    ],
)
def test_what_is_wrong_is_said(said, word):
    assert [problem for problem in problems(**said) if word in problem]


def test_a_whole_sample_is_no_problem():
    assert problems(sampled=Sampled(**WHOLE)) == ()


@pytest.mark.parametrize("verdict", [Verdict.NONCONFORMING, Verdict.INSUFFICIENT])
def test_a_poor_sample_stops_nothing_but_conforming(verdict):
    against = int(verdict is Verdict.NONCONFORMING)

    assert problems(verdict=verdict, sampled=Sampled(frozen=False), open_findings=against) == ()


COUNTS = integers(0, 3)


@given(
    conclusion=text(max_size=3),
    usable_evidence=integers(0, 2),
    stale_evidence=lists(text(max_size=3), max_size=2),
    check_verdicts=lists(sampled_from(Verdict), max_size=3),
    unfinished_checks=integers(0, 1),
    open_findings=integers(0, 1),
    sampled=none()
    | builds(
        Sampled,
        frozen=booleans(),
        planned=COUNTS,
        drawn=COUNTS,
        tested=COUNTS,
        unmarked=COUNTS,
        exceptions=COUNTS,
        undecided=COUNTS,
        complete=booleans(),
    ),
)
def test_conforming_always_rests_on_evidence_and_no_check_against(**said):
    if not problems(verdict=Verdict.CONFORMING, **said):
        assert said["usable_evidence"] > 0
        assert not said["stale_evidence"]
        assert not {Verdict.NONCONFORMING, Verdict.INSUFFICIENT} & set(said["check_verdicts"])
        assert not said["unfinished_checks"] and not said["open_findings"]
        if sample := said["sampled"]:
            assert sample.frozen and sample.complete and sample.tested
            assert sample.drawn >= sample.planned
            assert not sample.exceptions + sample.undecided + sample.unmarked


def test_approval_waits_for_every_note_to_be_cleared():
    assert approval_problems(open_notes=0) == ()
    assert "2 則" in approval_problems(open_notes=2)[0]


def lacking(**said):
    """Ask of a paper whose work can be repeated, but for what is said."""
    return repeatable(
        **{
            "conclusion": "符合。",
            "evidence": 1,
            "population": "全部 12 份",
            "sample": "全部檢查",
            "steps": 2,
            "steps_done": 2,
            "asks_sample": False,
            "sampled": None,
            **said,
        }
    )


def test_nothing_lacks_where_all_is_there():
    assert lacking() == ()
    assert lacking(population="", sample="", asks_sample=True, sampled=Sampled(**WHOLE)) == ()


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"evidence": 0}, "佐證"),
        ({"steps_done": 1}, "2 個程序裡有 1 個"),
        ({"asks_sample": True}, "沒有抽樣紀錄"),
        ({"population": " "}, "母體：沒有寫"),
        ({"sample": ""}, "樣本：沒有寫"),
        ({"conclusion": ""}, "結論"),
        ({"sampled": Sampled(**{**WHOLE, "source": ""})}, "沒有寫來源"),
        ({"sampled": Sampled(**{**WHOLE, "complete": False})}, "沒有獨立來源"),
        ({"sampled": Sampled(**{**WHOLE, "seed": ""})}, "沒有種子"),
        ({"sampled": Sampled(**{**WHOLE, "drawn": 0})}, "沒有項目清單"),
        ({"sampled": Sampled(**{**WHOLE, "unmarked": 7})}, "還有 7 格"),
    ],
)
def test_what_lacks_is_said_and_nothing_else(said, word):
    (found,) = lacking(**said)

    assert word in found


def test_before_the_population_is_frozen_both_lack():
    assert len(lacking(sampled=Sampled(frozen=False))) == 2
