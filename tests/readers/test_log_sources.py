from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.log_sources import log_sources

HEAD = "系統名稱,日誌種類,保存年數,啟用日,停用日,核心系統\n"
SAMPLE = (DATA / "log_sources.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "log_sources.csv"))

    assert (table.reader, table.kind, table.gaps) == ("log_sources", "log_sources", ())
    assert [(row["system"], row["kinds"], row["years"]) for row in table.rows] == [
        ("邊界防火牆", ("firewall",), 3),
        ("網路下單系統", ("audit",), 3),
        ("客戶資料系統", ("audit", "personal_data"), 5),
        ("專屬線路主機", ("dma", "order"), 5),
        ("虛擬通貨平台", ("operation", "security_token"), 10),
    ]
    assert table.rows[0] == {
        "system": "邊界防火牆", "log": "防火牆紀錄", "kinds": ("firewall",), "years": 3,
        "since": date(2019, 3, 1), "until": None, "core": False, "owner": "網路組", "line": 2,
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = log_sources.read(of(f"{HEAD}甲,其他,十年,115/1/2,115/3/4,\n".encode(encoding))).rows

    assert (row["kinds"], row["years"], row["core"]) == (("other",), 10, None)
    assert (row["since"], row["until"]) == (date(2026, 1, 2), date(2026, 3, 4))


def test_two_logs_of_a_system_are_two() -> None:
    table = log_sources.read(of(f"{HEAD}甲,登入紀錄,3,115/1/2,,\n甲,稽核紀錄,3 years,115/1/2,,\n"))

    assert [row["log"] for row in table.rows] == ["登入紀錄", "稽核紀錄"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何日誌"),
        ("系統名稱,日誌種類,保存年數\n甲,其他,3\n", "欄位「啟用日」：缺少欄位"),
        (f"{HEAD},其他,3,115/1/2,,\n", "第 2 行、欄位「系統名稱」：這一欄不可空白"),
        (f"{HEAD}甲,,3,115/1/2,,\n", "欄位「日誌種類」：這一欄不可空白"),
        (f"{HEAD}甲,其他,,115/1/2,,\n", "欄位「保存年數」：這一欄不可空白"),
        (f"{HEAD}甲,其他,3,,,\n", "欄位「啟用日」：這一欄不可空白"),
        (f"{HEAD}甲,其他,3,永不,,\n", "欄位「啟用日」：這一欄應為日期"),
        (f"{HEAD}甲,其他,3,昨天,,\n", "看不懂日期「昨天」"),
        (f"{HEAD}甲,其他,3,115/2/1,115/1/31,\n", "欄位「停用日」：停用日早於啟用日"),
        (f"{HEAD}甲,history,3,115/1/2,,\n", "看不出「history」是哪一種，名稱裡應有防火牆"),
        (f"{HEAD}甲,其他,三個月,115/1/2,,\n", "看不懂「三個月」，應為年數"),
        (f"{HEAD}甲,其他,3,115/1/2,,也許\n", "欄位「核心系統」：看不懂「也許」，應為是或否"),
        (f"{HEAD}甲,其他,3,115/1/2,,\n甲,其他,5,115/1/2,,\n", "第 3 行.*：與第 2 行是同一種日誌"),
        (f"{HEAD}甲,其他\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        log_sources.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = log_sources.read(of(content))
    except ReadError:
        return
    assert table.rows
