import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.testssl import testssl as reader  # its own name would be taken for a test

WHOLE = (DATA / "testssl.json").read_text(encoding="utf-8")
STORES = ("Apple", "Java", "Linux", "Microsoft", "Mozilla")
CALLED = "trade.example.com.tw:443"
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> Table:
    document = json.loads(WHOLE)
    del document["scanResult"][1:]
    change(document)
    return reader.read(of(json.dumps(document)))


def flat(*more: dict[str, str], servers: int = 2, ended: str = "184") -> str:
    """Return the sample as `--jsonfile` writes it."""
    found = [finding("engine_problem", "No engine", "/")]
    for server in json.loads(WHOLE)["scanResult"][:servers]:
        place = f"{server['targetHost']}/{server['ip']}"
        for listed in filter(lambda each: isinstance(each, list), server.values()):
            found += [finding(each["id"], each["finding"], place) for each in listed]
    return json.dumps([*found, *more, finding("scanTime", ended, "/")], indent=1)


def finding(name: str, found: str, place: str) -> dict[str, str]:
    return {"id": name, "ip": place, "port": "443", "severity": "INFO", "finding": found}


def say(name: str, *found: str) -> Change:
    """Make a change after which only these were found under an id."""

    def change(document: dict[str, Any]) -> None:
        server = document["scanResult"][0]
        for listed in server.values():
            if isinstance(listed, list):
                listed[:] = [each for each in listed if each["id"] != name]
        server["serverDefaults"] += [
            {"id": name, "severity": "INFO", "finding": each} for each in found
        ]

    return change


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "testssl.json"))

    certificate = {
        "subject": "trade.example.com.tw", "names": ("trade.example.com.tw",),
        "begins": date(2026, 8, 1), "ends": date(2027, 8, 1), "key": "EC", "key_bits": 256,
        "signature": "sha256", "trusted": STORES, "untrusted": (),
    }  # fmt: skip
    assert (table.reader, table.kind, table.gaps) == ("testssl", "tls_endpoints", ())
    assert table.rows[0] == {
        "host": "trade.example.com.tw", "port": 443, "address": "192.0.2.11",
        "scanned": date(2026, 11, 20), "status": "scanned", "protocols": ("TLS1.2", "TLS1.3"),
        "suites": ("TLS_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
        "weaknesses": (), "certificates": (certificate,), "hsts": True, "line": 9,
    }  # fmt: skip
    assert (table.rows[1]["host"], table.rows[1]["hsts"]) == ("old.example.com.tw", False)
    assert table.rows[1]["protocols"] == ("TLS1.0", "TLS1.2", "TLS1.3")
    assert table.rows[1]["suites"][-1] == "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"
    assert '"targetHost": "old' in WHOLE.splitlines()[table.rows[1]["line"] - 1]


def test_the_flat_form_says_the_same_but_for_the_day_and_the_line() -> None:
    text = flat()

    table = read_any(of(text, "x.json"))

    pretty = read_any(Source.from_path(DATA / "testssl.json"))
    assert table.gaps == ()
    assert [row["scanned"] for row in table.rows] == [date(2026, 11, 19)] * 2
    assert '"id": "SSLv2"' in text.splitlines()[table.rows[0]["line"] - 1]
    for ours, theirs in zip(table.rows, pretty.rows, strict=True):
        assert {**ours, "scanned": theirs["scanned"], "line": theirs["line"]} == theirs


@pytest.mark.parametrize(
    ("name", "found", "weakness"),
    [
        ("heartbleed", "VULNERABLE", "heartbleed"),
        ("CCS", "likely VULNERABLE", "ccs"),
        ("ROBOT", "VULNERABLE, but the attack would take too long", "robot"),
        ("secure_client_renego", "VULNERABLE, potential DoS threat", "renegotiation"),
        ("secure_renego", "VULNERABLE", "insecure_renegotiation"),
        ("CRIME_TLS", "VULNERABLE", "compression"),
    ],
)
def test_weaknesses(name: str, found: str, weakness: str) -> None:
    table = changed(say(name, found))

    assert (table.rows[0]["weaknesses"], table.gaps) == ((weakness,), ())


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        (say("heartbleed"), f"{CALLED} 沒有「heartbleed」的結果（未執行）"),
        (
            say("CCS", "test failed, around line 9"),
            f"{CALLED} 沒有「CCS」的結果（test failed, around line 9）",
        ),
        (
            say("secure_client_renego", "likely not vulnerable (timed out)"),
            f"{CALLED} 沒有「secure_client_renego」的結果（likely not vulnerable (timed out)）",
        ),
        (
            say("SSLv2", "not tested due to lack of local support"),
            f"{CALLED} 沒有「SSLv2」的結果（not tested due to lack of local support）",
        ),
        (say("TLS1_1"), f"{CALLED} 沒有「TLS1_1」的結果（未執行）"),
        (
            lambda d: d["scanResult"][0].pop("cipherTests"),
            f"{CALLED} 沒有列出接受的加密套件",
        ),
        (
            say("cipher-tls1_2_x80", "TLSv1.2   x80   GOST94-GOST89-GOST89"),
            f"{CALLED} 的加密套件沒有 IANA 名稱（TLSv1.2   x80   GOST94-GOST89-GOST89）",
        ),
        (say("cert"), f"{CALLED} 的憑證沒有取得，或不完整"),
        (say("cert_numbers", "2"), f"{CALLED} 的憑證沒有取得，或不完整"),
        (say("cert_chain_of_trust"), f"{CALLED} 的憑證沒有驗證過"),
        (lambda d: d.update(scanTime="Scan interrupted"), "檢測中斷，沒有做完"),
        (
            lambda d: d.update(Invocation="testssl.sh --add-ca own.pem www.example.com.tw"),
            "檢測時加了自己的根憑證（--add-ca），無法認定憑證受信任",
        ),
        (
            lambda d: d.update(Invocation="testssl.sh --fast www.example.com.tw"),
            "檢測時用了 --fast 或 --ssl-native，沒有列出全部的加密套件",
        ),
        (
            say("cipherlist_LOW", "offered"),
            f"{CALLED} 接受「cipherlist_LOW」的加密套件，卻沒有列出來",
        ),
        (
            lambda d: d["scanResult"].append(
                {"id": "scanProblem", "severity": "FATAL", "finding": "Can't connect to 'x:443'"}
            ),
            "沒有檢測（Can't connect to 'x:443'）",
        ),
    ],
)
def test_what_was_not_tested_is_a_gap(change: Change, gap: str) -> None:
    assert changed(change).gaps == (gap,)


