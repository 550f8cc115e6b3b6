"""JSON objects one after another: alone, in a list, or one a line."""

from collections.abc import Iterator
from typing import Any

from ..._model import ReadError
from ..firewall.json_text import Text


def objects(text: Text) -> Iterator[tuple[Any, int]]:
    """Yield each value of a text and the line it begins on.

    :raises ReadError: naming the line, if the text is not whole JSON of that form
    """
    whole = text.whole
    at = _past_space(whole, 0)
    listed = whole[at : at + 1] == "["
    at = _past_space(whole, at + 1) if listed else at
    while at < len(whole) and whole[at] != "]":
        value, end = text.parse(at)
        yield value, text.line_of(at)
        at = _past_space(whole, end)
        if listed and whole[at : at + 1] != "]":
            if whole[at : at + 1] != ",":
                raise _broken(text, at)
            at = _past_space(whole, at + 1)
    if listed != (whole[at:].strip() == "]"):
        raise _broken(text, at)


def _past_space(whole: str, at: int) -> int:
    while whole[at : at + 1].isspace():
        at += 1
    return at


def _broken(text: Text, at: int) -> ReadError:
    return ReadError("不是完整的 JSON，請重新匯出", line=text.line_of(at))
