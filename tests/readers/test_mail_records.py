from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, read_any
from chahe.readers.mail_records import mail_records

WHOLE = (DATA / "mail_records.txt").read_text(encoding="utf-8")
SPF = 'example.com. 60 IN TXT "v=spf1 -all"\n'
HEADER = ";; ->>HEADER<<- opcode: QUERY, status: {}, id: 1\n"


def told(text: str) -> list[tuple[str, str, str, str]]:
    rows: tuple[Row, ...] = mail_records.read(of(text)).rows
    return [(row["domain"], row["type"], row["selector"], row["text"]) for row in rows]


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "mail_records.txt"))

    assert (table.reader, table.kind, table.gaps) == ("mail_records", "mail_records", ())
    assert {row["asked"] for row in table.rows} == {date(2026, 11, 20)}
    assert [
        (row["domain"], row["type"], row["selector"], row["text"][:40], row["line"])
        for row in table.rows
    ] == [
        ("example.com.tw", "mx", "", "10 mail.example.com.tw", 8),
        ("example.com.tw", "spf", "", "v=spf1 ip4:192.0.2.0/24 include:_spf.exa", 9),
        ("example.com.tw", "dmarc", "", "v=DMARC1; p=reject; rua=mailto:dmarc@exa", 12),
        ("example.com.tw", "dkim", "s1", "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQ", 14),
        ("example.net", "dmarc", "", "", 17),
    ]
    assert (table.rows[1]["text"].endswith("-all"), len(table.rows[3]["text"])) == (True, 410)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = mail_records.read(of(f"; 查詢日：115/11/20\n{SPF}".encode(encoding))).rows

    assert (row["asked"], row["text"], row["line"]) == (date(2026, 11, 20), "v=spf1 -all", 2)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('Example.COM.\tTXT\t"v=spf1" " -all"\n', [("example.com", "spf", "", "v=spf1 -all")]),
        ('example.com. IN 60 TXT "v=spf1 -all"\n', [("example.com", "spf", "", "v=spf1 -all")]),
        (f'{SPF}  IN MX 5 a.example.com. ; main\n',
         [("example.com", "spf", "", "v=spf1 -all"), ("example.com", "mx", "", "5 a.example.com")]),
        ("Server:\t192.0.2.1\nAddress:\t192.0.2.1#53\n\nNon-authoritative answer:\n"
         'example.com\ttext = "v=spf1 -all"\nexample.com\tmail exchanger = 10 a.example.com.\n',
         [("example.com", "spf", "", "v=spf1 -all"),
          ("example.com", "mx", "", "10 a.example.com")]),
        ('example.com\ttext =\n\n\t"v=spf1 -all"\n'
         "example.com\tMX preference = 10, mail exchanger = a.example.com\n",
         [("example.com", "spf", "", "v=spf1 -all"),
          ("example.com", "mx", "", "10 a.example.com")]),
        ('_dmarc.example.com. IN TXT "v=DMARC1\\; p=none"\n',
         [("example.com", "dmarc", "", "v=DMARC1; p=none")]),
        (f'{SPF}{SPF}example.com. IN TXT "other"\n', [("example.com", "spf", "", "v=spf1 -all")]),
        (f"{SPF}** server can't find _dmarc.example.com: NXDOMAIN\n",
         [("example.com", "spf", "", "v=spf1 -all"), ("example.com", "dmarc", "", "")]),
        (f"{SPF}*** Can't find example.org: No answer\n",
         [("example.com", "spf", "", "v=spf1 -all")]),
        (SPF + HEADER.format("NOERROR") + ";example.org.\t\tIN\tTXT\n",
         [("example.com", "spf", "", "v=spf1 -all"), ("example.org", "spf", "", "")]),
        (SPF + HEADER.format("NOERROR") + ";example.com.\t\tIN\tTXT\n",
         [("example.com", "spf", "", "v=spf1 -all")]),
        (SPF + ";example.org.\t\tIN\tTXT\n", [("example.com", "spf", "", "v=spf1 -all")]),
    ],
)  # fmt: skip
def test_forms(text: str, rows: list[tuple[str, str, str, str]]) -> None:
    assert told(text) == rows
    assert mail_records.read(of(text)).gaps == ()


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("what is this\n", "第 2 行看不懂：what is this"),
        ('@ IN TXT "v=spf1 -all"\n', "第 2 行的名稱不完整，請寫成 example.com."),
        ('mail IN MX 10 a.example.com.\n', "第 2 行的名稱不完整，請寫成 example.com."),
        (";; connection timed out; no servers could be reached\n", "第 2 行：查詢失敗"),
        (HEADER.format("SERVFAIL") + ";_dmarc.example.com. IN TXT\n",
         "第 2 行：查詢失敗（SERVFAIL）"),
        ("s._domainkey.example.com. IN CNAME s.example.net.\n",
         "第 2 行的 s._domainkey.example.com 指向 s.example.net，檔案裡沒有它的內容"),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_a_gap(text: str, gap: str) -> None:
    table = mail_records.read(of(SPF + text))

    assert (len(table.rows), table.gaps) == (1, (gap,))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('example.com. IN TXT "hello"\n', "沒有任何 SPF、DKIM、DMARC 或 MX 紀錄"),
        (f"; 查詢日 昨天\n{SPF}", "第 1 行：看不懂查詢日「昨天」"),
        (f";; WHEN: Fri Feb 31 10:00:00 CST 2026\n{SPF}", "第 1 行：看不懂查詢日「2026-2-31」"),
        (f'{SPF}s._domainkey.example.com. IN TXT ( "a"\n', "第 2 行：這筆紀錄沒有結尾"),
        (f"{SPF}a. IN TXT (" + "\n" * 300, "第 2 行：這筆紀錄太長"),
        (f"{SPF}a. IN TXT (" + "x" * 70_000, "第 2 行：這筆紀錄太長"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        mail_records.read(of(text))


@given(st.integers(0, len(WHOLE)), st.integers(0, 30), st.text('"();=.\n\\ aT', max_size=6))
def test_damage_is_a_table_or_an_error(at: int, size: int, put: str) -> None:
    try:
        table = mail_records.read(of(WHOLE[:at] + put + WHOLE[at + size :]))
    except ReadError:
        return

    assert table.rows


def test_windows_in_chinese_writes_each_string_on_a_line() -> None:
    table = mail_records.read(
        of(
            "伺服器:  dns.example\nAddress:  192.0.2.53\n\n未經授權的回答:\n"
            's1._domainkey.example.com\ttext =\n\n\t"v=DKIM1; p=MII"\n\t"BIj"\n'
            'example.com\ttext =\n\n\t"v=spf1 -all"\n'
            "*** dns.example 找不到 _dmarc.example.com: Non-existent domain\n"
            "example.com\tMX preference = 10, mail exchanger = mx.example.com\n"
            "名稱:    mx.example.com\nAddresses:  2001:db8::1\n          192.0.2.1\n"
        )
    )

    assert table.gaps == ()
    assert [(row["type"], row["text"]) for row in table.rows] == [
        ("dkim", "v=DKIM1; p=MIIBIj"),
        ("spf", "v=spf1 -all"),
        ("mx", "10 mx.example.com"),
        ("dmarc", ""),
    ]


def test_windows_that_finds_none_of_a_type_shows_the_zone() -> None:
    text = (
        'example.com\ttext =\n\n\t"v=spf1 -all"\n'
        "Default Server:  dns.example\nexample.com\n"
        "\tprimary name server = ns.example.com\n\tresponsible mail addr = root.example.com\n"
        "\tserial  = 1\n\trefresh = 7200 (2 hours)\n\tretry   = 3600 (1 hour)\n"
        "\texpire  = 1209600 (14 days)\n\tdefault TTL = 3600 (1 hour)\n"
    )

    assert read_any(of(text)).gaps == ()
