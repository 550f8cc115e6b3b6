"""Lists made of one thing at two times: which is which, and whether they can be relied on."""

from collections.abc import Iterable, Mapping
from datetime import date

from ...deadlines import days_between, format_roc
from ...readers import Row, Table
from .._model import Parameter

PARAMETERS = (
    Parameter("span_days", "兩份清單最少相隔的天數", 7, "日", "本系統預設", stricter="more"),
    Parameter("evidence_days", "最新清單距檢測日的天數上限", 31, "日", "本系統預設"),
)


def in_order(tables: Iterable[Table], *, of: str, name: str, at: str) -> list[dict[str, Row]]:
    """Return the lists, the earliest first, each with its rows by name; a row has its `source`.

    `of` is the column that tells lists apart, `at` that of the moment a list was made.
    """
    rows = [{**row, "source": table.source} for table in tables for row in table.rows]
    lists: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: row[at]):
        lists.setdefault(row[of], {})[row[name]] = row
    return list(lists.values())


def any_of(entries: Mapping[str, Row]) -> Row:
    """Return a row of a list, for what is the same in all of them."""
    return next(iter(entries.values()))


def not_ordered(lists: Iterable[Mapping[str, Row]], at: str) -> str:
    """Say why it is unknown which list came before which; "" if it is known."""
    moments = [any_of(entries)[at] for entries in lists]
    if len(moments) < 2:
        day = format_roc(moments[0].date())
        return f"只有一份清單（{day}），要有基準與之後的清單才能比對"
    if len(set(moments)) < len(moments):
        return f"{len(moments)} 份清單中有同一時間產生的，分不出先後，請重新產生"
    return ""


def unreliable(first: date, last: date, on: date, parameters: Mapping[str, int]) -> str:
    """Say why the lists cannot be relied on, whatever they show; "" if they can."""
    if last > on:
        return f"清單是檢測日之後的{format_roc(last)}產生的，請確認檢測日"
    if days_between(last, on) > parameters["evidence_days"]:
        days = parameters["evidence_days"]
        return f"最新的清單是{format_roc(last)}的，早於檢測日超過 {days} 日，請重新產生"
    if days_between(first, last) < parameters["span_days"]:
        days = parameters["span_days"]
        return f"兩份清單相隔不到 {days} 日，看不出這段期間以外的異動，請提供更早的基準"
    return ""
