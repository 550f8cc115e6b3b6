"""JSON that a firewall's management wrote, read with bounds, and where in it a thing begins."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any

from ..._model import ReadError, Source
from ..text import encoding_of

_MAX_CHARACTERS = 128 * 1024 * 1024
Json = dict[str, Any]


class Text:
    """A source's whole text; `line_of` says on which line a place in it is."""

    def __init__(self, source: Source) -> None:
        encoding = encoding_of(source)
        with source.open() as stream, TextIOWrapper(stream, encoding=encoding) as text:
            self.whole = text.read(_MAX_CHARACTERS + 1)
        if len(self.whole) > _MAX_CHARACTERS:
            raise ReadError("檔案太大，請分批匯出")
        self._ends = [found.start() for found in re.finditer("\n", self.whole)]

    def line_of(self, at: int) -> int:
        return bisect_left(self._ends, at) + 1

    def parse(self, at: int = 0) -> tuple[Any, int]:
        """Read the value that begins at a place; return it, and where it ends.

        :raises ReadError: naming the line, if it is not JSON, is cut, or a field is there twice
        """
        while self.whole[at : at + 1].isspace():
            at += 1
        try:
            return DECODER.raw_decode(self.whole, at)
        except json.JSONDecodeError as error:
            raise ReadError("不是完整的 JSON，請重新匯出", line=self.line_of(error.pos)) from None
        except RecursionError:
            raise ReadError("JSON 的層數過深，請重新匯出", line=self.line_of(at)) from None
        except ValueError as error:
            raise ReadError(f"JSON 裡{error}，請重新匯出", line=self.line_of(at)) from None


def _once(pairs: Iterable[tuple[str, Any]]) -> Json:
    found: Json = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"欄位「{name[:40]}」出現兩次")
        found[name] = value
    return found


def _no_number(text: str) -> None:
    raise ValueError(f"有不是數字的「{text}」")


DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
"""JSON as RFC 8259 has it; a field that is there twice is a ValueError."""
