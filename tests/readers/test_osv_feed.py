import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.osv_feed import osv_feed

SAMPLE = (DATA / "osv_feed.json").read_bytes()
PACKAGE = {"ecosystem": "npm", "name": "a"}
ONE = {"id": "GHSA-1", "modified": "2026-11-20T00:00:00Z", "affected": [{"package": PACKAGE}]}
NONE: dict[str, Any] = {"cpe": "", "versions": (), "score": None, "withdrawn": False}


def advisory(**said: Any) -> str:
    return json.dumps({**ONE, **said})


def ranges(kind: str, *events: dict[str, str]) -> list[tuple[str, ...]]:
    affected = {"package": PACKAGE, "ranges": [{"type": kind, "events": list(events)}]}
    (row,) = osv_feed.read(of(advisory(affected=[affected]))).rows
    return list(row["ranges"])


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "osv_feed.json"))

    assert (table.reader, table.kind, table.gaps) == ("osv_feed", "component_advisories", ())
    debian = NONE | {
        "advisory": "DEBIAN-CVE-2099-2002", "aliases": ("CVE-2099-2002",), "package": "example",
        "severity": "", "published": None, "modified": date(2026, 11, 10), "withdrawn": True,
        "line": 25,
    }  # fmt: skip
    assert table.rows == (
        NONE | {
            "advisory": "GHSA-aaaa-bbbb-cccc", "aliases": ("CVE-2099-1001",), "ecosystem": "PyPI",
            "package": "example-parser", "severity": "medium", "published": date(2026, 6, 1),
            "modified": date(2026, 11, 19), "line": 2, "versions": ("1.3", "1.4.0"),
            "ranges": (
                ("0", "1.2.9", "", "ECOSYSTEM"), ("1.3", "1.4.1", "", "ECOSYSTEM"),
                ("", "", "", "GIT"),
            ),
        },
        debian | {"ecosystem": "Debian:12", "ranges": (("0", "", "3.0.11-1", "ECOSYSTEM"),)},
        debian | {"ecosystem": "Ubuntu:24.04", "ranges": (("3", "", "", "ECOSYSTEM"),)},
        NONE | {
            "advisory": "OSV-2099-3", "aliases": (), "ecosystem": "", "package": "", "ranges": (),
            "severity": "", "published": None, "modified": date(2026, 11, 9), "line": 41,
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (advisory(), [1]),
        (f"\n {advisory()}\n", [2]),
        (f"{advisory()}\n{advisory()}", [1, 2]),
        (f"{advisory()}\n\n{advisory()}\n", [1, 3]),
        (f"[{advisory()}]", [1]),
        (f"[\n{advisory()},\n{advisory()}\n]\n", [2, 3]),
    ],
)
def test_alone_in_a_list_or_one_a_line(text: str, lines: list[int]) -> None:
    assert [row["line"] for row in read_any(of(text)).rows] == lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = json.dumps(
        {**ONE, "affected": [{"package": PACKAGE | {"name": "下單"}}]}, ensure_ascii=False
    )

    (row,) = read_any(of(text.encode(encoding))).rows

    assert row["package"] == "下單"


