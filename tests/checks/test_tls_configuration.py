from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.tls_configuration import tls_configuration
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)


def certificate(**said: Any) -> Row:
    return {
        "subject": "CN=a.example.com", "names": ("a.example.com",), "begins": date(2026, 1, 1),
        "ends": date(2027, 1, 1), "key": "RSA", "key_bits": 2048, "signature": "sha256",
        "trusted": ("Mozilla", "Windows"), "untrusted": (), **said,
    }  # fmt: skip


def server(host: str = "a.example.com", **said: Any) -> Row:
    return {
        "host": host, "port": 443, "address": "192.0.2.11", "scanned": days_after(ON, -1),
        "status": "scanned", "protocols": ("TLS1.2", "TLS1.3"),
        "suites": ("TLS_AES_256_GCM_SHA384",), "weaknesses": (),
        "certificates": (certificate(),), "hsts": None, "line": 5, **said,
    }  # fmt: skip


def asset(host: str, **said: Any) -> Row:
    return {
        "asset": "A", "host": host, "address": "", "category": "伺服器", "system": "",
        "use": "網路下單", "owner": "", "retired": None, "status": "active", "line": 2, **said,
    }  # fmt: skip


def run(rows: list[Row], register: list[Row] | None = None, **parameters: int) -> Result:
    tables = {"tls_endpoints": (Table("tls_endpoints", tuple(rows), "tls.json", "x"),)}
    if register is not None:
        tables["hosts"] = (Table("hosts", tuple(register), "assets.csv", "x"),)
    return tls_configuration.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("rows", "register"),
    [
        ([server()], None),
        ([server(scanned=ON)], None),
        ([server(scanned=days_after(ON, -31))], None),
        ([server(certificates=(certificate(ends=ON, begins=ON),))], None),
        ([server(certificates=(certificate(key="EC", key_bits=256),))], None),
        ([server(certificates=(certificate(key="Ed25519", key_bits=256, signature=""),))], None),
        ([server(certificates=(certificate(names=("*.example.com",)),))], None),
        ([server(certificates=(certificate(untrusted=("Java",)),))], None),
        ([server("192.0.2.11", certificates=(certificate(names=("192.0.2.11",)),))], None),
        ([server(protocols=("TLS1.3",), hsts=False)], None),
        ([server(protocols=("TLS1.3",), weaknesses=("insecure_renegotiation",))], None),
        ([server(suites=("TLS_RSA_WITH_AES_128_CBC_SHA",))], None),
        ([server(scanned=days_after(ON, -9), weaknesses=("robot",)), server()], None),
        ([server()], [asset("A")]),
        ([server()], [asset("x", address="192.0.2.11")]),
        ([server()], [asset("x", address="10.0.0.1、192.0.2.11")]),
        ([server()], [asset("A"), asset("PC", category="個人電腦")]),
        ([server()], [asset("A"), asset("DB", use="資料庫")]),
        ([server()], [asset("A"), asset("B", status="retired")]),
    ],
)
def test_kept(rows: list[Row], register: list[Row] | None) -> None:
    result = run(rows, register)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("said", "kind", "why"),
    [
        ({"protocols": ("TLS1.0", "TLS1.2")}, "obsolete", "接受 TLS1.0"),
        ({"protocols": ("SSLv2", "SSLv3", "TLS1.1")}, "obsolete", "接受 SSLv2、SSLv3、TLS1.1"),
        (
            {"suites": ("TLS_RSA_WITH_RC4_128_SHA", "TLS_AES_256_GCM_SHA384")},
            "weak_suite",
            "接受 1 個不安全的加密套件：TLS_RSA_WITH_RC4_128_SHA",
        ),
        ({"weaknesses": ("heartbleed",)}, "weakness", "有弱點：Heartbleed"),
    ],
)
def test_broken(said: dict[str, Any], kind: str, why: str) -> None:
    result = run([server(**said)])

    assert result.verdict is Verdict.NONCONFORMING
    assert [dict(row) for row in result.rows] == [
        {"name": "a.example.com:443", "source": "tls.json", "line": 5, "kind": kind, "why": why}
    ]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"key_bits": 2047}, "short_key"),
        ({"key": "EC", "key_bits": 192}, "short_key"),
        ({"key": "DSA", "key_bits": 1024}, "short_key"),
        ({"signature": "sha1"}, "weak_signature"),
        ({"untrusted": ("Apple",)}, "untrusted"),
        ({"trusted": ("my.pem",), "untrusted": ("Mozilla",)}, "untrusted"),
        ({"names": ()}, "mismatch"),
        ({"names": ("*.com", "b.example.com", "*.a.example.com")}, "mismatch"),
        ({"ends": days_after(ON, -1)}, "expired"),
        ({"begins": days_after(ON, 1)}, "expired"),
    ],
)
def test_broken_certificates(said: dict[str, Any], kind: str) -> None:
    result = run([server(certificates=(certificate(), certificate(**said)))])

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == [kind]


@pytest.mark.parametrize(
    ("rows", "register", "why"),
    [
        ([], None, "缺少資料：TLS 連線檢測結果"),
        ([server(scanned=days_after(ON, 1), weaknesses=("robot",))], None, "在檢查日之後"),
        ([server(scanned=days_after(ON, -32), weaknesses=("robot",))], None, "超過 31 日"),
        ([server(), server("b", status="unreachable", certificates=())], None, "連不上（b 等）"),
        ([server("b", status="unreachable", certificates=())], None, "連不上（b 等）"),
        ([server(certificates=())], None, "憑證沒有驗證過"),
        ([server(certificates=(certificate(trusted=()),))], None, "憑證沒有驗證過"),
        ([server("192.0.2.11")], None, "1 個服務以位址檢測（192.0.2.11 等）"),
        (
            [server("192.0.2.11", certificates=(certificate(untrusted=("Mozilla",)),))],
            None,
            "以位址檢測",
        ),
        ([server()], [asset("A"), asset("B")], "1 台對外服務的主機沒有檢測（B 等）"),
        ([server()], [asset("A"), asset("TRD-WEB9", use="")], "沒有檢測（TRD-WEB9 等）"),
        ([server()], [], "沒有任何資料"),
    ],
)
def test_what_cannot_be_known_is_insufficient(
    rows: list[Row], register: list[Row] | None, why: str
) -> None:
    result = run(rows, register)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_what_is_broken_is_told_though_another_was_not_reached() -> None:
    result = run([server(weaknesses=("robot",)), server("b", status="unreachable")], [asset("B")])

    assert result.verdict is Verdict.NONCONFORMING
    assert result.reason == "1 個服務中有 1 個不符，共 1 項"


def test_two_scans_of_a_day_both_count() -> None:
    result = run([server(), server(weaknesses=("robot",))])

    assert [row["kind"] for row in result.rows] == ["weakness"]


def test_a_gap_never_passes() -> None:
    gap = Table("tls_endpoints", (server(),), "tls.json", "x", ("沒有結果",))

    result = tls_configuration.run({"tls_endpoints": (gap,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    result = run([server()], rsa_bits=3072)

    assert [row["kind"] for row in result.rows] == ["short_key"]
