import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers._parsing.firewall import json_text
from chahe.readers.nvd_feed import nvd_feed

SAMPLE = (DATA / "nvd_feed.json").read_bytes()
ONE = {"id": "CVE-2099-1", "lastModified": "2026-11-20T00:00:00.000"}
CPE = "cpe:2.3:a:v:p:{}:*:*:*:*:*:*:*"
OF: dict[str, Any] = {"aliases": (), "ecosystem": "", "package": ""}


def feed(*cves: Any, **said: Any) -> str:
    whole = {"format": "NVD_CVE", "version": "2.0", "totalResults": len(cves)}
    return json.dumps({**whole, "vulnerabilities": [{"cve": cve} for cve in cves], **said})


def matching(match: dict[str, Any], **said: Any) -> dict[str, Any]:
    node = {"operator": "OR", "cpeMatch": [{"vulnerable": True, **match}]}
    return {**ONE, "configurations": [{"nodes": [node], **said}]}


def one(cve: Any) -> Row:
    (row,) = nvd_feed.read(of(feed(cve))).rows
    return row


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "nvd_feed.json"))

    assert (table.reader, table.kind, table.gaps) == ("nvd_feed", "component_advisories", ())
    first = OF | {
        "advisory": "CVE-2099-1001", "severity": "medium", "score": 5.3, "line": 9,
        "published": date(2026, 6, 3), "modified": date(2026, 11, 18), "withdrawn": False,
    }  # fmt: skip
    assert table.rows == (
        first | {
            "cpe": "example:parser", "ranges": (("1.3", "1.4.1", "", "CPE"),), "versions": ("1.1",),
        },
        first | {
            "cpe": "example:router_firmware", "ranges": (("2.0", "", "2.0", "CPE_IF"),),
            "versions": (),
        },
        OF | {
            "advisory": "CVE-2099-1002", "severity": "", "score": None, "line": 71, "cpe": "",
            "published": date(2026, 7, 1), "modified": date(2026, 7, 2), "withdrawn": True,
            "ranges": (), "versions": (),
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = json.dumps({**json.loads(feed(ONE)), "note": "公告"}, ensure_ascii=False)

    (row,) = read_any(of(text.encode(encoding))).rows

    assert row["advisory"] == "CVE-2099-1"


def test_a_year_is_longer_than_a_text_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_MAX_CHARACTERS", 100)

    assert len(nvd_feed.read(of(feed(*[ONE] * 3))).rows) == 3


@pytest.mark.parametrize(
    ("version", "said", "ranges", "versions"),
    [
        ("*", {}, (("0", "", "", "CPE"),), ()),
        ("-", {}, (("0", "", "", "CPE_IF"),), ()),
        ("1.2", {}, (), ("1.2",)),
        ("1.2\\:3", {}, (), ("1.2:3",)),
        ("1.2:rc1", {}, (("1.2", "", "1.2", "CPE_IF"),), ()),
        ("1.2:-", {}, (), ("1.2",)),
        ("*", {"versionEndIncluding": "2"}, (("0", "", "2", "CPE"),), ()),
        ("*", {"versionStartExcluding": "1"}, (("1", "", "", "CPE_AFTER"),), ()),
        ("*", {"versionStartIncluding": "1", "versionEndExcluding": "2"},
         (("1", "2", "", "CPE"),), ()),
        ("*", {"vulnerable": False}, (), ()),
    ],
)  # fmt: skip
def test_ranges(
    version: str, said: dict[str, Any], ranges: tuple[Any, ...], versions: tuple[str, ...]
) -> None:
    row = one(matching({"criteria": CPE.format(version), **said}))

    assert (row["ranges"], row["versions"]) == (ranges, versions)


def test_what_holds_only_with_another_is_not_sure() -> None:
    row = one(matching({"criteria": CPE.format("*"), "versionStartExcluding": "1"}, operator="AND"))

    assert row["ranges"] == (("1", "", "", "CPE_IF"),)


@pytest.mark.parametrize(
    ("metrics", "score", "severity"),
    [
        ({}, None, ""),
        ({"cvssMetricV2": [{"cvssData": {"baseScore": 10}}]}, 10.0, "critical"),
        ({"cvssMetricV2": [{"cvssData": {"baseScore": 10}}],
          "cvssMetricV31": [{"cvssData": {"baseScore": 3.9}}, {"cvssData": {"baseScore": 7.0}}]},
         7.0, "high"),
        ({"cvssMetricV40": [{"cvssData": {"baseScore": 0}}]}, 0.0, ""),
    ],
)  # fmt: skip
def test_score(metrics: dict[str, Any], score: float | None, severity: str) -> None:
    row = one({**ONE, "metrics": metrics})

    assert (row["score"], row["severity"]) == (score, severity)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        (feed(ONE), ()),
        (feed(ONE, totalResults=9), ("只有 1 則公告，全部有 9 則，請改用各年度的完整檔",)),
        (feed(ONE, totalResults=None), ("只有 1 則公告，全部有 未知 則，請改用各年度的完整檔",)),
        (feed(matching({"criteria": CPE.format("*")}, negate=False)), ()),
        (
            feed(matching({"criteria": CPE.format("*")}, negate=True)),
            ("1 則公告有排除條件（negate），無法判讀（例如 CVE-2099-1）",),
        ),
    ],
)
def test_what_is_not_whole_is_a_gap(text: str, gaps: tuple[str, ...]) -> None:
    assert nvd_feed.read(of(text)).gaps == gaps


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (feed(ONE, version="1.1"), "欄位「version」：不是 NVD 2.0 版"),
        (feed(ONE) + "x", "第 1 行：不是完整的 JSON（結尾之後還有內容）"),
        (feed(), "檔案裡沒有任何公告"),
        (feed({"id": "CVE-1"}), "vulnerabilities\\[0\\].cve.id」：公告應有編號"),
        (feed({**ONE, "id": " "}), "公告應有編號"),
        (feed({**ONE, "published": "noon"}), "published」：看不懂時間「noon」"),
        (feed(matching({"criteria": "cpe:x"})), "criteria」：看不懂「cpe:x」"),
        (feed(matching({"criteria": CPE, "vulnerable": "yes"})), "應為true 或 false"),
        (feed(ONE)[:-1], "第 1 行：不是完整的 JSON"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        nvd_feed.read(of(text))


@pytest.mark.parametrize("text", ["{}", '{"format": "NVD"}', '["format": "NVD_CVE"]'])
def test_other_json_is_left_alone(text: str) -> None:
    assert nvd_feed.sniff(text.encode()) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = nvd_feed.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
