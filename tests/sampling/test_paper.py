"""A result computed again: the same inputs, the same bytes, whoever computes."""

import json
import random

import pytest

from chahe.ledger import canonical, digest
from chahe.sampling import (
    Coverage,
    Method,
    Plan,
    SampleError,
    Tally,
    draw,
    population_digest,
    recompute,
    write_plan,
)

TICKETS = [f"CHG-{number:04}" for number in range(1, 401)]
PLAN = Plan(Method.RANDOM, seed="113-07 變更單", size=25)
DRAWN = draw(TICKETS, plan=PLAN)
EVER = "84da817762de0d4d03fe1aec63ad110739dce973ee20b43a1ac8d3b557b769de"


def record(**changes):
    results = {key: {"核准": "match", "測試": "match"} for key in DRAWN}
    return {
        "plan": write_plan(PLAN),
        "population": TICKETS,
        "expected": len(TICKETS),
        "chosen": [],
        "attributes": ["核准", "測試"],
        "results": results | {DRAWN[3]: {"核准": "exception", "測試": "match"}},
    } | changes


def judged(**changes):
    plan = Plan(Method.JUDGEMENTAL, size=2, reason="金額最大")
    return record(plan=write_plan(plan), chosen=TICKETS[1::-1], results={}) | changes


def test_a_result_is_computed_from_its_record():
    result = recompute(record())

    assert result.drawn == DRAWN
    assert result.tallies == {"核准": Tally(25, 1, 0, 0), "測試": Tally(25, 0, 0, 0)}
    assert (result.items, result.unmarked, result.problems) == (Tally(25, 1, 0, 0), (), ())
    assert result.completeness.state is Coverage.COMPLETE
    assert result.sentence == (
        "母體 400 筆，隨機抽查 25 筆，例外 1 筆："
        "以 95％ 的信賴水準，母體的偏差率不超過 17％（68 筆）；"
        "不能證明其餘 375 筆沒有例外，單獨一筆例外抽不到的機率是 93.8％。"
    )
    assert result.summary["population"] == {"count": 400, "digest": population_digest(TICKETS)}


def test_the_order_of_what_was_kept_changes_no_byte():
    kept = record()
    shuffled = random.Random(7).sample(TICKETS, len(TICKETS))
    other = record(
        population=shuffled,
        results=dict(sorted(kept["results"].items(), reverse=True)),
    )

    written = [json.dumps(recompute(one).summary, ensure_ascii=False) for one in (kept, other)]

    assert written[0] == written[1]


def test_a_record_kept_as_json_gives_the_same_bytes():
    kept = json.loads(json.dumps(record()))

    assert canonical(recompute(kept).summary) == canonical(recompute(record()).summary)


def test_a_summary_of_today_is_that_of_ever():
    """Whoever changes what a summary holds changes FORMAT too: papers are sealed with it."""
    assert digest(recompute(record()).summary) == EVER


@pytest.mark.parametrize(
    "changed",
    [
        {"plan": write_plan(PLAN) | {"reason": "另一個理由"}},
        {"expected": None},
        {"expected": TICKETS},
        {"attributes": ["核准", "測試", "回復"]},
        {"results": {}},
    ],
)
def test_another_record_has_another_summary(changed):
    assert recompute(record(**changed)).summary != recompute(record()).summary


def test_what_is_not_marked_counts_against_the_sample():
    marks = record()["results"]
    del marks[DRAWN[0]]["測試"]

    result = recompute(record(results=marks))

    assert result.unmarked == ((DRAWN[0], "測試"),)
    assert result.items == Tally(24, 1, 0, 1)
    assert "無法確認的以例外計算" in result.sentence


def test_a_sample_not_looked_at_to_its_end_is_told():
    marks = record()["results"]
    del marks[DRAWN[0]]

    begun, untouched = recompute(record(results=marks)), recompute(record(results={}))

    assert begun.unmarked == ((DRAWN[0], "核准"), (DRAWN[0], "測試"))
    assert begun.items == Tally(24, 1, 0, 1)
    assert "計畫查 25 筆，只查了 24 筆，例外 1 筆：沒有依計畫查完" in begun.sentence
    assert untouched.sentence == "母體 400 筆，一筆都還沒有查核，不能證明什麼。"


def test_what_judgement_chose_is_the_sample():
    result = recompute(judged())

    assert result.drawn == ("CHG-0001", "CHG-0002")
    assert (result.items, result.problems) == (Tally(0, 0, 0, 2), ())


def test_a_choice_smaller_than_planned_is_told():
    result = recompute(judged(chosen=["CHG-0001"], results={"CHG-0001": {"核准": "match"}}))

    assert result.problems == ("計畫選 2 筆，還少 1 筆。",)
    assert "計畫查 2 筆，只查了 1 筆" in result.sentence


def test_a_choice_in_a_random_sample_is_told_and_not_taken():
    result = recompute(record(chosen=["CHG-0001"]))

    assert result.drawn == DRAWN
    assert result.problems == ("「隨機」的樣本由系統決定，不能自行選擇項目。",)


def test_a_small_population_is_taken_whole():
    result = recompute(judged(population=TICKETS[:12], chosen=[]))

    assert result.drawn == tuple(TICKETS[:12])
    assert result.problems == ()


def test_a_plan_that_does_not_fit_is_told():
    result = recompute(record(population=TICKETS[:20], results={}, expected=None))

    assert result.problems == ("樣本數 25 筆多於母體 20 筆；請改為「全部」。",)
    assert len(result.drawn) == 20


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (record(population=["a", "a"]), "欄位「population」：母體裡「a」出現不只一次"),
        (judged(chosen=["X"]), "欄位「chosen」：母體裡沒有「X」"),
        (judged(chosen=["CHG-0001"] * 2), "欄位「chosen」：重複選了「CHG-0001」。"),
        (record(results={"X": {}}), "欄位「results」有不在樣本裡的項目「X」。"),
        (
            record(results={DRAWN[0]: {"價格": "match"}}),
            "欄位「results」有不在 attributes 裡的屬性「價格」。",
        ),
        (record(plan=None), "欄位「plan」應是物件"),
    ],
)
def test_what_does_not_belong_together_is_refused(changed, said):
    with pytest.raises(SampleError) as refused:
        recompute(changed)

    assert str(refused.value).startswith(said)
