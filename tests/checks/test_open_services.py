"""What nmap found open, against what the firm says may be."""

from datetime import date
from typing import Any

import pytest
from tests.checks.port_scans import EARLIER, ON, SCANNED, TELNET, asset, at, entry, port, run

from chahe.deadlines import days_after
from chahe.readers import Row
from chahe.workflow import Verdict


@pytest.mark.parametrize(
    ("ports", "allowed", "register"),
    [
        ([port()], None, None),
        ([port(8080, service="http-proxy")], None, None),
        ([port(None, protocol="", state="", service="")], [entry()], None),
        ([port()], [entry()], None),
        ([port()], [entry("10.20.1.11")], None),
        ([port()], [entry("10.20.1.0/24")], None),
        ([port()], [entry("主機")], None),
        ([port()], [entry("app")], [asset()]),
        ([port()], [entry("10.20.1.11")], [asset(address="10.20.1.10;10.20.1.11")]),
        ([port()], [entry("10.20.1.0/24")], [asset("", "10.20.1.10\n10.20.1.11")]),
        ([port()], [entry("APP.corp.example.tw")], [asset("APP.example.local")]),
        ([port(host="app.example.tw")], [entry("APP")], [asset()]),
        ([port(host="app.example.tw")], [entry("APP")], None),
        ([port(8005)], [entry("", 8000, 8010)], None),
        ([port(50123)], [entry("", 49152, 65535)], None),
        ([port()], [entry(until=ON)], None),
        ([port()], [entry(until=days_after(ON, -1)), entry()], None),
        ([port(state="closed"), port(22, state="filtered")], [entry(low=1)], None),
        ([port(23, service="ssh")], None, None),
        ([port(23, service="telnet", tunnel="ssl")], None, None),
        ([port(514, service="shell", probed=False)], None, None),
        ([port(3306, service="mysql")], None, None),
        ([port()], None, [asset(), asset("PC", "10.40.0.9", category="個人電腦")]),
        ([port()], None, [asset(), asset("OLD", "10.20.9.9", status="retired")]),
        ([port(), at("10.20.9.9", number=None, answered=False, filtered=True)], None, [asset()]),
        ([port(), at("10.20.9.9", number=None, answered=False, filtered=True)], None,
         [asset(), asset("OLD", "10.20.9.9", status="retired")]),
        ([port(), at("10.20.9.9", **TELNET)], None,
         [asset(), asset("OLD", "10.20.9.9", retired=days_after(SCANNED, 1))]),
        ([port(), at("10.90.0.9", number=62078, service="tcpwrapped")], [entry()], [asset()]),
        ([at("203.0.113.3")], None, [asset("VIP", "203.0.113.3")]),
        ([port()], [entry(), entry("某台", 22)], None),
        ([[port(**TELNET, scanned=EARLIER)], [port()]], None, None),
        ([[port(**TELNET, scanned=EARLIER)], [port(), port(23, state="closed", filtered=True)]],
         None, None),
        ([[port(tried=(("tcp", 1, 1000),))], [port(tried=(("tcp", 900, 65535),))]], None, None),
        ([[port(**TELNET, scanned=days_after(ON, -184))], [port()]], None, None),
        ([port(scanned=days_after(ON, -183))], None, None),
    ],
)  # fmt: skip
def test_kept(ports: Any, allowed: list[Row] | None, register: list[Row] | None) -> None:
    result = run(ports, allowed, register)

    assert (result.verdict, result.rows, result.reason[:1]) == (Verdict.CONFORMING, (), "共")
    assert result.population == 1


