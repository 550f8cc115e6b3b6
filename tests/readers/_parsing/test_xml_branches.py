"""Branches of a tree that libxml2 makes: which, where, and what is refused before it can harm."""

import threading
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.sources import of

from chahe.readers import ReadError
from chahe.readers._parsing import xml_branches
from chahe.readers._parsing.xml_branches import Branches, apart, line_of

NAMES = "abcd"
Seen = list[tuple[str, str, str, str]]


def branches(content: bytes | str, parts: str = NAMES) -> Seen:
    """Return of each branch its holder's attribute, its tag, its texts and its parts' tags."""
    seen = []
    for holder, branch, found in Branches(of(content), ("a", "b", "c"), tuple(parts)).read("甲"):
        if branch is None:
            seen.append((holder.get("x", ""), "", "", ""))
        elif isinstance(branch.tag, str):
            tags = "".join(part.tag for part in found)
            seen.append((holder.get("x", ""), branch.tag, "".join(branch.itertext()), tags))
    return seen


def by_the_standard_library(content: str) -> Seen:
    seen = []
    for holder in ElementTree.fromstring(content).findall("./b/c"):
        for each in holder:
            parts = "".join(part.tag for part in each)
            seen.append((holder.get("x", ""), each.tag, "".join(each.itertext()), parts))
        seen.append((holder.get("x", ""), "", "", ""))
    return seen


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<a/>", []),
        ("<a><b><c x='1'/></b></a>", [("1", "", "", "")]),
        (
            "<a><b><c x='1'><d>u</d>v<e>w<f/><d><d/></d><c/></e></c></b></a>",
            [("1", "d", "u", ""), ("1", "e", "w", "dc"), ("1", "", "", "")],
        ),
        ("<a><c><d/></c><e><b><c><d/></c></b></e></a>", []),
        ("<a><b><c><c><c/></c></c></b></a>", [("", "c", "", "c"), ("", "", "", "")]),
        ("<!DOCTYPE a><!-- --><?p?>\n<a><b><c><!-- --><d>1<![CDATA[<]]>2</d></c></b></a><?q?>",
         [("", "d", "1<2", ""), ("", "", "", "")]),
    ],
)  # fmt: skip
def test_a_branch_is_what_stands_right_in_a_holder(content: str, expected: Seen) -> None:
    assert branches(content) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", [True, False])
def test_encodings(encoding: str, declared: bool) -> None:
    content = "<a><b><c x='檢'><d>查核</d></c></b></a>"
    if declared:
        content = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>{content}'

    assert branches(content.encode(encoding)) == [("檢", "d", "查核", ""), ("檢", "", "", "")]


trees = st.recursive(
    st.text("uv<&查", max_size=3).map(lambda text: [text]),
    lambda inner: st.lists(st.tuples(st.sampled_from(NAMES), inner), max_size=4),
    max_leaves=20,
)


def written(tree: list[object], depth: int = 0) -> str:
    parts = []
    for each in tree:
        if isinstance(each, tuple):
            tag = "abc"[depth + 1] if depth < 2 and each[0] != "d" else each[0]
            parts.append(f"<{tag} x='{len(parts)}'>{written(each[1], depth + 1)}</{tag}>\n")
        else:
            parts.append(f"<![CDATA[{each}]]><!-- {len(parts)} --><?p?>")
    return "".join(parts)


@settings(max_examples=200, deadline=None)
@given(tree=trees, chunk=st.integers(1, 40))
def test_wherever_chunks_end(tree: list[object], chunk: int) -> None:
    content = f"<?xml version='1.0'?><a>{written(tree)}</a>"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_branches, "_CHUNK", chunk)
        seen = branches(content)

    assert seen == by_the_standard_library(content)


def test_lines_are_those_of_the_file() -> None:
    rows = "<d>\n\n<e>1\n</e>\n</d>\n" * 3
    source = of("<a><b>\n" + f"<c>\n{rows}</c>\n" * 6_000 + "</b></a>")

    holders, lines = [], []
    for holder, branch, _ in Branches(source, ("a", "b", "c"), ()).read("甲"):
        if branch is None:
            holders.append(line_of(holder))
        else:
            lines.append(line_of(branch))

    true = [2 + 17 * each for each in range(6_000)]
    assert {at for at in range(6_000) if holders[at] != true[at]} <= {_first_beyond(true)}
    true = [first + 1 + each * 5 for first in true for each in range(3)]
    assert {at for at in range(18_000) if lines[at] != true[at]} <= {_first_beyond(true)}


def _first_beyond(lines: list[int]) -> int:
    """Which begins past the lines that libxml2 counts, and nothing before it does."""
    return next(at for at, line in enumerate(lines) if line > 65_535)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "檔案是空的"),
        ("hello", "第 1 行：檔案不完整"),
        ("<b/>", "第 1 行：這不是甲（最外層是「b」）"),
        ("<a>\n<b>", "第 2 行：檔案不完整"),
        ("<a>\n<b></a>", "第 2 行：不是合法的 XML"),
        ("<a/>\n<a/>", "第 2 行：不是合法的 XML"),
        ("<a>&x;</a>", "不是合法的 XML"),
        ("<a><p:b/></a>", "第 1 行：不是合法的 XML"),
        ('<?xml version="1.0" encoding="Big5"?><a/>', "第 1 行：無法判讀 XML 宣告的編碼「Big5」"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "第 1 行：含有 DTD"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>', "第 1 行：含有 DTD"),
        ("<a>" + "<c>" * 3000, "第 1 行：欄位內容太長或標籤的層數太深"),
        (f"<a><b c='{'x' * 11_000_000}'/></a>", "第 1 行：欄位內容太長或標籤的層數太深"),
        (f"<a>\n<!--{'x' * 11_000_000}--></a>", "第 2 行：欄位內容太長或標籤的層數太深"),
        (f"<a>{'<?p?>' * 10_001}</a>", "處理指令太多"),
        ("<a>\n<b><c><d>" + "<e>1234567</e>" * 1_500_000, "第 2 行：單一項目太長"),
    ],
)
def test_what_is_wrong_is_said(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        branches(content)

    assert str(caught.value).startswith(message)


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_branches, "MAX_BYTES", 1024 * 1024)

    with pytest.raises(ReadError, match="檔案超過 512 MiB 的上限"):
        branches(f"<a>{'<b/>' * 500_000}</a>")


def test_apart_is_in_another_thread() -> None:
    assert apart(threading.get_ident) != threading.get_ident()
