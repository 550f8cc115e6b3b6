"""The exceptions of a run as its page shows them, beside those of the period before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from chahe.checks import compared, identity
from chahe.web.inspections.actions.exempting import thing_of
from chahe.web.inspections.kinds import seen_by
from chahe.web.inspections.models import CheckRun, Exemption
from chahe.web.inspections.queries_exemptions import Standing, exemption_words

CHANGES = {"new": "新增", "still": "仍在", "gone": "已消失"}


@dataclass(frozen=True)
class Shown:
    """One exception, of now or, when it is gone, of the run before; `may_stand` may be ""."""

    key: str
    thing: str
    kind: str
    why: str
    source: str
    line: int | None
    change: str
    may_stand: str
    is_pending: bool

    @property
    def change_label(self) -> str:
        return CHANGES.get(self.change, "")


@dataclass(frozen=True)
class Results:
    """`counts` is by `CHANGES`; without a run before, nothing is new and nothing gone."""

    rows: list[Shown]
    before: CheckRun | None
    counts: dict[str, int]
    exempted: int


def results_of(run: CheckRun, user: Any) -> Results:
    """Read a run's exceptions, whether they were there the period before, and what may stand."""
    firm = run.paper.inspection.firm
    before = earlier_runs(run, user).first()
    asked = Exemption.objects.filter(firm=firm, check_id=run.check_id, granted=None)
    pending = set(asked.values_list("key", flat=True))
    standing = Standing([run], firm)
    found = compared(before.rows if before else (), run.rows)
    parts = {"new": found.new, "still": found.still, "gone": found.gone}
    change_of = {identity(row): change for change, rows in parts.items() if before for row in rows}
    rows = [
        _shown(row, change_of, standing.of(run, row), pending) for row in (*run.rows, *found.gone)
    ]
    return Results(
        rows=rows,
        before=before,
        counts={change: len(rows) for change, rows in parts.items()} if before else {},
        exempted=sum(bool(row.may_stand) for row in rows if row.change != "gone"),
    )


def earlier_runs(run: CheckRun, user: Any) -> QuerySet[CheckRun]:
    """Return what the same check said of the same rule before this inspection, latest first.

    Only of inspections that the user may see.
    """
    paper = run.paper
    seen = seen_by(user, paper.inspection.firm, through="paper__inspection__")
    return (
        CheckRun.objects.filter(
            seen,
            check_id=run.check_id,
            state="done",
            on__lt=run.on,
            paper__path=paper.path,
            paper__inspection__firm=paper.inspection.firm,
            paper__inspection__document=paper.inspection.document,
        )
        .exclude(paper__inspection=paper.inspection)
        .select_related("paper__inspection")
        .order_by("-on", "-id")
    )


def _shown(
    row: Mapping[str, Any],
    change_of: Mapping[str, str],
    may_stand: Exemption | None,
    pending: set[str],
) -> Shown:
    key = identity(row)
    return Shown(
        key=key,
        thing=thing_of(row),
        kind=str(row.get("kind", "")),
        why=str(row.get("why", "")),
        source=str(row.get("source", "")),
        line=row.get("line"),
        change=change_of.get(key, ""),
        may_stand=exemption_words(may_stand) if may_stand else "",
        is_pending=key in pending,
    )
