"""The fields of a record that must be there, and the days it gives."""

from datetime import date

from ..delimited import Record
from ..when import parse_day


def named(record: Record, *names: str) -> dict[str, str]:
    """Return fields as written.

    :raises ReadError: for one that is empty
    """
    for name in names:
        if not record[name]:
            raise record.error(name, "這一欄不可空白，請補齊後重新匯出")
    return {name: record[name] for name in names}


def day_of(record: Record, name: str) -> date | None:
    """Return the day of a field, None where it is empty.

    :raises ReadError: if it cannot be read
    """
    try:
        return parse_day(record[name])
    except ValueError:
        raise record.error(
            name, f"看不懂日期「{record[name][:40]}」，請寫成 115/11/21 或 2026-11-21"
        ) from None
