"""What holds for every reader, and how one is chosen."""

from pathlib import Path

import pytest
from tests.readers.sources import DATA, of

from chahe.readers import (
    KIND_TITLES,
    SNIFF_BYTES,
    Reader,
    ReadError,
    Source,
    load_readers,
    read_any,
)

READERS = [pytest.param(found, id=name) for name, found in load_readers().items()]


@pytest.mark.parametrize("found", READERS)
def test_every_reader_has_a_title_a_kind_and_a_test(found: Reader) -> None:
    assert found.title and found.kind in KIND_TITLES
    assert (Path(__file__).parent / f"test_{found.id}.py").exists()


@pytest.mark.parametrize("found", READERS)
@pytest.mark.parametrize("content", [b"", b"\0", b"MZ\x90", b"\xff\xff", b"\n\n", b"hello\n"])
def test_every_reader_refuses_what_is_not_its_own(found: Reader, content: bytes) -> None:
    assert found.sniff(content) is False
    with pytest.raises(ReadError):
        found.read(of(content))


def test_read_any_refuses_an_unknown_format_and_lists_the_known() -> None:
    with pytest.raises(ReadError) as caught:
        read_any(of("hello,world\n"))

    assert str(caught.value) == "認不出這個檔案的格式；可接受：" + "、".join(
        found.title for found in load_readers().values()
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "檔案是空的"),
        (b"MZ\x90\x00" + b"sAMAccountName,Enabled\n", "這不是文字檔（看來是Windows 執行檔）"),
        (b"sAMAccountName,Enabled\na\n", "第 2 行：這一列有 1 欄"),
    ],
)
def test_read_any_says_what_is_wrong(content: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_any(of(content, "accounts.csv"))

    assert str(caught.value).startswith(message)


def test_read_any_takes_the_one_that_can_read_it() -> None:
    table = read_any(of("SamAccountName,Enabled,EmployeeID,Name\na,True,1,x\n"))

    assert table.reader == "active_directory"


def test_read_any_refuses_two_meanings() -> None:
    content = "SamAccountName,Enabled,EmployeeID,Name,Left\na,True,1,x,\n"

    with pytest.raises(ReadError, match="同時符合多種格式（active_directory、roster）"):
        read_any(of(content))


def test_source_from_path_has_the_name_only() -> None:
    source = Source.from_path(DATA / "ad_csvde.csv")

    assert source.name == "ad_csvde.csv"
    assert read_any(source).source == "ad_csvde.csv"


@pytest.mark.parametrize("path", sorted(DATA.glob("*")), ids=lambda path: path.name)
def test_a_sample_is_claimed_by_one_reader(path: Path) -> None:
    if path.name.endswith(".golden.json"):
        return
    with path.open("rb") as stream:
        head = stream.read(SNIFF_BYTES)

    claims = [found.id for found in load_readers().values() if found.sniff(head)]

    assert len(claims) == 1


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("系統名稱,帳號,姓名,工號,狀態,最後登入,角色", "accounts"),
        ("帳號,工號,姓名,系統名稱,權限", "access_rights"),
        ("工號,姓名,帳號,在職狀態,離職日", "people"),
        ("工號,姓名,人員類別,課程名稱,上課日期,時數,測驗結果", "training_records"),
    ],
)
def test_lists_that_name_people_are_told_apart(header: str, kind: str) -> None:
    head = f"{header}\n".encode()

    assert {found.kind for found in load_readers().values() if found.sniff(head)} == {kind}
