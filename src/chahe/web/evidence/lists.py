"""The list of a firm's evidence: its columns, filters and search."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.rulebook.vocabulary import evidence_kinds

from ..listing import Column, Filter, Listing
from .models import Evidence
from .queries import covering, usable_on

YEARS = 11  # this year and the ten that evidence is kept
STATES = (("usable", "可採用"), ("unusable", "不可採用"))


def _years() -> list[tuple[str, str]]:
    this = timezone.localdate().year
    return [(str(year), f"民國 {year - 1911} 年") for year in range(this, this - YEARS, -1)]


def _in_year(rows: QuerySet[Any], year: str) -> QuerySet[Any]:
    return covering(rows, start=date(int(year), 1, 1), end=date(int(year) + 1, 1, 1))


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    usable = usable_on(rows, on=timezone.localdate())
    return usable if state == "usable" else rows.exclude(pk__in=usable.values("pk"))


def period_words(evidence: Evidence) -> str:
    """Say the period covered as people do: both its first and its last day."""
    if not evidence.period_start:
        return ""
    start, last = format_roc(evidence.period_start, "short"), evidence.period_last
    return f"{start}–{format_roc(last, 'short')}"


EVIDENCE = Listing(
    columns=(
        Column("name", "檔名", order_by="name"),
        Column("title", "說明", in_table=False),
        Column("kind", "種類", order_by="kind", value="kind_title"),
        Column("period", "涵蓋期間", order_by=("period_start", "period_end"), value=period_words),
        Column("collected", "蒐集日", order_by="collected_on", value="collected_on"),
        Column("uploaded", "上傳時間", order_by="uploaded_at", value="uploaded_at"),
        Column("valid", "有效至", order_by="valid_until", value="valid_until", in_table=False),
        Column("by", "上傳者", order_by="uploaded_by__name", value="uploaded_by"),
        Column("size", "大小", order_by="blob__size", value="blob.size", number=True),
        Column("state", "狀態", value=lambda one: one.trouble or "可採用"),
        Column("digest", "SHA-256", value="digest", in_table=False),
    ),
    filters=(
        Filter("kind", "種類", lambda: list(evidence_kinds().items()), "kind"),
        Filter("year", "涵蓋年度", _years, _in_year),
        Filter("state", "狀態", STATES, _in_state),
    ),
    search=("name", "title", "blob__sha256"),
    sort="-uploaded",
    hint="檔名、說明或摘要",
)
