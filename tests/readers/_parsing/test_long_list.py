import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import of

from chahe.readers import ReadError
from chahe.readers._parsing.json_objects import long_list
from chahe.readers._parsing.json_objects.long_list import LongList

THINGS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(autouse=True, scope="module")
def _in_small_pieces() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_list, "_PIECE", 1)
        yield


@given(before=st.integers(), things=st.lists(THINGS), after=THINGS, indent=st.none() | st.just(1))
def test_it_is_what_json_is(before: int, things: list[Any], after: Any, indent: int | None) -> None:
    whole = {"before": before, "things": things, "after": after}

    held = LongList(of(json.dumps(whole, indent=indent)), "things")

    assert [thing for thing, _ in held] == things
    assert held.others == {"before": before, "after": after}


def test_each_thing_has_its_line() -> None:
    held = LongList(of('\n{"a": "x",\n"l": [\r\n{"b":\n1}, 2,\n\n"c"]}\n'), "l")

    assert list(held) == [({"b": 1}, 4), (2, 5), ("c", 7)]


@pytest.mark.parametrize(
    ("text", "things", "others"),
    [
        ("{}", [], {}),
        ('{"l": []}', [], {}),
        ('{"l": null, "n": 12}', [], {"l": None, "n": 12}),
        (r'{"\u006c": [12]}', [12], {}),
    ],
)
def test_what_is_read(text: str, things: list[Any], others: dict[str, Any]) -> None:
    held = LongList(of(text), "l")

    assert [thing for thing, _ in held] == things
    assert held.others == others


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "第 1 行：不是完整的 JSON（不完整）"),
        ('{"l": [1\n,', "第 2 行：不是完整的 JSON（不完整）"),
        ('{"l": [1\n2]}', "第 2 行：不是完整的 JSON（不完整）"),
        ('{"l": [1,]}', "第 1 行：不是完整的 JSON（不完整）"),
        ('{"l": [{"a":\n1 "b"}]}', "第 2 行：不是完整的 JSON（不完整）"),
        ('{"l": [1]}\n\nx', "第 3 行：不是完整的 JSON（結尾之後還有內容）"),
        ('{"l": [1],\n"l": [2]}', "第 2 行：不是完整的 JSON（欄位「l」出現兩次"),
        ('{"l": [\n{"a": 1, "a": 2}]}', "第 2 行：不是完整的 JSON（欄位「a」出現兩次"),
        ('{"l": [NaN]}', "有不是數字的「NaN」"),
        ("{1: 2}", "欄位「1」出現兩次或不是文字"),
        ('{"l": [' + "[" * 200_000 + "]}", "層數過深"),
        (json.dumps(dict.fromkeys(map(str, range(1001)))), "欄位太多"),
        ("", "檔案是空的"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        list(LongList(of(text), "l"))

    assert message in str(caught.value)


def test_a_thing_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_list, "_LONGEST", 100)

    with pytest.raises(ReadError, match="第 1 行"):
        list(LongList(of('{"l": ["' + "x" * 1000 + '"]}'), "l"))
