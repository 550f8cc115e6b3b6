"""Reports of OpenVAS, as GVM exports them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.openvas import openvas

SAMPLE = (DATA / "openvas.xml").read_bytes()
HOST = "<host><ip>10.1.2.3</ip><end>2026-06-15T02:30:00Z</end></host>"


def result(severity: str = "5.0", *, port: str = "80/tcp", rest: str = "", base: str = "") -> str:
    return (
        f"<result><host>10.1.2.3<asset/></host><port>{port}</port><nvt oid='1.3.6'><name>x</name>"
        f"<cvss_base>{base}</cvss_base></nvt><severity>{severity}</severity>{rest}</result>"
    )


def report(*results: str, rest: str = HOST) -> Table:
    return openvas.read(
        of(f"<report><report>\n<results>{''.join(results)}</results>\n{rest}</report></report>")
    )


def counted(total: int = 0, term: str = "", **levels: tuple[int, int]) -> str:
    sides = "".join(
        f"<{level}><full>{full}</full><filtered>{filtered}</filtered></{level}>"
        for level, (full, filtered) in levels.items()
    )
    count = f"<result_count>{total}<full>{total}</full>{sides}</result_count>"
    return f"{HOST}<filters id='0'><term>{term}</term></filters>{count}"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "openvas.xml"))

    assert (table.reader, table.kind, table.gaps) == ("openvas", "vulnerabilities", ())
    web = {
        "host": "10.1.2.11", "fqdn": "trd-web01.example.tw", "address": "10.1.2.11",
        "scanned": date(2026, 6, 16), "first_seen": None, "credentialed": True,
    }  # fmt: skip
    assert table.rows == (
        {
            **web, "port": 443, "protocol": "tcp", "plugin": "1.3.6.1.4.1.25623.1.0.900001",
            "name": "Example HTTPd < 2.4.60 遠端執行", "severity": "critical", "score": 9.8,
            "cves": ("CVE-2026-10001", "CVE-2026-10002"), "line": 9,
        },
        {
            **web, "port": None, "protocol": "icmp", "plugin": "1.3.6.1.4.1.25623.1.0.900002",
            "name": "ICMP Timestamp", "severity": "low", "score": 2.1, "cves": (), "line": 23,
        },
        {
            "host": "10.1.2.12", "fqdn": "", "address": "10.1.2.12", "port": None, "protocol": "",
            "plugin": "", "name": "", "severity": "none", "score": None, "cves": (),
            "scanned": date(2026, 6, 15), "first_seen": None, "credentialed": False, "line": 39,
        },
    )  # fmt: skip


def test_columns_are_those_of_nessus() -> None:
    tables = [read_any(Source.from_path(DATA / name)) for name in ("openvas.xml", "nessus.nessus")]

    assert len({tuple(row) for table in tables for row in table.rows}) == 1


def test_a_gmp_response_is_read_too() -> None:
    content = b'<get_reports_response status="200">' + SAMPLE + b"</get_reports_response>"

    assert read_any(of(content)).rows == read_any(of(SAMPLE)).rows


def test_a_report_as_an_alert_sends_it_is_not_inside_another() -> None:
    bare = SAMPLE[SAMPLE.index(b"<report id", 1) : SAMPLE.rindex(b"</report>")]
    rows = read_any(of(SAMPLE)).rows

    assert [{**row, "line": row["line"] + 2} for row in read_any(of(bare)).rows] == list(rows)


@pytest.mark.parametrize(
    "content",
    [
        "<report name='jacoco'/>", "<report/>", "<!DOCTYPE report><report/>", "<results/>",
        "<report id='1'><version>1</version></report>",
    ],
)  # fmt: skip
def test_other_reports_are_not_its_own(content: str) -> None:
    assert not openvas.sniff(content.encode())


@pytest.mark.parametrize(
    ("score", "severity"),
    [
        ("0.0", "none"), ("0.1", "low"), ("3.9", "low"), ("4.0", "medium"), ("6.9", "medium"),
        ("7.0", "high"), ("8.9", "high"), ("9.0", "critical"), ("10.0", "critical"),
    ],
)  # fmt: skip
def test_severity_is_on_the_scale_of_cvss_3(score: str, severity: str) -> None:
    (row,) = report(result(score)).rows

    assert (row["severity"], row["score"]) == (severity, float(score))


@pytest.mark.parametrize(
    ("given_", "original", "base", "score"),
    [
        ("-1.0", "7.5", "", 7.5),
        ("2.0", "7.5", "", 7.5),
        ("9.0", "7.5", "", 9.0),
        ("-1.0", "-1.0", "5.0", 5.0),
        ("-1.0", "", "", None),
        ("", "", "5.0", 5.0),
    ],
)
def test_an_override_hides_nothing(
    given_: str, original: str, base: str, score: float | None
) -> None:
    rest = f"<original_severity>{original}</original_severity>"
    (row,) = report(result(given_, rest=rest, base=base)).rows

    assert row["score"] == score


@pytest.mark.parametrize(
    ("said", "cves"),
    [
        ("<cve>CVE-2026-1, CVE-2026-2</cve>", ("CVE-2026-1", "CVE-2026-2")),
        ("<cve>NOCVE</cve><bid>NOBID</bid>", ()),
        ("<refs><ref type='cve' id='CVE-2026-3'/></refs>", ("CVE-2026-3",)),
    ],
)
def test_cves_old_and_new(said: str, cves: tuple[str, ...]) -> None:
    (row,) = report(result().replace("<cvss_base>", f"{said}<cvss_base>")).rows

    assert row["cves"] == cves


def test_the_test_of_a_cve_scan_is_the_cve() -> None:
    (row,) = report(result().replace("oid='1.3.6'", "oid='CVE-2026-4'")).rows

    assert (row["plugin"], row["cves"]) == ("CVE-2026-4", ("CVE-2026-4",))


@pytest.mark.parametrize(
    ("threat", "severity"),
    [("", "none"), ("Log", "none"), ("Medium", "medium"), ("High", "high"), ("Alarm", "high")],
)
def test_without_a_score_the_threat_counts(threat: str, severity: str) -> None:
    (row,) = report(result("", rest=f"<threat>{threat}</threat>")).rows

    assert (row["severity"], row["score"]) == (severity, None)


def test_a_report_of_what_changed_is_a_gap() -> None:
    content = SAMPLE.replace(b"<report id=", b'<report type="delta" id=')

    assert openvas.read(of(content)).gaps == (
        "這是兩次掃描的差異報告，不是全部的結果，請匯出掃描本身的報告",
    )


@pytest.mark.parametrize(
    ("port", "expected"),
    [
        ("443/tcp", (443, "tcp")),
        ("general/tcp", (None, "tcp")),
        ("general/CPE-T", (None, "cpe-t")),
        ("https (443/tcp)", (443, "tcp")),
        ("package", (None, "")),
    ],
)
def test_port(port: str, expected: tuple[int | None, str]) -> None:
    (row,) = report(result(port=port)).rows

    assert (row["port"], row["protocol"]) == expected


def test_what_an_override_says_is_not_the_result() -> None:
    inside = "<overrides><override><nvt oid='9'/><severity>0</severity></override></overrides>"
    (row,) = report(result("5.0", rest=inside)).rows

    assert (row["plugin"], row["score"]) == ("1.3.6", 5.0)


@pytest.mark.parametrize(
    ("rest", "gaps"),
    [
        (HOST, ()),
        (HOST + "<scan_run_status>Done</scan_run_status><errors><count>0</count></errors>", ()),
        (HOST + "<result_count>1<full>9</full><filtered>1</filtered></result_count>", ()),
        (HOST + "<scan_run_status>Stopped</scan_run_status>", ("掃描尚未完成（狀態「Stopped」）",)),
        (HOST + "<errors><count>3</count></errors>", ("掃描過程有 3 個錯誤",)),
        (
            HOST + "<result_count>7<filtered>7</filtered></result_count>",
            ("報告說有 7 項結果，檔案有 1 項",),
        ),
        (
            HOST + "<result_count><high><full>3</full><filtered>1</filtered></high></result_count>",
            ("「高」風險的結果有 3 項，篩選後剩 1 項",),
        ),
        (HOST + "<hosts><count>1</count></hosts>", ()),
        (HOST + "<hosts><count>2</count></hosts>", ("掃描了 2 台主機，報告列出 1 台",)),
        (HOST + "<compliance_count>3<yes/></compliance_count>", ("這是合規稽核（audit）的報告",)),
        (counted(false_positive=(1, 0)), ("「誤判」風險的結果有 1 項，篩選後剩 0 項",)),
        (counted(log=(4, 1)), ()),
        (counted(term="apply_overrides=1 levels=hml", log=(4, 1)), ("「紀錄」風險的結果有 4 項",)),
        (counted(total=9, high=(4, 4), hole=(4, 4), log=(5, 1)), ()),
        (counted(total=9, hole=(3, 3), log=(5, 1)), ("掃描有 9 項結果，匯出時只剩 8 項",)),
        (HOST + "<result_count><high><filtered>1</filtered></high></result_count>", ()),
        ("<host><ip>10.1.2.3</ip><end/></host>", ("1 台主機沒有掃描結束的時間",)),
        ("", ("1 台主機有結果，但報告未列出該主機", "1 台主機沒有掃描結束的時間")),
    ],
)
def test_gaps(rest: str, gaps: tuple[str, ...]) -> None:
    found = report(result(), rest=rest).gaps

    assert len(found) == len(gaps)
    assert all(gap.startswith(start) for gap, start in zip(found, gaps, strict=True))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            SAMPLE.replace(b"9.8</severity>\n", b"12</severity>\n"),
            "第 9 行、欄位「severity」：看不懂",
        ),
        (SAMPLE.replace(b"443/tcp</port>", b"99999/tcp</port>"), "第 9 行、欄位「port」：看不懂"),
        (SAMPLE.replace(b"oid=", b"id="), "第 9 行、欄位「nvt」：這一項結果沒有測試編號"),
        (SAMPLE.replace(b"<host>10.1.2.11<a", b"<host><a"), "第 9 行、欄位「host」：沒有主機位址"),
        (SAMPLE.replace(b"16:30:00Z", b"noon"), "第 32 行、欄位「end」：看不懂"),
        (b"<report><report/></report>", "報告裡沒有任何已掃描的主機"),
        (b"<html/>", "第 1 行：這不是弱點掃描（OpenVAS）的 XML 報告"),
        (SAMPLE[:2000], "第 42 行：檔案不完整"),
    ],
)
def test_what_is_wrong_is_said(content: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        openvas.read(of(content))

    assert str(caught.value).startswith(message)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    openvas.sniff(content)
    try:
        table = openvas.read(of(content))
    except ReadError:
        return
    assert table.rows
