"""The one zip layout, read back by Python's own zipfile."""

import io
from zipfile import ZipFile
from zlib import crc32

import pytest

from chahe.ledger import archive
from chahe.ledger.archive import (
    Entry,
    end_record,
    first_strange,
    local_header,
    walk,
    write_directory,
)


def zip_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    entries = []
    for name, data in files.items():
        entries.append(Entry(name, len(data), crc32(data), out.tell()))
        out.write(local_header(entries[-1]) + data)
    write_directory(out, entries, out.tell())
    return out.getvalue()


def read_back(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {info.filename: file.read(info) for info in file.infolist()}


FILES = {"甲.txt": b"a" * 200, "b/c": b"", "d": b"PK\3\4PK\5\6"}


@pytest.mark.parametrize("files", [{}, FILES])
def test_layout_is_a_zip(files: dict[str, bytes]) -> None:
    assert read_back(zip_of(files)) == files


def test_layout_has_no_time_and_plain_permissions() -> None:
    with ZipFile(io.BytesIO(zip_of(FILES))) as file:
        told = {(info.date_time, info.external_attr >> 16, info.comment) for info in file.filelist}

    assert told == {((1980, 1, 1, 0, 0, 0), 0o100644, b"")}


@pytest.mark.parametrize(("full", "full_count"), [(100, 0xFFFF), (0xFFFFFFFF, 2), (250, 2)])
def test_layout_of_what_does_not_fit_is_zip64(
    monkeypatch: pytest.MonkeyPatch, full: int, full_count: int
) -> None:
    plain = zip_of(FILES)
    monkeypatch.setattr(archive, "_FULL", full)
    monkeypatch.setattr(archive, "_FULL_COUNT", full_count)

    made = zip_of(FILES)

    assert len(made) > len(plain)
    members = walk(io.BytesIO(made), len(made))
    assert [(each.entry.name, each.exact) for each in members] == [(name, True) for name in FILES]
    assert first_strange(io.BytesIO(made), members) is None


def test_layout_of_five_gigabytes_is_read_by_zipfile() -> None:
    sizes = {"big": 5 << 30, "far": 3}
    pieces: list[tuple[int, bytes]] = []
    entries: list[Entry] = []
    place = 0
    for name, size in sizes.items():
        entries.append(Entry(name, size, 0, place))
        pieces.append((place, local_header(entries[-1])))
        place += len(pieces[-1][1]) + size
    tail = io.BytesIO()
    write_directory(tail, entries, place)
    file = Sparse([*pieces, (place, tail.getvalue())])

    with ZipFile(file) as opened:
        assert {info.filename: info.file_size for info in opened.filelist} == sizes
    members = walk(file, file.length)
    assert [each.entry for each in members] == entries
    assert first_strange(file, members) is None


def test_end_record_of_many_members_is_zip64() -> None:
    assert len(end_record(0xFFFE, 0, 0)) == 22
    assert len(end_record(0xFFFF, 0, 0)) == 98


def test_walk_of_nothing_finds_nothing() -> None:
    assert walk(io.BytesIO(b"not a zip"), 9) == []


def test_walk_stops_where_a_member_is_cut_short() -> None:
    data = zip_of(FILES)[:150]

    assert walk(io.BytesIO(data), len(data)) == []


class Sparse(io.BytesIO):
    """A file of zeros with some pieces in it."""

    def __init__(self, pieces: list[tuple[int, bytes]]) -> None:
        super().__init__()
        self.pieces = pieces
        self.length = pieces[-1][0] + len(pieces[-1][1])
        self.place = 0

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self.place = offset + {0: 0, 1: self.place, 2: self.length}[whence]
        return self.place

    def read(self, size: int | None = -1, /) -> bytes:
        end = self.length if size is None or size < 0 else min(self.length, self.place + size)
        found = bytearray(max(0, end - self.place))
        for at, piece in self.pieces:
            for offset, byte in enumerate(piece, at):
                if self.place <= offset < end:
                    found[offset - self.place] = byte
        self.place = end
        return bytes(found)