@pytest.mark.parametrize(
    ("ports", "allowed", "register", "kinds"),
    [
        ([port(**TELNET)], None, None, ["cleartext"]),
        ([port(23, service="", probed=False)], None, None, ["cleartext"]),
        ([port(23, service="tcpwrapped")], None, None, ["cleartext"]),
        ([port(2323, service="telnet")], None, None, ["cleartext"]),
        ([port(21, service="ftp")], [entry()], None, ["cleartext"]),
        ([port(514, service="shell")], None, None, ["cleartext"]),
        ([port(69, protocol="udp", service="tftp")], None, None, ["cleartext"]),
        ([at("203.0.113.3", **TELNET)], None, None, ["cleartext_login"]),
        ([at("2001:db8::5", number=5900, service="vnc")], None, None, ["cleartext_login"]),
        ([at("203.0.113.3", number=21, service="ftp")], None, None, ["cleartext"]),
        ([at("203.0.113.3", number=3389, service="ms-wbt-server")], None, None, ["exposed"]),
        ([at("203.0.113.3", number=1433, service="ms-sql-s")], None, None, ["exposed"]),
        ([at("203.0.113.3", number=5985, service="http")], None, None, ["exposed"]),
        ([at("10.10.10.11", number=3306, service="mysql")], None, None, ["database_in_dmz"]),
        ([at("10.10.10.11", number=3306, service="mysql")], [entry()], None, ["database_in_dmz"]),
        ([port(8080)], [entry()], None, ["not_listed"]),
        ([port(protocol="udp")], [entry()], None, ["not_listed"]),
        ([port()], [entry("10.20.2.0/24")], None, ["not_listed"]),
        ([port()], [entry("前端")], None, ["not_listed"]),
        ([port()], [entry("DB")], [asset(), asset("DB", "10.20.1.12", line=3)], ["not_listed"]),
        ([port()], [entry(approver=" ")], None, ["not_listed"]),
        ([port()], [entry(purpose="")], None, ["not_listed"]),
        ([port()], [entry("", 1, 65535)], None, ["not_listed"]),
        ([port()], [entry(until=days_after(ON, -1))], None, ["expired"]),
        ([port(**TELNET)], [entry("", 23, until=EARLIER)], None, ["cleartext", "expired"]),
        ([port(), at("10.20.9.9")], None, [asset()], ["unexpected_host"]),
        ([port(), at("10.20.9.9")], None, [asset(), asset("OLD", "10.20.9.9", retired=SCANNED)],
         ["retired_host"]),
        ([port(host="pc"), at("10.20.9.9")], None,
         [asset("PC", ""), asset("PC2", "10.40.0.9", category="筆電")], ["unexpected_host"]),
        ([port(), at("10.20.9.8"), at("10.20.9.9")], None,
         [asset(), asset("PC", "", category="筆電")], ["unexpected_host", "unexpected_host"]),
        ([[port(), at("10.20.9.9", scanned=EARLIER)], [at("10.20.9.9")]], None,
         [asset(), asset("OLD", "10.20.9.9", retired=SCANNED)], ["retired_host"]),
        ([port(), at("10.90.0.9", **TELNET)], None, [asset("G", "10.90.0.9"), asset()],
         ["cleartext"]),
        ([port(8080)], [entry()], [asset(category="監視器")], ["iot_open"]),
        ([port(**TELNET)], None, [asset(category="IoT 設備")], ["iot_open"]),
        ([port()], [entry(until=EARLIER)], [asset(category="影印機")], ["iot_open"]),
        ([at("203.0.113.9")], None, [asset("CAM", "203.0.113.9", category="IP Camera")],
         ["iot_public"]),
        ([[port(**TELNET, scanned=EARLIER)], [port(filtered=True)]], None, None, ["cleartext"]),
        ([[port(**TELNET, scanned=EARLIER)], [port(tried=(("tcp", 80, 90),))]], None, None,
         ["cleartext"]),
        ([[port(**TELNET)], [port()]], None, None, ["cleartext"]),
        ([[port(**TELNET)], [port(**TELNET, scanned=EARLIER)]], None, None, ["cleartext"]),
        ([port(**TELNET), port(443, tried=(("tcp", 1, 1000),))], None, None, ["cleartext"]),
    ],
)  # fmt: skip
def test_broken(
    ports: Any, allowed: list[Row] | None, register: list[Row] | None, kinds: list[str]
) -> None:
    result = run(ports, allowed, register)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds
    assert {row["line"] for row in result.rows} == {5}
    assert result.rows[0]["source"].startswith("scan")


def test_what_is_told() -> None:
    register = [asset("TRD-APP01")]

    result = run([port(8080, service="http", product="Example HTTPd")], [entry()], register)

    assert result.reason == "1 台掃描到的主機中有 1 台不符，共 1 項"
    assert result.rows[0] == {
        "name": "TRD-APP01", "port": "8080/tcp", "source": "scan0.xml", "line": 5,
        "kind": "not_listed",
        "why": "8080/tcp（http Example HTTPd）不在允許開放的服務清單上",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"approver": ""}, "；list.csv 第 7 行沒有用途或核准人，不算核准"),
        ({"ports": ((1, 65535),)}, "；list.csv 第 7 行一次開放的連接埠太多，不算核准"),
    ],
)
def test_an_entry_that_allows_nothing_is_told(said: dict[str, Any], why: str) -> None:
    (row,) = run([port()], [entry(**said)]).rows

    assert row["why"].endswith(f"不在允許開放的服務清單上{why}")


def test_the_day_an_entry_ended_is_told() -> None:
    (row,) = run([port()], [entry(until=date(2026, 10, 31))]).rows

    assert row["why"] == "443/tcp（https）的核准到115年10月31日為止"


def test_clear_text_that_is_listed_is_for_review() -> None:
    result = run([port(**TELNET, state="open")], [entry("", 23)])

    assert result.verdict is Verdict.CONFORMING
    assert [row["kind"] for row in result.rows] == ["cleartext_listed"]
