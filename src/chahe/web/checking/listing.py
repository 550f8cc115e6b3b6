"""The list of a run's exceptions, and that of a firm's exemptions."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chahe.checks import Check, load_checks
from chahe.web.listing import Column, Filter, Listing

from .results import CHANGES, Results, Shown

_MAY_STAND = (("yes", "已核准"), ("pending", "等待核定"), ("no", "沒有"))
_STATES = (
    ("pending", "等待核定"),
    ("standing", "核准中"),
    ("ended", "已屆滿"),
    ("refused", "不核准"),
)


def exceptions_listing(check: Check, results: Results) -> Listing:
    """Return the list of a run's exceptions; it filters by what there is to filter by."""
    kinds = sorted({row.kind for row in results.rows})
    sources = sorted({row.source for row in results.rows})
    changes = [("now", "這一期的"), *CHANGES.items()] if results.before else []
    filters = [
        Filter("change", "與前期相比", changes, _by_change, default="now"),
        Filter("kind", "種類", [(kind, check.kinds.get(kind, kind)) for kind in kinds], "kind"),
        Filter("source", "來源", [(source, source) for source in sources], "source"),
        Filter("may_stand", "例外核准", _MAY_STAND, _by_exemption),
    ]
    return Listing(
        columns=(
            Column("thing", "項目", order_by="thing"),
            Column("kind", "種類", order_by="kind", value=lambda row: _kind(check, row)),
            Column("why", "原因"),
            Column("change", "與前期相比", value="change_label"),
            Column("may_stand", "例外核准", value=_exemption_words),
            Column("source", "來源", order_by=("source", "line"), value="source"),
            Column("line", "行", number=True),
        ),
        filters=[each for each in filters if len(each.options) > 1],  # type: ignore[arg-type]
        search=("thing", "why"),
        hint="項目或說明",
    )


def _kind(check: Check, row: Shown) -> str:
    return check.kinds.get(row.kind, row.kind)


def _exemption_words(row: Shown) -> str:
    return row.may_stand or ("等待核定" if row.is_pending else "")


def _by_change(rows: Sequence[Shown], change: str) -> list[Shown]:
    if change == "now":
        return [row for row in rows if row.change != "gone"]
    return [row for row in rows if row.change == change]


def _by_exemption(rows: Sequence[Shown], wanted: str) -> list[Shown]:
    found = {
        "yes": lambda row: bool(row.may_stand),
        "pending": lambda row: row.is_pending,
        "no": lambda row: not (row.may_stand or row.is_pending),
    }[wanted]
    return [row for row in rows if found(row)]


def state_of(exemption: Any) -> tuple[str, str]:
    """Return the state of an exemption in words, and its tone."""
    if exemption.granted is None:
        return "等待核定", "warning"
    if not exemption.granted:
        return "不核准", "neutral"
    ended = exemption.until < timezone.localdate()
    return ("已屆滿", "danger") if ended else ("核准中", "info")


def _by_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    today = timezone.localdate()
    return {
        "pending": rows.filter(granted=None),
        "standing": rows.filter(granted=True, until__gte=today),
        "ended": rows.filter(granted=True, until__lt=today),
        "refused": rows.filter(granted=False),
    }[state]


def short_title(exemption: Any) -> str:
    """Name the check an exemption is about, without what it looks for."""
    check = load_checks().get(exemption.check_id)
    return check.title.partition("：")[0] if check else exemption.check_id


EXEMPTIONS = Listing(
    columns=(
        Column("thing", "項目", order_by="thing"),
        Column("check", "檢測", order_by="check_id", value=short_title),
        Column("why", "原因"),
        Column("reason", "理由"),
        Column("asked_by", "申請"),
        Column("asked_at", "申請時間", in_table=False),
        Column("until", "至", order_by="until"),
        Column("state", "狀態", value=lambda row: state_of(row)[0]),
        Column("decided_by", "核定", in_table=False),
        Column("words", "核定意見", in_table=False),
    ),
    filters=(Filter("state", "狀態", _STATES, _by_state),),
    search=("thing", "why", "reason"),
    hint="項目、說明或理由",
)
