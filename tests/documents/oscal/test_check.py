import pytest
from tests.documents.oscal.records import EDITIONS, paper, record_of
from tests.documents.record_fixture import MADE_AT
from tests.standards.books import DOORS, GATES

from chahe.documents.oscal import check_document, load_exports
from chahe.documents.oscal._check import catalog_ids
from chahe.rulebook import load_editions
from chahe.standards import oscal_catalog


def ids(node):
    if isinstance(node, dict):
        return {one for value in node.values() for one in ids(value)} | {node.get("id")}
    return {one for value in node for one in ids(value)} if isinstance(node, list) else set()


@pytest.mark.parametrize("edition", [GATES, *load_editions()], ids=lambda edition: edition.id)
def test_what_an_assessment_may_name_is_in_the_catalog_we_export(edition):
    assert {*catalog_ids(edition)} - ids(oscal_catalog(edition, at=MADE_AT)) == set()


def test_a_control_of_another_edition_is_not_there():
    made = load_exports()["assessment_plan"].build(
        record_of(paper(path="1.2.a")), made_at=MADE_AT, editions=EDITIONS
    )

    assert check_document(made, editions=[GATES]) == []
    assert check_document(made, editions=[DOORS]) == ["找不到所指的 rule-1.2.a"]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"findings": [{"related-risks": [{"risk-uuid": "r"}]}]}, ["找不到所指的 r"]),
        ({"risks": [{"uuid": "r"}], "findings": [{"risk-uuid": "r"}]}, []),
        ({"tasks": [{"activity-uuid": "b"}, {"activity-uuid": "a"}]},
         ["找不到所指的 a", "找不到所指的 b"]),
        ({"actors": [{"actor-uuid": "p"}], "parties": [{"uuid": "p"}, {"uuid": "p"}]},
         ["重複的識別碼：p"]),
        ({"target": {"type": "statement-id", "target-id": "rule-1.1_question"}}, []),
        ({"target": {"type": "statement-id", "target-id": "rule-9_question"}},
         ["找不到所指的 rule-9_question"]),
        ({"responsible-parties": [{"role-id": "x", "party-uuids": ["y"]}]},
         ["找不到所指的 x", "找不到所指的 y"]),
    ],
)  # fmt: skip
def test_problems_are_what_no_schema_sees(document, said):
    assert check_document(document, editions=[GATES]) == said
