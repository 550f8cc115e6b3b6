"""Cells of a record as days and as words of a known few."""

from collections.abc import Mapping
from datetime import date

from ..delimited import Record
from ..when import parse_day


def filled(record: Record, *names: str) -> None:
    """Refuse a record in which one of the cells is empty.

    :raises ReadError: naming the column
    """
    for name in names:
        if not record[name]:
            raise record.error(name, "這一欄不可空白，請補齊後重新匯出")


def day(record: Record, name: str) -> date | None:
    """Return the day in a cell, or None where it is empty or says never.

    :raises ReadError: for any other text
    """
    try:
        return parse_day(record[name])
    except ValueError:
        raise record.error(
            name, f"看不懂日期「{record[name][:40]}」，請寫成 115/11/21 或 2026-11-21"
        ) from None


def word(record: Record, name: str, words: Mapping[str, str], known: str) -> str:
    """Return what a cell means, whatever its case; `known` says in Chinese what it may hold.

    :raises ReadError: for any other text
    """
    folded = record[name].casefold()
    if folded not in words:
        raise record.error(name, f"看不懂「{record[name][:40]}」，應為{known}")
    return words[folded]
