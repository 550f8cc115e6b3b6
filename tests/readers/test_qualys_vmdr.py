from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.qualys_lists import BEFORE, listed, wrapped
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, load_readers, read_any
from chahe.readers.qualys_vmdr import qualys_vmdr

SAMPLE = (DATA / "qualys_vmdr.csv").read_bytes()


def rows(*records: dict[str, str]) -> tuple[Row, ...]:
    return qualys_vmdr.read(of(listed(*records))).rows


def one(**said: str) -> Row:
    (row,) = rows({name.replace("_", " "): to for name, to in said.items()})
    return row


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "qualys_vmdr.csv"))

    assert (table.reader, table.kind, table.gaps) == ("qualys_vmdr", "vulnerabilities", ())
    web: dict[str, Any] = {
        "host": "WEB01.example.com", "fqdn": "WEB01.example.com", "address": "192.0.2.10",
        "scanned": date(2026, 11, 19), "first_seen": date(2026, 9, 1), "credentialed": None,
    }  # fmt: skip
    tls = web | {
        "protocol": "tcp", "plugin": "389001", "name": "TLS library overflow",
        "severity": "critical", "score": 9.8,
    }  # fmt: skip
    assert table.rows == (
        tls | {"port": 443, "cves": ("CVE-2099-1001", "CVE-2099-1002"), "line": 5},
        tls | {"port": 8443, "cves": ("CVE-2099-1001",), "line": 11},
        web | {
            "port": None, "protocol": "", "plugin": "450001", "name": "Open service list",
            "severity": "none", "score": None, "cves": (), "line": 14,
        },
        {
            "host": "TRADE02", "fqdn": "TRADE02", "address": "", "port": None, "protocol": "",
            "plugin": "910001", "name": "Old driver", "severity": "high", "score": 7.8,
            "cves": ("CVE-2099-2001",), "scanned": date(2026, 11, 17),
            "first_seen": date(2026, 9, 1), "credentialed": None,
            "line": 15,
        },
        {
            "host": "192.0.2.30", "fqdn": "", "address": "192.0.2.30", "port": None,
            "protocol": "", "plugin": "", "name": "", "severity": "none", "score": None, "cves": (),
            "scanned": date(2026, 11, 16), "first_seen": None, "credentialed": None, "line": 16,
        },
        {
            "host": "vpn01", "fqdn": "vpn01", "address": "", "port": 1194, "protocol": "udp",
            "plugin": "380002", "name": "Weak cipher", "severity": "medium", "score": 5.9,
            "cves": ("CVE-2099-4001",), "scanned": date(2026, 11, 19),
            "first_seen": date(2026, 9, 1), "credentialed": None,
            "line": 17,
        },
    )  # fmt: skip


