from io import BytesIO

import pytest
from docx import Document as open_word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from chahe.documents.model import (
    Document,
    Facts,
    Heading,
    Mark,
    Marked,
    PageBreak,
    Paragraph,
    SignOffs,
    Table,
)
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers
from chahe.documents.writers._printable import printable

from .record_fixture import MADE_AT

ANY_TEXT = st.text(st.characters(), max_size=40)  # surrogates and controls too


def marked_of(text: str, *marks: Mark) -> Marked:
    return Marked(tuple((text, mark) for mark in marks or Mark))


def document_of(text: str, *, landscape: bool = False) -> Document:
    return Document(
        title=text,
        issuer=text,
        subtitle=text,
        header=text,
        footer=text,
        author=text,
        made_at=MADE_AT,
        landscape=landscape,
        parts=(
            Heading(text),
            Paragraph(text),
            Facts(((text, text),)),
            Facts(()),
            PageBreak(),
            Heading(text, 2),
            Table((text, text), ((text, text),), caption=text),
            Table((text,), ()),
            Table((text,), ((marked_of(text),), (marked_of(text, Mark.ADDED),))),
            SignOffs(((text,) * 5,)),
        ),
    )


@pytest.mark.parametrize("suffix", load_writers())
@given(text=ANY_TEXT, landscape=st.booleans())
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_can_be_written(suffix, text, landscape):
    content = load_writers()[suffix].write(document_of(text, landscape=landscape))

    match suffix:
        case "docx":
            word = open_word(BytesIO(content))
            assert word.tables[0].rows[0].cells[1].text == printable(text)
        case "xlsx":
            sheet = load_workbook(BytesIO(content))["摘要"]
            assert (sheet["C2"].value or "") == printable(text)
        case "pdf":
            assert content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("suffix", load_writers())
@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\x00\x1f\ud800\ufffe\U0001ffff", "a" * 300, "=1\r\n2\t3", "_x0041_"]
)
def test_awkward_text_can_be_written(suffix, text):
    assert load_writers()[suffix].write(document_of(text))


@pytest.mark.parametrize("suffix", load_writers())
def test_a_writer_is_named_by_its_suffix(suffix):
    writer = load_writers()[suffix]

    assert (writer.suffix, writer.title != "", "/" in writer.media_type) == (suffix, True, True)


def test_a_report_is_named_by_its_file():
    assert {report.id for report in load_reports().values()} == {*load_reports()}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x00\x7f\x85乙", "甲□□\n乙"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("gpj\u202eexe.", "gpj□exe."),
        ("\ud800\ufdd0\uffff\U0010ffff", "□□□□"),
        ("名\t稱 𪚲 \ue000", "名 稱 𪚲 \ue000"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown
