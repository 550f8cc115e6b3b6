from datetime import date

import pytest
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.risk_acceptances import risk_acceptances

HEAD = "系統,弱點,理由,接受人,到期日\n"


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "risk_acceptances.csv"))

    assert (table.reader, table.kind, table.gaps) == ("risk_acceptances", "risk_acceptances", ())
    assert table.rows == (
        {
            "system": "order-web", "vulnerability": "java/weak-cipher", "line": 2,
            "reason": "介接舊系統，已限制來源位址", "accepted_by": "資安長王小明",
            "until": date(2026, 12, 31),
        },
        {
            "system": "TRD-WEB01", "vulnerability": "CVE-2099-0001", "line": 3,
            "reason": "廠商修補前以防火牆阻擋", "accepted_by": "資安長王小明",
            "until": date(2026, 11, 30),
        },
        {
            "system": "", "vulnerability": "10114", "line": 4, "reason": "時間戳記不影響",
            "accepted_by": "資安長王小明", "until": None,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = risk_acceptances.read(of(f"{HEAD}甲,CVE-2099-1,,,\n".encode(encoding))).rows

    assert (row["system"], row["reason"], row["accepted_by"], row["until"]) == ("甲", "", "", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何風險接受"),
        ("系統,弱點,接受人,到期日\n甲,a,b,\n", "欄位「接受理由」：缺少欄位"),
        (f"{HEAD}甲,,a,b,\n", "第 2 行、欄位「弱點」：這一欄不可空白"),
        (f"{HEAD}甲,a,a,b,明年\n", "第 2 行、欄位「到期日」：看不懂日期「明年」"),
        (f"{HEAD}甲,a\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        risk_acceptances.read(of(text))
