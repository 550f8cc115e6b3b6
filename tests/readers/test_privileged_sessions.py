from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.privileged_sessions import privileged_sessions

HEAD = "帳號,使用時間,來源位址,單號\n"
SAMPLE = (DATA / "privileged_sessions.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "privileged_sessions.csv"))

    assert (table.reader, table.kind, table.gaps) == (
        "privileged_sessions", "privileged_sessions", (),
    )  # fmt: skip
    assert table.rows == (
        {
            "account": "Administrator", "system": "AD", "at": "2026-11-18 21:05:11",
            "ticket": "CHG-1151118-02", "purpose": "套用原則", "approved_by": "林主任",
            "day": date(2026, 11, 18), "address": "10.1.9.31", "line": 2,
        },
        {
            "account": "CORP\\twadmin", "system": "AD", "at": "2026/11/20 22:10:00",
            "ticket": "", "purpose": "帳號維護", "approved_by": "林主任",
            "day": date(2026, 11, 20), "address": "JUMP-01", "line": 3,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"{HEAD}甲,115/11/20,2001:DB8::0:1,\n"

    (row,) = privileged_sessions.read(of(text.encode(encoding))).rows

    assert (row["account"], row["day"], row["address"]) == ("甲", date(2026, 11, 20), "2001:db8::1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何使用"),
        ("帳號,使用時間,來源位址\na,115/1/2,\n", "欄位「單號」：缺少欄位"),
        (f"{HEAD},115/11/20,,\n", "第 2 行、欄位「帳號」：.*不可空白"),
        (f"{HEAD}root,,,\n", "第 2 行、欄位「使用時間」：沒有使用時間"),
        (f"{HEAD}root,昨天,,\n", "看不懂日期「昨天」"),
        (f"{HEAD}root,115/11/20,10.0.0,\n", "欄位「來源位址」：看不懂「10.0.0」"),
        (f"{HEAD}root,115/11/20\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        privileged_sessions.read(of(text))


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=20), st.integers(0, 20))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    try:
        table = privileged_sessions.read(of(SAMPLE[:at] + put + SAMPLE[at + cut :]))
    except ReadError:
        return
    assert table.rows
