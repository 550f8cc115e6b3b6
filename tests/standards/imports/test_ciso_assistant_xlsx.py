import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.standards.imports.frameworks import NEW_FORM, OLD_FORM, PATHS, workbook

from chahe.official.model import OfficialError
from chahe.standards import read_any


def without(member, *, instead=None):
    """Return a library with a member of its zip left out, or another in its place."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(NEW_FORM))) as whole,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as cut,
    ):
        for name in whole.namelist():
            if name != member:
                cut.writestr(name, whole.read(name))
            elif instead is not None:
                cut.writestr(name, instead)
    return held.getvalue()


@pytest.mark.parametrize("form", [NEW_FORM, OLD_FORM], ids=["new", "old"])
def test_library_becomes_an_official_document(form):
    read = read_any(workbook(form), "gate.xlsx")

    (edition,) = read.editions
    assert (read.title, edition.label) == ("Gate framework", "3")
    assert [rule.path for rule in edition.rules] == PATHS
    assert [(r.code, r.title, r.text, r.lines) for r in edition.rules][1:3] == [
        ("GV.OC", "Context", "The context is known.", (3,)),
        ("GV.OC-01", "", "The mission is understood.", (4,)),
    ]
    assert [(each.number, each.text) for each in read.unplaced] == [
        (4, "GV.OC-01 annotation：Ask the board.")
    ]


def test_a_workbook_that_is_no_library_is_left_alone():
    assert read_any(workbook({"Sheet1": [("depth", "ref_id")]}), "x.xlsx") is None


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"library_meta": [("type", "library")]}, "沒有框架的工作表"),
        ({"library_content": [("tab", "a", "threats")]}, "沒有框架的工作表"),
        ({"library_content": [("tab", "a", "requirements")]}, "缺少工作表「a」"),
        (NEW_FORM | {"b_meta": [("type", "framework")]}, "好幾份框架：gate_meta、b_meta"),
        (NEW_FORM | {"gate_content": []}, "是空的"),
        (NEW_FORM | {"gate_content": [("name", "depth")]}, "缺少欄位：ref_id"),
        (NEW_FORM | {"gate_content": [("ref_id", "depth")]}, "沒有任何條款"),
    ],
)
def test_a_library_without_its_framework_says_so(sheets, said):
    with pytest.raises(OfficialError, match=said):
        read_any(workbook(sheets), "x.xlsx")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (without("xl/_rels/workbook.xml.rels"), "缺少 xl/_rels"),
        (
            without("xl/workbook.xml", instead=b"<workbook><!-- library_meta --></workbook>"),
            "缺少工作表「library_content」",
        ),
        (without("xl/worksheets/sheet3.xml"), "缺少 xl/worksheets"),
        (without("xl/worksheets/sheet3.xml", instead=b"<x"), "XML"),
        (without("xl/sharedStrings.xml", instead=b"<!DOCTYPE x []><sst/>"), "DOCTYPE"),
        (without("xl/sharedStrings.xml", instead=b" " * 41_000_000), "過大"),
    ],
)
def test_a_broken_or_hostile_workbook_says_why(data, said):
    with pytest.raises(OfficialError, match=said):
        read_any(data, "x.xlsx")


def test_strings_that_are_not_there_are_empty():
    assert_no_framework = pytest.raises(OfficialError, match="沒有框架的工作表")

    with assert_no_framework:
        read_any(without("xl/sharedStrings.xml"), "x.xlsx")


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_workbook_damaged_inside_is_read_or_refused(data):
    member = data.draw(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet3.xml"]))
    with zipfile.ZipFile(io.BytesIO(workbook(NEW_FORM))) as whole:
        content = bytearray(whole.read(member))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 8))] = data.draw(
        st.sampled_from([b"", b"9", b"99999999", b"-1", b"<c/>", b'"', b"library_meta", b"\0"])
    )

    try:
        read = read_any(without(member, instead=bytes(content)), "x.xlsx")
    except OfficialError as error:
        assert str(error)
    else:
        assert read is None or read.editions[0].rules
