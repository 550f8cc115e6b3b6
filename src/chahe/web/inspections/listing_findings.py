"""The list of a firm's findings: its columns, filters and search."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chahe.web.listing import Column, Filter, Listing
from chahe.workflow import FINDING_LABELS, Severity
from chahe.workflow.ageing import BUCKETS, bucket_of

from .finding_record import deduction_words
from .queries_findings import (
    UNENDED,
    acceptance_lapsed,
    accepted,
    age_of,
    lateness_of,
    opened_within,
    overdue,
    waiting_for_decision,
)

_STATES = [("unfinished", "未結案"), *((s.value, label) for s, label in FINDING_LABELS.items())]
_NOW = {
    "overdue": ("逾期", overdue),
    "accepted": ("風險承受中", accepted),
    "lapsed": ("風險承受已屆滿", acceptance_lapsed),
}


def _by_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(UNENDED) if value == "unfinished" else rows.filter(state=value)


def _by_age(rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    bucket = next(each for each in BUCKETS if each.key == key)
    return rows.filter(opened_within(bucket, on=timezone.localdate()))


def _by_now(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "waiting":
        return rows.filter(waiting_for_decision())
    return rows.filter(_NOW[value][1](on=timezone.localdate()))


def _by_recurrence(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(recurs__isnull=value == "first")


def _age(row: Any) -> int:
    return age_of(row, on=timezone.localdate())


FINDINGS = Listing(
    columns=(
        Column("number", "編號", order_by=("opened_at", "id"), value="number"),
        Column("ref", "條號", order_by="ref"),
        Column("condition", "現況"),
        Column("severity", "嚴重程度", order_by="severity", value="get_severity_display"),
        Column("age", "天數", order_by="-opened_at", value=_age, number=True),
        Column("bucket", "帳齡", value=lambda row: bucket_of(_age(row)).label, in_table=False),
        Column("owner", "負責人", order_by="owner__name", value=lambda row: str(row.owner or "")),
        Column("due", "改善期限", order_by="due_on", value="due_on"),
        Column(
            "late",
            "逾期天數",
            value=lambda row: lateness_of(row, on=timezone.localdate()),
            in_table=False,
        ),
        Column("accepted", "風險承受至", value="accepted_until", in_table=False),
        Column(
            "recurs",
            "再犯",
            value=lambda row: row.recurs.number if row.recurs else "",
            in_table=False,
        ),
        Column("deduction", "扣分", value=deduction_words, in_table=False),
        Column("state", "狀態", order_by="state", value="get_state_display"),
    ),
    filters=(
        Filter("state", "狀態", _STATES, _by_state, default="unfinished"),
        Filter("severity", "嚴重程度", [(s.value, s.label) for s in Severity], "severity"),
        Filter("age", "帳齡", [(each.key, each.label) for each in BUCKETS], _by_age),
        Filter(
            "now",
            "目前",
            [*((key, label) for key, (label, _) in _NOW.items()), ("waiting", "有申請待核定")],
            _by_now,
        ),
        Filter("recurs", "再犯", [("again", "再犯"), ("first", "初次")], _by_recurrence),
    ),
    search=("number", "ref", "condition", "owner__name"),
    hint="編號、條號或內容",
)
