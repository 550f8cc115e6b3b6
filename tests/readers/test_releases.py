from datetime import date

import pytest
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.releases import releases

HEAD = "系統,版本,上線日,源碼掃描日\n"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "releases.csv"))

    assert (table.reader, table.kind, table.gaps) == ("releases", "releases", ())
    assert table.rows == (
        {
            "system": "order-web", "version": "3.4.0", "approved_by": "陳經理", "line": 2,
            "released": date(2026, 6, 15), "source_scanned": date(2026, 6, 12),
        },
        {
            "system": "order-web", "version": "3.5.0", "approved_by": "陳經理", "line": 3,
            "released": date(2026, 11, 14), "source_scanned": date(2026, 11, 13),
        },
        {
            "system": "quote-api", "version": "2.0.1", "approved_by": "", "line": 4,
            "released": date(2026, 10, 5), "source_scanned": date(2026, 10, 2),
        },
        {
            "system": "quote-api", "version": "2.0.2", "approved_by": "", "line": 5,
            "released": date(2026, 11, 10), "source_scanned": None,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = releases.read(of(f"{HEAD}甲,1,115/11/20,\n".encode(encoding))).rows

    assert (row["system"], row["source_scanned"]) == ("甲", None)


def test_a_version_may_go_live_again() -> None:
    rows = releases.read(of(f"{HEAD}甲,1,115/11/19,\n甲,1,115/11/20,\n乙,1,115/11/20,\n")).rows

    assert [row["line"] for row in rows] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何上線"),
        ("系統,版本,上線日\n甲,1,115/11/20\n", "欄位「源碼掃描日」：缺少欄位"),
        (f"{HEAD},1,115/11/20,\n", "第 2 行、欄位「系統」：這一欄不可空白"),
        (f"{HEAD}甲,,115/11/20,\n", "欄位「版本」：這一欄不可空白"),
        (f"{HEAD}甲,1,,\n", "欄位「上線日」：這一欄不可空白"),
        (f"{HEAD}甲,1,-,\n", "欄位「上線日」：上線紀錄要有上線日"),
        (f"{HEAD}甲,1,115/11/20,昨天\n", "欄位「源碼掃描日」：看不懂日期「昨天」"),
        (f"{HEAD}甲,1,115/11/20,\n甲,1,2026-11-20,\n", "第 3 行、欄位「版本」：.*出現兩次"),
        (f"{HEAD}甲,1\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        releases.read(of(text))
