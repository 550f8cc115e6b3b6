import io
import zipfile

import pytest
from tests.official.formats.samples import zipped

from chahe.official.formats._archive import Archive
from chahe.official.model import OfficialError


def with_end(size: int, before: bytes = b"") -> bytes:
    """Make the end of an archive whose list of members says how long it is."""
    return before + b"PK\5\6" + b"\0" * 8 + size.to_bytes(4, "little") + b"\0" * 6


def test_archive_gives_its_parts() -> None:
    archive = Archive(zipped({"a": b"1", "b/c": b"2"}), "文件")

    assert (archive.read("a"), archive.read("b/c"), "b" in archive) == (b"1", b"2", False)


@pytest.mark.parametrize(
    "data",
    [with_end(3_000_000), with_end(3_000_000) + b"comment", with_end(0, b"PK\6\7" + b"\0" * 16)],
)
def test_archive_whose_list_is_too_long_is_refused_unread(data: bytes) -> None:
    with pytest.raises(OfficialError, match="超過 5,000 個檔案"):
        Archive(data, "文件")


def test_archive_with_two_files_of_one_name_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")

    with pytest.raises(OfficialError, match="同名的檔案"):
        Archive(stream.getvalue(), "文件")


def test_archive_part_with_a_password_or_another_compression_is_refused() -> None:
    locked = bytearray(zipped({"mimetype": b"x"}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(mark) + offset] |= 1
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", b"1")

    with pytest.raises(OfficialError, match="密碼保護"):
        Archive(bytes(locked), "文件").read("mimetype")
    with pytest.raises(OfficialError, match="壓縮方式不明"):
        Archive(stream.getvalue(), "文件").read("a")