@pytest.mark.parametrize(
    ("kind", "events", "found"),
    [
        ("SEMVER", [{"introduced": "0"}], [("0", "", "", "SEMVER")]),
        ("SEMVER", [{"introduced": "1"}, {"fixed": "2"}], [("1", "2", "", "SEMVER")]),
        ("SEMVER", [{"introduced": "1"}, {"last_affected": "2"}], [("1", "", "2", "SEMVER")]),
        (
            "ECOSYSTEM",
            [{"introduced": "3"}, {"fixed": "4"}, {"introduced": "0"}, {"fixed": "2"}],
            [("3", "4", "", "ECOSYSTEM"), ("0", "2", "", "ECOSYSTEM")],
        ),
        ("SEMVER", [{"fixed": "2"}, {"introduced": "1"}], [("", "", "", "ODD")]),
        ("SEMVER", [{"introduced": "1"}, {"introduced": "2"}], [("", "", "", "ODD")]),
        ("SEMVER", [{"introduced": "1"}, {"limit": "2"}], [("", "", "", "ODD")]),
        ("SEMVER", [{"introduced": "1", "fixed": "2"}], [("", "", "", "ODD")]),
        ("SEMVER", [{"introduced": "1"}, {"mended": "2"}], [("1", "", "", "ODD")]),
        ("SEMVER", [{}], [("", "", "", "ODD")]),
        ("SEMVER", [], []),
        ("GIT", [{"introduced": "0"}], [("", "", "", "GIT")]),
        ("NEW", [{"introduced": "0"}], [("", "", "", "ODD")]),
    ],
)
def test_ranges(kind: str, events: list[dict[str, str]], found: list[tuple[str, ...]]) -> None:
    assert ranges(kind, *events) == found


@pytest.mark.parametrize(
    ("said", "aliases"),
    [
        ({}, ()),
        ({"aliases": ["CVE-1", "PYSEC-1"]}, ("CVE-1", "PYSEC-1")),
        ({"upstream": ["CVE-1"]}, ("CVE-1",)),
        ({"upstream": ["CVE-1", "CVE-2"]}, ()),
        ({"related": ["CVE-1"]}, ()),
    ],
)
def test_aliases(said: dict[str, Any], aliases: tuple[str, ...]) -> None:
    assert osv_feed.read(of(advisory(**said))).rows[0]["aliases"] == aliases


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ({}, ""),
        ({"database_specific": {"severity": "CRITICAL"}}, "critical"),
        ({"database_specific": {"severity": 7}}, ""),
        ({"affected": [{"package": PACKAGE, "ecosystem_specific": {"severity": "High"}}]}, "high"),
        ({"database_specific": {"severity": "unheard-of"}}, ""),
    ],
)
def test_severity(said: dict[str, Any], severity: str) -> None:
    assert osv_feed.read(of(advisory(**said))).rows[0]["severity"] == severity


def test_another_schema_is_a_gap() -> None:
    table = osv_feed.read(of(advisory(schema_version="2.0.0")))

    assert table.gaps == ("1 則公告的格式版本不是 1.x（例如 GHSA-1）",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (advisory(id=""), "欄位「\\[0\\].id」：公告應有編號"),
        (advisory(modified=None), "公告應有編號（id）與修改時間"),
        (advisory(affected=[{"package": {"name": "a"}}]), "套件應有名稱（name）與生態系"),
        (advisory(affected=[{"package": PACKAGE, "versions": [1]}]), "versions」：應為文字的清單"),
        (advisory(aliases="CVE-1"), "aliases」：應為文字的清單"),
        (advisory(published="noon"), "published」：看不懂時間「noon」"),
        ("[]", "檔案裡沒有任何公告"),
        ("[1]", "\\[0\\]」：應為物件"),
        (f"[{advisory()}", "第 1 行：不是完整的 JSON"),
        (f"[{advisory()} {advisory()}]", "第 1 行：不是完整的 JSON"),
        (f"{advisory()}\n]", "第 2 行：不是完整的 JSON"),
        (f"[{advisory()}]\n{advisory()}", "不是完整的 JSON"),
        (f"{advisory()}\nx", "第 2 行：不是完整的 JSON"),
        (advisory()[:-1], "第 1 行：不是完整的 JSON"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        osv_feed.read(of(text))


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1}',
        '{"id":1,"modified":2}',
        '{"id":1,"modified":2,"affected":3,"bomFormat":4}',
        '{"results":[{"id":1,"modified":2,"affected":3}]}',
    ],
)
def test_other_json_is_left_alone(text: str) -> None:
    assert osv_feed.sniff(text.encode()) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = osv_feed.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
