from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.drills import drills

HEAD = "演練類別,情境,演練日期,結果,檢討日,改善完成日\n"
SAMPLE = (DATA / "drills.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "drills.csv"))

    assert (table.reader, table.kind, table.gaps) == ("drills", "drills", ())
    assert table.rows[0] == {
        "type": "continuity", "scenario": "主機房停電改由異地作業", "system": "交易系統",
        "day": date(2026, 5, 16), "participants": "資訊部、營業部 24 人", "result": "fail",
        "reviewed": date(2026, 5, 22), "improved": date(2026, 7, 10), "line": 2,
    }  # fmt: skip
    assert [(row["type"], row["result"]) for row in table.rows[1:]] == [
        ("recovery", "pass"),
        ("ddos", "pass"),
        ("social", "fail"),
        ("incident", "pass"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"{HEAD}ddos,流量攻擊,115/3/2,,,115/3/2\n"

    (row,) = drills.read(of(text.encode(encoding))).rows

    assert (row["type"], row["result"], row["improved"]) == ("ddos", "", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何演練"),
        ("演練類型,演練日,結果,改善完成日\n", "欄位「檢討會議日」：缺少欄位"),
        ("演練類型,演練日,結果,檢討日\n", "欄位「改善完成日」：缺少欄位"),
        (f"{HEAD},甲,115/3/2,,,\n", "第 2 行、欄位「演練類別」：這一欄不可空白"),
        (f"{HEAD}消防,甲,115/3/2,,,\n", "欄位「演練類別」：看不懂「消防」，應為資安事件通報"),
        (f"{HEAD}DDoS,甲,,,,\n", "欄位「演練日期」：這一欄不可空白"),
        (f"{HEAD}DDoS,甲,永不,,,\n", "欄位「演練日期」：這一欄應為日期"),
        (f"{HEAD}DDoS,甲,昨天,,,\n", "欄位「演練日期」：看不懂日期「昨天」"),
        (f"{HEAD}DDoS,甲,115/3/2,也許,,\n", "欄位「結果」：看不懂「也許」"),
        (f"{HEAD}DDoS,甲,115/3/2,,115/3/1,\n", "欄位「檢討日」：這一天早於演練日"),
        (f"{HEAD}DDoS,甲,115/3/2,,,115/3/1\n", "欄位「改善完成日」：這一天早於演練日"),
        (f"{HEAD}DDoS,甲\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        drills.read(of(text))


@pytest.mark.parametrize("header", ["系統名稱,測試日,結果", "類型,日期,結果"])
def test_other_lists_are_left_alone(header: str) -> None:
    assert drills.sniff(f"{header}\n".encode()) is False


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = drills.read(of(content))
    except ReadError:
        return
    assert table.rows
