import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.web.evidence import archives, sniff
from chahe.web.evidence.refusals import Refused

from . import samples
from .samples import make_zip


def accept(content, name, kind="policy_document"):
    return sniff.accept(io.BytesIO(content), name=name, kind=kind)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (samples.CSV, "帳號.csv", "text/csv"),
        (samples.CSV.decode().encode("cp950"), "帳號.csv", "text/csv"),
        (samples.CSV.decode().encode("utf-16"), "帳號.csv", "text/csv"),
        (samples.CSV.decode().encode("utf-8-sig"), "帳號.csv", "text/csv"),
        (b"one line", "a.csv", "text/plain"),
        (b"=cmd|' /C calc'!A0,1\n+1,-1\n", "a.csv", "text/csv"),
        (b"MZ is how this note begins\n", "a.txt", "text/plain"),
        (b"#!/bin/sh\niptables -S\n", "a.sh", "text/plain"),
        (b"<134>Oct 11 22:14:15 fw: permit\n", "a.log", "text/plain"),
        (b"\x1b[31mred\x1b[0m\n", "a.log", "text/plain"),
        (b'{"a": [1]}', "a.json", "application/json"),
        (b'{"a": 1}\n{"a": 2}\n', "a.jsonl", "text/plain"),
        (b"[section]\nkey=1\n", "a.ini", "text/plain"),
        (samples.XML, "a.nessus", "application/xml"),
        (b"<!DOCTYPE html><html></html>", "a.html", "text/html"),
        (samples.PDF, "a.pdf", "application/pdf"),
        (samples.PDF, "a", "application/pdf"),
        (samples.PNG, "a.png", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.jpeg", "image/jpeg"),
        (samples.OLE, "a.xls", "application/x-ole-storage"),
        (samples.docx(), "a.docx", archives.DOCX),
        (samples.xlsx(), "a.xlsx", archives.XLSX),
        (samples.odt(), "a.odt", "application/vnd.oasis.opendocument.text"),
        (make_zip({"a.txt": b"a", "b/": b""}), "a.zip", "application/zip"),
        (make_zip({"清冊.xlsx": samples.xlsx()}), "a.zip", "application/zip"),
        (b"II*\0\x08\0\0\0" + b"\0" * 16, "a.tif", "image/tiff"),
        (b"\x00\x01\x02\x03unknown", "a.dat", "application/octet-stream"),
    ],
)
def test_accept_tells_the_type_by_content(content, name, media_type):
    assert accept(content, name) == media_type


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.csv", "空檔案"),
        (samples.PE, "帳號.csv", "「帳號.csv」的內容是Windows 執行檔（PE）"),
        (samples.ELF, "a.pdf", "Linux 執行檔"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "a", "Java"),
        (samples.docx(), "a.pdf", "副檔名是 .pdf，內容卻是Word 文件（docx）"),
        (make_zip({"a": b"a"}), "a.pdf", "副檔名是 .pdf，內容卻是zip 壓縮檔"),
        (make_zip({"a": b"a"}), "a", "請改用正確的副檔名 .zip"),
        (samples.PDF, "a.csv", "副檔名是 .csv，內容卻是PDF"),
        (samples.CSV, "a.pdf", "副檔名是 .pdf，內容卻是CSV 表格"),
        (b"<html><body>login</body></html>", "a.csv", "內容卻是網頁（HTML）"),
        (b"<table><tr><td>1</td></tr></table>", "a.xls", "副檔名是 .xls"),
        ("帳號,王\n".encode("utf-16-le"), "a.csv", "UTF-8、UTF-16 或 Big5"),
        (b"a,b\n\xff\xfe\xff\xff\n", "a.csv", "UTF-8、UTF-16 或 Big5"),
        (b"a,b\n1,\x00\n", "a.csv", "無法辨識的二進位檔"),
        (samples.LAUGHS, "a.xml", "ENTITY"),
        (samples.LAUGHS.decode().encode("utf-16"), "a.xml", "ENTITY"),
        (b"\x1f\x8b\x08\0", "a.log.gz", "gzip 壓縮檔"),
        (b"BZh91AY", "a.bz2", "bzip2"),
        (b"\xfd7zXZ\0", "a.xz", "xz"),
        (b"7z\xbc\xaf\x27\x1c\0", "a.7z", "7z"),
        (b"Rar!\x1a\x07\x01\0", "a.zip", "rar"),
        (b"name" + b"\0" * 253 + b"ustar\x0000", "a.tar", "tar"),
        (samples.OLE + "_VBA_PROJECT".encode("utf-16-le"), "a.xls", "巨集"),
    ],
)
def test_accept_refuses(content, name, why):
    with pytest.raises(Refused) as refused:
        accept(content, name)

    assert why in refused.value.message


def test_accept_refuses_an_entity_declared_beyond_the_first_bytes():
    late = samples.LAUGHS.replace(b"<!DOCTYPE", b"<!--" + b" " * sniff.HEAD + b"--><!DOCTYPE")

    with pytest.raises(Refused, match="ENTITY"):
        accept(late, "a.xml")


def test_accept_refuses_a_zip_of_a_kind_a_machine_reads():
    with pytest.raises(Refused, match="解壓縮後個別上傳"):
        accept(make_zip({"a.txt": b"a"}), "a.zip", kind="account_list")


@pytest.mark.parametrize("cut", range(1, 4))
def test_accept_reads_text_whose_last_character_is_cut_by_the_window(cut):
    content = b"x" * (sniff.HEAD - cut) + "帳號".encode() * 2

    assert accept(content, "a.txt") == "text/plain"


@given(st.binary(max_size=600), st.sampled_from(["a.csv", "a.zip", "a.xls", "a.dat", "a"]))
def test_accept_of_anything_answers_or_refuses(content, name):
    try:
        assert "/" in accept(content, name)
    except Refused as refused:
        assert refused.message
