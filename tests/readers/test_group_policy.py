from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.group_policy import group_policy

SAMPLE = (DATA / "group_policy.xml").read_bytes()
LINK = "<LinksTo><Enabled>true</Enabled></LinksTo>"


def setting(name: str, value: str, rank: str = "") -> str:
    kind = "Boolean" if value in ("true", "false") else "Number"
    before = f'<GPO><Domain xmlns="t">x</Domain></GPO><Precedence>{rank}</Precedence>'
    return (
        f"<q1:Account>{before if rank else ''}<q1:Name>{name}</q1:Name>"
        f"<q1:Setting{kind}>{value}</q1:Setting{kind}></q1:Account>\n"
    )


def policy(*settings: str, links: str = LINK, enabled: str = "true") -> str:
    return (
        '<GPO xmlns="http://www.microsoft.com/GroupPolicy/Settings"><Name>P</Name>\n<Computer>'
        f"<Enabled>{enabled}</Enabled><ExtensionData><Extension xmlns:q1='q'>\n"
        f"{''.join(settings)}</Extension></ExtensionData></Computer>{links}</GPO>"
    )


def in_force(*settings: str) -> str:
    return (
        '<Rsop xmlns="http://www.microsoft.com/GroupPolicy/Rsop"><UserResults><Name>CORP\\amy'
        "</Name></UserResults><ComputerResults><Name>CORP\\PC01$</Name><GPO><Name>P</Name></GPO>"
        f'<ExtensionData><Extension xmlns:q1="q">{"".join(settings)}</Extension></ExtensionData>'
        "</ComputerResults></Rsop>"
    )


def one(content: str) -> dict[str, Any]:
    (row,) = read_any(of(content)).rows
    return dict(row)


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "group_policy.xml"))

    assert (table.reader, table.kind, table.gaps) == ("group_policy", "password_policies", ())
    assert table.rows == (
        {
            "system": "Default Domain Policy", "min_length": 10, "complexity": True, "max_age": 90,
            "min_age": 1, "history": 24, "tries": 3, "lock_minutes": 30, "reset_minutes": 30,
            "reversible": False, "line": 14,
        },
    )  # fmt: skip


def test_what_is_not_defined_is_none() -> None:
    row = one(policy(setting("MinimumPasswordLength", "8")))

    assert {name for name, value in row.items() if value is None} == {
        "complexity", "max_age", "min_age", "history", "tries", "lock_minutes", "reset_minutes",
        "reversible",
    }  # fmt: skip


@pytest.mark.parametrize("value", ["-1", "4294967295", "0"])
def test_never(value: str) -> None:
    row = one(policy(setting("MaximumPasswordAge", value), setting("LockoutDuration", value)))

    assert (row["max_age"], row["lock_minutes"]) == (0, 0)


@pytest.mark.parametrize("ranks", [("1", "2"), ("2", "1")])
def test_of_what_is_in_force_precedence_1_counts(ranks: tuple[str, str]) -> None:
    row = one(in_force(*(setting("MinimumPasswordLength", rank + "0", rank) for rank in ranks)))

    assert (row["system"], row["min_length"]) == ("PC01", 10)


@pytest.mark.parametrize(
    ("content", "gap"),
    [
        (policy(setting("LockoutBadCount", "3"), enabled="false"), "電腦設定已停用"),
        (policy(setting("LockoutBadCount", "3"), links=""), "沒有啟用中的連結"),
        (
            policy(setting("LockoutBadCount", "3"), links=LINK.replace("true", "false")),
            "沒有啟用中的連結",
        ),
    ],
)
def test_gaps(content: str, gap: str) -> None:
    table = group_policy.read(of(content))

    assert [gap in each for each in table.gaps] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    content = policy(setting("LockoutBadCount", "3")).replace(">P<", ">原則<").encode(encoding)

    (row,) = group_policy.read(of(content)).rows

    assert (row["system"], row["tries"]) == ("原則", 3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (policy(), "沒有任何密碼或鎖定設定"),
        (policy(setting("MaxRenewAge", "7")), "沒有任何密碼或鎖定設定"),
        (policy(setting("LockoutBadCount", "3") * 2), "第 4 行、欄位「tries」：.*寫了兩次"),
        (policy(setting("LockoutBadCount", "三")), "第 3 行、欄位「tries」：看不懂「三」"),
        (policy(setting("LockoutBadCount", "-1")), "欄位「tries」：看不懂「-1」"),
        (policy(setting("PasswordComplexity", "1")), "欄位「complexity」：看不懂「1」"),
        (in_force(setting("LockoutBadCount", "3", "一")), "看不懂優先順序「一」"),
        (policy(setting("LockoutBadCount", "3"))[:-6], "檔案不完整"),
        ("<report/>", "這不是群組原則報表"),
        ("<!DOCTYPE GPO [<!ENTITY a 'b'>]><GPO/>", "DTD"),
    ],
)
def test_what_is_wrong_is_said(content: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        group_policy.read(of(content))


@pytest.mark.parametrize("content", ["<GPO/>", "<Rsop xmlns='x'/>", "<report/>"])
def test_leaves_other_xml_alone(content: str) -> None:
    assert group_policy.sniff(content.encode()) is False


@given(at=st.integers(0, len(SAMPLE)), junk=st.binary(max_size=4), cut=st.booleans())
def test_damage_is_refused_or_read(at: int, junk: bytes, cut: bool) -> None:
    try:
        table = group_policy.read(of(SAMPLE[:at] + junk + (b"" if cut else SAMPLE[at:])))
    except ReadError:
        return
    assert isinstance(table, Table) and len(table.rows) == 1


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf_8_that_says_it_is_utf_16_is_read_as_it_is(mark: str) -> None:
    """As `Get-GPOReport | Out-File -Encoding utf8` leaves it."""
    declared = f'{mark}<?xml version="1.0" encoding="utf-16"?>\n'

    row = one(declared + policy(setting("LockoutBadCount", "0")))

    assert (row["tries"], row["line"]) == (0, 4)