@pytest.mark.parametrize("record", [{}, {"CVE": "'-"}])
@pytest.mark.parametrize("before", [BEFORE, "", "\n"])
def test_either_list_is_read_with_and_without_the_lines_before_it(
    record: dict[str, str], before: str
) -> None:
    text = listed(record, before=before)

    (row,) = read_any(of(text)).rows

    assert (row["plugin"], row["cves"], row["score"]) == ("1", (), None)
    assert row["line"] == before.count("\n") + 2
    assert [name for name, found in load_readers().items() if found.sniff(text.encode())] == [
        "qualys_vmdr"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = read_any(of(listed({"Title": "弱點"}).encode(encoding))).rows

    assert row["name"] == "弱點"


def test_a_file_quoted_again_is_read() -> None:
    text = wrapped(listed({"Results": 'cols="2"', "Title": 'a, "b"'}, {"QID": "2"}))

    table = read_any(of(text))

    assert [(row["name"], row["plugin"], row["line"]) for row in table.rows] == [
        ('a, "b"', "1", 5), ("t", "2", 6),
    ]  # fmt: skip


def test_what_is_quoted_again_may_span_lines() -> None:
    first = wrapped(listed({"Results": "a|b"})).replace("a|b", "a\r\n\r\nb")
    text = first + wrapped(listed({"Severity": "9"}, before="")).split("\n", 1)[1]

    with pytest.raises(ReadError, match="第 8 行、欄位「Severity」"):
        qualys_vmdr.read(of(text))


def test_a_summary_may_stand_before_the_list() -> None:
    summary = '"QID","TITLE","CVEIDS","SEVERITY","KB SEVERITY","QDS","DETECTION COUNT"\n'
    each = '"1","t","CVE-2099-1,CVE-2099-2","3","3","70","1"\n' * 200

    (row,) = read_any(of(listed({}, before=BEFORE + summary + each))).rows

    assert (row["plugin"], row["line"]) == ("1", 206)


@pytest.mark.parametrize(
    ("severity", "kb", "kind", "grade"),
    [
        ("1", "1", "Confirmed", "low"), ("2", "2", "Confirmed", "low"),
        ("3", "3", "Potential", "medium"), ("4", "4", "Potential", "high"),
        ("5", "5", "Confirmed", "critical"), ("5", "5", "Information", "none"),
        ("2", "5", "Confirmed", "critical"), ("5", "2", "Confirmed", "critical"),
        ("4", "'-", "Confirmed", "high"), ("4", "", "CONFIRMED", "high"),
    ],
)  # fmt: skip
def test_severity(severity: str, kb: str, kind: str, grade: str) -> None:
    assert one(Severity=severity, KB_Severity=kb, Type_Detected=kind)["severity"] == grade


@pytest.mark.parametrize(
    ("base3", "base2", "score"),
    [("'-", "'-", None), ("9.8", "5", 9.8), ("'-", "5.0", 5.0), ("", "", None), ("10", "'-", 10.0)],
)
def test_score(base3: str, base2: str, score: float | None) -> None:
    (row,) = rows({"CVSSv3.1 Base (nvd)": base3, "CVSSv2 Base (nvd)": base2})

    assert row["score"] == score


@pytest.mark.parametrize(
    ("status", "plugin"),
    [
        ("NEW", "1"), ("ACTIVE", "1"), ("REOPENED", "1"), ("Re-Opened", "1"), ("FIXED", ""),
        ("fixed", ""),
    ],
)  # fmt: skip
def test_what_is_a_finding(status: str, plugin: str) -> None:
    assert one(Status=status)["plugin"] == plugin


def test_the_cves_of_one_qid_on_one_port_are_one_finding() -> None:
    found = rows(
        {"CVE": "CVE-2099-2", "CVSSv3.1 Base (nvd)": "5.0", "Severity": "2", "KB Severity": "2"},
        {"CVE": "CVE-2099-9", "Port": "8443"},
        {"CVE": "CVE-2099-1", "CVSSv3.1 Base (nvd)": "9.8"},
        {"CVE": "CVE-2099-2"},
        {"CVE": "CVE-2099-3", "Protocol": "UDP"},
        {"CVE": "CVE-2099-4", "Status": "FIXED"},
    )

    assert [(row["port"], row["protocol"], row["cves"], row["line"]) for row in found] == [
        (443, "tcp", ("CVE-2099-2", "CVE-2099-1"), 5),
        (8443, "tcp", ("CVE-2099-9",), 6),
        (443, "udp", ("CVE-2099-3",), 9),
    ]
    assert (found[0]["severity"], found[0]["score"]) == ("medium", 9.8)


@pytest.mark.parametrize(
    ("name", "v4", "v6", "host", "fqdn", "address"),
    [
        ("web01", "192.0.2.1", "", "web01", "web01", "192.0.2.1"),
        ("web01", "192.0.2.1", "2001:db8::1", "web01", "web01", "192.0.2.1"),
        ("web01", "", "2001:DB8::1", "web01", "web01", "2001:db8::1"),
        ("web01", "192.0.2.1, 192.0.2.2", "", "web01", "web01", ""),
        ("web01", "192.0.2.1,192.0.2.2", "2001:db8::1", "web01", "web01", ""),
        ("web01", "192.0.2.1,192.0.2.1", "", "web01", "web01", "192.0.2.1"),
        ("web01", "'-", "'-", "web01", "web01", ""),
        ("192.0.2.1", "192.0.2.1", "", "192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.2", "192.0.2.1,192.0.2.2", "", "192.0.2.2", "", "192.0.2.2"),
        ("192.0.2.9", "192.0.2.1", "", "192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.9", "", "", "192.0.2.9", "", "192.0.2.9"),
        ("'-", "192.0.2.1", "", "192.0.2.1", "", "192.0.2.1"),
        ("'-", "192.0.2.1,192.0.2.2", "", "192.0.2.1,192.0.2.2", "", ""),
    ],
)
def test_the_asset(name: str, v4: str, v6: str, host: str, fqdn: str, address: str) -> None:
    row = one(Asset_Name=name, Asset_IPV4=v4, Asset_IPV6=v6)

    assert (row["host"], row["fqdn"], row["address"]) == (host, fqdn, address)


@pytest.mark.parametrize(
    ("name", "v4", "one_machine"),
    [
        ("WEB01.example.com", "192.0.2.1", True),
        ("web01", "198.51.100.1,192.0.2.1", True),
        ("web01", "192.0.2.2", False),
        ("web01", "", False),
        ("web02", "192.0.2.1", False),
        ("192.0.2.1", "192.0.2.1", False),
    ],
)
def test_a_machine_known_twice_is_one_where_an_address_says_so(
    name: str, v4: str, one_machine: bool
) -> None:
    day = "Nov 21, 2026 07:00 AM"

    found = rows({}, {"QID": "2", "Asset Name": name, "Asset IPV4": v4, "Last Detected": day})

    assert [row["scanned"].day for row in found] == ([21, 21] if one_machine else [20, 21])


@pytest.mark.parametrize(
    "seen",
    [
        "Nov 2, 2026 01:02 AM", "Nov 02, 2026 01:02 PM", "Nov 02, 2026", "11/2/2026 1:02",
        "2026/11/2 01:02", "11/02/2026 01:02:03",
    ],
)  # fmt: skip
def test_a_day_is_read_as_qualys_and_as_excel_writes_it(seen: str) -> None:
    assert one(Last_Detected=seen)["scanned"] == date(2026, 11, 2)


def test_an_asset_was_scanned_on_the_newest_of_its_days() -> None:
    found = rows(
        {},
        {"QID": "2", "Status": "FIXED", "Last Fixed": "Nov 25, 2026 07:00 AM"},
        {"QID": "3", "Last Detected": "'-", "Asset Name": "web02"},
        {"QID": "4", "Last Detected": "Nov 22, 2026 07:00 AM"},
        {"QID": "5", "Last Detected": "Nov 01, 2026 07:00 AM", "Asset Name": "web02"},
    )

    assert [(row["host"], row["plugin"], row["scanned"].day) for row in found] == [
        ("web01", "1", 25), ("web01", "4", 25), ("web02", "3", 1), ("web02", "5", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("seen", ["", "'-"])
def test_an_asset_without_a_day_is_a_gap(seen: str) -> None:
    table = qualys_vmdr.read(of(listed({"Last Detected": seen})))

    assert table.gaps == ("1 台主機沒有掃描結束的時間，可能未掃描完（例如 web01）",)


@pytest.mark.parametrize(
    "text",
    [
        (DATA / "qualys.csv").read_bytes(),
        b"QID,Title,Severity,Status\n",
        b"Asset Name,Asset IPV4,Status\n",
        b'"QID,""Title"",""Severity"""\n',
    ],
)
def test_another_csv_is_left_alone(text: bytes) -> None:
    assert qualys_vmdr.sniff(text) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = qualys_vmdr.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
