from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.capacity_tests import capacity_tests

HEAD = "系統,測試日期,實測值,目標值,結果,下次測試日\n"
SAMPLE = (DATA / "capacity_tests.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "capacity_tests.csv"))

    assert (table.reader, table.kind, table.gaps) == ("capacity_tests", "capacity_tests", ())
    assert table.rows[0] == {
        "system": "網路下單", "tested": date(2026, 3, 14), "load": "每秒委託筆數",
        "measured": 2400, "expected": 1800, "unit": "筆/秒", "result": "pass",
        "owner": "資訊部 王志明", "next": date(2027, 3, 12), "line": 2,
    }  # fmt: skip
    assert [(row["system"], row["measured"], row["next"]) for row in table.rows[1:]] == [
        ("網路下單", 52000, date(2027, 3, 12)),
        ("憑證驗證", 900, None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"{HEAD}甲,115/3/2,,900,不足,\n"

    (row,) = capacity_tests.read(of(text.encode(encoding))).rows

    assert (row["system"], row["measured"], row["result"]) == ("甲", None, "fail")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何測試"),
        ("系統,測試日,實測值,目標值\n", "欄位「測試結果」：缺少欄位"),
        (f"{HEAD},115/3/2,1,1,,\n", "第 2 行、欄位「系統」：這一欄不可空白"),
        (f"{HEAD}甲,,1,1,,\n", "欄位「測試日期」：這一欄不可空白"),
        (f"{HEAD}甲,永不,1,1,,\n", "欄位「測試日期」：這一欄應為日期"),
        (f"{HEAD}甲,昨天,1,1,,\n", "欄位「測試日期」：看不懂日期「昨天」"),
        (f"{HEAD}甲,115/3/2,1.5,1,,\n", "欄位「實測值」：看不懂「1.5」，應為整數"),
        (f"{HEAD}甲,115/3/2,1,-1,,\n", "欄位「目標值」：看不懂「-1」，應為整數"),
        (f"{HEAD}甲,115/3/2,1,1,也許,\n", "欄位「結果」：看不懂「也許」"),
        (f"{HEAD}甲,115/3/2,1,1,,115/3/2\n", "欄位「下次測試日」：下次測試日不晚於測試日"),
        (f"{HEAD}甲,115/3/2\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        capacity_tests.read(of(text))


@pytest.mark.parametrize("header", ["系統名稱,回存測試日,測試結果", "受測系統,開始日,發現編號"])
def test_lists_of_other_tests_are_left_alone(header: str) -> None:
    assert capacity_tests.sniff(f"{header}\n".encode()) is False


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = capacity_tests.read(of(content))
    except ReadError:
        return
    assert table.rows
