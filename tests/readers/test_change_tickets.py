from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.change_tickets import change_tickets

HEAD = "變更單號,異動路徑,核准日,變更開始,變更結束,核准人\n"
SAMPLE = (DATA / "change_tickets.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "change_tickets.csv"))

    assert (table.reader, table.kind, table.gaps) == ("change_tickets", "change_tickets", ())
    assert table.rows == (
        {
            "ticket": "CHG-1151", "system": "網路下單", "approved_by": "林主任",
            "paths": ("/srv/order-web/app.js", "release-42/"), "versions": (),
            "approved": date(2026, 11, 10), "begun": date(2026, 11, 12),
            "ended": date(2026, 11, 12), "line": 2,
        },
        {
            "ticket": "CHG-1152", "system": "網路下單", "approved_by": "王副理",
            "paths": ("**/*.css",), "versions": (), "approved": date(2026, 11, 11),
            "begun": date(2026, 11, 18), "ended": None, "line": 3,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = change_tickets.read(of(f"{HEAD}A,甲；乙,,,,\n".encode(encoding))).rows

    assert (row["paths"], row["approved"], row["system"]) == (("甲", "乙"), None, "")


def test_versions_instead_of_paths() -> None:
    text = "Change ID,Versions,Approved,Begun,Ended,Approved by\nA,1.2|1.3,2026-11-01,,,x\n"

    (row,) = read_any(of(text)).rows

    assert (row["paths"], row["versions"]) == ((), ("1.2", "1.3"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何變更單"),
        ("變更單號,異動路徑,核准日,變更開始,變更結束\nA,a,,,\n", "缺少欄位（可用的名稱：核准人"),
        ("變更單號,核准日,變更開始,變更結束,核准人\nA,,,,x\n", "缺少欄位（可用的名稱：變更路徑"),
        (f"{HEAD},a,,,,x\n", "第 2 行、欄位「變更單號」：單號不可空白"),
        (f"{HEAD}A,a,,,,x\nA,b,,,,x\n", "第 3 行、欄位「變更單號」：.*不可出現兩次"),
        (f"{HEAD}A, ; ,,,,x\n", "第 2 行、欄位「異動路徑」：這張變更單沒有寫"),
        (f"{HEAD}A,a,昨天,,,x\n", "第 2 行、欄位「核准日」：看不懂日期「昨天」"),
        (f"{HEAD}A,a,,115/11/2,115/11/1,x\n", "第 2 行、欄位「變更結束」：結束早於開始"),
        (f"{HEAD}A,a\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        change_tickets.read(of(text))


@given(at=st.integers(0, len(SAMPLE) - 1), piece=st.binary(max_size=4))
def test_damage_is_a_table_or_an_error(at: int, piece: bytes) -> None:
    try:
        table = change_tickets.read(of(SAMPLE[:at] + piece + SAMPLE[at + 2 :]))
    except ReadError:
        return

    assert isinstance(table, Table)
