from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.rpm_packages import rpm_packages

SAMPLE = (DATA / "rpm_packages.txt").read_bytes()
CHECKED = "Last metadata expiration check: 0:10:00 ago on Fri Nov 20 09:40:27 2026.\n"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "rpm_packages.txt"))

    assert (table.reader, table.kind, table.gaps) == ("rpm_packages", "installed_patches", ())
    assert table.rows[0] == {
        "host": "trd-db01", "patch": "RHSA-2026:1234", "title": "openssl-1:3.0.7-27.el9.x86_64",
        "severity": "high", "released": None, "status": "needed", "seen": date(2026, 11, 20),
        "line": 3,
    }  # fmt: skip
    assert [
        (row["host"], row["patch"], row["severity"], row["status"], row["released"])
        for row in table.rows[1:]
    ] == [
        ("trd-db01", "RHBA-2026:2000", "none", "needed", None),
        ("trd-db01", "RHSA-2026:0900", "critical", "installed", None),
        ("trd-db02", "", "", "installed", None),
        ("trd-db03", "FEDORA-2026-e9ea7cb2f8", "low", "needed", date(2026, 11, 6)),
        ("trd-db03", "FEDORA-2026-635a54eb7e", "high", "needed", date(2026, 11, 2)),
        ("trd-db03", "FEDORA-2026-1e8a70c30e", "none", "needed", date(2026, 10, 19)),
    ]


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("RHSA-2026:1 Unknown/Sec. a-1-1.el9.x86_64", ""),
        ("RHSA-2026:1 Moderate/Sec. a-1-1.el9.x86_64", "medium"),
        ("FEDORA-EPEL-2026-ab12 unknown a-1-1.el9.noarch", ""),
        ("OVMBA-2018-0055 bugfix ConsoleKit-0.4.1-6.el6.x86_64", "none"),
        ("FEDORA-2026-1 unsp None a-1-1.fc44.noarch 2026-10-19 21:20:20", ""),
        ("FEDORA-2026-1 security None a-1-1.fc44.noarch 2026-10-19 21:20:20", ""),
    ],
)
def test_grades(line: str, severity: str) -> None:
    (row,) = rpm_packages.read(of(f"==> a <==\n{line}\n")).rows

    assert (row["severity"], row["status"]) == (severity, "needed")


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("==> a <==\n", ("a 沒有 dnf updateinfo list 的輸出，請以 LC_ALL=C 重新執行",)),
        (f"==> a <==\n{CHECKED}Error: x\n", ("a 第 3 行看不懂「Error: x」",)),
        (f"==> a <==\n{CHECKED}openssl.x86_64 1:3.0 baseos\n",
         ("a 第 3 行看不懂「openssl.x86_64 1:3.0 baseos」",)),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_a_gap(text: str, gaps: tuple[str, ...]) -> None:
    table = rpm_packages.read(of(text))

    assert (table.gaps, table.rows[0]["patch"]) == (gaps, "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CHECKED, "第 1 行：不知道是哪一台主機的輸出"),
        (
            "==> a <==\nFEDORA-2026-1 security Low a-1-1.fc44.noarch 2026-13-01 00:00:00\n",
            "第 2 行：沒有「2026-13-01」這一天",
        ),
        ("\n", "沒有任何主機"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        rpm_packages.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = rpm_packages.read(of(content))
    except ReadError:
        return
    assert table.rows


def test_what_is_printed_at_the_end_is_no_advisory_in_either_case() -> None:
    table = rpm_packages.read(of(f"==> h <==\n{CHECKED}Updateinfo list done\n"))

    assert table.gaps == ()
