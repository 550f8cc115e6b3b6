"""What the page of a sample shows: its plan, its population, its items and what they came to."""

from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from chahe.sampling import Method, SampleError, SampleResult, Tally, Tick, wanted
from chahe.web.listing import Column, Filter, Listing
from chahe.web.templatetags.taiwan import roc_time

from ..models import SampleItem, Sampling
from ..sampled import latest_marks, plan_of, result_of

SHOWN = 60  # items a page: a usual sample on one
GLANCE = 200  # of the population that the page names
Seen = dict[int, dict[str, Any]]
"""Item → attribute → its mark that counts."""


def shown_sample(request: HttpRequest, sampling: Sampling) -> dict[str, Any]:
    """Return what the page reads of the sample that counts."""
    shown: dict[str, Any] = {"plan_facts": _plan_facts(sampling)}
    if not sampling.is_frozen:
        return shown
    try:
        result = result_of(sampling)
    except SampleError as error:
        return shown | {"broken": str(error)}
    assert result is not None  # noqa: S101 (it is frozen)
    items = list(sampling.items.all())
    seen = {item.pk: latest_marks(item) for item in items}
    listing = _listing(sampling, seen).of(request, SampleItem.objects.filter(sampling=sampling))
    return shown | {
        "result": result,
        "drawn": len(items),
        "population_facts": _population_facts(sampling, result, len(items)),
        "choosing": not items and plan_of(sampling).method is Method.JUDGEMENTAL,
        "tallies": [
            (key, text, _counted(result.tallies[key])) for key, text in sampling.attributes
        ],
        "population_shown": sampling.keys[:GLANCE],
        "population_left": max(0, len(sampling.keys) - GLANCE),
        "legend": [(tick.symbol, tick.legend) for tick in Tick],
        "listing": listing,
        "rows": [_row(item, sampling, seen[item.pk]) for item in listing],
    }


def _counted(tally: Tally) -> tuple[int, int, int, int]:
    return (tally.tested, tally.exceptions, tally.not_applicable, tally.undecided)


def _plan_facts(sampling: Sampling) -> list[tuple[str, Any]]:
    plan = plan_of(sampling)
    rates = [
        (label, f"{rate * 100:.10g}％")
        for label, rate in (("可容忍偏差率", plan.tolerable), ("信賴水準", plan.confidence))
        if rate is not None
    ]
    return [
        ("次別", f"第 {sampling.attempt} 次"),
        ("方法", plan.method.label),
        *([("樣本數", plan.size)] if plan.size else []),
        *rates,
        *([("容許偏差數", plan.allowed)] if plan.method is Method.ATTRIBUTE else []),
        *([("方法的理由", plan.reason)] if plan.reason else []),
        ("種子", plan.seed),
        ("計畫定案", f"{sampling.planned_by}，{roc_time(sampling.planned_at)}"),
    ]


def _population_facts(
    sampling: Sampling, result: SampleResult, drawn: int
) -> list[tuple[str, Any]]:
    planned = wanted(plan_of(sampling), len(sampling.keys))
    expected = "沒有"
    if sampling.expected is not None:
        expected = f"{sampling.expected:,} 筆（{sampling.expected_source}）"
    return [
        ("母體來源", sampling.source),
        ("母體凍結", f"{sampling.frozen_by}，{roc_time(sampling.frozen_at)}"),
        ("母體", f"{len(sampling.keys):,} 筆"),
        ("應有筆數", expected),
        ("完整性", result.completeness.sentence),
        ("計畫樣本數", f"{planned:,} 筆"),
        ("實際樣本數", f"{drawn:,} 筆"),
    ]


def _row(item: SampleItem, sampling: Sampling, marks: dict[str, Any]) -> dict[str, Any]:
    return {
        "item": item,
        "facts": [(name, _said(value)) for name, value in item.row.items()],
        "cells": [
            (key, text, _options(tick), _mark_words(tick))
            for key, text in sampling.attributes
            for tick in [marks[key].tick if key in marks else ""]
        ],
        "note": _note(marks),
    }


def _said(value: Any) -> Any:
    return "、".join(map(str, value)) if isinstance(value, list) else value


def _note(marks: dict[str, Any]) -> str:
    newest = max(marks.values(), key=lambda mark: mark.pk, default=None)
    return newest.note if newest else ""


def _listing(sampling: Sampling, seen: Seen) -> Listing:
    """Return the list of a sample's items, with a column for each attribute."""
    attributes = [
        Column(key, f"{key} {text}", value=lambda item, key=key: _words_of(seen[item.pk], key))
        for key, text in sampling.attributes
    ]
    return Listing(
        columns=(
            Column("position", "序號", order_by="position", number=True),
            Column("key", "項目", order_by="key"),
            Column("row", "原始資料", value=_row_words, in_table=False),
            *attributes,
            Column("note", "說明", value=lambda item: _note(seen[item.pk])),
        ),
        filters=(
            Filter("marks", "標記", _FILTERS, lambda rows, by: _kept(rows, by, sampling, seen)),
        ),
        search=("key",),
        sort="position",
        hint="項目",
        part="",  # a part swapped in would leave the form around it on the page before
        size=SHOWN,
    )


_FILTERS = [
    ("unmarked", "還沒標完"),
    *((tick.value, f"有{tick.legend}") for tick in (Tick.EXCEPTION, Tick.UNDECIDED)),
]


def _kept(rows: QuerySet[Any], by: str, sampling: Sampling, seen: Seen) -> QuerySet[Any]:
    asked = {key for key, _ in sampling.attributes}
    kept = [
        pk
        for pk, marks in seen.items()
        if (asked - marks.keys() if by == "unmarked" else by in {m.tick for m in marks.values()})
    ]
    return rows.filter(pk__in=kept)


def _words_of(marks: dict[str, Any], key: str) -> str:
    return _mark_words(marks[key].tick) if key in marks else ""


def _mark_words(tick: str) -> str:
    return f"{Tick(tick).symbol} {Tick(tick).legend}" if tick else ""


@cache
def _options(tick: str) -> SafeString:
    """Return the options of a cell whose mark is `tick`; what is marked is not unmarked again."""
    offered = [("", "未標記")] if not tick else []
    offered += [(each.value, _mark_words(each)) for each in Tick]
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        [(value, " selected" if value == tick else "", label) for value, label in offered],
    )


def _row_words(item: SampleItem) -> str:
    return "；".join(f"{name}={_said(value)}" for name, value in item.row.items())


def shown_past(sampling: Sampling) -> dict[str, Any]:
    """Return what the page shows of a sample that was given up."""
    return {
        "facts": [
            *_plan_facts(sampling),
            (
                "母體",
                f"{len(sampling.keys):,} 筆（{sampling.source}）"
                if sampling.is_frozen
                else "沒有凍結",
            ),
            ("樣本", f"{sampling.drawn:,} 筆"),  # type: ignore[attr-defined]
            ("標過例外", f"{sampling.excepted:,} 筆"),  # type: ignore[attr-defined]
            ("重新抽樣", f"{sampling.abandoned_by}，{roc_time(sampling.abandoned_at)}"),
            ("理由", sampling.abandoned_reason),
        ],
        "attempt": sampling.attempt,
    }
