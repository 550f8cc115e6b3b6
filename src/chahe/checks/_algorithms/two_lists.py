"""Lists made of one thing at two times: which is which, and whether they can be relied on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from ...deadlines import days_between, format_roc
from ...readers import Row, Table
from ...workflow import Verdict
from .._model import Parameter, Result

PARAMETERS = (
    Parameter("span_days", "兩份清單最少相隔的天數", 7, "日", "本系統預設", stricter="more"),
    Parameter("evidence_days", "最新清單距檢測日的天數上限", 31, "日", "本系統預設"),
)

_WORST = (Verdict.NONCONFORMING, Verdict.INSUFFICIENT, Verdict.CONFORMING)
_SHOWN = 3


def by_subject(
    tables: Iterable[Table], subject: Callable[[Row], str], *, of: str, name: str, at: str
) -> dict[str, list[dict[str, Row]]]:
    """Return the lists of each subject, the earliest first, each with its rows by name.

    `of` is the column that tells lists apart, `at` that of the moment a list was made. A row has
    its `source`.
    """
    rows = [{**row, "source": table.source} for table in tables for row in table.rows]
    lists: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: row[at]):
        lists.setdefault(row[of], {})[row[name]] = row
    found: dict[str, list[dict[str, Row]]] = {}
    for entries in lists.values():
        found.setdefault(subject(any_of(entries)), []).append(entries)
    return dict(sorted(found.items()))


def together(results: Mapping[str, Result]) -> Result:
    """Make one result of those of several things: the worst counts, and says of what it is."""
    if len(results) == 1:
        return next(iter(results.values()))
    verdict = next(each for each in _WORST if any(each is of.verdict for of in results.values()))
    said = [f"{name}：{of.reason}" for name, of in results.items() if of.verdict is verdict]
    shown = "；".join(said[:_SHOWN]) + (f"；等 {len(said)} 份" if len(said) > _SHOWN else "")
    return Result(
        verdict,
        f"{len(results)} 份清單中有 {len(said)} 份{verdict.label}：{shown}",
        sum(of.population for of in results.values()),
        tuple(row for of in results.values() for row in of.rows),
    )


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
