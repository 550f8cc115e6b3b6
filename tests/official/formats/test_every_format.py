"""What holds for every format, and how one is chosen."""

import random
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.official.formats.samples import drawn, item, odf, paged, paragraph, word, zipped

from chahe.official.formats import Format, load_formats, read_blocks
from chahe.official.model import Line, OfficialError, Table

FORMATS = [pytest.param(found, id=name) for name, found in load_formats().items()]


@cache
def sample(id: str) -> bytes:
    """Return a small good file of a format."""
    made: dict[str, Callable[[], bytes]] = {
        "txt": lambda: "規範\n\t甲\n\t乙\n\n\t一\n\t二\n| a | b |\n| c | d |\n".encode(),
        "html": lambda: (
            b"<!doctype html><title>a</title><ol><li>b</ol><table><tr><td colspan=2>c<td>d</table>"
        ),
        "docx": lambda: zipped(
            {
                name: part
                for name, part in unzipped(word(paragraph("甲") + item("乙"))).items()
                if name in {"word/document.xml", "word/numbering.xml"}
            }
        ),
        "odt": lambda: odf(
            "<text:list><text:list-item><text:p>甲</text:p></text:list-item></text:list>"
        ),
        "pdf": lambda: paged("甲\n#table(columns: 2, [乙], [丙], [丁], [戊])"),
    }
    return made[id]()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def safely(found: Format, data: bytes) -> None:
    """Read bytes, which may be refused and must not fail otherwise."""
    try:
        blocks = found.read(data)
    except OfficialError as error:
        assert str(error)
    else:
        assert all(isinstance(block, Line | Table) for block in blocks)


def test_formats_are_the_five_of_official_documents() -> None:
    assert list(load_formats()) == ["docx", "html", "odt", "pdf", "txt"]


@pytest.mark.parametrize("found", FORMATS)
def test_every_format_has_a_title_extensions_and_a_test(found: Format) -> None:
    assert found.title and found.extensions
    assert all(extension.startswith(".") for extension in found.extensions)
    assert (Path(__file__).parent / f"test_{found.id}.py").exists()


@pytest.mark.parametrize("found", FORMATS)
@pytest.mark.parametrize("name", ["", "a.txt", "a.bin"])
def test_every_format_knows_its_own_whatever_the_name(found: Format, name: str) -> None:
    assert read_blocks(sample(found.id), name) == found.read(sample(found.id))


@pytest.mark.parametrize("found", FORMATS)
@settings(max_examples=60)
@given(data=st.binary(max_size=300))
def test_every_format_reads_or_refuses_any_bytes(found: Format, data: bytes) -> None:
    safely(found, data)
    safely(found, sample(found.id)[:20] + data)


@pytest.mark.parametrize("found", FORMATS)
def test_every_format_reads_or_refuses_a_damaged_file(found: Format) -> None:
    data = sample(found.id)
    chance = random.Random(20261127)
    for _ in range(40):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        safely(found, bytes(damaged))
        safely(found, data[: chance.randrange(len(data))])


@pytest.mark.parametrize(("id", "part"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_every_zipped_format_reads_or_refuses_damaged_xml(id: str, part: str) -> None:
    parts = unzipped(sample(id))
    chance = random.Random(20261127)
    for _ in range(40):
        damaged = bytearray(parts[part])
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b"<>/\"'1a9 =")
        safely(load_formats()[id], zipped({**parts, part: bytes(damaged)}))


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.txt", "檔案是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "舊版 Office 檔"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "有密碼保護",
        ),
        (b"{\\rtf1", "a.txt", "RTF"),
        (b"\x89PNG\r\n", "a.pdf", "這是圖片"),
        (zipped({"xl/workbook.xml": b"x"}), "a.xlsx", "壓縮檔或其他 Office 檔"),
        (b"MZ\x90\0", "a.txt", "執行檔"),
        (b"\0\1\2\3", "a.pdf", "PDF 損壞"),
        (b"\0\1\2\3", "a.docx", "壓縮結構損壞"),
        (b"\0\1\2\3", "a.txt", "NUL"),
        (
            b"\0\1\2\3",
            "a.bin",
            "認不出這個檔案的格式；可接受：Word 文件（.docx）、網頁檔（.html）、ODF 文件（.odt）、"
            "PDF 文件（.pdf）、純文字檔（.txt）",
        ),
    ],
)
def test_read_blocks_says_what_to_do_with_what_it_cannot_read(
    data: bytes, name: str, message: str
) -> None:
    with pytest.raises(OfficialError) as caught:
        read_blocks(data, name)

    assert message in str(caught.value)
    assert "請" in str(caught.value)


def test_read_blocks_refuses_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chahe.official.formats.MAX_BYTES", 3)

    with pytest.raises(OfficialError, match="上限"):
        read_blocks(b"abcd", "a.txt")


@pytest.mark.parametrize(
    ("data", "name", "lines"),
    [
        ("<p>甲</p>".encode(), "a.html", ["甲"]),
        ("甲<b>乙".encode(), "a.htm", ["甲乙"]),
        ("甲<b>乙".encode(), "a.txt", ["甲<b>乙"]),
        ("<?xml version='1.0'?><!-- 一 --> <!-- 二 -->\n<div>甲</div>".encode(), "a", ["甲"]),
        (b"<!-- a -->" * 3000 + b"b", "a.html", ["b"]),
        ("甲".encode(), "unknown", ["甲"]),
        ("<附件一>".encode(), "a", ["<附件一>"]),
        ("甲乙".encode("cp950"), "A.TXT", ["甲乙"]),
    ],
)
def test_read_blocks_looks_at_content_then_name(data: bytes, name: str, lines: list[str]) -> None:
    assert drawn(read_blocks(data, name)) == lines
