import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.dependency_check import dependency_check

SAMPLE = (DATA / "owasp_dependency_check.json").read_bytes()
FOUND = {"name": "CVE-2099-1", "severity": "HIGH"}
HOST: dict[str, Any] = {
    "host": "order-web", "fqdn": "", "address": "", "port": None, "protocol": "",
    "scanned": date(2026, 11, 20), "first_seen": None, "credentialed": None,
}  # fmt: skip


def report(*found: Any, **said: Any) -> str:
    checked = {"name": "NVD API Last Checked", "timestamp": "2026-11-13T00:00:00Z"}
    whole = {
        "reportSchema": "1.1",
        "scanInfo": {"dataSource": [checked]},
        "projectInfo": {"name": "web", "reportDate": "2026-11-20T00:00:00Z"},
        "dependencies": [{"fileName": "a.jar", "packages": [{}], "vulnerabilities": list(found)}],
    }
    return json.dumps({**whole, **said})


def one(**said: Any) -> Row:
    (row,) = dependency_check.read(of(report({**FOUND, **said}))).rows
    return row


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "owasp_dependency_check.json"))

    assert (table.reader, table.kind, table.gaps) == ("dependency_check", "vulnerabilities", ())
    assert table.rows == (
        HOST | {
            "plugin": "CVE-2099-2001", "name": "parser-2.0.jar CVE-2099-2001", "line": 23,
            "severity": "critical", "score": 9.8, "cves": ("CVE-2099-2001",),
        },
        HOST | {
            "plugin": "sonatype-2099-0001", "name": "parser-2.0.jar sonatype-2099-0001",
            "line": 30, "severity": "medium", "score": None, "cves": (),
        },
    )  # fmt: skip


def test_a_project_without_a_finding_has_one_row() -> None:
    table = dependency_check.read(of(report()))

    assert table.gaps == ()
    assert [(row["plugin"], row["severity"]) for row in table.rows] == [("", "none")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = report(projectInfo={"name": "下單", "reportDate": "2026-11-20"})

    (row,) = read_any(of(json.dumps(json.loads(text), ensure_ascii=False).encode(encoding))).rows

    assert (row["host"], row["scanned"]) == ("下單", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("said", "severity", "score"),
    [
        ({"severity": "low"}, "low", None),
        ({"severity": "Informational"}, "none", None),
        ({"cvssv2": {"score": 5}, "cvssv4": {"baseScore": 6.1}}, "high", 6.1),
        ({"cvssv2": {"score": 5}}, "high", 5.0),
        ({"cvssv3": {}}, "high", None),
        ({"severity": None, "cvssv3": {"baseScore": 9.0}}, "critical", 9.0),
        ({"severity": "", "cvssv2": {"score": 6.9}}, "medium", 6.9),
        ({"severity": None, "cvssv3": {"baseScore": 0}}, "none", 0.0),
    ],
)
def test_severity(said: dict[str, Any], severity: str, score: float | None) -> None:
    row = one(**said)

    assert (row["severity"], row["score"]) == (severity, score)


def checked(**said: str) -> dict[str, Any]:
    return {"dataSource": [{"name": "NVD API Last Checked", **said}]}


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        (report(dependencies=[]), "web 沒有任何元件"),
        (report(scanInfo={}), "web 的弱點資料在掃描前 7 日內沒有更新的紀錄"),
        (report(scanInfo=checked(timestamp="2026-11-12T00:00:00Z")), "web 的弱點資料在掃描前 7 日"),
        (report({**FOUND, "severity": "unscored"}), "web 有 1 項弱點沒有評等"),
        (report({"name": "a"}), "web 有 1 項弱點沒有評等"),
        (
            report(dependencies=[{"packages": [{}], "suppressedVulnerabilities": [{}]}]),
            "web 有 1 項弱點被設定略過",
        ),
        (
            report(dependencies=[{"packages": [{}], "suppressedVulnerabilityIds": [{}]}]),
            "web 有 1 個產品名稱被設定略過",
        ),
        (report(dependencies=[{"fileName": "a.js"}]), "web 的元件全都認不出是什麼套件"),
        (
            report(
                scanInfo={
                    **checked(timestamp="2026-11-20T00:00:00Z"),
                    "analysisExceptions": [{"exception": {}}],
                }
            ),
            "web 有 1 個分析程式失敗",
        ),
    ],
)
def test_what_is_not_whole_is_a_gap(text: str, gap: str) -> None:
    (said,) = dependency_check.read(of(text)).gaps

    assert said.startswith(gap)


def test_a_project_without_a_name_is_named_as_the_file_and_is_a_gap() -> None:
    unnamed = report(dict(FOUND), projectInfo={"name": "", "reportDate": "2026-11-20"})

    table = dependency_check.read(of(unnamed, name="order-web.json"))

    assert [row["host"] for row in table.rows] == ["order-web.json"]
    assert table.gaps == ("order-web.json 沒有寫是哪個專案，以檔名代替，請以 --project 重新掃描",)


def test_a_report_without_a_day_is_a_gap() -> None:
    table = dependency_check.read(of(report(projectInfo={"name": "web"})))

    assert [gap[:9] for gap in table.gaps] == ["1 台主機沒有掃描", "web 的弱點資料"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (report(reportSchema="2.0"), "欄位「reportSchema」：不是 Dependency-Check"),
        (report(projectInfo={"name": "a", "reportDate": "noon"}), "reportDate」：看不懂時間"),
        (report(dependencies={}), "欄位「dependencies」：應為清單"),
        (report(1), "dependencies\\[0\\].vulnerabilities\\[0\\]」：應為物件"),
        (report({"severity": "LOW"}), "name」：弱點應有名稱"),
        (report({**FOUND, "cvssv3": {"baseScore": 11}}), "baseScore」：分數應為 0 至 10"),
        (report().replace("dependencies", r"dependencie\u0073"), "欄位「dependencies」：.*定位"),
        (report(FOUND).replace("vulnerabilities", r"vulnerabilitie\u0073"), "無法定位"),
        (report() + "x", "不是 Dependency-Check"),
        (report()[:-1], "第 1 行：不是完整的 JSON"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        dependency_check.read(of(text))


@pytest.mark.parametrize("text", ['{"reportSchema": "1.1"}', '["scanInfo"]', '{"scanInfo": {}}'])
def test_other_json_is_left_alone(text: str) -> None:
    assert dependency_check.sniff(text.encode()) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = dependency_check.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
