"""Port scans of nmap."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.nmap import nmap

SAMPLE = (DATA / "nmap.xml").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "nmap.xml"))

    assert (table.reader, table.kind, table.gaps) == ("nmap", "open_ports", ())
    web = {
        "host": "trd-web01.example.tw", "address": "10.1.2.11", "protocol": "tcp",
        "scanned": date(2026, 6, 16), "tried": (("tcp", 1, 65535),), "answered": True,
        "filtered": True,
    }  # fmt: skip
    nothing = {"service": "", "product": "", "version": "", "probed": False, "tunnel": ""}
    assert table.rows == (
        {**web, "port": 22, "state": "filtered", **nothing, "line": 11},
        {
            **web, "port": 443, "state": "open", "service": "http", "product": "Example HTTPd",
            "version": "2.4.58", "probed": True, "tunnel": "ssl", "line": 12,
        },
        {
            **web, **nothing, "host": "10.1.2.12", "address": "10.1.2.12", "port": None,
            "protocol": "", "state": "", "filtered": False, "line": 14,
        },
    )  # fmt: skip


@pytest.mark.parametrize("ending", [b'exit="error"', b""])
def test_a_scan_that_did_not_end_well_is_a_gap(ending: bytes) -> None:
    if ending:
        content = SAMPLE.replace(b'exit="success"', ending)
    else:
        content = SAMPLE.replace(b"runstats", b"nothing")

    assert nmap.read(of(content)).gaps == ("掃描沒有正常結束，請重新掃描",)


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        (b'500"><s', b'500" timedout="true"><s', "1 台主機沒有掃描連接埠"),
        (
            b'<ports><extraports state="closed" count="65535"/></ports>',
            b"",
            "1 台主機沒有掃描連接埠",
        ),
        (
            b'closed" count="65535"',
            b'open|filtered" count="9"',
            "1 台主機有可能開放的連接埠只列出數目",
        ),
        (
            b"<runstats>",
            b'<target specification="db9" status="skipped" reason="invalid"/><runstats>',
            "1 個掃描對象被略過，請更正後重新掃描（例如 db9）",
        ),
    ],
)
def test_what_was_not_scanned_is_a_gap(old: bytes, new: bytes, gap: str) -> None:
    content = SAMPLE.replace(old, new)

    (said,) = nmap.read(of(content)).gaps

    assert content != SAMPLE and said.startswith(gap)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SAMPLE.replace(b'"up"', b'"down"'), "掃描結果裡沒有任何開機中的主機"),
        (SAMPLE.replace(b'portid="22"', b'portid="x"'), "第 11 行、欄位「portid」：連接埠應為"),
        (SAMPLE.replace(b'"1781541000"><s', b'"x"><s'), "第 6 行、欄位「endtime」：看不懂"),
        (SAMPLE.replace(b'"1781541000"><s', b'"-9999999999"><s'), "第 6 行、欄位「endtime」"),
        (SAMPLE.replace(b"<address", b"<other"), "第 6 行、欄位「address」：主機沒有位址"),
        (SAMPLE.replace(b"nmaprun>\n<?", b"nmaprun SYSTEM 'x'>\n<?"), "第 2 行：含有 DTD"),
        (SAMPLE.replace(b'"1-65535"', b'"9-1"'), "第 5 行、欄位「services」：看不懂掃描了哪些"),
        (SAMPLE.replace(b'"1-65535"', b'"1-70000"'), "第 5 行、欄位「services」：看不懂"),
        (SAMPLE.replace(b"<hosthint>", b"<scaninfo/>" * 16 + b"<hosthint>"), "第 5 行、欄位"),
        (SAMPLE[:-20], "第 16 行：檔案不完整"),
    ],
)
def test_what_is_wrong_is_said(content: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        nmap.read(of(content))

    assert str(caught.value).startswith(message)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    nmap.sniff(content)
    try:
        table = nmap.read(of(content))
    except ReadError:
        return
    assert table.rows


@pytest.mark.parametrize(
    ("infos", "tried"),
    [
        ([("tcp", "22,80,443"), ("udp", "161-162")],
         (("tcp", 22, 22), ("tcp", 80, 80), ("tcp", 443, 443), ("udp", 161, 162))),
        ([("tcp", "2-9,1-3,10")], (("tcp", 1, 10),)),
        ([("tcp", "0-65535")], (("tcp", 0, 65535),)),
        ([("tcp", "")], ()),
        ([], ()),
    ],
)  # fmt: skip
def test_ports_that_were_tried(infos: list[tuple[str, str]], tried: object) -> None:
    told = "".join(f'<scaninfo protocol="{each}" services="{text}"/>' for each, text in infos)
    written = b'<scaninfo type="syn" protocol="tcp" numservices="65535" services="1-65535"/>'

    table = nmap.read(of(SAMPLE.replace(written, told.encode())))

    assert {row["tried"] for row in table.rows} == {tried}


@pytest.mark.parametrize(
    ("state", "answered", "filtered"),
    [
        (b"closed", True, False),
        (b"filtered", False, True),
        (b"closed|filtered", False, True),
        (b"unfiltered", False, False),
    ],
)
def test_what_a_host_answered(state: bytes, answered: bool, filtered: bool) -> None:
    content = SAMPLE.replace(b'closed" count="65535"', state + b'" count="65535"')

    row = nmap.read(of(content)).rows[-1]

    assert (row["answered"], row["filtered"]) == (answered, filtered)
