from typing import Any

import pytest
from tests.checks.policies import policy, run

from chahe.checks.password_policy import password_policy
from chahe.readers import Table
from chahe.workflow import Verdict


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"min_length": 6},
        {"max_age": 1},
        {"min_length": 127, "history": None, "tries": None, "lock_minutes": None},
        {"reversible": None},
        {"min_age": 0},
    ],
)
def test_kept(said: dict[str, Any]) -> None:
    result = run(password_policy, policy(**said))

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ({"min_length": 5}, ["short"]),
        ({"min_length": 0}, ["short"]),
        ({"complexity": False}, ["no_complexity"]),
        ({"max_age": 0}, ["never_expires"]),
        ({"max_age": 91}, ["old"]),
        ({"reversible": True}, ["reversible"]),
        ({"min_length": 5, "complexity": None}, ["short"]),
        ({"min_length": 4, "complexity": False, "max_age": 365}, ["short", "no_complexity", "old"]),
    ],
)
def test_broken(said: dict[str, Any], kinds: list[str]) -> None:
    result = run(password_policy, policy(**said))

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds
    assert {(row["source"], row["line"], row["name"]) for row in result.rows} == {
        ("dc01.inf", 3, "dc01.inf")
    }


@pytest.mark.parametrize("column", ["min_length", "complexity", "max_age"])
def test_what_is_not_defined_is_not_known(column: str) -> None:
    result = run(password_policy, policy(), policy("b.inf", **{column: None}))

    assert result.verdict is Verdict.INSUFFICIENT
    assert "b.inf 沒有定義" in result.reason


@pytest.mark.parametrize("told", [True, False])
def test_the_reason_claims_no_more_than_is_told(told: bool) -> None:
    result = run(password_policy, policy(), policy("b.inf", reversible=False if told else None))

    assert result.verdict is Verdict.CONFORMING
    assert ("、不以可還原方式儲存" in result.reason) is told


def test_one_of_several_systems_is_named() -> None:
    result = run(password_policy, policy(), policy("erp.inf", system="ERP", min_length=4))

    assert [row["name"] for row in result.rows] == ["ERP"]
    assert result.reason == "2 份設定中有 1 份不符，共 1 項"


@pytest.mark.parametrize(
    ("parameters", "kinds"), [({"characters": 12}, ["short"]), ({"days": 30}, ["old"])]
)
def test_a_firm_may_ask_for_more(parameters: dict[str, int], kinds: list[str]) -> None:
    result = run(password_policy, policy(), **parameters)

    assert [row["kind"] for row in result.rows] == kinds


def test_empty_or_partial_evidence_never_passes() -> None:
    gap = Table("password_policies", policy().rows, "x", "security_policy", ("讀不懂一段",))
    empty = Table("password_policies", (), "x", "security_policy")

    for tables in ((), (empty,), (gap,), (policy(), empty)):
        assert run(password_policy, *tables).verdict is Verdict.INSUFFICIENT
