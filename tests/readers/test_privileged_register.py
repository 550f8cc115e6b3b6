from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.privileged_register import privileged_register

HEAD = "帳號,負責人,核准人,核准日,允許來源\n"
SAMPLE = (DATA / "privileged_register.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "privileged_register.csv"))

    assert (table.reader, table.kind, table.gaps) == (
        "privileged_register", "privileged_register", (),
    )  # fmt: skip
    assert table.rows == (
        {
            "account": "Administrator", "system": "AD", "owner": "陳大文", "approved_by": "林主任",
            "purpose": "緊急維護", "approved": date(2026, 3, 2), "valid_until": date(2027, 3, 1),
            "sources": ("10.1.9.0/24", "JUMP-01"), "line": 2,
        },
        {
            "account": "twadmin", "system": "AD", "owner": "王小明", "approved_by": "林主任",
            "purpose": "網域管理", "approved": date(2026, 6, 1), "valid_until": None,
            "sources": ("10.1.9.20/31",), "line": 3,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = privileged_register.read(of(f"{HEAD}root,甲,乙,115/1/2,\n".encode(encoding))).rows

    assert (row["account"], row["approved"], row["sources"]) == ("root", date(2026, 1, 2), ())


def test_what_is_not_written_is_empty() -> None:
    (row,) = privileged_register.read(of(f"{HEAD}root,,,,2001:db8::/32\n")).rows

    assert (row["owner"], row["approved_by"], row["approved"]) == ("", "", None)
    assert (row["sources"], row["valid_until"]) == (("2001:db8::/32",), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何特權帳號"),
        ("帳號,核准人,核准日\na,b,115/1/2\n", "欄位「負責人」：缺少欄位"),
        (f"{HEAD},甲,乙,115/1/2,\n", "第 2 行、欄位「帳號」：.*不可空白"),
        (f"{HEAD}root,甲,乙,昨天,\n", "第 2 行、欄位「核准日」：看不懂日期「昨天」"),
        (f"{HEAD}root,甲,乙,115/1/2,10.0.0.999\n", "欄位「允許來源」：看不懂「10.0.0.999」"),
        (f"{HEAD}root,甲,乙,115/1/2,10.0.0.9-10.0.0.1\n", "欄位「允許來源」：看不懂"),
        (f"{HEAD}root,甲,乙,115/1/2,10.0.0.0/99\n", "欄位「允許來源」：看不懂"),
        (f"{HEAD}root,甲\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        privileged_register.read(of(text))


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=20), st.integers(0, 20))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    try:
        table = privileged_register.read(of(SAMPLE[:at] + put + SAMPLE[at + cut :]))
    except ReadError:
        return
    assert table.rows
