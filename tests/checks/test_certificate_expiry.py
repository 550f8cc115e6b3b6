from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.certificate_expiry import certificate_expiry
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)


def certificate(fingerprint: str = "aa", **said: Any) -> Row:
    return {
        "subject": "a.example.com", "names": ("a.example.com",), "issuer": "CA", "serial": "1",
        "begins": date(2026, 1, 1), "ends": date(2027, 6, 1), "key": "RSA 2048", "key_bits": 2048,
        "signature": "sha256", "is_ca": False, "self_signed": False, "fingerprint": fingerprint,
        "line": 6, **said,
    }  # fmt: skip


def run(*rows: Row, **parameters: int) -> Result:
    tables = {"certificates": (Table("certificates", rows, "a.pem", "x"),)}
    return certificate_expiry.run(tables, on=ON, parameters=parameters)


OLD = {"begins": date(2025, 1, 1), "ends": days_after(ON, -1)}
ROOT = certificate("cc", subject="CA", names=(), is_ca=True, self_signed=True)


@pytest.mark.parametrize(
    "rows",
    [
        (certificate(),),
        (certificate(ends=ON),),
        (certificate(begins=ON),),
        (certificate(ends=date.max),),
        (certificate(), ROOT),
        (certificate("bb", **OLD), certificate()),
        (certificate("bb", begins=days_after(ON, 1)), certificate()),
        (certificate("bb", **OLD, self_signed=True), certificate()),
        (certificate("bb", **OLD, self_signed=True, is_ca=True), certificate()),
        (certificate(names=("b", "a")), certificate("bb", names=("a", "b"), **OLD)),
        (certificate(names=("a", "b", "c")), certificate("bb", names=("c", "a"), **OLD)),
        (certificate(names=("a.example.com", "b")), certificate("bb", names=(), **OLD)),
        (certificate(), certificate()),
    ],
)
def test_kept(rows: tuple[Row, ...]) -> None:
    result = run(*rows)

    assert result.verdict is Verdict.CONFORMING
    assert {row["kind"] for row in result.rows} <= {"ending"}
    assert result.population == len({row["fingerprint"] for row in rows})


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ((certificate(**OLD),), ["expired"]),
        ((certificate(begins=days_after(ON, 1)),), ["not_begun"]),
        ((certificate(self_signed=True),), ["self_signed"]),
        ((certificate(self_signed=True, is_ca=True),), ["self_signed"]),
        ((certificate(), {**ROOT, **OLD}), ["expired"]),
        ((certificate("bb", names=("b",), **OLD), certificate()), ["expired"]),
        ((certificate("bb", names=("a.example.com", "b"), **OLD), certificate()), ["expired"]),
        ((certificate(), {**ROOT, "subject": "b"}, certificate("d", subject="b", names=(), **OLD)),
         ["expired"]),
    ],
)  # fmt: skip
def test_broken(rows: tuple[Row, ...], kinds: list[str]) -> None:
    result = run(*rows)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds


def test_a_row_says_what_when_and_where() -> None:
    result = run(certificate(**OLD))

    assert result.reason == "1 張憑證中有 1 項不符"
    assert [dict(row) for row in result.rows] == [
        {
            "name": "a.example.com",
            "source": "a.pem",
            "line": 6,
            "kind": "expired",
            "why": "已於115年11月20日到期，1 日前",
        }
    ]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((), "缺少資料：憑證清單"),
        ((ROOT,), "1 張都是憑證機構的憑證"),
    ],
)
def test_what_cannot_be_known_is_insufficient(rows: tuple[Row, ...], why: str) -> None:
    result = run(*rows)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


@pytest.mark.parametrize(
    ("rows", "soon"),
    [
        ((certificate(ends=days_after(ON, 30)),), True),
        ((certificate(ends=days_after(ON, 31)),), False),
        ((certificate("bb", ends=days_after(ON, 9)), certificate()), False),
        ((certificate("bb", ends=days_after(ON, 9)), certificate(names=("b", "a.example.com"))),
         False),
    ],
)  # fmt: skip
def test_what_ends_soon_is_said(rows: tuple[Row, ...], soon: bool) -> None:
    result = run(*rows)

    assert result.verdict is Verdict.CONFORMING
    assert ("另有 1 張在 30 日內到期" in result.reason) is soon
    told = ("a.example.com", "ending", "將於115年12月21日到期，還有 30 日，請安排換新")
    rows_told = [(row["name"], row["kind"], row["why"]) for row in result.rows]
    assert rows_told == ([told] if soon else [])


def test_a_firm_may_ask_for_an_earlier_warning() -> None:
    result = run(certificate(ends=days_after(ON, 60)), warn_days=90)

    assert "在 90 日內到期" in result.reason


def test_a_gap_never_passes() -> None:
    gap = Table("certificates", (certificate(),), "a.pem", "x", ("讀不懂",))

    result = certificate_expiry.run({"certificates": (gap,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT
