"""The order of versions of Maven artifacts (POM reference, Version Order Specification)."""

import re
from functools import cmp_to_key
from itertools import zip_longest
from typing import Any

_SPLIT = re.compile(r"[.-]|(?<=\d)(?=[^\d.-])|(?<=[^\d.-])(?=\d)", re.ASCII)
_SHORT = {"a": "alpha", "b": "beta", "m": "milestone"}
_SAME = {"final": "", "ga": "", "release": "", "cr": "rc"}
_KNOWN = ("alpha", "beta", "milestone", "rc", "snapshot", "", "sp")
_ASCII = re.compile(r"[!-~]+")

# what separates it from the one before ("." or "-"), and the token
_Token = tuple[str, int | str]


def key(version: str) -> Any:
    """Return what sorts as the version does.

    >>> key("1-alpha1") < key("1-rc") < key("1.0") == key("1") < key("1-sp") < key("1.1")
    True

    :raises ValueError: if it is no version that begins with a digit
    """
    text = version.strip().lower()
    if not _ASCII.fullmatch(text) or not text[0].isdigit():
        raise ValueError(version)
    return _ORDER(_trimmed(_tokens(text)))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    start, prefix = 0, "."
    for mark in _SPLIT.finditer(text):
        found.append((prefix, _token(text[start : mark.start()], before_digit=not mark[0])))
        start, prefix = mark.end(), mark[0] or "-"
    return [*found, (prefix, _token(text[start:], before_digit=False))]


def _token(text: str, *, before_digit: bool) -> int | str:
    if not text or text.isdigit():
        return int(text or 0)
    full = _SHORT.get(text, text) if before_digit else text
    return _SAME.get(full, full)


def _trimmed(tokens: list[_Token]) -> list[_Token]:
    """Drop the zeros and empty qualifiers at the end, and before each hyphen or qualifier."""
    kept: list[_Token] = []
    for token in tokens:
        if token[0] == "-" or isinstance(token[1], str):
            _trim(kept)
        kept.append(token)
    _trim(kept)
    return kept


def _trim(tokens: list[_Token]) -> None:
    while tokens and tokens[-1][1] in (0, ""):
        tokens.pop()


def _compare(left: list[_Token], right: list[_Token]) -> int:
    for one, other in zip_longest(left, right):
        first, second = _rank(one or _padding(other)), _rank(other or _padding(one))
        if first != second:
            return -1 if first < second else 1
    return 0


_ORDER = cmp_to_key(_compare)


def _padding(other: _Token) -> _Token:
    """Return what stands where a version has ended: nothing, of the kind the other has."""
    return (".", 0) if other[0] == "." and isinstance(other[1], int) else ("-", "")


def _rank(token: _Token) -> tuple[int, int, str]:
    prefix, value = token
    if isinstance(value, int):
        return (2 if prefix == "." else 1), value, ""
    known = value in _KNOWN
    return 0, _KNOWN.index(value) if known else len(_KNOWN), "" if known else value
