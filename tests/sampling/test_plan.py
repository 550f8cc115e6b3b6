"""What a plan must say, and how many it takes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.sampling import ALL_UP_TO, Method, Plan, problems, size_for, wanted

RANDOM = Plan(Method.RANDOM, seed="seed", size=25)
ATTRIBUTE = Plan(
    Method.ATTRIBUTE, seed="seed", tolerable=Decimal("0.05"), confidence=Decimal("0.95")
)
JUDGED = Plan(Method.JUDGEMENTAL, size=5, reason="金額最大的五筆")


def but(plan, **changes):
    return Plan(**vars(plan) | changes)


def test_methods_are_called_what_auditors_call_them():
    assert [method.label for method in Method] == ["全部", "隨機", "屬性抽樣", "判斷抽樣"]


@pytest.mark.parametrize("plan", [Plan(Method.ALL), RANDOM, ATTRIBUTE, JUDGED])
@pytest.mark.parametrize("population", [None, 400])
def test_whole_plans_have_no_problems(plan, population):
    assert problems(plan, population) == ()


@pytest.mark.parametrize("plan", [Plan(Method.ALL), RANDOM, ATTRIBUTE, JUDGED])
@pytest.mark.parametrize("population", [0, 1, ALL_UP_TO])
def test_a_small_population_is_taken_whole(plan, population):
    assert wanted(plan, population) == population


def test_a_larger_population_is_sampled():
    plans = [Plan(Method.ALL), RANDOM, ATTRIBUTE, JUDGED]

    assert [wanted(plan, 400) for plan in plans] == [400, 25, 55, 5]
    assert [wanted(plan, 13) for plan in plans] == [13, 13, 13, 5]


@given(st.integers(ALL_UP_TO + 1, 2000))
def test_a_sample_by_attributes_has_the_size_its_rates_ask(population):
    size = size_for(tolerable=0.05, confidence=0.95, population=population)

    assert wanted(ATTRIBUTE, population) == size
    assert wanted(but(ATTRIBUTE, size=1), population) == size
    assert wanted(but(ATTRIBUTE, size=size + 1), population) == min(size + 1, population)


@pytest.mark.parametrize(
    "plan",
    [but(RANDOM, size=None), but(RANDOM, size=0), but(ATTRIBUTE, confidence=None),
     but(ATTRIBUTE, tolerable=2), but(ATTRIBUTE, allowed=-1), but(JUDGED, size=None)],
)  # fmt: skip
def test_a_plan_that_does_not_say_takes_all(plan):
    assert wanted(plan, 400) == 400


def test_a_negative_population_is_refused():
    with pytest.raises(ValueError):
        wanted(RANDOM, -1)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (but(JUDGED, reason=" "), "判斷抽樣要寫明理由：為什麼選這些項目，而不是隨機抽。"),
        (but(JUDGED, size=None), "「判斷抽樣」要填樣本數。"),
        (but(RANDOM, size=None), "「隨機」要填樣本數。"),
        (but(RANDOM, size=0), "樣本數要大於 0。"),
        (but(RANDOM, seed=" "), "沒有種子；種子要在知道母體以前定下，樣本才不能挑選。"),
        (but(ATTRIBUTE, seed="a\0b"), "種子有不能顯示的字元；請換一個種子。"),
        (but(ATTRIBUTE, tolerable=None), "屬性抽樣要填可容忍偏差率。"),
        (but(ATTRIBUTE, confidence=None), "屬性抽樣要填信賴水準。"),
        (but(ATTRIBUTE, tolerable=0), "可容忍偏差率要大於 0％、小於 100％。"),
        (but(RANDOM, tolerable=float("nan")), "可容忍偏差率要大於 0％、小於 100％。"),
        (but(ATTRIBUTE, confidence=1), "信賴水準要在 50％ 以上、小於 100％。"),
        (but(RANDOM, confidence=0.4), "信賴水準要在 50％ 以上、小於 100％。"),
        (but(ATTRIBUTE, allowed=-1), "容許偏差數不能小於 0。"),
    ],
)
def test_a_plan_with_a_fault_is_told(plan, said):
    assert problems(plan) == (said,)


@pytest.mark.parametrize(
    ("plan", "population", "said"),
    [
        (RANDOM, 0, "母體沒有任何項目；請確認母體，若本期確實沒有發生，結果是「未發生」。"),
        (RANDOM, 24, "樣本數 25 筆多於母體 24 筆；請改為「全部」。"),
        (
            but(ATTRIBUTE, allowed=2),
            40,
            "母體 40 筆裡有 2 筆偏差就達到可容忍偏差率 5％，容許偏差數要少於 2。",
        ),
        (
            but(ATTRIBUTE, size=54),
            400,
            "樣本數 54 筆不夠這個計畫用，至少要 55 筆；請提高樣本數，或留空由系統計算。",
        ),
    ],
)
def test_a_plan_that_does_not_fit_its_population_is_told(plan, population, said):
    assert problems(plan, population) == (said,)


@pytest.mark.parametrize("plan", [RANDOM, but(ATTRIBUTE, allowed=2), JUDGED, Plan(Method.ALL)])
def test_a_population_taken_whole_fits_every_plan(plan):
    assert problems(plan, ALL_UP_TO) == ()
