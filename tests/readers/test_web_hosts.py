import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.web_hosts import web_hosts

HEAD = "允許的外部主機,用途\n"
SAMPLE = (DATA / "web_hosts.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "web_hosts.csv"))

    assert (table.reader, table.kind, table.gaps) == ("web_hosts", "web_hosts", ())
    assert table.rows == (
        {"host": "img.example.com", "purpose": "圖片", "line": 2},
        {"host": "*.stats.example.com", "purpose": "流量統計", "line": 3},
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
@pytest.mark.parametrize("host", ["a.example.com", "A.Example.COM.", " a.example.com "])
def test_one_host_however_it_is_written(encoding: str, host: str) -> None:
    (row,) = web_hosts.read(of(f"{HEAD}{host},甲\n".encode(encoding))).rows

    assert row == {"host": "a.example.com", "purpose": "甲", "line": 2}


def test_hosts_alone() -> None:
    (row,) = read_any(of("Allowed host\nxn--fiq228c.example\n")).rows

    assert row == {"host": "xn--fiq228c.example", "purpose": "", "line": 2}


@pytest.mark.parametrize(
    "host",
    [
        "", "*", "*.", "com", "https://a.example.com", "a.example.com/x", "a.example.com:443",
        "a.*.com", "*.*.com", "a..com", "中文.example.com", "a b.example.com",
    ],
)  # fmt: skip
def test_what_is_no_name_of_a_host_is_refused(host: str) -> None:
    with pytest.raises(ReadError, match=r"第 2 行、欄位「允許的外部主機」：「.*」不是主機名稱"):
        web_hosts.read(of(f"{HEAD}{host},x\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何主機"),
        ("用途\n甲\n", "欄位「允許的外部主機」：缺少欄位"),
        (f"{HEAD}a.example.com\n", "第 2 行：這一列有 1 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        web_hosts.read(of(text))


@given(at=st.integers(0, len(SAMPLE) - 1), piece=st.binary(max_size=4))
def test_damage_is_a_table_or_an_error(at: int, piece: bytes) -> None:
    try:
        table = web_hosts.read(of(SAMPLE[:at] + piece + SAMPLE[at + 2 :]))
    except ReadError:
        return

    assert isinstance(table, Table)
