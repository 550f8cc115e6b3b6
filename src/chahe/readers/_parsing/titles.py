"""The titles of a delimited file, for readers whose columns are words that many files have."""

import re

from .text import peek

_BETWEEN = re.compile("[,;\t]")


def titles_of(head: bytes) -> list[str]:
    """Return the fields of a file's first line that is not blank, as `delimited` compares them."""
    first = next(filter(str.strip, peek(head).splitlines()), "")
    return fields_of(first)


def fields_of(line: str) -> list[str]:
    return [field.strip(' "').casefold() for field in _BETWEEN.split(line.strip())]
