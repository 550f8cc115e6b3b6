"""The one way a pack is laid out as a zip: every byte outside the members follows from them.

Members are stored, not compressed; times, permissions and versions are constants; UTF-8 names.
Zip64 fields (APPNOTE.TXT §4.3.14, §4.5.3) appear only where a number does not fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from struct import pack, unpack
from typing import BinaryIO

_FULL, _FULL_COUNT = 0xFFFFFFFF, 0xFFFF
_UTF8, _STORED, _MIDNIGHT, _NEW_YEAR_1980 = 0x800, 0, 0, 0x21
_PLAIN, _ZIP64, _UNIX = 20, 45, 3 << 8
_FILE_MODE = 0o100644 << 16


@dataclass(frozen=True)
class Entry:
    """One member: its local header begins at `offset`, its bytes follow."""

    name: str
    size: int
    crc: int
    offset: int


@dataclass(frozen=True)
class Found:
    """A member met in a file, and whether its header is, byte for byte, the one we write."""

    entry: Entry
    data_at: int
    end: int
    exact: bool


def local_header(entry: Entry) -> bytes:
    """Write the header that precedes a member's bytes, APPNOTE §4.3.7."""
    name, big = entry.name.encode(), entry.size >= _FULL
    extra = pack("<HHQQ", 1, 16, entry.size, entry.size) if big else b""
    shown = _FULL if big else entry.size
    fixed = (_ZIP64 if big else _PLAIN, _UTF8, _STORED, _MIDNIGHT, _NEW_YEAR_1980)
    counts = (entry.crc, shown, shown, len(name), len(extra))
    return pack("<4s5H3L2H", b"PK\3\4", *fixed, *counts) + name + extra


def central_header(entry: Entry) -> bytes:
    """Write a member's line of the central directory, APPNOTE §4.3.12."""
    name, big, far = entry.name.encode(), entry.size >= _FULL, entry.offset >= _FULL
    wide = [entry.size, entry.size] * big + [entry.offset] * far
    extra = pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    version, shown = _ZIP64 if wide else _PLAIN, _FULL if big else entry.size
    fixed = (_UNIX | version, version, _UTF8, _STORED, _MIDNIGHT, _NEW_YEAR_1980)
    counts = (entry.crc, shown, shown, len(name), len(extra), 0, 0, 0)
    place = (_FILE_MODE, _FULL if far else entry.offset)
    return pack("<4s6H3L5H2L", b"PK\1\2", *fixed, *counts, *place) + name + extra


def end_record(count: int, start: int, size: int) -> bytes:
    """Write what follows a central directory of so many lines and bytes, APPNOTE §4.3.14-16."""
    wide = count >= _FULL_COUNT or start >= _FULL or size >= _FULL
    record = locator = b""
    if wide:
        made = (44, _UNIX | _ZIP64, _ZIP64, 0, 0, count, count, size, start)
        record = pack("<4sQ2H2L4Q", b"PK\6\6", *made)
        locator = pack("<4sLQL", b"PK\6\7", 0, start + size, 1)
    shown = min(count, _FULL_COUNT)
    last = (0, 0, shown, shown, min(size, _FULL), min(start, _FULL), 0)
    return record + locator + pack("<4s4H2LH", b"PK\5\6", *last)


def write_directory(out: BinaryIO, entries: Iterable[Entry], start: int) -> None:
    """Write the central directory, which begins at `start`, and the end of the archive."""
    count = size = 0
    for entry in entries:
        size += out.write(central_header(entry))
        count += 1
    out.write(end_record(count, start, size))


def walk(file: BinaryIO, length: int) -> list[Found]:
    """Find the members by their local headers from the first byte on, and read none of their data.

    Stops at the first place that is not a local header, or whose member does not fit the file.
    """
    members: list[Found] = []
    while found := _member_at(file, members[-1].end if members else 0):
        if found.end > length:
            break
        members.append(found)
    return members


def first_strange(file: BinaryIO, members: Sequence[Found]) -> str | None:
    """Compare all that follows the members with what we write there.

    Returns the name of the first member whose directory line differs, "" if it is the end of the
    archive that does, and None if nothing does.
    """
    start = members[-1].end
    file.seek(start)
    size = 0
    for member in members:
        line = central_header(member.entry)
        if file.read(len(line)) != line:
            return member.entry.name
        size += len(line)
    end = end_record(len(members), start, size)
    return None if file.read(len(end) + 1) == end else ""


def _member_at(file: BinaryIO, place: int) -> Found | None:
    file.seek(place)
    fixed = file.read(30)
    if len(fixed) < 30 or fixed[:4] != b"PK\3\4":
        return None
    crc, held, size, name_size, extra_size = unpack("<3L2H", fixed[14:])
    variable = file.read(name_size + extra_size)
    if size == _FULL and extra_size == 20 and len(variable) == name_size + extra_size:
        size, held = unpack("<QQ", variable[-16:])
    entry = Entry(variable[:name_size].decode(errors="replace"), size, crc, place)
    data_at = place + len(fixed) + len(variable)
    return Found(entry, data_at, data_at + held, fixed + variable == local_header(entry))
