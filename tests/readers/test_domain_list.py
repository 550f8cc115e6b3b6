"""Lists of domains, plain and as CSV, and what must not be taken for one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Table, load_readers, read_any

SAMPLE = (DATA / "domain_list.txt").read_text("utf-8")
SEEN = date(2026, 11, 20)


def read(content: bytes | str) -> Table:
    return load_readers()["domain_list"].read(of(content, "names.txt"))


def sniff(content: str) -> bool:
    return load_readers()["domain_list"].sniff(content.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_read_golden(encoding: str) -> None:
    table = read_any(of(SAMPLE.encode(encoding), "names.txt"))

    assert (table.kind, table.reader, table.gaps) == ("domains", "domain_list", ())
    assert table.rows == tuple(
        {"domain": domain, "unicode": shown, "seen": SEEN, "line": line}
        for domain, shown, line in (
            ("example-flowers.com", "example-flowers.com", 3),
            ("login-yuanta.top", "login-yuanta.top", 4),
            ("xn--kprw13d.tw", "台湾.tw", 5),
            ("shop.example.co.uk", "shop.example.co.uk", 6),
        )
    )


def test_read_csv_with_dates() -> None:
    table = read_any(of("註冊日,網域\n115/11/20,A.com\n,b.com.tw\n"))

    assert [(row["domain"], row["seen"], row["line"]) for row in table.rows] == [
        ("a.com", SEEN, 2),
        ("b.com.tw", None, 3),
    ]
    assert table.gaps == ()


def test_a_date_holds_until_the_next() -> None:
    rows = read("a.com\n# date: 2026-11-19\nb.com\n#日期：115/11/20\nc.com\n").rows

    assert [row["seen"] for row in rows] == [None, date(2026, 11, 19), SEEN]


@pytest.mark.parametrize(
    ("written", "domain", "shown"),
    [
        ("A.COM", "a.com", "a.com"),
        ("a.com.", "a.com", "a.com"),
        ("*.a.com", "a.com", "a.com"),
        ("元大.tw", "xn--z4q35q.tw", "元大.tw"),
        ("ａ.com", "a.com", "a.com"),
        ("_dmarc.a.com", "_dmarc.a.com", "_dmarc.a.com"),
    ],
)
def test_read_one_name(written: str, domain: str, shown: str) -> None:
    (row,) = read(f"{written}\n").rows

    assert (row["domain"], row["unicode"]) == (domain, shown)


@pytest.mark.parametrize(
    "name",
    ["localhost", "-a.com", "a-.com", "a b.com", "10.0.0.1", "a..com", "x" * 64 + ".com",
     "https://a.com/", "xn--\u0430.com", "xn--99999999.com"],
)  # fmt: skip
def test_what_is_no_name_is_a_gap(name: str) -> None:
    table = read(f"a.com\n{name}\n{name}\n")

    assert len(table.rows) == 1
    assert table.gaps == (f"第 2 行「{name[:40]}」不是網域名稱（共 2 行），請更正後重新匯出",)


def test_what_is_no_date_is_a_gap() -> None:
    tables = read("domain,date\na.com,明天\n"), read("# 日期：明天\na.com\n")

    assert [table.rows[0]["seen"] for table in tables] == [None, None]
    assert [table.gaps[0][:17] for table in tables] == [
        "第 2 行「明天」不是看得懂的日期",
        "第 1 行「明天」不是看得懂的日期",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("domain,date\na.com\n", "第 2 行：這一列有 1 欄，標題列有 2 欄"),
        ("domain\n", "清單裡沒有任何網域"),
        ("# a.com\n", "清單裡沒有任何網域"),
        ("", "檔案是空的"),
    ],
)
def test_read_refuses(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "content", ["a.com\n", "# x\n\na.com # y\nb.tw\n", "Domain;Date\na.com;\n"]
)
def test_sniff_takes_lists_of_names(content: str) -> None:
    assert sniff(content)


@pytest.mark.parametrize(
    "content",
    ["# only\n", "a.com\nhello\n", "a.com,b.com\n", "10.0.0.1\n", "config system global\n",
     "SamAccountName,Domain\nx,corp.local\n",
     "名稱,網域\n元大證券,yuanta.com.tw\n", "domain,date\n", "domain,date\nCORP,2026-11-20\n",
     "user@a.com\n", "see www.a.com.\nand more\n"],
)  # fmt: skip
def test_sniff_leaves_other_text(content: str) -> None:
    assert not sniff(content)


def test_sniff_leaves_a_line_that_the_head_cuts() -> None:
    head = ("a.com\n" * 11_000)[: 64 * 1024 - 3] + "b.c"

    assert load_readers()["domain_list"].sniff(head.encode())


def test_a_very_long_line_is_a_gap() -> None:
    assert len(read("a.com\n" + "元" * 500_000 + ".tw\n").gaps) == 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 150), st.integers(0, 30))
def test_read_of_anything_is_a_table_or_a_read_error(new: bytes, at: int, cut: int) -> None:
    sample = SAMPLE.encode()
    try:
        table = read(sample[:at] + new + sample[at + cut :])
    except ReadError:
        return
    assert table.rows
    assert all(row["domain"].isascii() and row["unicode"].encode() for row in table.rows)
