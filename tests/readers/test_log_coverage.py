from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.log_coverage import log_coverage

HEAD = "系統名稱,日誌種類,日誌起日,日誌迄日,筆數,位元組\n"
SAMPLE = (DATA / "log_coverage.csv").read_bytes()[:2000]


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "log_coverage.csv"))

    assert (table.reader, table.kind, table.gaps) == ("log_coverage", "log_coverage", ())
    assert len(table.rows) == 199
    assert table.rows[0] == {
        "system": "邊界防火牆", "log": "防火牆紀錄", "kinds": ("firewall",),
        "first": date(2023, 11, 1), "last": date(2023, 11, 30),
        "records": 1204417, "bytes": 252927570,
        "place": "LOG01/fw/202311.gz", "line": 2,
    }  # fmt: skip
    assert table.rows[-1]["last"] == date(2026, 11, 20)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = log_coverage.read(of(f'{HEAD}甲,其他,115/1/2,,"1,234",\n'.encode(encoding))).rows

    assert (row["first"], row["last"]) == (date(2026, 1, 2), date(2026, 1, 2))
    assert (row["records"], row["bytes"]) == (1234, None)


def test_a_day_a_row_with_sizes_alone() -> None:
    table = read_any(of("system,log type,day,bytes\nfw1,firewall,2026-01-02,0\n"))

    assert [(row["records"], row["bytes"]) for row in table.rows] == [(None, 0)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何留存的日誌"),
        ("系統名稱,日誌種類,日期\n甲,其他,115/1/2\n", "欄位「筆數」：缺少欄位"),
        (f"{HEAD},其他,115/1/2,,1,\n", "第 2 行、欄位「系統名稱」：這一欄不可空白"),
        (f"{HEAD}甲,,115/1/2,,1,\n", "欄位「日誌種類」：這一欄不可空白"),
        (f"{HEAD}甲,其他,,,1,\n", "欄位「日誌起日」：這一欄不可空白"),
        (f"{HEAD}甲,其他,-,,1,\n", "欄位「日誌起日」：這一欄應為日期"),
        (f"{HEAD}甲,其他,115/2/30,,1,\n", "看不懂日期「115/2/30」"),
        (f"{HEAD}甲,其他,115/1/2,115/1/1,1,\n", "欄位「日誌迄日」：迄日早於起日"),
        (f"{HEAD}甲,其他,115/1/2,,,\n", "筆數與大小至少要有一項"),
        (f"{HEAD}甲,其他,115/1/2,,約一千,\n", "看不懂「約一千」，應為整數"),
        (f"{HEAD}甲,其他,115/1/2,,{'9' * 19},\n", "應為整數"),
        (f"{HEAD}甲,其他\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        log_coverage.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = log_coverage.read(of(content))
    except ReadError:
        return
    assert table.rows
