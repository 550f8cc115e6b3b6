from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.qualys import qualys

SAMPLE = (DATA / "qualys.csv").read_bytes()
TITLES = {
    "IP": "192.0.2.1", "IP Status": "host scanned, found vuln", "QID": "1", "Title": "t",
    "Vuln Status": "Active", "Type": "Vuln", "Severity": "3", "Port": "", "Last Detected":
    "11/20/2026 01:02:03", "CVSS Base": "", "CVSS3 Base": "", "DNS": "", "Tracking Method": "IP",
}  # fmt: skip


def report(*records: dict[str, str], before: str = "", without: str = "") -> str:
    titles = [title for title in TITLES if title != without]
    held = [[{**TITLES, **record}[title] for title in titles] for record in records]
    return before + "".join(
        ",".join(f'"{cell}"' for cell in cells) + "\r\n" for cells in (titles, *held)
    )


def one(**said: str) -> Row:
    (row,) = qualys.read(of(report({name.replace("_", " "): to for name, to in said.items()}))).rows
    return row


def one_scan(launched: str, status: str = "Finished") -> str:
    before = f'"Launch Date","Hosts","Status"\r\n"{launched}","1","{status}"\r\n\r\n'
    titles = ("IP", "DNS", "IP Status", "QID", "Title", "Type", "Severity", "Port")
    cells = ("192.0.2.1", "web01", "host scanned, found vuln", "1", "t", "Vuln", "5", "443")
    return before + "".join(f"{','.join(map(quoted, row))}\r\n" for row in (titles, cells))


