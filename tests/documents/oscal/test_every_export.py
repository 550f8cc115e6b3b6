"""What holds of every export, whatever the record."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from tests.documents.oscal.records import EDITIONS, RECORDS, paper, record_of
from tests.documents.oscal.validating import errors
from tests.documents.record_fixture import MADE_AT, RECORD
from tests.standards.books import GATES

from chahe.documents.oscal import NotExported, check_document, load_exports
from chahe.standards import as_bytes

EXPORTS = load_exports()
every_export = pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)


SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
WIDE = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=SLOW)
FEW = settings(WIDE, max_examples=8)


def uuids(node):
    if isinstance(node, dict):
        own = [value for key, value in node.items() if key == "uuid"]
        return own + [one for value in node.values() for one in uuids(value)]
    return [one for value in node for one in uuids(value)] if isinstance(node, list) else []


def test_the_exports_are_those_of_an_inspection():
    assert {each.id: each.kind for each in EXPORTS.values()} == {
        "assessment_plan": "assessment-plan",
        "assessment_results": "assessment-results",
        "poam": "plan-of-action-and-milestones",
    }


@every_export
@given(record=RECORDS)
@WIDE
def test_whatever_the_record_the_document_is_valid_and_points_nowhere_in_vain(export, record):
    assume(not export.refusal(record))

    made = export.build(record, made_at=MADE_AT, editions=EDITIONS)

    assert [*made] == [export.kind]
    assert errors(export.id, made) == []
    assert check_document(made, editions=[GATES]) == []


@every_export
@given(record=RECORDS)
@FEW
def test_the_same_record_gives_the_same_bytes_and_another_instant_only_itself(export, record):
    assume(not export.refusal(record))

    first, again = (as_bytes(export.build(record, made_at=MADE_AT)) for _ in range(2))
    later = export.build(record, made_at=MADE_AT + timedelta(seconds=1))

    assert first == again
    changed = json.loads(first)[export.kind]
    changed["metadata"]["last-modified"] = later[export.kind]["metadata"]["last-modified"]
    assert changed == json.loads(as_bytes(later))[export.kind]


@every_export
def test_what_changes_changes_the_uuid_of_the_document_and_of_nothing_else(export):
    renamed = replace(RECORD, section_title="另一個名稱")

    old, new = (uuids(export.build(each, made_at=MADE_AT)) for each in (RECORD, renamed))

    assert old[0] != new[0]
    assert old[1:] == new[1:]


@every_export
def test_another_inspection_shares_no_uuid_but_those_of_people_and_the_product(export):
    other = replace(RECORD, number="115-自-018")

    made = [export.build(each, made_at=MADE_AT) for each in (RECORD, other)]

    shared = set(uuids(made[0])) & set(uuids(made[1]))
    parties = {one["uuid"] for one in made[0][export.kind]["metadata"]["parties"]}
    kept = [one["title"] for one in resources(made[0], export) if one["uuid"] in shared]
    assert len(shared - parties) == 2  # the product, and the catalog
    assert kept == ["建立證券商資通安全檢查機制（114年12月31日版）"]


def resources(made, export):
    return made[export.kind]["back-matter"]["resources"]


@every_export
def test_an_instant_without_its_zone_is_refused(export):
    with pytest.raises(ValueError, match="time zone"):
        export.build(RECORD, made_at=datetime(2026, 12, 1))  # noqa: DTZ001


@every_export
def test_a_control_that_its_edition_does_not_have_is_refused(export):
    with pytest.raises(NotExported, match="找不到所指的 rule-7"):
        export.build(RECORD, made_at=MADE_AT, editions=EDITIONS)


@every_export
def test_a_record_with_nothing_to_say_is_refused_in_words(export):
    empty = record_of()

    with pytest.raises(NotExported) as refused:
        export.build(empty, made_at=MADE_AT)

    assert str(refused.value) == export.refusal(empty)
    assert str(refused.value).startswith("這次查核沒有")


@every_export
def test_the_metadata_names_who_is_in_the_document_and_nobody_else(export):
    about = export.build(RECORD, made_at=MADE_AT)[export.kind]["metadata"]

    names = {party["name"] for party in about["parties"]}
    assert (
        names
        == {"示範證券股份有限公司", "林資安"}
        | {
            "assessment_plan": set(),
            "assessment_results": {"王小明", "陳大文", "網路組李工程師", "李工程師"},
            "poam": {"王小明", "網路組李工程師", "李工程師"},
        }[export.id]
    )
    assert about["responsible-parties"][0]["role-id"] == "planner"


@every_export
def test_the_catalog_is_named_by_the_file_it_is_exported_to(export):
    record = record_of(paper(), findings=(replace(RECORD.findings[0], path="1.1"),))

    made = export.build(record, made_at=MADE_AT, editions=EDITIONS)

    (catalog,) = [one for one in resources(made, export) if "機制" in one["title"]]
    assert catalog["rlinks"][0]["href"] == "made-gates-2026-01-01.catalog.json"
    assert [p["value"] for p in catalog["props"]] == ["made/gates@2026-01-01"]


@every_export
def test_files_are_named_by_the_inspection(export):
    assert export.file_name(RECORD) == f"115-自-017.{export.id}.json"
