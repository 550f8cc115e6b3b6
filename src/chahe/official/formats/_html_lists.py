"""The numbers that a browser prints before the items of a list."""

import re
from collections.abc import Mapping

from ._counting import counted

_LONGEST_STYLE = 1000
_INTEGER = re.compile(r"\s*-?\d{1,6}")
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b((?:[a-z]+-)*[a-z]+)\b", re.IGNORECASE)
_TYPES = {
    "1": "decimal",
    "a": "lower-letter",
    "A": "upper-letter",
    "i": "lower-roman",
    "I": "upper-roman",
}
_HAN = {
    "cjk-ideographic": "han",
    "trad-chinese-informal": "han",
    "simp-chinese-informal": "han",
    "trad-chinese-formal": "han-legal",
    "cjk-decimal": "han-digits",
    "cjk-heavenly-stem": "stems",
    "cjk-earthly-branch": "branches",
}
_STYLES = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimal-zero",
    "lower-alpha": "lower-letter",
    "lower-latin": "lower-letter",
    "upper-alpha": "upper-letter",
    "upper-latin": "upper-letter",
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
    "none": "none",
    **_HAN,
}


class OpenList:
    """A list whose end tag is still to come; `is_ordered` lists number their items."""

    def __init__(self, attributes: Mapping[str, str], *, is_ordered: bool) -> None:
        self._is_ordered = is_ordered
        self._system = _system(attributes)
        self._step = -1 if "reversed" in attributes else 1
        self._next = _integer(attributes.get("start", ""), 1)

    def mark(self, attributes: Mapping[str, str]) -> str:
        """Return what stands before the next item, "" for a bullet."""
        if not self._is_ordered:
            return ""
        value = _integer(attributes.get("value", ""), self._next)
        self._next = value + self._step
        text = counted(value, self._system)
        if not text:
            return ""
        return text + ("、" if self._system in _HAN.values() else ". ")


def _system(attributes: Mapping[str, str]) -> str:
    style = _STYLE.search(attributes.get("style", "")[:_LONGEST_STYLE])
    if style and style[1].lower() in _STYLES:
        return _STYLES[style[1].lower()]
    return _TYPES.get(attributes.get("type", "").strip(), "decimal")


def _integer(value: str, default: int) -> int:
    found = _INTEGER.match(value)
    return int(found[0]) if found else default
