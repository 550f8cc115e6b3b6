"""The XML base: what is read, and what is refused before it can harm."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.sources import of

from chahe.readers import ReadError, Source
from chahe.readers._parsing.xml_push import (
    MAX_DEPTH,
    MAX_NAMES,
    MAX_TAG,
    MAX_TEXT,
    Element,
    Push,
    outermost,
)


def texts(content: bytes | str) -> list[tuple[int, str]]:
    """Return the text and line of every `a/b`."""
    found: list[tuple[int, str]] = []
    push = Push(of(content))
    push.run(
        {"a": Element({"b": Element(text=lambda text: found.append((push.line, text)))})}, "甲"
    )
    return found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<a/>", []),
        ("<a><b>1</b>\n<b> 2 </b></a>", [(1, "1"), (2, "2")]),
        ("<a><b/></a>", [(1, "")]),
        ("<a><b>1<c>no</c>no</b></a>", [(1, "1")]),
        ("<a><c><b>no</b></c><b>1</b></a>", [(1, "1")]),
        ("<a><b>x&lt;<!-- -->&#20013;<![CDATA[<]]></b></a>", [(1, "x<中<")]),
        ("<!DOCTYPE a><!-- c --><?pi?><a><b>1</b></a>\n", [(1, "1")]),
    ],
)
def test_text_is_what_stands_before_the_first_child(
    content: str, expected: list[tuple[int, str]]
) -> None:
    assert texts(content) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    content = f'<?xml version="1.0" encoding="{declared}"?><a><b>查核</b></a>'

    assert texts(content.encode(encoding)) == [(1, "查核")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "檔案是空的"),
        ("hello", "第 1 行：檔案不完整"),
        ("hello <b>", "第 1 行：不是合法的 XML"),
        ("<b/>", "第 1 行：這不是甲（最外層是「b」）"),
        ("<a>\n<b>", "第 2 行：檔案不完整"),
        ("<a>\n<b></a>", "第 2 行：不是合法的 XML"),
        ("<a/>\n<a/>", "第 2 行：不是合法的 XML"),
        ("<a>&x;</a>", "第 1 行：不是合法的 XML"),
        ('<?xml version="1.0" encoding="Big5"?><a/>', "第 1 行：無法判讀 XML 宣告的編碼「Big5」"),
        ('<?xml version="1.0" encoding="nope"?><a/>', "第 1 行：無法判讀 XML 宣告的編碼「nope」"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "第 1 行：含有 DTD"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>', "第 1 行：含有 DTD"),
        ('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x/">%p;]><a/>', "第 1 行：含有 DTD"),
        ("<a>" + "<c>" * (MAX_DEPTH + 2), "第 1 行：標籤的層數太深"),
        (f"<a><b>{'x' * 8 * MAX_TEXT}</b></a>", "第 1 行：欄位內容太長"),
        (f"<a>\n<b c='{'x' * 2 * MAX_TAG}'/></a>", "第 2 行：單一標籤或註解太長"),
        (f"<a><!--{'x' * 2 * MAX_TAG}--></a>", "第 1 行：單一標籤或註解太長"),
        (
            "<a>" + "".join(f"<c{each}/>" for i in range(2) for each in range(MAX_NAMES)) + "</a>",
            "第 1 行：標籤與屬性的種類太多",
        ),
    ],
)
def test_what_is_refused(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        texts(content)

    assert str(caught.value).startswith(message)


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chahe.readers._parsing.xml_push.MAX_BYTES", 1024 * 1024)

    with pytest.raises(ReadError, match="檔案超過 512 MiB 的上限"):
        texts("<a>" + " " * 1024 * 1024 + "</a>")


def test_text_nobody_wants_may_be_any_length() -> None:
    assert texts(f"<a><c>{'x' * 4 * MAX_TAG}</c><b>1</b></a>") == [(1, "1")]


def test_the_source_is_read_in_chunks() -> None:
    sizes = []

    class Stream(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            sizes.append(size)
            return super().read(size)

    Push(Source("x", lambda: Stream(b"<a/>"))).run({"a": Element()}, "甲")
    assert sizes and all(size and 0 < size <= 1024 * 1024 for size in sizes)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"", ("", {})),
        (b"hello", ("", {})),
        (b'<a b="1"><c', ("a", {"b": "1"})),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- \xe4\xb8\xad --><?pi?><a/>', ("a", {})),
        (b'<?xml version="1.0" encoding="Big5"?><!-- \xa4\xa4 --><a/>', ("a", {})),
        ("<a/>".encode("utf-16"), ("a", {})),
        (b'<!DOCTYPE q [<!ENTITY x "y">]><q/>', ("q", {})),
    ],
)
def test_outermost(head: bytes, expected: tuple[str, dict[str, str]]) -> None:
    assert outermost(head) == expected


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 40))
def test_anything_is_read_or_refused(noise: bytes, at: int) -> None:
    sample = b'<?xml version="1.0"?><a><b>1</b></a>'
    outermost(noise)
    try:
        texts(sample[:at] + noise + sample[at:])
    except ReadError:
        return


@pytest.mark.parametrize("name", ["utf-06", "rot13", "hex", "a\u00e9"])
def test_an_encoding_nobody_knows_is_refused_in_words(name: str) -> None:
    head = f'<?xml version="1.0" encoding="{name}"?><a/>'.encode("utf-16")

    assert outermost(head)[0] in ("", "a")
    with pytest.raises(ReadError):
        Push(of(head)).run({"a": Element()}, "測試")
