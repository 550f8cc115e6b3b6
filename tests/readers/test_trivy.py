import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.trivy import trivy

SAMPLE = (DATA / "trivy.json").read_bytes()
FOUND = {"VulnerabilityID": "CVE-2099-1", "PkgName": "a", "Severity": "HIGH"}
HOST: dict[str, Any] = {
    "host": "registry.example.com/order-web:3.5.0", "fqdn": "", "address": "", "port": None,
    "protocol": "", "scanned": date(2026, 11, 20), "first_seen": None, "credentialed": None,
}  # fmt: skip


def report(*found: Any, **said: Any) -> str:
    result = {"Target": "t", "Class": "os-pkgs", "Vulnerabilities": list(found)}
    whole = {"SchemaVersion": 2, "CreatedAt": "2026-11-20T00:00:00Z", "ArtifactName": "web"}
    return json.dumps({**whole, "Results": [result], **said})


def one(**said: Any) -> Row:
    (row,) = trivy.read(of(report({**FOUND, **said}))).rows
    return row


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "trivy.json"))

    assert (table.reader, table.kind, table.gaps) == ("trivy", "vulnerabilities", ())
    assert table.rows == (
        HOST | {
            "plugin": "CVE-2099-1001", "severity": "high", "score": 8.1, "line": 16,
            "name": "libexample1 1.2-3 → 1.2-3+deb12u1 libexample: overflow",
            "cves": ("CVE-2099-1001",),
        },
        HOST | {
            "plugin": "GHSA-xxxx-yyyy-zzzz", "severity": "low", "score": None, "line": 34,
            "name": "org.example:parser 2.0", "cves": (),
        },
    )  # fmt: skip


@pytest.mark.parametrize("found", [[], None])
def test_an_artifact_without_a_finding_has_one_row(found: list[Any] | None) -> None:
    result = {"Class": "lang-pkgs", "Vulnerabilities": found}

    table = trivy.read(of(report(Results=[result], ArtifactName="192.0.2.7")))

    assert table.gaps == ()
    assert [(row["plugin"], row["severity"], row["address"]) for row in table.rows] == [
        ("", "none", "192.0.2.7")
    ]


def test_secrets_and_misconfigurations_are_findings() -> None:
    secret = {"RuleID": "example-token", "Title": "Token", "Severity": "CRITICAL", "StartLine": 7}
    wrong = {"ID": "DS900", "Title": "Runs as root", "Severity": "HIGH", "Status": "FAIL"}
    right = {"ID": "DS901", "Severity": "HIGH", "Status": "PASS"}
    whole = {
        "Target": "app.env", "Class": "lang-pkgs", "Secrets": [secret],
        "Misconfigurations": [wrong, right],
    }  # fmt: skip

    rows = trivy.read(of(report(Results=[whole]))).rows

    assert [(row["plugin"], row["name"], row["severity"]) for row in rows] == [
        ("example-token", "app.env 7 Token", "critical"),
        ("DS900", "app.env Runs as root", "high"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = json.dumps(json.loads(report(ArtifactName="下單")), ensure_ascii=False)

    (row,) = read_any(of(text.encode(encoding))).rows

    assert row["host"] == "下單"


@pytest.mark.parametrize(
    ("scores", "score"),
    [
        ({}, None),
        ({"nvd": {}}, None),
        ({"nvd": {"V2Score": 9.3, "V3Score": 7.0}}, 7.0),
        ({"nvd": {"V2Score": 9.3}, "ghsa": {"V40Score": 6}}, 6.0),
        ({"nvd": {"V2Score": 5}}, 5.0),
    ],
)
def test_score(scores: dict[str, Any], score: float | None) -> None:
    assert one(CVSS=scores)["score"] == score


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        (report(CreatedAt=None), "1 台主機沒有掃描結束的時間"),
        (report(Results=None), "web 沒有任何套件清單"),
        (report(Results=[{"Class": "secret"}]), "web 沒有任何套件清單"),
        (report(Metadata={"OS": {"EOSL": True}}), "web 的作業系統已終止支援"),
        (report({**FOUND, "Severity": "UNKNOWN"}), "web 有 1 項弱點沒有評等"),
        (report({**FOUND, "Severity": None}), "web 有 1 項弱點沒有評等"),
        (
            report(Results=[{"Class": "os-pkgs", "ExperimentalModifiedFindings": [{}, {}]}]),
            "web 有 2 項弱點被設定略過",
        ),
        (
            report(Results=[{"Class": "os-pkgs", "MisconfSummary": {"Exceptions": 1}}]),
            "web 有 1 項弱點被設定略過",
        ),
    ],
)
def test_what_is_not_whole_is_a_gap(text: str, gap: str) -> None:
    (said,) = trivy.read(of(text)).gaps

    assert said.startswith(gap)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (report(SchemaVersion=1), "欄位「SchemaVersion」：不是第 2 版的 Trivy 報告"),
        (report(SchemaVersion="2"), "欄位「SchemaVersion」：應為整數"),
        (report(ArtifactName=" "), "欄位「ArtifactName」：掃描對象沒有名稱"),
        (report(Results={}), "欄位「Results」：應為清單"),
        (report(CreatedAt="noon"), "欄位「CreatedAt」：看不懂時間「noon」"),
        (report(1), "Results\\[0\\].Vulnerabilities\\[0\\]」：應為物件"),
        (report({"PkgName": "a"}), "VulnerabilityID」：弱點應有編號與套件名稱"),
        (report({"VulnerabilityID": "CVE-1"}), "弱點應有編號與套件名稱"),
        (report({**FOUND, "Severity": "BAD"}), "Severity」：看不懂「BAD」"),
        (report(Results=[{"Secrets": [{"Severity": "LOW"}]}]), "ID」：這一項應有規則編號"),
        (report({**FOUND, "CVSS": {"nvd": {"V3Score": 11}}}), "V3Score」：分數應為 0 至 10"),
        (report().replace('"Results"', r'"Result\u0073"'), "欄位「Results」：.*無法定位"),
        (report(FOUND).replace("Vulnerabilities", r"Vulnerabilitie\u0073"), "無法定位"),
        (report() + "x", "不是第 2 版的 Trivy 報告"),
        (report()[:-1], "第 1 行：不是完整的 JSON"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        trivy.read(of(text))


@pytest.mark.parametrize("text", ['{"SchemaVersion": 2}', '["ArtifactName"]', '{"ArtifactName":1}'])
def test_other_json_is_left_alone(text: str) -> None:
    assert trivy.sniff(text.encode()) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = trivy.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
