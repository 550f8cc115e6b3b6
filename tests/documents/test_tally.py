from dataclasses import replace

import pytest

from chahe.documents.tally import cautions, conclude, count_verdicts
from chahe.workflow import Verdict

from .record_fixture import NO_SCAN, OPEN_RULES, RECORD, REVIEWED, at
from .work_fixture import NOTES, SAMPLING


def record_of(*verdicts: Verdict | None):
    return replace(RECORD, papers=tuple(replace(REVIEWED, verdict=v) for v in verdicts))


def test_counts_name_every_verdict():
    assert count_verdicts(RECORD.papers) == {
        Verdict.CONFORMING: 1,
        Verdict.NONCONFORMING: 1,
        Verdict.NOT_APPLICABLE: 0,
        Verdict.NO_OCCURRENCE: 0,
        Verdict.INSUFFICIENT: 1,
        None: 0,
    }


def test_all_conforming_claims_no_more_than_was_seen():
    record = record_of(Verdict.CONFORMING, Verdict.NOT_APPLICABLE)

    assert conclude(record) == (
        "本次查核共 2 項：符合 1 項、不適用 1 項。在所列期間、母體與樣本範圍內，未發現不符情事。"
    )


def test_nothing_conforming_is_not_a_clean_bill():
    record = record_of(Verdict.NOT_APPLICABLE, Verdict.NO_OCCURRENCE)

    assert conclude(record) == (
        "本次查核共 2 項：不適用 1 項、未發生 1 項。沒有任何一項經查核認定符合。"
    )


@pytest.mark.parametrize("verdict", [Verdict.INSUFFICIENT, Verdict.NONCONFORMING, None])
def test_one_open_paper_takes_the_clean_sentence_away(verdict):
    said = conclude(record_of(*[Verdict.CONFORMING] * 50, verdict))

    assert "未發現不符情事" not in said


def test_a_sealed_signed_record_needs_no_caution():
    record = replace(RECORD, papers=(REVIEWED, OPEN_RULES), sealed_at=at(27))

    assert cautions(record) == ()


def test_a_paper_whose_rule_left_the_scope_is_no_caution():
    left = replace(NO_SCAN, applies=False, verdict=Verdict.NOT_APPLICABLE, signatures=())
    record = replace(RECORD, papers=(REVIEWED, OPEN_RULES, left), sealed_at=at(27))

    assert cautions(record) == ()


def test_cautions_name_the_papers():
    doubtful = (
        replace(NO_SCAN, verdict=Verdict.CONFORMING),
        replace(OPEN_RULES, path="9", ref="九", signatures=()),
    )

    assert cautions(replace(RECORD, papers=doubtful)) == (
        "本查核尚未封存，內容仍可能變更。",
        "尚未完成編製、覆核及核定三道簽核：2 項（七、(一)3、九）。",
        "查核結果與自動檢測之建議不同，理由見各該工作底稿：1 項（七、(一)3）。",
        "認定符合而未附任何佐證：1 項（七、(一)3）。",
        "認定不符而未開立缺失：1 項（九）。",
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"notes": NOTES}, ("覆核意見尚未結清：1 項（七、(一)1）。",)),
        ({"notes": NOTES[:1]}, ()),
        (
            {"sampling": replace(SAMPLING, size=4)},
            ("實際樣本少於計畫：1 項（七、(一)1）。",),
        ),
        (
            {"sampling": replace(SAMPLING, size=None)},
            ("實際樣本少於計畫：1 項（七、(一)1）。",),
        ),
        ({"sampling": SAMPLING}, ()),
        ({"sampling": replace(SAMPLING, size=200, population_size=3)}, ()),
        (
            {"repeatable": ("種子",)},
            ("另一位查核人員要重作，資料還不齊：1 項（七、(一)1）。",),
        ),
        ({"repeatable": ()}, ()),
    ],
)
def test_what_is_unfinished_in_a_paper_is_a_caution(changes, said):
    record = replace(RECORD, papers=(replace(REVIEWED, **changes),), sealed_at=at(27))

    assert cautions(record) == said
