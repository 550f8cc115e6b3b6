from typing import Any

import pytest
from tests.checks.policies import policy, run

from chahe.checks.lockout_policy import lockout_policy
from chahe.readers import Table
from chahe.workflow import Verdict


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"tries": 1},
        {"lock_minutes": 0},
        {"lock_minutes": 1},
        {"lock_minutes": None, "reset_minutes": None},
        {"min_length": None, "max_age": None, "complexity": None},
    ],
)
def test_kept(said: dict[str, Any]) -> None:
    result = run(lockout_policy, policy(**said))

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


@pytest.mark.parametrize(
    ("said", "kinds"),
    [({"tries": 0}, ["never_locks"]), ({"tries": 4}, ["late"]), ({"tries": 999}, ["late"])],
)
def test_broken(said: dict[str, Any], kinds: list[str]) -> None:
    result = run(lockout_policy, policy(**said))

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds


def test_what_is_not_defined_is_not_known() -> None:
    result = run(lockout_policy, policy(tries=None))

    assert result.verdict is Verdict.INSUFFICIENT
    assert "鎖定前的錯誤次數" in result.reason


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({}, Verdict.CONFORMING),
        ({"lock_minutes": 0}, Verdict.CONFORMING),
        ({"lock_minutes": 14}, Verdict.NONCONFORMING),
        ({"lock_minutes": None}, Verdict.INSUFFICIENT),
    ],
)
def test_a_firm_may_ask_how_long_it_is_locked(said: dict[str, Any], verdict: Verdict) -> None:
    assert run(lockout_policy, policy(**said), minutes=15).verdict is verdict


def test_empty_or_partial_evidence_never_passes() -> None:
    gap = Table("password_policies", policy().rows, "x", "security_policy", ("讀不懂一段",))

    for tables in ((), (gap,), (policy(), Table("password_policies", (), "x", "y"))):
        assert run(lockout_policy, *tables).verdict is Verdict.INSUFFICIENT
