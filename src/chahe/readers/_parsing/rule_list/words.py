"""The words of a cell: several values, any, and a name with its value in brackets."""

import re

ANY = frozenset(("any", "all", "*", "任意", "任何", "不限", "全部", "所有"))
_BREAK = re.compile(r"[;；、\r\n]+")
_BRACKETED = re.compile(r"[^()（）]*[(（]([^()（）]+)[)）]")


def values(cell: str) -> list[str]:
    """Split a cell by semicolons, 、 and line breaks.

    >>> values("甲；乙、丙;; 丁")
    ['甲', '乙', '丙', '丁']
    """
    return [value.strip() for value in _BREAK.split(cell) if value.strip()]


def listed(cell: str) -> list[str]:
    """Split a cell as `values` does, and by commas."""
    parts = [part for value in values(cell) for part in value.replace("，", ",").split(",")]
    return [part.strip() for part in parts if part.strip()]


def bracketed(value: str) -> str:
    """Return what stands in the brackets of `交易主機(10.20.1.5)`, "" where there are none."""
    found = _BRACKETED.fullmatch(value.strip())
    return found[1].strip() if found else ""
