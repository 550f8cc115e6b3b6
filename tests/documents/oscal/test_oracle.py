"""What we export, read by compliance-trestle (`uv sync --inexact --group oracles`)."""

from importlib import import_module

import pytest
from tests.documents.record_fixture import MADE_AT, RECORD

from chahe.documents.oscal import load_exports
from chahe.standards import as_bytes

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.filterwarnings("ignore"),  # its own, of its own dependencies
]
MODELS = {
    "assessment_plan": "AssessmentPlan",
    "assessment_results": "AssessmentResults",
    "poam": "PlanOfActionAndMilestones",
}


@pytest.mark.parametrize("name", MODELS)
def test_trestle_reads_what_we_export(name, tmp_path):
    made = load_exports()[name].build(RECORD, made_at=MADE_AT)
    path = tmp_path / "made.json"
    path.write_bytes(as_bytes(made))

    read = getattr(import_module(f"trestle.oscal.{name}"), MODELS[name]).oscal_read(path)

    (body,) = made.values()
    assert str(read.uuid) == body["uuid"]
    assert [party.name for party in read.metadata.parties] == [
        party["name"] for party in body["metadata"]["parties"]
    ]
