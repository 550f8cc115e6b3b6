"""What we export, read by compliance-trestle (`uv sync --inexact --group oracles`)."""

from importlib import import_module

import pytest
from tests.standards.books import AT, DAY, DOORS, GATES, RELATIONS, standings

from chahe.standards import as_bytes, oscal_catalog, oscal_mapping, oscal_profile

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.filterwarnings("ignore"),  # its own, of its own dependencies
]


@pytest.fixture
def read(tmp_path):
    """Return a function that has trestle read a document, or refuse it."""

    def read(module, model, made):
        path = tmp_path / "made.json"
        path.write_bytes(as_bytes(made))
        return getattr(import_module(f"trestle.oscal.{module}"), model).oscal_read(path)

    return read


def test_trestle_reads_the_catalog(read):
    made = oscal_catalog(GATES, at=AT, texts={"1.1": "鎖須清點。"})

    group = read("catalog", "Catalog", made).groups[0]

    assert [control.id for control in group.controls] == ["rule-1"]
    assert [part.id for part in group.controls[0].controls[0].parts][:2] == [
        "rule-1.1_smt",
        "rule-1.1_question",
    ]


def test_trestle_reads_the_profile(read):
    made = oscal_profile(GATES, standings(cloud_user=False), firm="示範證券", on=DAY, at=AT)

    chosen = read("profile", "Profile", made).imports[0]

    assert len(chosen.include_controls[0].with_ids) == 4


def test_trestle_reads_the_mapping(read):
    made = oscal_mapping(RELATIONS, source=GATES, target=DOORS, at=AT)

    collection = read("mapping", "MappingCollection", made)

    assert str(collection.uuid) == made["mapping-collection"]["uuid"]
