"""The figures checks are run with: their own, or what a firm set in their place."""

from collections.abc import Mapping
from typing import Any

from chahe.checks import Check, Parameter, load_checks
from chahe.web.firms.models import Firm
from chahe.workflow import InspectionKind

from .models import CheckRun, Threshold

OWN_KINDS = frozenset({InspectionKind.SELF, InspectionKind.INTERNAL_AUDIT})


def set_in(firm: Firm, **wanted: Any) -> dict[tuple[str, str], Threshold]:
    """Return what a firm set last, by check and parameter; what was set back is left out."""
    rows = Threshold.objects.filter(firm=firm, **wanted).select_related("set_by").order_by("id")
    latest = {(row.check_id, row.parameter): row for row in rows}
    return {key: row for key, row in latest.items() if row.value is not None}


def may_be(parameter: Parameter, value: int) -> bool:
    """Say whether a firm may set a figure: a looser one only where no rule names it."""
    return not (parameter.rule and parameter.is_looser(value))


def figures_for(run: CheckRun, check: Check) -> Mapping[str, int]:
    """Return what a firm set that counts in a run.

    A figure that is looser than the check's counts only in the firm's own inspections, and none
    that a rule has become stricter than.
    """
    inspection = run.paper.inspection
    own = inspection.kind in OWN_KINDS
    set_by_firm = set_in(inspection.firm, check_id=check.id)
    found = {}
    for parameter in check.parameters:
        row = set_by_firm.get((check.id, parameter.id))
        if row is None or row.value is None or not may_be(parameter, row.value):
            continue
        if own or not parameter.is_looser(row.value):
            found[parameter.id] = row.value
    return found


def figures_told(check: Check, figures: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return every figure of a run as it is kept: its id, its value, and the check's own."""
    return [
        {"id": each.id, "value": figures.get(each.id, each.value), "usual": each.value}
        for each in check.parameters
    ]


def figures_shown(run: CheckRun, check: Check) -> list[dict[str, Any]]:
    """Return the figures of a run with words; of a run from before they were kept, the check's."""
    kept = {each["id"]: each for each in run.figures}
    return [
        {
            "title": each.title,
            "unit": each.unit,
            "source": each.source,
            "usual": each.value,
            **kept.get(each.id, {"value": each.value}),
        }
        for each in check.parameters
    ]


def changed_words(run: CheckRun) -> str:
    """Say which figures of a run were not the check's own; "" if none."""
    check = load_checks().get(run.check_id)
    if check is None:
        return ""
    return "；".join(
        f"{each['title']} {each['value']} {each['unit']}（檢測原為 {each['usual']}）"
        for each in figures_shown(run, check)
        if each["value"] != each["usual"]
    )
