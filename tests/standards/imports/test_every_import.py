"""What holds for every import, and what none may do with bytes it never met."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.standards.imports.frameworks import (
    CATALOG,
    NEW_FORM,
    OLD_FORM,
    XML,
    as_json,
    as_yaml,
    library,
    workbook,
)

from chahe.official.model import OfficialError
from chahe.standards import load_imports, read_any
from chahe.standards.imports import LIMIT

SAMPLES = {
    "ciso_assistant_xlsx": [workbook(NEW_FORM), workbook(OLD_FORM)],
    "ciso_assistant_yaml": [as_yaml(library())],
    "oscal_json": [as_json(CATALOG)],
    "oscal_xml": [XML],
    "oscal_yaml": [as_yaml(CATALOG)],
}
EVERY = [pytest.param(found, id=name) for name, found in load_imports().items()]


def test_every_import_has_a_sample_and_a_test():
    assert list(SAMPLES) == list(load_imports())
    for name in SAMPLES:
        assert (Path(__file__).parent / f"test_{name}.py").exists()


@pytest.mark.parametrize("found", EVERY)
def test_every_import_claims_its_own_and_no_other(found):
    claimed = {name for name, held in SAMPLES.items() if any(map(found.sniff, held))}

    assert claimed == {found.id}


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"PK\x03\x04", b"{}", b"<x/>", b"a: b\n", b"\xff\xfe", "一、門".encode()]
)
def test_read_any_leaves_alone_what_is_none_of_theirs(data):
    assert read_any(data, "x") is None


@pytest.mark.parametrize("name", SAMPLES)
def test_read_any_refuses_what_is_too_large(name):
    held = io.BytesIO(SAMPLES[name][0])
    if name.endswith("xlsx"):
        with zipfile.ZipFile(held, "a") as archive:
            archive.writestr("padding", bytes(LIMIT), zipfile.ZIP_STORED)
    else:
        held.write(SAMPLES[name][0] + b" " * LIMIT)

    with pytest.raises(OfficialError, match="上限 20 MB"):
        read_any(held.getvalue(), "x")


def read(found, data):
    """Read bytes; whatever they are, there are rules or a reason."""
    try:
        (edition,) = found.read(data, "x").editions
    except OfficialError as error:
        assert str(error)
    else:
        assert len({rule.path for rule in edition.rules}) == len(edition.rules) > 0


@pytest.mark.parametrize("found", EVERY)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_import_reads_or_refuses_its_own_when_damaged(found, data):
    whole = bytearray(data.draw(st.sampled_from(SAMPLES[found.id])))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        cut = data.draw(st.integers(0, 12))
        whole[at : at + cut] = data.draw(st.binary(max_size=12))
        whole = whole or bytearray(b"\0")

    read(found, bytes(whole))


@pytest.mark.parametrize("found", EVERY)
@settings(max_examples=30, deadline=None)
@given(data=st.binary(max_size=300))
def test_every_import_reads_or_refuses_anything(found, data):
    found.sniff(data)
    read(found, data)


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "title", "groups", "controls", "parts", "props", "name", "value", "prose",
                 "params", "metadata", "ref_id", "depth", "urn", "parent_urn", "description"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=TREES)
def test_structured_imports_read_or_refuse_any_tree(tree):
    found = load_imports()

    read(found["oscal_json"], as_json({"catalog": tree}))
    read(found["oscal_yaml"], as_yaml({"catalog": tree}))
    read(found["ciso_assistant_yaml"], as_yaml({"objects": {"framework": tree}}))
    read(
        found["ciso_assistant_yaml"],
        as_yaml({"objects": {"framework": {"requirement_nodes": tree}}}),
    )
