"""Every reader stands on these lines, so what is not text stops here."""

import codecs
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.readers.sources import of

from chahe.readers import ReadError, Source
from chahe.readers._parsing import text as parsing

TEXT = "帳號,姓名\r\nchen,陳大文\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp950"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le", "utf-16-be", "big5"],
)
def test_lines_in_every_accepted_encoding(content: bytes) -> None:
    assert list(parsing.lines(of(content))) == ["帳號,姓名\r\n", "chen,陳大文\n"]


def test_lines_with_one_late_big5_character() -> None:
    content = b"a\n" * 300_000 + "陳".encode("cp950") + b"\n"

    last = list(parsing.lines(of(content)))[-1]

    assert last == "陳\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "檔案是空的，請重新匯出"),
        (b"MZ\x90\x00\x03", "這不是文字檔（看來是Windows 執行檔）"),
        (b"\x7fELF\x02", "這不是文字檔（看來是Linux 執行檔）"),
        (b"PK\x03\x04rest", "這不是文字檔（看來是壓縮檔或 Excel、Word 檔）"),
        (b"%PDF-1.7", "這不是文字檔（看來是PDF）"),
        (b"a\nb\0c\n", "第 2 行：這不是文字檔（含有 NUL 位元組）"),
        ("a\nb\0".encode("utf-16"), "第 2 行：這不是文字檔（含有 NUL 位元組）"),
        (b"ok\nok\n\xff\xff\n", "第 3 行：有無法解讀的位元組"),
        (("王小明" * 20 + "\n").encode() + b"\xa4\xa4\n", "第 2 行：有無法解讀的位元組"),
        (("好\n王").encode()[:-1], "第 2 行：有無法解讀的位元組"),
        ("王".encode("utf-16") + b"\x00", "第 1 行：有無法解讀的位元組"),
    ],
)
def test_lines_of_what_is_not_text(content: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(parsing.lines(of(content)))

    assert str(caught.value).startswith(message)


def test_lines_over_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MAX_LINE", 10)
    with pytest.raises(ReadError, match=r"^第 2 行：這一行太長"):
        list(parsing.lines(of(b"short\n" + b"x" * 11)))

    monkeypatch.setattr(parsing, "MAX_BYTES", 10)
    with pytest.raises(ReadError, match=r"^檔案超過 0 MiB 的上限"):
        list(parsing.lines(of(b"short\n" * 2)))


def test_lines_of_a_file_changed_while_read() -> None:
    versions = iter([b"ok\n", b"ok\n", b"\xff\n"])

    def reopen() -> Any:
        return of(next(versions)).open()

    with pytest.raises(ReadError, match="更動"):
        list(parsing.lines(Source("x", reopen)))


@given(st.binary(max_size=400))
@example(b"\xe0\xa1")  # a whole file: Big5, and not UTF-8 cut short
def test_lines_of_anything(content: bytes) -> None:
    peeked = parsing.peek(content)
    try:
        text = "".join(parsing.lines(of(content)))
    except ReadError:
        return

    assert "\0" not in text
    assert peeked.splitlines()[:1] == text.splitlines()[:1]
