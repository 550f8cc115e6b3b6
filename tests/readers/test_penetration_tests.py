from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.penetration_tests import penetration_tests

HEAD = "系統,開始日,結束日,發現編號,發現,等級,修補日,複測日,複測結果\n"
SAMPLE = (DATA / "penetration_tests.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "penetration_tests.csv"))

    assert (table.reader, table.kind, table.gaps) == (
        "penetration_tests", "penetration_tests", (),
    )  # fmt: skip
    assert table.rows[0] == {
        "system": "網路下單", "tester": "甲安資訊", "begun": date(2026, 3, 2),
        "ended": date(2026, 3, 13), "reported": date(2026, 3, 27), "finding": "PT-01",
        "title": "下單頁面反射型 XSS", "severity": "high", "fixed": date(2026, 4, 20),
        "retested": date(2026, 5, 4), "result": "pass", "line": 2,
    }  # fmt: skip
    assert [(row["finding"], row["severity"], row["fixed"]) for row in table.rows[1:]] == [
        ("PT-02", "low", None),
        ("", "", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"{HEAD}甲,115/3/2,,P1,洞,High,,115/4/1,未通過\n"

    (row,) = penetration_tests.read(of(text.encode(encoding))).rows

    assert (row["system"], row["ended"], row["severity"], row["result"]) == (
        "甲", None, "high", "fail",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何測試"),
        ("系統,開始日,發現編號,複測日\n甲,115/3/2,,\n", "欄位「測試結束日」：缺少欄位"),
        (f"{HEAD},115/3/2,,,,,,,\n", "第 2 行、欄位「系統」：這一欄不可空白"),
        (f"{HEAD}甲,,,,,,,,\n", "第 2 行、欄位「開始日」：這一欄不可空白"),
        (f"{HEAD}甲,永不,,,,,,,\n", "欄位「開始日」：這一欄應為日期"),
        (f"{HEAD}甲,昨天,,,,,,,\n", "欄位「開始日」：看不懂日期「昨天」"),
        (f"{HEAD}甲,115/3/2,115/3/1,,,,,,\n", "欄位「結束日」：結束日早於開始日"),
        (f"{HEAD}甲,115/3/2,,,洞,,,,\n", "欄位「發現編號」：有發現的內容就要有編號"),
        (f"{HEAD}甲,115/3/2,,,,高,,,\n", "欄位「發現編號」：有發現的內容就要有編號"),
        (f"{HEAD}甲,115/3/2,,P1,洞,很高,,,\n", "欄位「等級」：看不懂「很高」，應為嚴重、高"),
        (f"{HEAD}甲,115/3/2,,P1,洞,高,,,也許\n", "欄位「複測結果」：看不懂「也許」"),
        (f"{HEAD}甲,115/3/2,,P1,洞,高,昨天,,\n", "欄位「修補日」：看不懂日期"),
        (f"{HEAD}甲,115/3/2\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        penetration_tests.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = penetration_tests.read(of(content))
    except ReadError:
        return
    assert table.rows
