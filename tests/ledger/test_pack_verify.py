"""Verifying a pack: what was altered is named, and nothing can be altered unseen."""

import io
import tracemalloc
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile
from zlib import compress, crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.forger import (
    PACK,
    PAPER,
    REPORT,
    SORTED,
    contents,
    fault,
    laid_out,
    scribbled,
)
from tests.ledger.memory import ABOUT, FILES, KEY, small_pack

from chahe.ledger import pack_verify, verify_pack
from chahe.ledger.archive import Entry, local_header
from chahe.ledger.heads import fingerprint, public_key_of


def test_good_pack_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(PACK)

    report = verify_pack(path)

    assert report.ok
    assert report.problems == ()
    assert report.facts is not None
    assert report.facts.about == ABOUT
    assert report.facts.made["act"] == "pack.made"
    assert (report.facts.members, report.facts.bytes, report.facts.history) == (3, 68, 2)
    assert report.facts.head.size == 8
    assert report.facts.fingerprint == fingerprint(public_key_of(KEY))
    assert report.facts.key_trusted is False


def test_every_byte_of_a_pack_counts() -> None:
    seen = [
        place
        for place in range(len(PACK))
        if verify_pack(io.BytesIO(PACK[:place] + bytes([PACK[place] ^ 1]) + PACK[place + 1 :])).ok
    ]

    assert seen == []


@settings(max_examples=400)
@given(st.integers(0, len(PACK) - 1), st.integers(1, 255))
def test_no_byte_of_a_pack_may_be_another(place: int, mask: int) -> None:
    changed = PACK[:place] + bytes([PACK[place] ^ mask]) + PACK[place + 1 :]

    assert not verify_pack(io.BytesIO(changed)).ok


@given(st.integers(0, len(PACK)), st.binary(min_size=1, max_size=40))
def test_no_byte_may_be_put_into_a_pack(place: int, more: bytes) -> None:
    assert not verify_pack(io.BytesIO(PACK[:place] + more + PACK[place:])).ok


@given(st.integers(0, len(PACK) - 1), st.integers(1, 200))
def test_no_byte_may_be_taken_from_a_pack(place: int, count: int) -> None:
    assert not verify_pack(io.BytesIO(PACK[:place] + PACK[place + count :])).ok


@given(st.binary(max_size=300))
def test_anything_else_is_not_a_pack(data: bytes) -> None:
    assert fault(data)[0] == ""
    assert fault(b"PK\3\4" + data)[0] in {"", "manifest.json"}


@pytest.mark.parametrize("name", SORTED)
def test_changed_member_is_named(name: str) -> None:
    files = contents()

    assert fault(laid_out(files | {name: files[name] + b"."}))[0] == name


@pytest.mark.parametrize("name", [PAPER, REPORT])
def test_changed_byte_in_place_is_named(name: str) -> None:
    changed = PACK.replace(FILES[name], b"?" + FILES[name][1:])

    assert fault(changed) == (name, "內容被改動過（SHA-256 與清單不同）")


def test_all_changed_members_are_named() -> None:
    report = verify_pack(io.BytesIO(laid_out(contents() | scribbled(SORTED))))

    assert [problem.member for problem in report.problems] == SORTED


@pytest.mark.parametrize("name", ["manifest.json", "proof.json", *SORTED])
def test_missing_member_is_named(name: str) -> None:
    files = contents()
    del files[name]

    assert fault(laid_out(files))[0] == name


@pytest.mark.parametrize("name", ["extra.txt", "工作底稿/7.2.txt", "../x", "Manifest.json"])
def test_added_member_is_named(name: str) -> None:
    assert fault(laid_out(contents() | {name: b""})) == (name, "清單上沒有這個檔案：是後來加入的")


def test_member_added_by_another_tool_is_named() -> None:
    file = io.BytesIO(PACK)
    with ZipFile(file, "a", ZIP_DEFLATED) as opened:
        opened.writestr("extra.txt", b"x" * 100)

    assert fault(file.getvalue()) == ("extra.txt", "清單上沒有這個檔案：是後來加入的")


def test_renamed_member_is_named() -> None:
    renamed = {name.replace("報告", "結論"): data for name, data in contents().items()}

    assert fault(laid_out(renamed))[0] == REPORT


def test_member_twice_is_named() -> None:
    twice = [*contents().items(), (PAPER, b"other")]

    assert fault(laid_out(twice)) == (PAPER, "同名的檔案出現兩次")


def test_members_in_another_order_are_named() -> None:
    files = list(contents().items())

    assert fault(laid_out([*files[:2], *reversed(files[2:])])) == (
        SORTED[-1],
        "檔案的順序被改動過",
    )


@pytest.mark.parametrize("method", [0, ZIP_DEFLATED])
def test_pack_rewritten_by_another_tool_fails(method: int) -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", method) as file:
        for name, data in contents().items():
            file.writestr(name, data)

    assert fault(out.getvalue())[0] == "manifest.json"


def test_bomb_is_refused_and_never_inflated() -> None:
    size = 50_000_000
    squeezed = compress(bytes(size), wbits=-15)
    header = bytearray(local_header(Entry(PAPER, size, crc32(bytes(size)), 0)))
    header[8:10], header[18:22] = b"\x08\0", len(squeezed).to_bytes(4, "little")
    honest = local_header(Entry(PAPER, 5, crc32(b"paper"), 0)) + b"paper"
    bomb = PACK.replace(honest, header + squeezed)

    tracemalloc.start()
    found = fault(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert found == (PAPER, "檔頭不是本系統的寫法（可能被別的工具改寫或重新壓縮）")
    assert peak < 1_000_000


def test_directory_that_names_another_file_is_named() -> None:
    """Some readers believe the local header, others the directory: both must say the same."""
    place = PACK.rindex(PAPER.encode())
    changed = PACK[:place] + "工作底稿/7.9.txt".encode() + PACK[place + len(PAPER.encode()) :]

    assert fault(changed) == (PAPER, "壓縮檔目錄與檔案不一致")


@pytest.mark.parametrize("changed", [PACK + b"x", PACK[:-1], PACK[:-2] + b"\1\0x"])
def test_end_of_another_kind_is_the_zip_itself(changed: bytes) -> None:
    assert fault(changed) == ("", "壓縮檔結尾有多出、缺少或改動的資料")


def test_anything_before_the_zip_is_the_zip_itself() -> None:
    assert fault(b"MZ" + PACK)[0] == ""


def test_wrong_check_sum_is_named() -> None:
    changed = PACK.replace(crc32(b"paper").to_bytes(4, "little"), b"\0\0\0\0")

    assert fault(changed) == (PAPER, "檔頭的檢查碼與內容不符")


def test_paper_too_large_to_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_verify, "LARGEST_PAPER", 10)

    assert fault(PACK) == ("manifest.json", "檔案太大")


def test_missing_file_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify_pack(tmp_path / "none.zip")


@settings(max_examples=30)
@given(st.dictionaries(st.text("ab核/.", min_size=1, max_size=6), st.binary(max_size=50)))
def test_whatever_is_packed_verifies(files: dict[str, bytes]) -> None:
    try:
        data = small_pack(files)
    except ValueError:
        return

    assert verify_pack(io.BytesIO(data)).ok
