"""The list of requests for evidence: its columns, filters and search."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.rulebook import evidence_kinds
from chahe.web.listing import Column, Filter, Listing
from chahe.workflow import InspectionKind

from .queries_requests import answer_words, listed_inspection, refs_of

SOON = 7  # days ahead that are near
_WHOSE = (("mine", "我"), ("others", "其他人"))
_STATES = (("open", "等待回覆"), ("files", "已交佐證"), ("none", "本期未發生"))
_DUES = (("late", "已逾期"), ("soon", f"{SOON} 天內到期"), ("later", "還不急"))


def _by_whom(rows: QuerySet[Any], whose: str) -> QuerySet[Any]:
    return rows.filter(mine=whose == "mine")


def _by_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "open":
        return rows.filter(answered_at=None)
    answered = rows.filter(answered_at__isnull=False)
    return answered.filter(answer__isnull=state == "none")


def _by_due(rows: QuerySet[Any], due: str) -> QuerySet[Any]:
    today = timezone.localdate()
    soon, waiting = days_after(today, SOON), rows.filter(answered_at=None)
    if due == "late":
        return waiting.filter(due_on__lt=today)
    if due == "soon":
        return waiting.filter(due_on__gte=today, due_on__lte=soon)
    return waiting.filter(due_on__gt=soon)


REQUESTS = Listing(
    columns=(
        Column("kind", "要什麼", order_by="kind", value=lambda row: evidence_kinds()[row.kind]),
        Column("rules", "用在哪些條款", value=refs_of),
        Column("period", "查核", order_by="inspection__period_start", value=listed_inspection),
        Column("of", "請求對象", order_by="asked_of__name", value="asked_of"),
        Column("by", "請求人", value="asked_by", in_table=False),
        Column("due", "期限", order_by="due_on", value="due_on"),
        Column("note", "說明", in_table=False),
        Column("state", "狀態", order_by="answered_at", value=answer_words),
    ),
    filters=(
        Filter("whose", "對象", _WHOSE, _by_whom, default="mine"),
        Filter("state", "狀態", _STATES, _by_state, default="open"),
        Filter("due", "期限", _DUES, _by_due),
        Filter("evidence", "佐證種類", lambda: list(evidence_kinds().items()), "kind"),
        Filter(
            "kind", "查核種類", [(k.value, k.label) for k in InspectionKind], "inspection__kind"
        ),
    ),
    search=("note", "asked_of__name", "asked_by__name"),
    sort="due",
    hint="說明或人名",
)
