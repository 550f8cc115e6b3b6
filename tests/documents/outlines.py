"""What a reader reads in a file: text and tables, never bytes.

`CHAHE_GOLDEN=write pytest tests/documents` rewrites the golden outlines; read the diff.
"""

import os
from io import BytesIO
from pathlib import Path

from docx import Document as open_word
from docx.table import Table
from openpyxl import load_workbook

GOLDEN = Path(__file__).parent / "golden"


def docx_outline(content: bytes) -> str:
    word = open_word(BytesIO(content))
    lines = [word.sections[0].header.paragraphs[0].text]
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(_one_line(c.text) for c in row.cells) for row in block.rows]
        elif block.text.strip():
            lines.append(f"[{block.style.name}] {_one_line(block.text)}")
    return "\n".join([*lines, word.sections[0].footer.paragraphs[0].text, ""])


def xlsx_outline(content: bytes) -> str:
    lines = []
    for sheet in load_workbook(BytesIO(content), read_only=True):
        lines.append(f"[{sheet.title}]")
        lines += [
            " | ".join(_one_line(cell or "") for cell in row)
            for row in sheet.iter_rows(values_only=True)
        ]
    return "\n".join([*lines, ""])


def golden(name: str, outline: str) -> str:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("CHAHE_GOLDEN") == "write":
        path.write_text(outline, "utf-8")
    return path.read_text("utf-8")


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎")
