from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.restore_tests import restore_tests

HEAD = "系統名稱,回存測試日,測試結果,花費分鐘\n"
SAMPLE = (DATA / "restore_tests.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "restore_tests.csv"))

    assert (table.reader, table.kind, table.gaps) == ("restore_tests", "restore_tests", ())
    assert len(table.rows) == 4
    assert table.rows[0] == {
        "system": "網路下單系統", "tested": date(2026, 9, 12), "by": "王小明", "result": "failed",
        "minutes": 240, "objective": 240, "evidence": "RT-115-07", "line": 2,
    }  # fmt: skip
    assert table.rows[3] == {
        "system": "內部網站", "tested": date(2026, 10, 24), "by": "李小華", "result": "success",
        "minutes": None, "objective": None, "evidence": "", "line": 5,
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = restore_tests.read(of(f"{HEAD}甲,115/1/2,未通過,\n".encode(encoding))).rows

    assert (row["system"], row["tested"], row["result"]) == ("甲", date(2026, 1, 2), "failed")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何測試"),
        ("系統名稱,回存測試日\n甲,115/1/2\n", "欄位「測試結果」：缺少欄位"),
        (f"{HEAD},115/1/2,成功,\n", "第 2 行、欄位「系統名稱」：這一欄不可空白"),
        (f"{HEAD}甲,,成功,\n", "欄位「回存測試日」：這一欄不可空白"),
        (f"{HEAD}甲,115/1/2,,\n", "欄位「測試結果」：這一欄不可空白"),
        (f"{HEAD}甲,never,成功,\n", "欄位「回存測試日」：這一欄應為日期"),
        (f"{HEAD}甲,昨天,成功,\n", "看不懂日期「昨天」"),
        (f"{HEAD}甲,115/1/2,部分成功,\n", "看不懂「部分成功」，應為成功或失敗"),
        (f"{HEAD}甲,115/1/2,成功,一小時\n", "欄位「花費分鐘」：看不懂「一小時」，應為整數"),
        (f"{HEAD}甲,115/1/2\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        restore_tests.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = restore_tests.read(of(content))
    except ReadError:
        return
    assert table.rows
