from datetime import date

import pytest
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.asset_register import asset_register

HEAD = "資產編號,主機名稱,IP位址,報廢日,資產狀態\n"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "asset_register.csv"))

    assert (table.reader, table.kind, len(table.rows)) == ("asset_register", "hosts", 4)
    assert table.rows[0] == {
        "asset": "A-001", "host": "TRD-WEB01", "address": "10.1.2.11", "category": "伺服器",
        "system": "Windows Server 2022", "use": "網路下單", "owner": "王怡君", "retired": None,
        "status": "active", "line": 2,
    }  # fmt: skip
    assert (table.rows[3]["retired"], table.rows[3]["status"]) == (date(2026, 6, 30), "retired")


def test_a_machine_may_have_only_an_address() -> None:
    (row,) = asset_register.read(of(f"{HEAD}A-1,,10.0.0.1,,\n")).rows

    assert (row["host"], row["address"], row["status"], row["category"]) == ("", "10.0.0.1", "", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何主機"),
        (f"{HEAD}A-1,,,,\n", "第 2 行、欄位「主機名稱」：.*不可同時空白"),
        (f"{HEAD}A-1,甲,,去年,\n", "欄位「報廢日」：看不懂日期「去年」"),
        (f"{HEAD}A-1,甲,,,遺失\n", "欄位「資產狀態」：看不懂「遺失」"),
        ("資產編號,用途\nA-1,x\n", "欄位「主機名稱」：缺少欄位"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        asset_register.read(of(text))