def test_a_server_that_gave_nothing_is_unreachable() -> None:
    def change(document: dict[str, Any]) -> None:
        server = document["scanResult"][0]
        for name in [name for name, held in server.items() if isinstance(held, list)]:
            del server[name]

    table = changed(change)

    assert [row["status"] for row in table.rows] == ["unreachable"]
    assert table.gaps == (f"{CALLED} 連不上，沒有檢測結果",)


def test_a_flat_file_says_who_did_not_answer() -> None:
    silent = finding("scanProblem", "Can't connect", "no.example.com.tw/192.0.2.9")

    table = reader.read(of(flat(silent, servers=1, ended="Scan interrupted")))

    assert [row["host"] for row in table.rows] == ["trade.example.com.tw"]
    assert table.gaps == (
        "檔案 檢測中斷，沒有做完",
        "no.example.com.tw:443 連不上，沒有檢測結果（Can't connect）",
    )


@pytest.mark.parametrize(
    ("found", "trusted", "untrusted"),
    [
        ("failed (self signed).", (), STORES),
        ("Issuer not trusted anymore (WoSign/StartCom)", (), STORES),
        (
            "Some certificate trust checks failed -> Java (chain incomplete) , "
            "OK -> Mozilla Microsoft Linux Apple",
            ("Apple", "Linux", "Microsoft", "Mozilla"),
            ("Java",),
        ),
    ],
)
def test_trust(found: str, trusted: tuple[str, ...], untrusted: tuple[str, ...]) -> None:
    (row,) = changed(say("cert_chain_of_trust", found)).rows

    (certificate,) = row["certificates"]
    assert (certificate["trusted"], certificate["untrusted"]) == (trusted, untrusted)


