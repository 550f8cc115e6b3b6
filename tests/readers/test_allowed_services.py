from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.allowed_services import allowed_services

HEAD = "主機或區域,通訊協定,通訊埠,用途,核准人,有效期限\n"
WHOLE = (DATA / "allowed_services.csv").read_text(encoding="utf-8")


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "allowed_services.csv"))

    assert (table.reader, table.kind, table.gaps) == ("allowed_services", "allowed_services", ())
    assert table.rows == (
        {
            "where": "TRD-WEB01", "protocols": ("tcp",), "ports": ((443, 443),),
            "purpose": "網路下單", "approver": "資安長王小明", "until": None, "line": 2,
        },
        {
            "where": "營運區", "protocols": ("tcp",), "ports": ((22, 22), (8000, 8010)),
            "purpose": "維護與內部服務", "approver": "資訊主管李大華", "until": date(2027, 6, 30),
            "line": 3,
        },
        {
            "where": "10.1.2.0/28", "protocols": ("tcp", "udp"), "ports": ((53, 53),),
            "purpose": "網域名稱解析", "approver": "資訊主管李大華", "until": None, "line": 4,
        },
        {
            "where": "", "protocols": ("tcp",), "ports": ((9100, 9100),), "purpose": "主機監控",
            "approver": "", "until": date(2026, 12, 31), "line": 5,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"{HEAD}ALL,udp,161,監控,王小明,\n"

    (row,) = allowed_services.read(of(text.encode(encoding))).rows

    assert (row["where"], row["protocols"], row["ports"]) == ("", ("udp",), ((161, 161),))


@pytest.mark.parametrize(
    ("cell", "ports"),
    [
        ("1-65535", ((1, 65535),)),
        ("443 80", ((80, 80), (443, 443))),
        ("80；81,82", ((80, 82),)),
        ("8000~8010", ((8000, 8010),)),
    ],
)
def test_ports(cell: str, ports: object) -> None:
    (row,) = allowed_services.read(of(f'{HEAD}A,TCP,"{cell}",x,y,\n')).rows

    assert row["ports"] == ports


def test_columns_that_may_be_left_out() -> None:
    (row,) = allowed_services.read(of("host,protocol,port,approver\nA,tcp,22,B\n")).rows

    assert (row["purpose"], row["until"]) == ("", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何允許的服務"),
        ("主機,協定,埠號\nA,tcp,1\n", "欄位「核准人」：缺少欄位"),
        (f"{HEAD},TCP,443,x,y,\n", "第 2 行、欄位「主機或區域」：這一欄不可空白"),
        (f"{HEAD}A,,443,x,y,\n", "第 2 行、欄位「通訊協定」：這一欄不可空白"),
        (f"{HEAD}A,/,443,x,y,\n", "欄位「通訊協定」：看不懂「/」"),
        (f"{HEAD}A,ICMP,443,x,y,\n", "欄位「通訊協定」：看不懂「ICMP」，應為 TCP、UDP 或 SCTP"),
        (f"{HEAD}A,TCP,,x,y,\n", "第 2 行、欄位「通訊埠」：這一欄不可空白"),
        (f"{HEAD}A,TCP,、,x,y,\n", "欄位「通訊埠」：這一欄不可空白"),
        (f"{HEAD}A,TCP,https,x,y,\n", "看不懂「https」，請寫成 443 或 8000-8010"),
        (f"{HEAD}A,TCP,70000,x,y,\n", "看不懂「70000」"),
        (f"{HEAD}A,TCP,0,x,y,\n", "看不懂「0」"),
        (f"{HEAD}A,TCP,90-80,x,y,\n", "看不懂「90-80」"),
        (f"{HEAD}A,TCP,443,x,y,明年\n", "第 2 行、欄位「有效期限」：看不懂日期「明年」"),
        (f"{HEAD}A,TCP\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        allowed_services.read(of(text))


@given(st.integers(0, len(WHOLE)), st.integers(0, 9), st.text(max_size=4))
def test_damage_is_a_table_or_an_error(at: int, size: int, put: str) -> None:
    text = WHOLE[:at] + put + WHOLE[at + size :]
    try:
        table = allowed_services.read(of(text.encode("utf-8", "replace")))
    except ReadError:
        return

    assert table.rows
