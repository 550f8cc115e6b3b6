"""From the rows of a sample to what the core computes of them."""

from typing import Any

from chahe.sampling import Method, Plan, SampleResult, recompute, wanted, write_plan
from chahe.workflow import Sampled

from .models import ItemMark, SampleItem, Sampling, WorkingPaper


def active_sampling(paper: WorkingPaper) -> Sampling | None:
    """Return the sample of a paper that counts; those begun before it were given up."""
    found = (each for each in paper.samplings.all() if each.abandoned_at is None)
    return next(found, None)


def plan_of(sampling: Sampling) -> Plan:
    return Plan(
        method=Method(sampling.method),
        seed=sampling.seed,
        size=sampling.size,
        tolerable=sampling.tolerable,
        confidence=sampling.confidence,
        allowed=sampling.allowed,
        reason=sampling.reason,
    )


def latest_marks(item: SampleItem) -> dict[str, ItemMark]:
    """Return the mark of each attribute that counts: the last one made."""
    return {mark.attribute: mark for mark in sorted(item.marks.all(), key=lambda mark: mark.pk)}


def core_record(sampling: Sampling) -> dict[str, Any]:
    """Return a frozen sample as `chahe.sampling.recompute` reads it."""
    items = list(sampling.items.all())
    judged = sampling.method == Method.JUDGEMENTAL
    return {
        "plan": write_plan(plan_of(sampling)),
        "population": list(sampling.keys),
        "expected": sampling.expected,
        "chosen": [item.key for item in items] if judged else [],
        "attributes": [key for key, _ in sampling.attributes],
        "results": {
            item.key: {name: mark.tick for name, mark in latest_marks(item).items()}
            for item in items
        },
    }


def result_of(sampling: Sampling | None) -> SampleResult | None:
    """Return what a sample came to so far; None until its population is frozen.

    :raises SampleError: if its rows are not those of a sample
    """
    if sampling is None or not sampling.is_frozen:
        return None
    return recompute(core_record(sampling))


def sampled(sampling: Sampling | None) -> Sampled | None:
    """Return how far a paper's sample has come, as `preparation_problems` asks."""
    if sampling is None:
        return None
    result = result_of(sampling)
    if result is None:
        return Sampled(frozen=False, seed=sampling.seed)
    return sampled_by(
        result,
        planned=wanted(plan_of(sampling), len(sampling.keys)),
        drawn=len(sampling.items.all()),
        source=sampling.source,
        seed=sampling.seed,
    )


def sampled_by(
    result: SampleResult, *, planned: int, drawn: int, source: str, seed: str
) -> Sampled:
    """Say how far a sample has come by its result."""
    return Sampled(
        frozen=True,
        planned=planned,
        drawn=drawn,
        tested=result.items.tested,
        unmarked=len(result.unmarked),
        exceptions=result.items.exceptions,
        undecided=result.items.undecided,
        complete=result.completeness.is_complete,
        source=source,
        seed=seed,
    )