def quoted(cell: str) -> str:
    return f'"{cell}"'


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "qualys.csv"))

    assert (table.reader, table.kind, table.gaps) == ("qualys", "vulnerabilities", ())
    web: dict[str, Any] = {
        "host": "192.0.2.10", "fqdn": "web01.example.com", "address": "192.0.2.10",
        "scanned": date(2026, 11, 19), "first_seen": date(2026, 9, 1), "credentialed": None,
    }  # fmt: skip
    assert table.rows == (
        web | {
            "port": 443, "protocol": "tcp", "plugin": "38999", "name": "TLS library overflow",
            "severity": "critical", "score": 9.8, "cves": ("CVE-2099-1001", "CVE-2099-1002"),
            "line": 9,
        },
        web | {
            "port": None, "protocol": "", "plugin": "45000", "name": "Open service list",
            "severity": "none", "score": None, "cves": (), "line": 11,
        },
        {
            "host": "192.0.2.11", "fqdn": "db01", "address": "192.0.2.11", "port": None,
            "protocol": "", "plugin": "", "name": "", "severity": "none", "score": None,
            "cves": (), "scanned": date(2026, 11, 17), "first_seen": None,
            "credentialed": True, "line": 12,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = report({"Title": "弱點"}, before='"報告"\r\n\r\n')

    (row,) = read_any(of(text.encode(encoding))).rows

    assert (row["name"], row["line"]) == ("弱點", 4)


@pytest.mark.parametrize(
    ("severity", "kind", "grade"),
    [
        ("1", "Vuln", "low"), ("2", "Vuln", "low"), ("3", "Practice", "medium"),
        ("4", "Vuln", "high"), ("5", "Vuln", "critical"), ("5", "Ig", "none"),
    ],
)  # fmt: skip
def test_severity(severity: str, kind: str, grade: str) -> None:
    assert one(Severity=severity, Type=kind)["severity"] == grade


@pytest.mark.parametrize(
    ("base3", "base2", "score"),
    [
        ("", "", None), ("9.8 (AV:N)", "5", 9.8), ("", "5", 5.0), ("-", "5.0 (AV:N)", 5.0),
        ("10", "", 10.0),
    ],
)  # fmt: skip
def test_score(base3: str, base2: str, score: float | None) -> None:
    assert one(CVSS3_Base=base3, CVSS_Base=base2)["score"] == score


@pytest.mark.parametrize(
    ("said", "plugins"),
    [
        ({}, ["1"]),
        ({"Vuln Status": "Re-Opened"}, ["1"]),
        ({"Vuln Status": "New"}, ["1"]),
        ({"Vuln Status": "Fixed"}, [""]),
        ({"QID": "", "IP Status": "Host scanned, no vuln"}, [""]),
    ],
)
def test_what_is_a_finding(said: dict[str, str], plugins: list[str]) -> None:
    assert [row["plugin"] for row in qualys.read(of(report(said))).rows] == plugins


@pytest.mark.parametrize(
    ("dns", "fqdn"), [("web01", "web01"), ("No registered hostname", ""), ("", "")]
)
def test_a_host_that_has_no_name_has_none(dns: str, fqdn: str) -> None:
    assert one(DNS=dns)["fqdn"] == fqdn


def test_the_records_of_a_host_need_not_be_together() -> None:
    text = report({}, {"IP": "192.0.2.2"}, {"QID": "2", "Last Detected": "11/21/2026 00:00:00"})

    rows = qualys.read(of(text)).rows

    assert [(row["host"], row["plugin"], row["scanned"].day) for row in rows] == [
        ("192.0.2.1", "1", 21), ("192.0.2.1", "2", 21), ("192.0.2.2", "1", 20),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("launched", "day"),
    [
        ("11/19/2026 at 17:00:00 (GMT-0500)", date(2026, 11, 20)),
        ("11/19/2026 at 08:00:00 (GMT+0800)", date(2026, 11, 19)),
        ("11/19/2026 at 08:00:00 (GMT)", date(2026, 11, 19)),
    ],
)
def test_the_results_of_one_scan_have_the_day_it_was_launched(launched: str, day: date) -> None:
    table = qualys.read(of(one_scan(launched)))

    assert [(row["plugin"], row["scanned"]) for row in table.rows] == [("1", day)]
    assert table.gaps == ()


def test_one_scan_that_did_not_finish_is_a_gap() -> None:
    (gap,) = qualys.read(of(one_scan("11/19/2026 at 08:00:00 (GMT)", "Canceled"))).gaps

    assert gap.startswith("掃描沒有完成（狀態「Canceled」）")


def test_hosts_listed_at_the_end_are_rows_if_they_were_scanned() -> None:
    said = "No vulnerabilities match your filters for these hosts"
    clean = f'"192.0.2.7-192.0.2.8,192.0.2.10",,,"{said}"'
    unscanned = '"198.51.100.0-198.51.100.255",,,"No results available for these hosts"'

    rows = qualys.read(of(f"{report({})}{clean}\r\n{unscanned}\r\n")).rows

    assert [(row["host"], row["plugin"], row["scanned"], row["line"]) for row in rows[1:]] == [
        (f"192.0.2.{last}", "", None, 3) for last in (7, 8, 10)
    ]


@pytest.mark.parametrize(
    "said",
    [
        '"192.0.2.7-192.0.2.8",,,,"hosts not scanned, host not alive"',
        '"web07,web08",,,,"Hosts not scanned, hostname not found (DNS)",,,',
        '"192.0.2.7",,,,"host not scanned, scan canceled by user"',
        '"External : 192.0.2.1",,,,"Target distribution across scanner appliances"',
    ],
)
def test_hosts_that_were_not_scanned_are_no_rows(said: str) -> None:
    table = qualys.read(of(one_scan("11/19/2026 at 08:00:00 (GMT)") + said + "\r\n"))

    assert [row["host"] for row in table.rows] == ["192.0.2.1"]


def test_before_the_header_each_host_may_have_a_line() -> None:
    hosts = "".join(f'"192.0.2.{last}","Default","0","0"\r\n' for last in range(200))
    before = f'"IP","Network","Total Vulnerabilities","Security Risk"\r\n{hosts}\r\n'
    text = report({}, before='"Weekly","11/20/2026 at 01:02:03 (GMT)"\r\n\r\n' + before)

    (row,) = read_any(of(text)).rows

    assert (row["host"], row["line"]) == ("192.0.2.1", 206)


@pytest.mark.parametrize("seen", ["11/2/2026 1:02", "2026/11/2 01:02", "2026/11/02", "11/02/2026"])
def test_a_day_as_excel_saves_it_is_read(seen: str) -> None:
    assert one(Last_Detected=seen)["scanned"] == date(2026, 11, 2)


def test_what_only_reads_like_an_ending_is_left_alone() -> None:
    title = "No results available for these hosts"

    assert one(Title=title)["name"] == title


def test_a_host_without_a_day_is_a_gap() -> None:
    table = qualys.read(of(report({"Last Detected": ""})))

    assert table.gaps == ("1 台主機沒有掃描結束的時間，可能未掃描完（例如 192.0.2.1）",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (report({}, without="Severity"), "欄位「severity」：缺少欄位"),
        (report({}, without="QID"), "找不到標題列"),
        ('"x"\n' * 200 + report({}), "找不到標題列"),
        (report(), "報告裡沒有任何主機"),
        (report({"QID": "", "IP Status": "host not alive"}), "報告裡沒有任何主機"),
        (report({"IP": "web01"}), "第 2 行、欄位「IP」：看不懂位址「web01」"),
        (report({"Severity": "9"}), "第 2 行、欄位「Severity」：嚴重性應為 1 至 5"),
        (report({"Port": "x"}), "第 2 行、欄位「Port」：連接埠應為 0 至 65535"),
        (report({"CVSS3 Base": "11"}), "欄位「CVSS3 Base」：分數應為 0 至 10"),
        (report({"CVSS Base": "high"}), "欄位「CVSS Base」：分數應為 0 至 10"),
        (
            report({"Last Detected": "20/11/2026"}),
            "欄位「Last Detected」：看不懂時間「20/11/2026」",
        ),
        (report({"Last Detected": "2026-11-20"}), "看不懂時間「2026-11-20」"),
        (report({"Last Detected": "2026/20/11 01:02"}), "看不懂時間「2026/20/11 01:02」"),
        (
            report({}) + '"192.0.2.0-198.51.100.0","No results available for these hosts"',
            "檔案太大，請分批匯出",
        ),
        (
            report({}) + '"10.0.0.0-10.0.200.0","No results available for these hosts"\n' * 2,
            "檔案太大，請分批匯出",
        ),
        (f'"{"x" * 200_000}"\n\n', "找不到標題列"),
        (one_scan("yesterday"), "欄位「Launch Date」：看不懂時間「yesterday」"),
        (report({}) + '"Not scanned"\n', "第 3 行：這一列有 1 欄"),
        (report({}) + '"x', "第 3 行：引號或欄位分隔有誤"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        qualys.read(of(text))


@pytest.mark.parametrize("text", ["IP,QID\n", "IP,Title,Severity\n", "\n\nQID,IP Status\n"])
def test_another_csv_is_left_alone(text: str) -> None:
    assert qualys.sniff(text.encode()) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = qualys.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
