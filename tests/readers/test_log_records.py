from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.log_records import log_records

HEAD = "系統名稱,日期時間,使用者識別碼,動作,來源位址,結果\n"
JSON = (
    '{"system":"甲","timestamp":"2026-11-20T08:00:00+08:00","user":"c1","action":"login",'
    '"ip":"10.1.2.3"}\n'
)
SAMPLE = (DATA / "log_records.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "log_records.csv"))

    assert (table.reader, table.kind, table.gaps) == ("log_records", "log_records", ())
    assert len(table.rows) == 24
    assert table.rows[0] == {
        "system": "網路下單系統", "at": at(2026, 11, 10, 8), "timed": True, "who": "c10023",
        "action": "登入", "address": "203.0.113.10", "result": "成功", "line": 2,
    }  # fmt: skip


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = log_records.read(of(f"{HEAD}甲,115/1/2,張三,登入,-,\n".encode(encoding))).rows

    assert (row["at"], row["timed"], row["address"]) == (at(2026, 1, 2), False, "")


def test_json_lines() -> None:
    table = read_any(of(f'{JSON}\n{JSON.replace("c1", "unknown")}{{"system":"甲","x":1}}\n'))

    assert [(row["who"], row["line"]) for row in table.rows] == [("c1", 1), ("", 3), ("", 4)]
    assert [row["at"] for row in table.rows] == [at(2026, 11, 20, 8), at(2026, 11, 20, 8), None]


@pytest.mark.parametrize("nothing", ["", "-", "N/A", "null", "未知"])
def test_what_stands_for_nothing_is_nothing(nothing: str) -> None:
    (row,) = log_records.read(of(f"{HEAD}甲,{nothing},{nothing},登入,{nothing},{nothing}\n")).rows

    assert (row["at"], row["timed"], row["who"], row["address"]) == (None, False, "", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何紀錄"),
        ("系統名稱,日期時間,使用者\n甲,115/1/2,乙\n", "欄位「來源位址」：缺少欄位"),
        (f"{HEAD},115/1/2,乙,登入,,\n", "第 2 行、欄位「系統名稱」：系統不可空白"),
        (f"{HEAD}甲,昨天,乙,登入,,\n", "第 2 行、欄位「日期時間」：看不懂時間「昨天」"),
        (f"{HEAD}甲,115/1/2\n", "第 2 行：這一列有 2 欄"),
        (f"{JSON}{JSON[:20]}\n", "第 2 行：這一行不是完整的 JSON 物件"),
        (f"{JSON}[1]\n", "第 2 行：這一行不是完整的 JSON 物件"),
        (
            f"{JSON}{JSON.replace('c1', 'c2').replace('action', 'user')}",
            "欄位「user」：.*只出現一次",
        ),
        (JSON.replace('"c1"', '{"name":"c1"}'), "第 1 行、欄位「user」：應為文字或數字"),
        ('{"system":' + "[" * 100000 + "\n", "第 1 行：這一行不是完整的 JSON 物件"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        log_records.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = log_records.read(of(content))
    except ReadError:
        return
    assert table.rows
