import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.network_zones import network_zones

HEAD = "區域名稱,用途,網段,防火牆,核心系統\n"
WHOLE = (DATA / "network_zones.csv").read_text(encoding="utf-8")


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "network_zones.csv"))

    assert (table.reader, table.kind, table.gaps) == ("network_zones", "network_zones", ())
    assert table.rows == (
        {
            "zone": "對外服務", "use": "dmz", "networks": ("10.10.10.0/24",),
            "firewall": "FGT-HQ-A", "core": False, "note": "網站前端", "line": 2,
        },
        {
            "zone": "交易主機", "use": "operations",
            "networks": ("10.20.0.0/16", "2001:db8:20::/64"),
            "firewall": "FGT-HQ-A", "core": True, "note": "下單與撮合介接", "line": 3,
        },
        {
            "zone": "測試", "use": "test", "networks": ("10.30.0.0/16",),
            "firewall": "FGT-HQ-A", "core": False, "note": "", "line": 4,
        },
        {
            "zone": "營業大廳", "use": "office", "networks": ("10.1.0.0/16", "10.2.0.0/16"),
            "firewall": "FGT-BR-1", "core": None, "note": "", "line": 5,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = f"{HEAD}甲,Production,10.1.2.3,無,V\n"

    (row,) = network_zones.read(of(text.encode(encoding))).rows

    assert (row["use"], row["networks"]) == ("operations", ("10.1.2.3/32",))
    assert (row["firewall"], row["core"]) == ("", True)


def test_columns_that_may_be_left_out() -> None:
    (row,) = network_zones.read(of("zone,use,cidr\nA,wifi,10.0.0.0/8\n")).rows

    assert (row["firewall"], row["core"], row["note"]) == (None, None, "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何區域"),
        ("區域名稱,用途\n甲,測試\n", "欄位「網段」：缺少欄位"),
        (f"{HEAD},測試,10.0.0.0/8,,\n", "第 2 行、欄位「區域名稱」：這一欄不可空白"),
        (f"{HEAD}甲,神祕,10.0.0.0/8,,\n", "看不懂「神祕」，可用：DMZ、營運、測試"),
        (f"{HEAD}甲,測試,10.0.0.0/8,,也許\n", "欄位「核心系統」：看不懂「也許」"),
        (f"{HEAD}甲,測試,10.0.0.1/8,,\n", "第 2 行、欄位「網段」：「10.0.0.1/8」不是網段"),
        (f"{HEAD}甲,測試,0.0.0.0/0,,\n", "「0.0.0.0/0」是全部位址"),
        (f"{HEAD}甲,測試,、,,\n", "欄位「網段」：這一欄不可空白"),
        (f"{HEAD}甲,測試\n", "第 2 行：這一列有 2 欄"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        network_zones.read(of(text))


@given(st.integers(0, len(WHOLE)), st.integers(0, 9), st.text(max_size=4))
def test_damage_is_a_table_or_an_error(at: int, size: int, put: str) -> None:
    text = WHOLE[:at] + put + WHOLE[at + size :]
    try:
        table = network_zones.read(of(text.encode("utf-8", "replace")))
    except ReadError:
        return

    assert table.rows
