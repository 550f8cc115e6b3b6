"""What port scans cannot show, and scans that are hostile."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.port_scans import ALL, EARLIER, ON, SCANNED, TELNET, asset, at, entry, port, run

from chahe.deadlines import days_after
from chahe.readers import Row
from chahe.workflow import Verdict


@pytest.mark.parametrize(
    ("ports", "allowed", "register", "why"),
    [
        ([], None, None, "缺少資料：開放埠掃描結果"),
        ([port(scanned=None)], None, None, "1 台主機都沒有掃描完成的時間"),
        ([port(), at("10.20.1.12", scanned=None)], None, None, "1 台主機沒有掃描完成的時間"),
        ([port(scanned=days_after(ON, 1))], None, None, "檢測日之後的日期"),
        ([port(scanned=days_after(ON, -184))], None, None, "最新的掃描是115年5月21日，早於檢測日"),
        ([port(**TELNET, scanned=days_after(ON, -184))], None, None, "早於檢測日超過 183 日"),
        ([port()], None, [asset(), asset("DB", "10.20.1.12")],
         "1 台清冊上的主機不在掃描結果裡，請補掃（DB 等）"),
        ([port(), at("10.20.1.12", scanned=days_after(ON, -184))], None,
         [asset(), asset("DB", "10.20.1.12")], "不在掃描結果裡，請補掃（DB 等）"),
        ([port()], None, [asset(), asset("FW", "10.50.0.1", category="防火牆")], "（FW 等）"),
        ([port(), at("10.20.1.12", number=None, answered=False, filtered=True)], None,
         [asset(), asset("DB", "10.20.1.12")], "1 台主機的連接埠全被過濾"),
        ([port()], None, [asset(), asset("APP2")], "1 台主機在清冊上對到不只一台"),
        ([port(), at("203.0.113.3")], None, [asset()], "1 個公開位址對不到清冊上的主機"),
        ([port(tried=(("tcp", 1, 1000),))], None, None, "TCP 連接埠不到 65535 個，請以 -p-"),
        ([port(tried=())], None, None, "TCP 連接埠不到 65535 個"),
        ([port(tried=(("udp", 1, 65535),))], None, None, "TCP 連接埠不到 65535 個"),
        ([port(tried=(("tcp", 0, 65534),))], None, None, "TCP 連接埠不到 65535 個"),
        ([port(**TELNET, state="open|filtered")], None, None,
         "1 個連接埠無法判斷是否開放或是否經核准（10.20.1.11 的 23/tcp 等）"),
        ([port()], [entry("新主機")], None, "1 個連接埠無法判斷"),
        ([port(**TELNET)], [entry("某區", 23)], None, "1 個連接埠無法判斷"),
        ([at("10.20.1.12", answered=False)], None, None, "沒有可以檢測的主機"),
        ([at("10.90.0.9")], None, [asset("PC", "10.40.0.1", category="個人電腦")],
         "沒有可以檢測的主機"),
        ([port(), at("10.40.0.7")], None, [asset(), asset("PC", "", category="筆電")],
         "1 台有回應的主機（10.40.0.7 等）可能是清冊上沒有位址的主機（PC 等）"),
        ([port(), at("10.40.0.7")], None, [asset(), asset("PC", "DHCP", category="筆電")],
         "可能是清冊上沒有位址的主機（PC 等）"),
        ([port()], [], None, "沒有任何資料"),
        ([port()], None, [], "沒有任何資料"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(
    ports: Any, allowed: list[Row] | None, register: list[Row] | None, why: str
) -> None:
    result = run(ports, allowed, register)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_a_scan_that_did_not_end_never_passes() -> None:
    result = run([port()], gaps=("掃描沒有正常結束，請重新掃描",))

    assert result.verdict is Verdict.INSUFFICIENT
    assert "掃描沒有正常結束" in result.reason


def test_what_is_broken_is_told_though_the_scan_is_not_whole() -> None:
    result = run([port(**TELNET, tried=())], None, [asset(), asset("DB", "10.20.1.12")])

    assert (result.verdict, result.complete) == (Verdict.NONCONFORMING, False)


def test_filtered_ports_are_told() -> None:
    result = run([port(filtered=True)])

    assert result.reason == (
        "共 1 台主機，開放的連接埠沒有高風險的服務；沒有允許開放的服務清單，其他的未比對"
        "；1 台有連接埠被過濾，從掃描點看不到"
    )


@pytest.mark.parametrize(
    ("parameters", "verdict"),
    [
        ({"evidence_days": 7}, Verdict.CONFORMING),
        ({"evidence_days": 6}, Verdict.INSUFFICIENT),
        ({"wide_ports": 9}, Verdict.NONCONFORMING),
    ],
)
def test_a_firm_may_ask_for_more(parameters: dict[str, int], verdict: Verdict) -> None:
    result = run([port()], [entry("", 440, 449)], parameters=parameters)

    assert result.verdict is verdict


@given(st.data())
def test_any_scan_is_judged(data: st.DataObject) -> None:
    addresses = ["10.20.1.11", "10.10.10.1", "203.0.113.3", "2001:db8::1", "fe80::1%eth0", "x"]
    rows = data.draw(
        st.lists(
            st.builds(
                at,
                st.sampled_from(addresses),
                number=st.sampled_from([None, 0, 21, 443, 3306, 65535]),
                state=st.sampled_from(["open", "closed", "filtered", "open|filtered", ""]),
                service=st.sampled_from(["", "ftp", "mysql", "\x00", "服務" * 50]),
                tried=st.sampled_from([(), ALL, (("tcp", 5, 9), ("udp", 1, 2))]),
                answered=st.booleans(),
                filtered=st.booleans(),
                scanned=st.sampled_from([None, SCANNED, EARLIER, date(1912, 1, 1)]),
            ),
            max_size=6,
        )
    )
    names = ["", "APP", "10.20.0.0/16", "前端", "0.0.0.0/0", "?", "::/0"]
    allowed = data.draw(st.lists(st.builds(entry, st.sampled_from(names)), max_size=3))
    register = data.draw(st.lists(st.builds(asset, address=st.sampled_from(addresses)), max_size=3))

    result = run(rows, allowed or None, register or None)

    broken = [row for row in result.rows if row["kind"] != "cleartext_listed"]
    assert result.verdict is not Verdict.CONFORMING or not broken
