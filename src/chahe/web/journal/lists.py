"""The list of a firm's journal: its columns, filters and search."""

from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chahe.deadlines import days_after

from ..listing import Column, Filter, Listing
from .shown import Shown
from .words import ACTS, GROUPS

RECENT = {"today": ("今天", 0), "week": ("近 7 天", 6), "month": ("近 30 天", 29)}
YEARS = 11  # this year and the ten that records are kept


def _groups() -> list[tuple[str, str]]:
    return [(key, label) for key, (label, _) in GROUPS.items()]


def _in_group(rows: QuerySet[Any], group: str) -> QuerySet[Any]:
    prefixes = GROUPS[group][1]
    return rows.filter(act__in=[act for act in ACTS if act.startswith(prefixes)])


def _periods() -> list[tuple[str, str]]:
    this = timezone.localdate().year
    years = [(str(year), f"民國 {year - 1911} 年") for year in range(this, this - YEARS, -1)]
    return [(key, label) for key, (label, _) in RECENT.items()] + years


def _in_period(rows: QuerySet[Any], period: str) -> QuerySet[Any]:
    if period not in RECENT:
        return rows.filter(at__year=int(period))
    first = days_after(timezone.localdate(), -RECENT[period][1])
    return rows.filter(at__gte=timezone.make_aware(datetime.combine(first, time.min)))


JOURNAL = Listing(
    columns=(
        Column("seq", "序號", order_by="seq", value="seq", number=True),
        Column("at", "時間", value="at"),
        Column("actor", "行為人", order_by="actor", value=lambda entry: Shown(entry).name),
        Column("account", "帳號", value="actor", in_table=False),
        Column("label", "行為", order_by="act", value=lambda entry: Shown(entry).label),
        Column("act", "行為代碼", in_table=False),
        Column("subject", "對象", value=lambda entry: Shown(entry).subject),
        Column("about", "內容", value=lambda entry: Shown(entry).about, in_table=False),
        Column("before", "之前摘要", in_table=False),
        Column("after", "之後摘要", in_table=False),
        Column("leaf", "葉雜湊", value=lambda entry: bytes(entry.leaf).hex(), in_table=False),
    ),
    filters=(
        Filter("group", "種類", _groups, _in_group),
        Filter("period", "期間", _periods, _in_period),
    ),
    search=("actor", "text"),
    sort="-seq",
    hint="行為人或內容",
)
