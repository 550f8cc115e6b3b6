import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.cyclonedx import cyclonedx

SAMPLE = (DATA / "cyclonedx.json").read_bytes()
PART = {"type": "library", "name": "a", "version": "1", "purl": "pkg:npm/a@1"}
OF: dict[str, Any] = {"system": "下單網站", "made": date(2026, 11, 20), "cpe": "", "licence": ""}


def bom(*components: Any, **said: Any) -> str:
    about = {"timestamp": "2026-11-20T00:00:00+08:00", "component": {"name": "web"}}
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": about}
    return json.dumps({**whole, "components": list(components), **said})


def one(**said: Any) -> Row:
    (row,) = cyclonedx.read(of(bom({**PART, **said}))).rows
    return row


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "cyclonedx.json"))

    assert (table.reader, table.kind, table.gaps) == ("cyclonedx", "components", ())
    assert table.rows == (
        OF | {
            "component": "example-parser", "version": "1.4.0", "ecosystem": "PyPI",
            "purl": "pkg:pypi/Example_Parser@1.4.0", "cpe": "example:parser", "licence": "MIT",
            "line": 12,
        },
        OF | {
            "component": "org.example:codec", "version": "2.0.0.RELEASE", "ecosystem": "Maven",
            "purl": "pkg:maven/org.example/codec@2.0.0.RELEASE?type=jar",
            "licence": "Apache-2.0 OR MIT", "line": 21,
        },
        OF | {
            "component": "@example/widget", "version": "5.1.2", "ecosystem": "npm",
            "purl": "pkg:npm/%40example/widget@5.1.2", "line": 21,
        },
        OF | {
            "component": "acme/inner", "version": "7", "ecosystem": "", "purl": "", "line": 32,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = json.dumps(json.loads(bom({"name": "下單"})), ensure_ascii=False)

    (row,) = read_any(of(text.encode(encoding))).rows

    assert row["component"] == "下單"


@pytest.mark.parametrize(
    ("said", "component", "version", "ecosystem"),
    [
        ({}, "a", "1", "npm"),
        ({"version": None}, "a", "1", "npm"),
        ({"purl": "pkg:npm/a"}, "a", "1", "npm"),
        ({"purl": "pkg:npm/a", "version": None}, "a", "", "npm"),
        ({"purl": "pkg:generic/b@2"}, "a", "2", ""),
        ({"version": "go1.2", "purl": "pkg:golang/stdlib@1.2"}, "stdlib", "1.2", "Go"),
        ({"type": "file"}, "a", "1", "npm"),
        ({"scope": "excluded"}, "a", "1", "npm"),
        ({"group": "g"}, "a", "1", "npm"),
    ],
)
def test_name_and_version(
    said: dict[str, Any], component: str, version: str, ecosystem: str
) -> None:
    row = one(**said)

    assert (row["component"], row["version"], row["ecosystem"]) == (component, version, ecosystem)


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_versions(version: str) -> None:
    assert len(cyclonedx.read(of(bom(PART, specVersion=version))).rows) == 1


@pytest.mark.parametrize(
    ("name", "system"), [("web.cdx.json", "web"), ("web.json", "web"), ("a.bom", "a"), ("", "?")]
)
def test_a_list_that_does_not_say_of_what_is_named_by_its_file(name: str, system: str) -> None:
    (row,) = cyclonedx.read(of(bom(PART, metadata={}), name)).rows

    assert row["system"] == system


def test_a_list_with_its_format_at_the_end_is_sniffed() -> None:
    whole = json.loads(bom({"bom-ref": "a", **PART, "description": "x" * 70_000}))
    text = json.dumps({"components": whole.pop("components"), **whole})

    assert [row["component"] for row in read_any(of(text)).rows] == ["a"]


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ({"properties": [{"name": "aquasecurity:trivy:Class", "value": "lang-pkgs"}]}, 1),
        ({"properties": [{"name": "other", "value": "lang-pkgs"}]}, 2),
        ({"properties": [{"name": "aquasecurity:trivy:Class"}], "version": "1"}, 2),
        ({}, 2),
    ],
)
def test_lock_files_of_trivy_are_no_parts(said: dict[str, Any], rows: int) -> None:
    lock = {"type": "application", "name": "package-lock.json", **said}

    assert len(cyclonedx.read(of(bom(lock, PART))).rows) == rows


def test_what_has_no_package_is_left_out() -> None:
    text = bom({"type": "operating-system", "name": "debian"}, {"type": "file", "name": "x"}, PART)

    assert [row["component"] for row in cyclonedx.read(of(text)).rows] == ["a"]


def test_a_list_without_a_day() -> None:
    text = bom(PART, metadata={"component": {"name": "web"}})

    assert [row["made"] for row in cyclonedx.read(of(text)).rows] == [None]


@pytest.mark.parametrize(
    ("said", "gaps"),
    [
        ("complete", 0), ("not_specified", 0), ("incomplete", 1), ("unknown", 1),
        ("incomplete_first_party_only", 1),
    ],
)  # fmt: skip
def test_a_list_that_is_not_whole_is_a_gap(said: str, gaps: int) -> None:
    table = cyclonedx.read(of(bom(PART, compositions=[{"aggregate": said}])))

    assert list(table.gaps) == [f"web 的清單說自己不完整（{said}）"] * gaps


def test_what_is_said_of_its_vulnerabilities_is_no_gap() -> None:
    said = {"aggregate": "unknown", "vulnerabilities": ["x"]}

    table = cyclonedx.read(of(bom(PART, compositions=[said, {**said, "assemblies": ["y"]}])))

    assert len(table.gaps) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (bom(PART, specVersion="1.1"), "欄位「specVersion」：應為 CycloneDX 1.2 至 1.7"),
        (bom(PART, bomFormat="x"), "應為 CycloneDX 1.2 至 1.7"),
        (bom(PART) + "{}", "應為 CycloneDX 1.2 至 1.7"),
        (bom(), "欄位「components」：清單裡沒有任何元件"),
        (bom({"version": "1"}), "components\\[0\\].name」：元件沒有名稱"),
        (bom({**PART, "purl": "npm/a"}), "purl」：看不懂「npm/a」"),
        (bom({**PART, "cpe": "cpe:2.3:a"}), "cpe」：看不懂「cpe:2.3:a」"),
        (bom(PART, components={}), "欄位「components」：應為清單"),
        (bom({**PART, "version": 1}), "version」：應為文字"),
        (bom(PART).replace('"components"', r'"component\u0073"'), "無法定位"),
        (bom(PART)[:-1], "第 1 行：不是完整的 JSON"),
        (bom(PART, metadata={"component": {"name": "x"}, "timestamp": "x"}), "看不懂時間「x」"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        cyclonedx.read(of(text))


@pytest.mark.parametrize("text", ["{}", '{"bomFormat": 1}', '["bomFormat": "CycloneDX"]'])
def test_other_json_is_left_alone(text: str) -> None:
    assert cyclonedx.sniff(text.encode()) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = cyclonedx.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
