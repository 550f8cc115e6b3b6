"""The one sentence, word for word: nobody may read more from it than the sample proves."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.sampling import Method, Plan, completeness, honest, wanted

COMPLETE, UNKNOWN, GAP = completeness(["a"], 1), completeness(["a"], None), completeness(["a"], 2)
RANDOM = Plan(Method.RANDOM, seed="s", size=59)
ATTRIBUTE = Plan(Method.ATTRIBUTE, seed="s", tolerable=0.05, confidence=0.9)
JUDGED = Plan(Method.JUDGEMENTAL, size=5, reason="金額最大")


def said(plan, population, tested, exceptions=0, compared=COMPLETE, **rest):
    return honest(
        plan=plan,
        population=population,
        tested=tested,
        exceptions=exceptions,
        completeness=compared,
        **rest,
    )


@pytest.mark.parametrize("plan", [Plan(Method.ALL), RANDOM, ATTRIBUTE, JUDGED])
def test_all_tested_is_no_inference(plan):
    assert said(plan, 12, 12, 2) == (
        "母體 12 筆全部查核，例外 2 筆：這是查核的結果，不是推論，沒有抽樣風險。"
    )


def test_all_looked_at_but_not_all_decided():
    assert said(Plan(Method.ALL), 36, 33, undecided=1, not_applicable=2) == (
        "母體 36 筆全部查核，例外 0 筆，無法確認 1 筆，不適用 2 筆："
        "這是查核的結果，不是推論，沒有抽樣風險，但無法確認的不能當作相符。"
    )


def test_a_random_sample_without_exceptions():
    assert said(RANDOM, 400, 59) == (
        "母體 400 筆，隨機抽查 59 筆，例外 0 筆："
        "以 95％ 的信賴水準，母體的偏差率不超過 4.5％（18 筆）；"
        "不能證明其餘 341 筆沒有例外，單獨一筆例外抽不到的機率是 85.3％。"
    )


def test_a_random_sample_with_exceptions():
    assert said(RANDOM, 400, 59, 1) == (
        "母體 400 筆，隨機抽查 59 筆，例外 1 筆："
        "以 95％ 的信賴水準，母體的偏差率不超過 7.3％（29 筆）；"
        "不能證明其餘 341 筆沒有例外，單獨一筆例外抽不到的機率是 85.3％。"
    )


def test_an_undecided_item_counts_as_an_exception():
    assert said(RANDOM, 400, 58, undecided=1) == (
        "母體 400 筆，隨機抽查 59 筆，例外 0 筆，無法確認 1 筆：無法確認的以例外計算，"
        "以 95％ 的信賴水準，母體的偏差率不超過 7.3％（29 筆）；"
        "不能證明其餘 341 筆沒有例外，單獨一筆例外抽不到的機率是 85.3％。"
    )


def test_items_that_are_not_applicable_prove_nothing():
    assert said(RANDOM, 400, 0, not_applicable=59) == (
        "母體 400 筆，隨機抽查 59 筆，例外 0 筆，不適用 59 筆："
        "抽到的都不適用，不能推論母體的偏差率；"
        "不能證明其餘 341 筆沒有例外，單獨一筆例外抽不到的機率是 85.3％。"
    )


def test_a_sample_by_attributes_says_whether_the_rate_is_tolerable():
    size = wanted(ATTRIBUTE, 400)

    assert "（19 筆），低於可容忍的 5％；" in said(ATTRIBUTE, 400, size)
    assert "，不能證明低於可容忍的 5％；" in said(ATTRIBUTE, 400, size, 1)


def test_one_of_a_million_is_surely_missed():
    assert said(RANDOM, 10**6, 59).endswith(
        "；不能證明其餘 999941 筆沒有例外，單獨一筆例外抽不到的機率超過 99.9％。"
    )


def test_judgement_allows_no_inference():
    assert said(JUDGED, 40, 5) == (
        "母體 40 筆，依判斷選查 5 筆，例外 0 筆：項目不是隨機抽的，對其餘 35 筆不能推論。"
    )


@pytest.mark.parametrize(
    ("plan", "planned"), [(Plan(Method.ALL), 400), (RANDOM, 59), (ATTRIBUTE, 43), (JUDGED, 5)]
)
def test_a_sample_not_looked_at_to_its_end_allows_no_inference(plan, planned):
    assert said(plan, 400, 4) == (
        f"母體 400 筆，計畫查 {planned} 筆，只查了 4 筆，例外 0 筆："
        "沒有依計畫查完，對其餘 396 筆不能推論。"
    )


def test_nothing_seen_and_nothing_there():
    assert said(RANDOM, 400, 0) == "母體 400 筆，一筆都還沒有查核，不能證明什麼。"
    assert said(RANDOM, 0, 0) == "母體沒有任何項目，沒有可以推論的對象。"


@pytest.mark.parametrize("plan", [RANDOM, JUDGED])
@pytest.mark.parametrize("seen", [0, 4, 59, 400])
@pytest.mark.parametrize(
    ("compared", "end"),
    [
        (GAP, "；母體與獨立來源不符，以上不及於漏列的項目。"),
        (UNKNOWN, "；母體是否完整無法確認，以上不及於可能漏列的項目。"),
    ],
)
def test_nothing_is_said_of_what_the_population_lacks(plan, seen, compared, end):
    whole = said(plan, 400, seen)

    assert said(plan, 400, seen, compared=compared) == whole.removesuffix("。") + end


@given(st.integers(0, 300), st.data())
def test_it_is_always_one_sentence(population, data):
    plan = data.draw(st.sampled_from([RANDOM, ATTRIBUTE, JUDGED, Plan(Method.ALL)]))
    tested = data.draw(st.integers(0, population))
    exceptions = data.draw(st.integers(0, tested))

    sentence = said(plan, population, tested, exceptions)

    assert sentence.endswith("。")
    assert sentence.count("。") == 1


@pytest.mark.parametrize(
    "counts",
    [
        {"tested": 3, "exceptions": 4},
        {"tested": 3, "exceptions": -1},
        {"tested": 41},
        {"tested": 40, "undecided": 1},
        {"tested": 4, "not_applicable": -1},
    ],
)
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError):
        said(RANDOM, 40, **counts)


def test_a_plan_may_name_its_confidence():
    plan = Plan(Method.RANDOM, seed="s", size=59, confidence=Fraction(99, 100))

    assert "以 99％ 的信賴水準" in said(plan, 400, 59)
