"""What holds of every paper: any number of rows, any text, every format."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as open_word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.documents.record_fixture import MADE_AT

from chahe.documents.papers import load_papers
from chahe.documents.writers import load_writers
from chahe.documents.writers._printable import printable

from .assessment_fixture import ASSESSED, CONFORMING
from .follow_up_fixture import FOLLOWED, LATE
from .plan_fixture import PLAN, row

ANY_TEXT = st.text(st.characters(), max_size=30) | st.sampled_from(["=1+1", "@SUM(A1)", "+1", "-1"])
CASES = {"annual_plan": PLAN, "follow_up": FOLLOWED, "cpa_assessment": ASSESSED}
WRITE = {suffix: writer.write for suffix, writer in load_writers().items()}


def record_of(name, texts):
    """Return a record of a paper with a row a text."""
    match name:
        case "annual_plan":
            rows = tuple(row(title=text, owner=text, reason=text) for text in texts)
            return replace(PLAN, rows=rows)
        case "follow_up":
            found = tuple(
                replace(LATE, condition=text, owner=text, recurs=text, state=text) for text in texts
            )
            return replace(FOLLOWED, findings=found)
        case "cpa_assessment":
            points = tuple(
                replace(CONFORMING, title=text, area=text, conclusion=text, exceptions=text)
                for text in texts
            )
            return replace(ASSESSED, rows=points, opinion=None, why="")


def build(name, record):
    return load_papers()[name].build(record, made_at=MADE_AT)


@pytest.mark.parametrize("name", load_papers())
@pytest.mark.parametrize("suffix", WRITE)
@given(texts=st.lists(ANY_TEXT, max_size=4))
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_number_of_rows_can_be_written(name, suffix, texts):
    content = WRITE[suffix](build(name, record_of(name, texts)))

    match suffix:
        case "docx":
            shown = "\n".join(c.text for t in open_word(BytesIO(content)).tables for c in t._cells)
            assert all(printable(text) in shown for text in texts)
        case "xlsx":
            cells = [c for s in load_workbook(BytesIO(content)) for r in s.iter_rows() for c in r]
            assert {cell.data_type for cell in cells if cell.value is not None} <= {"s"}
        case "pdf":
            assert content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("name", load_papers())
def test_a_formula_stays_text(name):
    content = WRITE["xlsx"](build(name, record_of(name, ["=HYPERLINK(1)"])))

    cells = [c for s in load_workbook(BytesIO(content)) for r in s.iter_rows() for c in r]
    held = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
    assert held
    assert {(cell.data_type, cell.quotePrefix, cell.hyperlink) for cell in held} == {
        ("s", True, None)
    }


@pytest.mark.parametrize("name", load_papers())
def test_same_record_is_the_same_bytes(name):
    for write in WRITE.values():
        assert write(build(name, CASES[name])) == write(build(name, CASES[name]))


@pytest.mark.parametrize("name", load_papers())
def test_every_paper_is_for_the_archive(name):
    content = WRITE["pdf"](build(name, CASES[name]))

    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in content


@pytest.mark.parametrize("name", load_papers())
def test_a_paper_is_named_by_its_file(name):
    assert load_papers()[name].id == name


@pytest.mark.rendered
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="沒有 poppler-utils，無法檢視 PDF")
@pytest.mark.parametrize(
    ("name", "head"),
    [("annual_plan", "應完成日"), ("follow_up", "嚴重程度"), ("cpa_assessment", "執行程序")],
)
def test_heads_repeat_on_every_page_of_a_long_table(name, head, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(WRITE["pdf"](build(name, record_of(name, ["網路安全管理"] * 60))))

    run = ["pdftotext", "-layout", str(path), "-"]
    pages = subprocess.run(run, capture_output=True, check=True).stdout.decode().split("\f")

    assert sum(head in page for page in pages) > 3
