import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.sslyze import sslyze

WHOLE = (DATA / "sslyze.json").read_text(encoding="utf-8")
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> Table:
    document = json.loads(WHOLE)
    del document["server_scan_results"][1:]
    change(document)
    return sslyze.read(of(json.dumps(document)))


def server(document: dict[str, Any]) -> dict[str, Any]:
    return document["server_scan_results"][0]


def deployment(document: dict[str, Any]) -> dict[str, Any]:
    info = server(document)["scan_result"]["certificate_info"]["result"]
    return info["certificate_deployments"][0]


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "sslyze.json"))

    stores = ("Android", "Apple", "Java", "Mozilla", "Windows")
    certificate = {
        "subject": "CN=trade.example.com.tw", "names": ("trade.example.com.tw",),
        "begins": date(2026, 8, 1), "ends": date(2027, 8, 1), "key": "RSA", "key_bits": 2048,
        "signature": "sha256", "trusted": stores, "untrusted": (),
    }  # fmt: skip
    assert (table.reader, table.kind, table.gaps) == ("sslyze", "tls_endpoints", ())
    assert table.rows[0] == {
        "host": "trade.example.com.tw", "port": 443, "address": "192.0.2.11",
        "scanned": date(2026, 11, 20), "status": "scanned", "protocols": ("TLS1.2", "TLS1.3"),
        "suites": ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"),
        "weaknesses": (), "certificates": (certificate,), "hsts": True, "line": 6,
    }  # fmt: skip
    assert [row["protocols"] for row in table.rows[1:]] == [("TLS1.0", "TLS1.2", "TLS1.3")]
    assert table.rows[1]["host"] == "old.example.com.tw"
    assert WHOLE.splitlines()[table.rows[1]["line"] - 1].strip() == '"server_location": {'


@pytest.mark.parametrize(
    ("command", "field", "value", "weakness"),
    [
        ("heartbleed", "is_vulnerable_to_heartbleed", True, "heartbleed"),
        ("openssl_ccs_injection", "is_vulnerable_to_ccs_injection", True, "ccs"),
        ("tls_compression", "supports_compression", True, "compression"),
        ("robot", "robot_result", "VULNERABLE_WEAK_ORACLE", "robot"),
        (
            "session_renegotiation",
            "is_vulnerable_to_client_renegotiation_dos",
            True,
            "renegotiation",
        ),
        (
            "session_renegotiation",
            "supports_secure_renegotiation",
            False,
            "insecure_renegotiation",
        ),
    ],
)
def test_weaknesses(command: str, field: str, value: object, weakness: str) -> None:
    def change(document: dict[str, Any]) -> None:
        server(document)["scan_result"][command]["result"][field] = value

    (row,) = changed(change).rows

    assert row["weaknesses"] == (weakness,)


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        (
            lambda d: server(d).update(scan_status="ERROR_NO_CONNECTIVITY", scan_result=None),
            "trade.example.com.tw:443 連不上，沒有檢測結果",
        ),
        (
            lambda d: server(d)["scan_result"].update(heartbleed={"status": "ERROR"}),
            "trade.example.com.tw:443 沒有「heartbleed」的結果（ERROR）",
        ),
        (
            lambda d: server(d)["scan_result"].pop("tls_1_0_cipher_suites"),
            "trade.example.com.tw:443 沒有「tls_1_0_cipher_suites」的結果（未執行）",
        ),
        (
            lambda d: server(d)["scan_result"]["robot"]["result"].update(
                robot_result="UNKNOWN_INCONSISTENT_RESULTS"
            ),
            "trade.example.com.tw:443 無法判斷有無 ROBOT 弱點（UNKNOWN_INCONSISTENT_RESULTS）",
        ),
        (
            lambda d: deployment(d).update(received_certificate_chain=[]),
            "trade.example.com.tw:443 沒有取得憑證",
        ),
        (
            lambda d: d["invalid_server_strings"].append({"server_string": "x:99999"}),
            "「x:99999」不是可檢測的伺服器",
        ),
        (
            lambda d: d["invalid_server_strings"].append("y"),
            "「y」不是可檢測的伺服器",
        ),
        (
            lambda d: d["invalid_server_strings"].append(
                {"server_string": "no.example:443", "error_message": "Could not resolve"}
            ),
            "「no.example:443」沒有檢測（Could not resolve）",
        ),
    ],
)
def test_what_was_not_tested_is_a_gap(change: Change, gap: str) -> None:
    assert changed(change).gaps == (gap,)


def test_a_file_of_names_that_are_no_servers_has_no_rows_but_a_gap() -> None:
    def change(document: dict[str, Any]) -> None:
        document.update(server_scan_results=[], invalid_server_strings=["no.example:443"])

    table = changed(change)

    assert (table.rows, table.gaps) == ((), ("「no.example:443」不是可檢測的伺服器",))


def test_a_moment_without_a_zone_is_utc_and_an_end_may_be_never() -> None:
    def change(document: dict[str, Any]) -> None:
        document["date_scans_started"] = "2026-11-19T17:02:11"
        leaf = deployment(document)["received_certificate_chain"][0]
        leaf["not_valid_after"] = "9999-12-31T23:59:59"
        leaf["public_key"] = {"algorithm": "Ed25519PublicKey", "key_size": None}
        leaf["signature_hash_algorithm"] = None
        leaf["subject_alternative_name"] = {"dns": ["A.example.com"]}

    (row,) = changed(change).rows

    (certificate,) = row["certificates"]
    assert row["scanned"] == date(2026, 11, 20)
    assert certificate["ends"] == date.max
    assert (certificate["key"], certificate["key_bits"]) == ("Ed25519", 256)
    assert (certificate["signature"], certificate["names"]) == ("", ("a.example.com",))


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("_RSAPublicKey", "RSA"),
        ("ECPublicKey", "EC"),
        ("_EllipticCurvePublicKey", "EC"),
        ("DSAPublicKey", "DSA"),
    ],
)
def test_names_of_keys(algorithm: str, key: str) -> None:
    def change(document: dict[str, Any]) -> None:
        deployment(document)["received_certificate_chain"][0]["public_key"]["algorithm"] = algorithm

    (row,) = changed(change).rows

    assert row["certificates"][0]["key"] == key


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(server_scan_results=[]), "沒有任何伺服器"),
        (lambda d: d.update(server_scan_results=[{}]), "筆數與 server_location 的數目不符"),
        (lambda d: d["server_scan_results"].append(server(d)), "第 1 行：trade.* 出現兩次"),
        (
            lambda d: d.update(date_scans_started="昨天"),
            "「date_scans_started」的時間「昨天」看不懂",
        ),
        (lambda d: d.update(date_scans_started="1911-01-01"), "的時間「1911-01-01」看不懂"),
        (lambda d: d.pop("invalid_server_strings"), "「invalid_server_strings」應為清單"),
        (lambda d: server(d)["server_location"].update(port=True), "port」應為整數"),
        (
            lambda d: deployment(d)["path_validation_results"][0].update(
                was_validation_successful="yes"
            ),
            "was_validation_successful」應為 ?true 或 false",
        ),
        (lambda d: server(d)["scan_result"].update(robot=[]), "robot」應為物件"),
    ],
)
def test_what_is_wrong_is_said(change: Change, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        changed(change)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHOLE[:-9], "不是完整的 JSON"),
        (WHOLE + "x", "不是 sslyze --json_out 的輸出"),
        ("[]", "不是 sslyze --json_out 的輸出"),
        (WHOLE.replace('"port": 443', '"port": 443, "port": 444', 1), "欄位「port」出現兩次"),
    ],
)
def test_other_text_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        sslyze.read(of(text))


@given(st.integers(0, len(WHOLE)), st.integers(0, 30), st.text('{}[]",:0a', max_size=4))
def test_damage_is_a_table_or_an_error(at: int, size: int, put: str) -> None:
    try:
        table = sslyze.read(of(WHOLE[:at] + put + WHOLE[at + size :]))
    except ReadError:
        return

    assert table.rows or table.gaps
