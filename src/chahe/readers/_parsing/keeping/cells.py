"""Cells of a record as moments, as counts, and as yes or no."""

from datetime import datetime

from ..delimited import Record
from .moments import parse_moment

_YES = dict.fromkeys(("是", "有", "需要", "應", "yes", "y", "true", "v", "○", "1"), True)
_NO = dict.fromkeys(("否", "無", "沒有", "不需要", "免", "no", "n", "false", "×", "0"), False)
_ANSWERS = {**_YES, **_NO, "": None}
_MOST_DIGITS = 18


def moment(record: Record, name: str) -> datetime | None:
    """Return the instant in a cell, in Taipei, or None where it is empty or says never.

    :raises ReadError: for any other text
    """
    try:
        return parse_moment(record[name])
    except (ValueError, OverflowError):
        raise record.error(
            name, f"看不懂時間「{record[name][:40]}」，請寫成 2026-11-21 23:10 或 115/11/21 23:10"
        ) from None


def count(record: Record, name: str) -> int | None:
    """Return the whole number in a cell, or None where it is empty.

    :raises ReadError: for any other text
    """
    digits = record[name].replace(",", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise record.error(name, f"看不懂「{record[name][:40]}」，應為整數")
    return int(digits)


def answer(record: Record, name: str) -> bool | None:
    """Return what a cell answers, or None where it is empty.

    :raises ReadError: for any other text
    """
    folded = record[name].casefold()
    if folded not in _ANSWERS:
        raise record.error(name, f"看不懂「{record[name][:40]}」，應為是或否")
    return _ANSWERS[folded]
