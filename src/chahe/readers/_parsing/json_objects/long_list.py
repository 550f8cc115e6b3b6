"""A JSON object with one list so long that it is read thing by thing."""

import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from ..._model import ReadError, Source
from ..firewall.json_text import DECODER
from ..text import encoding_of

_PIECE = 1024 * 1024
_LONGEST = 16 * 1024 * 1024
_MOST_FIELDS = 1000


class LongList:
    """The things in the list called `name`; `others` has the other fields, all of them at the end.

    Iterating yields each thing and the line it begins on, once, and raises ReadError, naming the
    line, if the source is not whole JSON of that form, a field is there twice or a thing too long.
    """

    _text: TextIOWrapper

    def __init__(self, source: Source, name: str) -> None:
        self.others: dict[str, Any] = {}
        self._source, self._name = source, name
        self._held, self._at = "", 0
        self._line, self._counted = 1, 0

    def __iter__(self) -> Iterator[tuple[Any, int]]:
        encoding = encoding_of(self._source)
        with self._source.open() as stream, TextIOWrapper(stream, encoding=encoding) as self._text:
            yield from self._object()
            if self._next():
                raise self._wrong("結尾之後還有內容")

    def _object(self) -> Iterator[tuple[Any, int]]:
        self._must_be("{")
        names: set[str] = set()
        while self._another("}", first=not names):
            name, line = self._value()
            if not isinstance(name, str) or name in names:
                raise self._wrong(f"欄位「{str(name)[:40]}」出現兩次或不是文字", line)
            names.add(name)
            if len(names) > _MOST_FIELDS:
                raise self._wrong("欄位太多", line)
            self._must_be(":")
            if name == self._name and self._next() == "[":
                yield from self._things()
            else:
                self.others[name] = self._value()[0]

    def _things(self) -> Iterator[tuple[Any, int]]:
        self._at += 1
        first = True
        while self._another("]", first=first):
            yield self._value()
            first = False

    def _another(self, end: str, *, first: bool) -> bool:
        """Pass over what is between two things; say whether there is one more."""
        if self._next() == end:
            self._at += 1
            return False
        if not first:
            self._must_be(",")
        return True

    def _must_be(self, mark: str) -> None:
        if self._next() != mark:
            raise self._wrong("不完整")
        self._at += 1

    def _next(self) -> str:
        """Pass over white space; return the character after it, "" at the end."""
        while True:
            while self._held[self._at : self._at + 1].isspace():
                self._at += 1
            if self._at < len(self._held) or not self._read_on():
                return self._held[self._at : self._at + 1]

    def _value(self) -> tuple[Any, int]:
        """Read a value; one that ends where the text held does may go on after it."""
        self._next()
        line = self._here()
        if self._at > _PIECE:
            self._held, self._at, self._counted = self._held[self._at :], 0, 0
        while True:
            try:
                value, end = DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if len(self._held) - self._at > _LONGEST or not self._read_on():
                    broken = line + self._held.count("\n", self._at, error.pos)
                    raise self._wrong("不完整", broken) from None
                continue
            except RecursionError:
                raise self._wrong("層數過深", line) from None
            except ValueError as error:
                raise self._wrong(str(error), line) from None
            if end < len(self._held) or not self._read_on():
                self._at = end
                return value, line

    def _read_on(self) -> bool:
        more = self._text.read(max(_PIECE, len(self._held)))
        self._held += more
        return bool(more)

    def _here(self) -> int:
        """Return the line that reading has come to."""
        self._line += self._held.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _wrong(self, what: str, line: int | None = None) -> ReadError:
        return ReadError(f"不是完整的 JSON（{what}），請重新下載", line=line or self._here())
