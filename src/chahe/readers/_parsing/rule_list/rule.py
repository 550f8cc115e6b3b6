"""A record of a list of rules, without the marks a console puts into its cells."""

import re
from collections.abc import Mapping
from typing import TypeVar

from ..._model import ReadError
from ..delimited import Record
from .columns import HEADING, NEEDED, NOTHING

_T = TypeVar("_T")
_DISABLED = re.compile(r"\[disabled\]\s*", re.I)


class Rule:
    """PAN-OS writes `[Disabled]` before the name, or every cell, of a rule that is off."""

    def __init__(self, record: Record) -> None:
        self._record, self.line = record, record.line
        self.is_marked_disabled = any(_DISABLED.match(record[name]) for name in ("name", *NEEDED))

    def __getitem__(self, name: str) -> str:
        text = self._record[name]
        return _DISABLED.sub("", text, count=1) if _DISABLED.match(text) else text

    def written(self, name: str) -> str:
        """Return what somebody wrote; a cell that says there is nothing is empty."""
        text = self[name]
        return "" if text.casefold() in NOTHING else text

    def is_heading(self, columns: set[str]) -> bool:
        """Say whether a record is blank, or has a title alone, as above a section of rules."""
        return not any(self[name] for name in columns - HEADING)

    def word(self, name: str, known: Mapping[str, _T], wanted: str) -> _T:
        """Return what a cell means, whatever its case; `wanted` says what it may hold.

        :raises ReadError: for any other text
        """
        text = self[name]
        if text.casefold() not in known:
            raise self.error(name, f"看不懂「{text[:40]}」，應為{wanted}")
        return known[text.casefold()]

    def error(self, name: str, message: str) -> ReadError:
        return self._record.error(name, message)
