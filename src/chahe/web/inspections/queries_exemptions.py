"""Exemptions: those that hold for a run's exceptions, and all of a firm that a user may see."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from chahe.checks import identity
from chahe.deadlines import format_roc
from chahe.web.firms.models import Firm

from .kinds import seen_by
from .models import CheckRun, Exemption


def exemptions_of(firm: Firm, user: Any) -> QuerySet[Exemption]:
    """Return the exemptions asked about runs that a user may see."""
    seen = seen_by(user, firm, through="run__paper__inspection__")
    return Exemption.objects.filter(seen, firm=firm).select_related(
        "asked_by", "decided_by", "run__paper__inspection"
    )


class Standing:
    """What was granted about exceptions of some runs of a firm; one query, made at once."""

    def __init__(self, runs: Iterable[CheckRun], firm: Firm) -> None:
        runs = list(runs)
        self._granted: dict[tuple[str, str], list[Exemption]] = {}
        if not any(run.rows for run in runs):
            return
        granted = Exemption.objects.filter(
            firm=firm,
            granted=True,
            check_id__in={run.check_id for run in runs},
            until__gte=min(run.on for run in runs),
        )
        for each in granted.select_related("decided_by").order_by("-until", "-id"):
            self._granted.setdefault((each.check_id, each.key), []).append(each)

    def of(self, run: CheckRun, row: Mapping[str, Any]) -> Exemption | None:
        """Return what lets a row of a run stand on the run's day; of several, what ends last."""
        if not self._granted:
            return None
        found = self._granted.get((run.check_id, identity(row)), ())
        return next((each for each in found if each.until >= run.on), None)


def exemption_words(exemption: Exemption) -> str:
    """Say until when an exception may stand, and who let it."""
    return f"核准至{format_roc(exemption.until)}（{exemption.decided_by}）"
