from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, load_readers, read_any
from chahe.readers.training_records import training_records

HEAD = "工號,人員類別,課程,課程類別,上課日期,時數,評量\n"
SAMPLE = (DATA / "training_records.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "training_records.csv"))

    assert (table.reader, table.kind, table.gaps) == ("training_records", "training_records", ())
    assert table.rows[1] == {
        "employee_id": "X207", "name": "林怡君", "role": "specialist",
        "course": "資安事件處理實務", "category": "professional", "day": date(2025, 3, 14),
        "minutes": 720, "assessment": True, "evidence": "T-114-031", "line": 3,
    }  # fmt: skip
    assert [(row["category"], row["minutes"], row["assessment"]) for row in table.rows] == [
        ("awareness", 180, None),
        ("professional", 720, True),
        ("professional", 210, True),
        ("professional", 360, True),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"{HEAD}A1,一般人員,防詐,宣導,115/3/2,1.25,不及格\n"

    (row,) = training_records.read(of(text.encode(encoding))).rows

    assert (row["role"], row["name"], row["minutes"], row["assessment"]) == ("other", "", 75, False)


def test_someone_without_a_course_is_read() -> None:
    rows = training_records.read(of(f"{HEAD}A1,一般,,,,,\nA2,一般,,,,0,無\n")).rows

    assert [(row["course"], row["day"], row["minutes"]) for row in rows] == [("", None, 0)] * 2


@pytest.mark.parametrize(
    ("hours", "minutes"), [("0", 0), ("1.5", 90), ("0.33", 19), ("0.01", 0), ("120", 7200)]
)
def test_hours(hours: str, minutes: int) -> None:
    (row,) = training_records.read(of(f"{HEAD}A1,一般,防詐,,115/3/2,{hours},\n")).rows

    assert row["minutes"] == minutes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何訓練"),
        ("工號,角色,課程,時數\nA1,一般,甲,1\n", "欄位「完訓日」：缺少欄位"),
        (f"{HEAD},一般,甲,,115/3/2,1,\n", "第 2 行、欄位「工號」：這一欄不可空白"),
        (f"{HEAD}A1,,甲,,115/3/2,1,\n", "欄位「人員類別」：這一欄不可空白"),
        (f"{HEAD}A1,經理,甲,,115/3/2,1,\n", "欄位「人員類別」：看不懂「經理」"),
        (f"{HEAD}A1,一般,甲,,,1,\n", "欄位「上課日期」：這一欄應為日期"),
        (f"{HEAD}A1,一般,甲,,昨天,1,\n", "欄位「上課日期」：看不懂日期「昨天」"),
        (f"{HEAD}A1,一般,甲,,115/3/2,,\n", "欄位「時數」：這一欄不可空白"),
        (f"{HEAD}A1,一般,甲,,115/3/2,-1,\n", "欄位「時數」：看不懂「-1」，應為小時數"),
        (f"{HEAD}A1,一般,甲,,115/3/2,1.555,\n", "欄位「時數」：看不懂「1.555」"),
        (f"{HEAD}A1,一般,甲,,115/3/2,１,\n", "欄位「時數」：看不懂"),
        (f"{HEAD}A1,一般,甲,程式,115/3/2,1,\n", "欄位「課程類別」：看不懂「程式」"),
        (f"{HEAD}A1,一般,甲,,115/3/2,1,也許\n", "欄位「評量」：看不懂「也許」"),
        (f"{HEAD}A1,一般,,,115/3/2,,\n", "欄位「課程」：有訓練的內容就要有課程名稱"),
        (f"{HEAD}A1,一般,,,,1,\n", "欄位「課程」：有訓練的內容就要有課程名稱"),
        (f"{HEAD}A1,一般\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        training_records.read(of(text))


@pytest.mark.parametrize("header", ["工號,姓名,到職日,離職日", "工號,角色,帳號,權限"])
def test_lists_of_other_things_are_left_alone(header: str) -> None:
    assert training_records.sniff(f"{header}\n".encode()) is False


def test_a_list_with_names_is_not_taken_for_a_roster() -> None:
    head = "工號,學員,人員類別,課程,上課日期,時數,評量\n".encode()

    assert [found.id for found in load_readers().values() if found.sniff(head)] == [
        "training_records"
    ]


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = training_records.read(of(content))
    except ReadError:
        return
    assert table.rows
