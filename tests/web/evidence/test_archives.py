import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.web.evidence import archives
from chahe.web.evidence.refusals import Refused

from . import samples
from .samples import make_zip

WHOLE = make_zip({"a.txt": b"a" * 50, "folder/b.csv": b"1,2\n"})


def inspect(content, name="a.zip"):
    return archives.inspect(io.BytesIO(content), name=name)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (make_zip({"zeros": b"\0" * (4 << 20)}), "壓縮比超過 100 倍"),
        (samples.lying_zip(0xFFFFFFF0), "解開後超過 1 GB"),
        (make_zip({str(n): b"" for n in range(10_001)}), "超過 10,000 個檔案"),
        (samples.encrypted_zip(), "有密碼"),
        (make_zip({"../../etc/cron.d/x": b"a"}), "壓縮檔之外的路徑"),
        (make_zip({"/etc/x": b"a"}), "壓縮檔之外的路徑"),
        (make_zip({r"..\x": b"a"}), "壓縮檔之外的路徑"),
        (make_zip({"C:/x": b"a"}), "壓縮檔之外的路徑"),
        (make_zip({"inner.zip": make_zip({"a": b"a"})}), "壓縮檔內還有壓縮檔"),
        (make_zip({"renamed.txt": make_zip({"a": b"a"})}), "壓縮檔內還有壓縮檔"),
        (make_zip({"a.gz": b"\x1f\x8b\x08\0"}), "壓縮檔內還有壓縮檔"),
        (make_zip({"report.pdf": samples.PE}), "內含Windows 執行檔"),
        (make_zip({"a": b"a"}, method=zipfile.ZIP_BZIP2), "少見的壓縮方法"),
        (make_zip({"a": b"a"}, method=zipfile.ZIP_LZMA), "少見的壓縮方法"),
        (samples.endless_directory(), "結構損壞"),
        (WHOLE[: len(WHOLE) // 2], "結構損壞"),
        (b"PK\x03\x04", "結構損壞"),
    ],
)
def test_inspect_refuses_what_cannot_be_trusted(content, why):
    with pytest.raises(Refused, match="不可信壓縮檔") as refused:
        inspect(content)

    assert why in refused.value.message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.docx(**{"word/vbaProject.bin": b"\xd0\xcf"}), "a.docx"),
        (samples.xlsx(**{"xl/macrosheets/sheet1.xml": b"<x/>"}), "a.xlsx"),
        (samples.odt(**{"Basic/script-lb.xml": b"<x/>"}), "a.odt"),
        (samples.xlsx(), "a.xlsm"),
        (make_zip({"帳號.xlsm": samples.xlsx()}), "a.zip"),
    ],
)
def test_inspect_refuses_macros_and_says_how_to_save(content, name):
    with pytest.raises(Refused, match="含有巨集。請在 Office 另存為不含巨集的格式"):
        inspect(content, name)


def test_inspect_reads_no_further_than_a_few_bytes_of_each_member():
    content = make_zip({f"{n}.txt": b"ab" * 60 for n in range(archives.MEMBERS)})

    assert inspect(content) == "application/zip"


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_inspect_of_a_damaged_zip_answers_or_refuses(at, byte):
    damaged = bytearray(WHOLE)
    damaged[at] = byte

    try:
        assert inspect(bytes(damaged)) == "application/zip"
    except Refused as refused:
        assert refused.message
