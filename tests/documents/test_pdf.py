import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from chahe.documents.model import Document, Facts, Heading, Mark, Marked, Paragraph, Table
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers

from .record_fixture import MADE_AT, RECORD, RULES

WRITE = load_writers()["pdf"].write
REPORTS = {name: report.build(RECORD, made_at=MADE_AT) for name, report in load_reports().items()}

rendered = [
    pytest.mark.rendered,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="沒有 poppler-utils，無法檢視 PDF"),
]


def of(*parts) -> Document:
    return Document(title="甲", issuer="乙", made_at=MADE_AT, parts=parts)


def look(tmp_path: Path, content: bytes, *command: str) -> str:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    arguments = [command[0], *command[1:], str(path), *(["-"] if command[0] == "pdftotext" else [])]
    return subprocess.run(arguments, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("name", REPORTS)
def test_same_document_is_the_same_bytes(name):
    assert WRITE(REPORTS[name]) == WRITE(replace(REPORTS[name]))


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_for_the_archive(name):
    content = WRITE(REPORTS[name])

    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


@pytest.mark.parametrize("text", ["🙂", "\u0378\u0379", "\ue000", "\U0010fffd", "\x00\ufffe\u202e"])
def test_a_character_without_a_glyph_keeps_the_archive(text):
    content = WRITE(of(Heading(text), Paragraph(text), Facts(((text, text),))))

    assert b"<pdfaid:part>2</pdfaid:part>" in content


def test_marked_runs_keep_the_archive_and_are_drawn():
    runs = (("留", Mark.PLAIN), ("新", Mark.ADDED), ("舊", Mark.REMOVED))
    plain = WRITE(of(Table(("甲",), (("留新舊",),))))

    marked = WRITE(of(Table(("甲",), ((Marked(runs),),))))

    assert b"<pdfaid:part>2</pdfaid:part>" in marked
    assert len(marked) > len(plain)


class TestPages:
    pytestmark = rendered

    def test_words_of_the_report_are_on_its_pages(self, tmp_path):
        text = look(tmp_path, WRITE(REPORTS["inspection_report"]), "pdftotext", "-layout")

        words = " ".join(text.split())
        assert "第 1 頁，共 3 頁" in words
        assert "證據不足之 1 項未計入符合" in words
        assert "115-CC17010-001" in words

    def test_what_users_write_is_never_typst(self, tmp_path):
        text = '#panic("x") *粗* $a$ @ref <l> \\ `raw` // no #pagebreak() = 題'

        shown = look(tmp_path, WRITE(of(Paragraph(text), Heading(text))), "pdftotext", "-layout")

        lines = " ".join(shown.split())
        assert lines.count('#panic("x") *粗* $a$ @ref <l> \\ `raw` // no #pagebreak() = 題') == 2

    def test_a_number_stands_for_a_character_no_font_has(self, tmp_path):
        shown = look(tmp_path, WRITE(of(Paragraph("甲\u0378\ue000\x07乙"))), "pdftotext")

        assert "甲[U+0378][U+E000]□乙" in shown

    def test_digests_wrap_and_copy_clean(self, tmp_path):
        narrow = Table(tuple("一二三四五六七八"), ((RULES.sha256, *("",) * 7),))

        shown = look(tmp_path, WRITE(of(narrow)), "pdftotext")

        lines = shown.split()
        assert RULES.sha256 in "".join(lines)
        assert max(len(line) for line in lines if line in RULES.sha256) <= 16

    def test_only_embedded_fonts_with_a_text_layer(self, tmp_path):
        listing = look(tmp_path, WRITE(REPORTS["working_papers"]), "pdffonts").splitlines()[2:]

        assert [line.split()[-5:-2] for line in listing] == [["yes"] * 3] * len(listing)
        assert any("TW-Kai" in line or "NotoSerifTC" in line for line in listing)

    def test_information_is_ours(self, tmp_path):
        said = look(tmp_path, WRITE(REPORTS["detail_table"]), "pdfinfo")

        facts = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
        assert facts["Title"].strip() == "查核明細表"
        assert facts["Author"].strip() == "查核 Chahe"
        assert facts["Tagged"].strip() == "yes"
        assert facts["Page size"].strip() == "841.89 x 595.276 pts (A4)"

    def test_head_repeats_on_every_page(self, tmp_path):
        long = Table(("條號欄", "內容"), tuple((str(n), "字") for n in range(120)))

        shown = look(tmp_path, WRITE(of(long)), "pdftotext")

        assert shown.count("條號欄") == shown.count("\f") > 1
