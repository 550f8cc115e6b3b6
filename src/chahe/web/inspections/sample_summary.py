"""What a paper's page says of its sample: counts and the honest sentence, in one query."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chahe.sampling import (
    Completeness,
    Method,
    Plan,
    Tally,
    Tick,
    completeness,
    honest,
    tally_items,
    unmarked,
    wanted,
)
from chahe.workflow import Sampled

from .models import ItemMark


@dataclass(frozen=True)
class SampleSummary:
    """`sampled` is how far it has come; the rest is there once the population is frozen."""

    plan: Plan
    sampled: Sampled
    items: Tally | None = None
    completeness: Completeness | None = None
    sentence: str = ""


def sample_summary(row: dict[str, Any] | None) -> SampleSummary | None:
    """Sum up the sample that counts, a row of `WorkOn`; None without one."""
    if row is None:
        return None
    plan = _plan(row)
    if not row["frozen_at"]:
        return SampleSummary(plan, Sampled(frozen=False, seed=plan.seed))
    ticks = _ticks(row)
    attributes = [key for key, _ in row["attributes"]]
    items, population = tally_items(ticks, attributes), row["population"]
    expected = None if row["expected"] is None else int(row["expected"])
    compared = completeness([str(n) for n in range(population)], expected)
    return SampleSummary(
        plan,
        Sampled(
            frozen=True,
            planned=wanted(plan, population),
            drawn=row["drawn"],
            tested=items.tested,
            unmarked=len(unmarked(ticks, attributes)),
            exceptions=items.exceptions,
            undecided=items.undecided,
            complete=compared.is_complete,
            source=row["source"],
            seed=plan.seed,
        ),
        items,
        compared,
        honest(
            plan=plan,
            population=population,
            tested=items.tested,
            exceptions=items.exceptions,
            completeness=compared,
            undecided=items.undecided - sum(not marks for marks in ticks.values()),
            not_applicable=items.not_applicable,
        ),
    )


def _plan(row: dict[str, Any]) -> Plan:
    rates = {
        name: None if row[name] is None else Fraction(row[name])
        for name in ("tolerable", "confidence")
    }
    return Plan(
        method=Method(row["method"]),
        seed=row["seed"],
        size=None if row["size"] is None else int(row["size"]),
        allowed=row["allowed"],
        reason=row["reason"],
        **rates,
    )


def _ticks(row: dict[str, Any]) -> dict[str, dict[str, Tick]]:
    """Return the ticks of every item drawn; one without any is only counted, not named."""
    marks = ItemMark.objects.filter(item__sampling=row["pk"]).order_by("pk")
    found: dict[str, dict[str, Tick]] = {}
    for item, attribute, tick in marks.values_list("item_id", "attribute", "tick"):
        found.setdefault(str(item), {})[attribute] = Tick(tick)
    bare = range(row["drawn"] - len(found))
    return found | {f"bare {n}": {} for n in bare}
