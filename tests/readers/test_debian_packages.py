from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.debian_packages import debian_packages

SAMPLE = (DATA / "debian_packages.txt").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "debian_packages.txt"))

    assert (table.reader, table.kind, table.gaps) == ("debian_packages", "installed_patches", ())
    assert table.rows[0] == {
        "host": "trd-app01", "patch": "openssl",
        "title": "openssl 3.0.2-0ubuntu1.20（upgradable from: 3.0.2-0ubuntu1.18）",
        "severity": "", "released": None, "status": "needed", "seen": date(2026, 11, 20),
        "line": 3,
    }  # fmt: skip
    assert [(row["host"], row["patch"], row["status"], row["line"]) for row in table.rows[1:]] == [
        ("trd-app02", "", "installed", 5),
        ("trd-app03", "bash", "installed", 9),
        ("trd-app03", "libssl3", "needed", 10),
    ]
    assert [row["seen"] for row in table.rows[1:]] == [date(2026, 11, 20), None, None]


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("==> a <==\n", ("a 沒有 apt list 的輸出，請以 LC_ALL=C 重新執行",)),
        ("==> a <==\nListing...\nssh: no route\n", ("a 第 3 行看不懂「ssh: no route」",)),
        ("==> a <==\nListing...\nx1/a 1 all [可升級]\n",
         ("a 第 3 行看不懂「x1/a 1 all [可升級]」",)),
        ("==> a <==\nW: old\n==> b <==\nListing...\n",
         ("a 沒有 apt list 的輸出，請以 LC_ALL=C 重新執行",)),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_a_gap(text: str, gaps: tuple[str, ...]) -> None:
    table = debian_packages.read(of(text))

    assert (table.gaps, table.rows[0]["patch"]) == (gaps, "")


def test_many_gaps_are_counted() -> None:
    table = debian_packages.read(of("==> a <==\nListing...\n" + "?\n" * 50))

    assert (len(table.gaps), table.gaps[-1]) == (21, "另有 30 處看不懂")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Listing... Done\n", "第 1 行：不知道是哪一台主機的輸出，請在每台之前加一行"),
        ("==> a 昨天 <==\nListing...\n", "第 1 行：看不懂日期「昨天」"),
        ("\n\n", "沒有任何主機"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        debian_packages.read(of(text))


@pytest.mark.parametrize("text", ["==> a <==\nhello\n", "ii  bash  5.1  amd64  shell\n"])
def test_other_text_is_not_its_own(text: str) -> None:
    assert debian_packages.sniff(text.encode()) is False


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = debian_packages.read(of(content))
    except ReadError:
        return
    assert table.rows
