from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.backup_plan import backup_plan

HEAD = "系統名稱,備份週期,異地備份,起始日\n"
SAMPLE = (DATA / "backup_plan.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "backup_plan.csv"))

    assert (table.reader, table.kind, table.gaps) == ("backup_plan", "backup_plan", ())
    assert table.rows == (
        {
            "system": "網路下單系統", "every": 1, "offsite": True, "retention": 90, "since": None,
            "owner": "王小明", "line": 2,
        },
        {
            "system": "帳務資料庫", "every": 2, "offsite": True, "retention": 1095, "since": None,
            "owner": "李小華", "line": 3,
        },
        {
            "system": "內部網站", "every": 7, "offsite": False, "retention": None,
            "since": date(2026, 10, 1), "owner": "", "line": 4,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = backup_plan.read(of(f"{HEAD}甲,每半年,,\n".encode(encoding))).rows

    assert (row["system"], row["every"], row["offsite"]) == ("甲", 184, None)


@pytest.mark.parametrize(
    ("text", "days"),
    [("每天", 1), ("Weekly", 7), ("每月", 31), ("每季", 92), ("yearly", 366), ("每 3 日", 3),
     ("4", 4), ("10 days", 10)],
)  # fmt: skip
def test_periods(text: str, days: int) -> None:
    assert [row["every"] for row in backup_plan.read(of(f"{HEAD}甲,{text},否,\n")).rows] == [days]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何系統"),
        ("系統名稱,備份週期\n甲,每日\n", "欄位「異地備份」：缺少欄位"),
        (f"{HEAD},每日,是,\n", "第 2 行、欄位「系統名稱」：這一欄不可空白"),
        (f"{HEAD}甲,,是,\n", "欄位「備份週期」：這一欄不可空白"),
        (f"{HEAD}甲,每營業日,是,\n", "看不懂「每營業日」.*或兩次備份最多相隔的天數"),
        (f"{HEAD}甲,0,是,\n", "看不懂「0」"),
        (f"{HEAD}甲,每日,也許,\n", "欄位「異地備份」：看不懂「也許」，應為是或否"),
        (f"{HEAD}甲,每日,是,昨天\n", "看不懂日期「昨天」"),
        (f"{HEAD}甲,每日,是,\n甲,每週,是,\n", "第 3 行.*：與第 2 行是同一個系統"),
        (f"{HEAD}甲,每日\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        backup_plan.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = backup_plan.read(of(content))
    except ReadError:
        return
    assert table.rows