def test_what_only_clients_without_sni_are_sent_is_left_out() -> None:
    document = json.loads(WHOLE)
    ours, other = document["scanResult"]
    defaults = [each for each in ours["serverDefaults"] if each["id"] != "cert_numbers"]
    pairs = [(each, " <hostCert#1>") for each in defaults]
    pairs += [(each, " <hostCert#2>") for each in other["serverDefaults"][1:]]
    renamed = [{**each, "id": each["id"] + postfix} for each, postfix in pairs]
    for each in renamed:
        if each["id"] == "cert_trust <hostCert#2>":
            each["finding"] = "certificate does not match supplied URI"
    number = {"id": "cert_numbers", "severity": "INFO", "finding": "2"}
    ours["serverDefaults"] = [number, *renamed]

    table = reader.read(of(json.dumps({**document, "scanResult": [ours]})))

    (row,) = table.rows
    assert [each["subject"] for each in row["certificates"]] == ["trade.example.com.tw"]
    assert table.gaps == ()


def test_suites_that_are_not_accepted_are_left_out() -> None:
    table = changed(say("cipher_x0a", "x0a  DES-CBC3-SHA  RSA  3DES  168  TLS_RSA_X not a/v"))

    assert "TLS_RSA_X" not in table.rows[0]["suites"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WHOLE[:-9], "不是完整的 JSON"),
        (WHOLE + WHOLE, "請每次檢測存成一個檔案"),
        ("{}", "不是 testssl.sh 的 JSON"),
        ('{"scanResult": {}}', "「scanResult」應為清單"),
        (flat(finding("SSLv2", "not offered", "old.example.com.tw/192.0.2.12")), "檢測了兩次"),
        (
            WHOLE.replace("old.ex", "trade.ex").replace("192.0.2.12", "192.0.2.11"),
            "同一台伺服器出現兩次",
        ),
        (WHOLE.replace('"443"', '"0"', 1), "第 9 行：連接埠「0」看不懂"),
        (WHOLE.replace('"1795140120"', '"昨天"'), "「startTime」的時間「昨天」看不懂"),
        (WHOLE.replace('"1795140120"', "1795140120"), "「startTime」應為文字"),
        (flat().replace("254 >= 60 days", "expired"), "看不出 trade.* 的檢測日"),
        (WHOLE.replace('"finding": "supported"', '"found": 1', 1), "finding」應為文字"),
        ('{"scanResult": [], "scanTime": 1, "startTime": "1", "Invocation": ""}', "沒有任何伺服器"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        reader.read(of(text))


@given(
    st.sampled_from([WHOLE, flat()]),
    st.integers(0, len(WHOLE)),
    st.integers(0, 30),
    st.text('{}[]",:0a\\<', max_size=4),
)
def test_damage_is_a_table_or_an_error(whole: str, at: int, size: int, put: str) -> None:
    try:
        table = reader.read(of(whole[:at] + put + whole[at + size :]))
    except ReadError:
        return

    assert table.rows or table.gaps


@given(st.sampled_from(["cert", "cert_numbers", "cert_chain_of_trust", "TLS1"]), st.text())
def test_any_finding_is_a_table(name: str, found: str) -> None:
    table = changed(say(name, found))

    assert [row["host"] for row in table.rows] == ["trade.example.com.tw"]
