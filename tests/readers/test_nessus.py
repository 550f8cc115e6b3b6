"""Reports of Nessus."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.nessus import nessus

SAMPLE = (DATA / "nessus.nessus").read_bytes()
END = '<tag name="HOST_END">Mon Jun 15 02:30:00 2026</tag>'


def item(**changes: str) -> str:
    attributes = {
        "port": "80", "protocol": "tcp", "severity": "2", "pluginID": "1", "pluginName": "x",
    } | changes  # fmt: skip
    inside = attributes.pop("inside", "")
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<ReportItem {written}>{inside}</ReportItem>"


def report(*items: str, tags: str = END, name: str = "10.1.2.3") -> Table:
    return nessus.read(
        of(
            '<NessusClientData_v2><Report xmlns:cm="http://www.nessus.org/cm">\n'
            f'<ReportHost name="{name}"><HostProperties>{tags}'
            f"</HostProperties>\n{''.join(items)}</ReportHost></Report></NessusClientData_v2>"
        )
    )


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "nessus.nessus"))

    assert (table.reader, table.kind, table.gaps) == ("nessus", "vulnerabilities", ())
    web = {
        "host": "10.1.2.11", "fqdn": "trd-web01.example.tw", "address": "10.1.2.11",
        "scanned": date(2026, 6, 16), "first_seen": None, "credentialed": True, "protocol": "tcp",
    }  # fmt: skip
    assert table.rows == (
        {
            **web, "port": 443, "plugin": "900001", "name": "Example HTTPd < 2.4.60 & earlier",
            "severity": "critical", "score": 9.8, "cves": ("CVE-2026-10001", "CVE-2026-10002"),
            "line": 13,
        },
        {
            **web, "port": None, "plugin": "19506", "name": "Nessus Scan Information",
            "severity": "none", "score": None, "cves": (), "line": 23,
        },
        {
            "host": "trd-db01.example.tw", "fqdn": "", "address": "10.1.2.12", "port": None,
            "protocol": "", "plugin": "", "name": "", "severity": "none", "score": None,
            "cves": (), "scanned": date(2026, 6, 2), "first_seen": None,
            "credentialed": False, "line": 27,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    content = SAMPLE.decode().replace("Scan Information", "掃描資訊").encode(encoding)

    assert read_any(of(content)).rows[1]["name"] == "Nessus 掃描資訊"


@pytest.mark.parametrize("grade", range(5))
def test_severity_is_the_scanners(grade: int) -> None:
    (row,) = report(item(severity=str(grade))).rows

    assert row["severity"] == ("none", "low", "medium", "high", "critical")[grade]


@pytest.mark.parametrize(
    ("severity", "risk", "expected"),
    [
        ("0", "High", "high"),
        ("3", "Critical", "critical"),
        ("3", "None", "high"),
        ("2", "Serious", "medium"),
    ],
)
def test_an_item_recast_below_its_risk_is_graded_by_it(
    severity: str, risk: str, expected: str
) -> None:
    (row,) = report(item(severity=severity, inside=f"<risk_factor>{risk}</risk_factor>")).rows

    assert row["severity"] == expected


@pytest.mark.parametrize(
    ("inside", "plugin"),
    [
        ("<cm:compliance-check-id>a1</cm:compliance-check-id>", "21157/a1"),
        ("", "21157/1.2 Banner"),
    ],
)
def test_checks_of_an_audit_are_told_apart(inside: str, plugin: str) -> None:
    inside += "<cm:compliance-check-name>1.2 Banner</cm:compliance-check-name>"
    (row,) = report(item(pluginID="21157", pluginName="Compliance", inside=inside)).rows

    assert (row["plugin"], row["name"]) == (plugin, "1.2 Banner")


def test_long_properties_are_passed_over() -> None:
    long = f'<tag name="patch-summary-cves-1">{"CVE-2026-10001, " * 30_000}</tag>'

    assert len(report(item(), tags=long + END).rows) == 1


@pytest.mark.parametrize(
    ("inside", "score"),
    [
        ("", None),
        ("<cvss_base_score>5.0</cvss_base_score>", 5.0),
        ("<cvss_base_score>5.0</cvss_base_score><cvss3_base_score>7.5</cvss3_base_score>", 7.5),
        ("<cvss4_base_score>8.0</cvss4_base_score><cvss_base_score>5</cvss_base_score>", 8.0),
        ("<other><cvss3_base_score>7.5</cvss3_base_score></other>", None),
    ],
)
def test_score(inside: str, score: float | None) -> None:
    (row,) = report(item(inside=inside)).rows

    assert row["score"] == score


@pytest.mark.parametrize(
    ("tags", "day"),
    [
        (END, date(2026, 6, 15)),
        (END.replace("Jun 15", "Jun  5"), date(2026, 6, 5)),
        ('<tag name="HOST_END_TIMESTAMP">1781541000</tag>' + END, date(2026, 6, 16)),
        ('<tag name="HOST_END">2026-06-15T16:30:00Z</tag>', date(2026, 6, 16)),
    ],
)
def test_scanned(tags: str, day: date) -> None:
    table = report(item(), tags=tags)

    assert (table.rows[0]["scanned"], table.gaps) == (day, ())


def test_a_host_without_an_end_is_a_gap() -> None:
    table = report(item(), tags='<tag name="HOST_START">Mon Jun 15 02:30:00 2026</tag>')

    assert table.rows[0]["scanned"] is None
    assert table.gaps == ("1 台主機沒有掃描結束的時間，可能未掃描完（例如 10.1.2.3）",)


def test_properties_may_follow_items() -> None:
    table = nessus.read(
        of(
            f'<NessusClientData_v2><Report><ReportHost name="a">{item()}<HostProperties>{END}'
            "</HostProperties></ReportHost></Report></NessusClientData_v2>"
        )
    )

    assert table.rows[0]["scanned"] == date(2026, 6, 15)


def test_nothing_is_carried_to_the_next_item_or_host() -> None:
    first = item(inside="<cve>CVE-1</cve><cvss3_base_score>9</cvss3_base_score>")
    _, second = report(first, item(pluginID="2")).rows

    assert (second["cves"], second["score"]) == ((), None)


def test_equal_strings_are_one_object() -> None:
    first, second = report(item(pluginName="same"), item(port="81", pluginName="same")).rows

    assert first["name"] is second["name"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"severity": "5"}, "第 3 行、欄位「severity」：嚴重性應為 0 至 4"),
        ({"port": "65536"}, "第 3 行、欄位「port」：連接埠應為"),
        ({"port": "x"}, "第 3 行、欄位「port」：連接埠應為"),
        ({"pluginID": ""}, "第 3 行、欄位「pluginID」：這一項沒有外掛編號"),
        (
            {"inside": "<cvss3_base_score>11</cvss3_base_score>"},
            "第 3 行、欄位「cvss3_base_score」",
        ),
        (
            {"inside": "<cvss3_base_score>nan</cvss3_base_score>"},
            "第 3 行、欄位「cvss3_base_score」",
        ),
    ],
)
def test_what_is_wrong_with_an_item(changes: dict[str, str], message: str) -> None:
    with pytest.raises(ReadError) as caught:
        report(item(**changes))

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<NessusClientData_v2><Report/></NessusClientData_v2>", "報告裡沒有任何主機"),
        ("<NessusClientData/>", "第 1 行：這不是第 2 版的 Nessus 報告"),
        (
            "<!DOCTYPE NessusClientData_v2 [<!ENTITY x 'y'>]><NessusClientData_v2/>",
            "第 1 行：含有 DTD",
        ),
        (SAMPLE.replace(b'name="10.1.2.11"', b""), "第 5 行、欄位「name」：主機沒有名稱"),
        (SAMPLE.replace(b'port="0" ', b""), "第 23 行、欄位「port」：這一項缺少"),
        (
            SAMPLE.replace(b"1781541000", b"yesterday"),
            "第 7 行、欄位「HOST_END_TIMESTAMP」：看不懂",
        ),
        (SAMPLE[:900], "第 16 行：檔案不完整"),
    ],
)
def test_what_is_wrong_is_said(content: bytes | str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        nessus.read(of(content))

    assert str(caught.value).startswith(message)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = nessus.read(of(content))
    except ReadError:
        return
    assert nessus.sniff(content) and table.rows
