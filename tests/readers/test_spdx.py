import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, Table, read_any
from chahe.readers.spdx import spdx

SAMPLE = (DATA / "spdx.json").read_bytes()
PART = {"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1"}
OTHER = {"SPDXID": "SPDXRef-b", "name": "b", "versionInfo": "2"}
OF: dict[str, Any] = {"system": "order-web", "made": date(2026, 11, 19)}


def document(*packages: Any, **said: Any) -> str:
    whole = {"spdxVersion": "SPDX-2.2", "name": "doc", "packages": list(packages)}
    return json.dumps({**whole, "creationInfo": {"created": "2026-11-20T00:00:00Z"}, **said})


def related(one: str, kind: str, other: str) -> dict[str, str]:
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "spdx.json"))

    assert (table.reader, table.kind, table.gaps) == ("spdx", "components", ())
    assert table.rows == (
        OF | {
            "component": "example", "version": "3.0.11-1~deb12u2", "ecosystem": "Debian:12",
            "purl": "pkg:deb/debian/libexample3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12"
            "&upstream=example",
            "cpe": "libexample3:libexample3", "licence": "Apache-2.0", "line": 16,
        },
        OF | {
            "component": "example.com/log", "version": "v1.2.3", "ecosystem": "Go",
            "purl": "pkg:golang/example.com/Log@v1.2.3", "cpe": "", "licence": "", "line": 36,
        },
        OF | {
            "component": "in-house", "version": "", "ecosystem": "", "purl": "", "cpe": "",
            "licence": "", "line": 49,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = json.dumps(json.loads(document({"name": "下單"})), ensure_ascii=False)

    (row,) = read_any(of(text.encode(encoding))).rows

    assert row["component"] == "下單"


@pytest.mark.parametrize(
    ("said", "system", "components"),
    [
        ({}, "doc", ["a", "b"]),
        ({"documentDescribes": ["SPDXRef-a"]}, "a", ["b"]),
        ({"relationships": [related("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-b")]}, "b", ["a"]),
        ({"relationships": [related("SPDXRef-b", "DESCRIBED_BY", "SPDXRef-DOCUMENT")]}, "b", ["a"]),
        ({"relationships": [related("SPDXRef-x", "DESCRIBES", "SPDXRef-b")]}, "doc", ["a", "b"]),
        ({"documentDescribes": ["SPDXRef-a", "SPDXRef-b"]}, "doc", ["a", "b"]),
    ],
)
def test_what_it_is_of(said: dict[str, Any], system: str, components: list[str]) -> None:
    rows = spdx.read(of(document(PART, OTHER, **said))).rows

    assert {row["system"] for row in rows} == {system}
    assert [row["component"] for row in rows] == components


def test_an_answer_of_github_holds_a_document() -> None:
    text = f'\n{{"sbom":\n{document(PART, OTHER)}}}'

    rows = read_any(of(text)).rows

    assert [(row["component"], row["line"]) for row in rows] == [("a", 3), ("b", 3)]


def test_a_document_with_its_version_at_the_end_is_sniffed() -> None:
    whole = json.loads(document({**PART, "comment": "x" * 70_000}))
    text = json.dumps({"packages": whole.pop("packages"), **whole})

    assert [row["component"] for row in read_any(of(text)).rows] == ["a"]


@pytest.mark.parametrize(
    ("tool", "said", "rows"),
    [
        ("Tool: trivy-0.60.0", {}, 1),
        ("Tool: trivy", {"versionInfo": "1"}, 2),
        ("Tool: trivy", {"SPDXID": "SPDXRef-Package-1"}, 2),
        ("Tool: other", {}, 2),
    ],
)
def test_lock_files_of_trivy_are_no_parts(tool: str, said: dict[str, str], rows: int) -> None:
    lock = {"SPDXID": "SPDXRef-Application-1", "name": "package-lock.json", **said}
    made = {"created": "2026-11-20T00:00:00Z", "creators": [tool]}

    assert len(spdx.read(of(document(lock, PART, creationInfo=made))).rows) == rows


def test_what_has_no_package_is_left_out() -> None:
    system = {"name": "debian", "primaryPackagePurpose": "OPERATING-SYSTEM"}

    assert [row["component"] for row in spdx.read(of(document(system, PART))).rows] == ["a"]


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        (document(PART), ()),
        (document(PART, relationships=[related("a", "CONTAINS", "NONE")]), ()),
        (
            document({**PART, "versionInfo": "NOASSERTION"}),
            ("1 個元件的版本是 NOASSERTION（例如 a）",),
        ),
        (
            document(PART, relationships=[related("a", "DEPENDS_ON", "NOASSERTION")]),
            ("1 個元件包含什麼，清單說不知道（NOASSERTION）",),
        ),
    ],
)
def test_what_is_not_known_is_a_gap(text: str, gaps: tuple[str, ...]) -> None:
    assert spdx.read(of(text)).gaps == gaps


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (document(PART, spdxVersion="SPDX-2.1"), "欄位「spdxVersion」：應為 SPDX 2.2 或 2.3"),
        (document(PART) + "x", "應為 SPDX 2.2 或 2.3"),
        (f'{{"sbom": {document(PART)}, "x": 1}}', "應為 SPDX 2.2 或 2.3"),
        (document(PART, name=""), "欄位「name」：清單沒有說是哪個系統"),
        (document(), "欄位「packages」：清單裡沒有任何元件"),
        (document(PART, documentDescribes=["SPDXRef-a"]), "清單裡沒有任何元件"),
        (document({"SPDXID": "x"}), "packages\\[0\\].name」：元件沒有名稱"),
        (document({**PART, "externalRefs": [{"referenceType": "purl", "referenceLocator": "x"}]}),
         "purl」：看不懂「x」"),
        (document(PART).replace('"packages"', r'"package\u0073"'), "無法定位"),
        (document(PART)[:-1], "第 1 行：不是完整的 JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        spdx.read(of(text))


@pytest.mark.parametrize("text", ["{}", '{"spdxVersion": "SPDX-3.0"}', '["spdxVersion"]'])
def test_other_json_is_left_alone(text: str) -> None:
    assert spdx.sniff(text.encode()) is False


@given(at=st.integers(0, len(SAMPLE) - 1), cut=st.integers(0, 80), put=st.binary(max_size=8))
def test_damage_is_a_table_or_an_error(at: int, cut: int, put: bytes) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    try:
        found: object = spdx.read(of(damaged))
    except ReadError as error:
        found = error

    assert isinstance(found, Table | ReadError)
