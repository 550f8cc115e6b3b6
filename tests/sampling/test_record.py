"""Plain data is read whole or refused by the name of the field."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.sampling import Method, Plan, SampleError, Tick, read_plan, write_plan
from chahe.sampling.record import read_sample

PLAN = {
    "method": "attribute",
    "seed": "s",
    "size": None,
    "tolerable": "1/20",
    "confidence": "0.95",
    "allowed": 0,
    "reason": "",
}
RECORD = {
    "plan": PLAN,
    "population": ["a", "b"],
    "expected": ["a", "b"],
    "chosen": [],
    "attributes": ["A"],
    "results": {"a": {"A": "match"}},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 99) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def test_a_record_is_read():
    sample = read_sample(RECORD)

    assert sample.plan == Plan(
        Method.ATTRIBUTE, seed="s", tolerable=Fraction(1, 20), confidence=Fraction(19, 20)
    )
    assert (sample.population, sample.expected) == (("a", "b"), ("a", "b"))
    assert sample.results == {"a": {"A": Tick.MATCH}}


@pytest.mark.parametrize(
    "plan",
    [
        Plan(Method.ALL, reason="兩行\n理由"),
        Plan(Method.RANDOM, seed="s", size=5, confidence=0.9),
        Plan(Method.ATTRIBUTE, seed="s", tolerable=Decimal("0.05000"), confidence=Fraction(9, 10)),
        Plan(Method.JUDGEMENTAL, size=3, reason="金額最大"),
    ],
)
def test_a_plan_is_written_one_way_and_read_again(plan):
    written = write_plan(plan)

    assert json.loads(json.dumps(written)) == written
    assert list(written) == sorted(written)
    assert write_plan(read_plan(written)) == written


def test_equal_rates_are_written_alike():
    rates = [0.05, Decimal("0.0500"), Fraction(1, 20)]

    written = {write_plan(Plan(Method.ALL, tolerable=rate))["tolerable"] for rate in rates}

    assert written == {"1/20"}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("method", "some", "欄位「plan.method」應是 all、random、attribute、judgemental 之一"),
        ("method", ["all"], "欄位「plan.method」應是"),
        ("seed", 7, "欄位「plan.seed」應是文字"),
        ("seed", "\ud800", "欄位「plan.seed」應是文字"),
        ("size", 1.5, "欄位「plan.size」應是 0 以上的整數或 null"),
        ("size", True, "欄位「plan.size」應是"),
        (
            "tolerable",
            0.05,
            "欄位「plan.tolerable」應是寫成文字的比率，例如 1/20 或 0.05，或 null。",
        ),
        ("tolerable", "1/0", "欄位「plan.tolerable」應是"),
        ("tolerable", "1e999999999", "欄位「plan.tolerable」應是"),
        ("confidence", "nan", "欄位「plan.confidence」應是"),
        ("allowed", -1, "欄位「plan.allowed」應是 0 以上的整數"),
        ("reason", None, "欄位「plan.reason」應是文字"),
        ("confidence", "0.3", "欄位「plan」的計畫不能採用：信賴水準要在 50％ 以上、小於 100％。"),
        ("another", 1, "不認得欄位「plan.another」；只能有 method、"),
    ],
)
def test_a_plan_is_refused_by_the_name_of_its_field(field, value, said):
    with pytest.raises(SampleError) as refused:
        read_sample(RECORD | {"plan": PLAN | {field: value}})

    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("plan", None, "欄位「plan」應是物件"),
        ("population", "ab", "欄位「population」應是清單，每一項是不空白的文字"),
        ("population", ["a", ""], "欄位「population」應是清單"),
        ("population", ["a", "\ud800"], "欄位「population」應是清單"),
        ("expected", -1, "欄位「expected」應是編號的清單、0 以上的整數或 null"),
        ("expected", True, "欄位「expected」應是"),
        ("expected", [1], "欄位「expected」應是清單"),
        ("chosen", None, "欄位「chosen」應是清單"),
        ("attributes", [], "欄位「attributes」應是至少一項、不重複的清單"),
        ("attributes", ["A", "A"], "欄位「attributes」應是"),
        ("results", [], "欄位「results」應是物件"),
        ("results", {"a": "match"}, "欄位「results」應是物件"),
        ("results", {"a": {"A": "✓"}}, "欄位「results.a.A」應是 match、exception、"),
        ("another", 1, "不認得欄位「another」；只能有 plan、"),
    ],
)
def test_a_record_is_refused_by_the_name_of_its_field(field, value, said):
    with pytest.raises(SampleError) as refused:
        read_sample(RECORD | {field: value})

    assert str(refused.value).startswith(said)


@pytest.mark.parametrize("field", RECORD)
def test_a_missing_field_is_named(field):
    with pytest.raises(SampleError) as refused:
        read_sample({name: value for name, value in RECORD.items() if name != field})

    assert str(refused.value) == f"缺少欄位「{field}」。"


@given(JSON, st.sampled_from([*RECORD, "record"]), st.sampled_from([*PLAN, "plan"]))
def test_whatever_is_read_is_a_sample_or_refused(value, field, of_plan):
    broken = [value, RECORD | {field: value}, RECORD | {"plan": PLAN | {of_plan: value}}]

    for record in broken:
        try:
            read_sample(record)
        except SampleError as refused:
            assert str(refused).endswith("。")
