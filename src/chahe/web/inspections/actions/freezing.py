"""Freeze the population of a planned sample, and draw from it: what is frozen stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.sampling import DrawError, Plan, check_chosen, draw, problems
from chahe.web.evidence.models import Evidence
from chahe.workflow import Refused

from ..digests import sampling_basis
from ..evidence_state import stale_reasons
from ..models import SampleItem, Sampling, WorkingPaper
from ..population import MOST, Population, population_again, population_from, read_table
from ..sampled import active_sampling, plan_of
from .papers import journal_paper, lock_draft

LONGEST_KEY = 200  # characters


def freeze_listed(
    *,
    paper: WorkingPaper,
    by: Any,
    keys: Sequence[str],
    source: str,
    expected: int | None = None,
    expected_source: str = "",
) -> Sampling:
    """Freeze a population that was typed, and draw the sample.

    :raises Refused: as `_freeze`, or if it is not said where the list is from
    """
    if not source.strip():
        raise Refused("請寫明清單從哪裡來。")
    population = Population(tuple(keys), {}, source.strip())
    said = {"expected": expected, "expected_source": expected_source}
    return _freeze(paper, by, population, evidence=None, **said)


def freeze_evidence(
    *,
    paper: WorkingPaper,
    by: Any,
    evidence: Evidence,
    columns: Sequence[str],
    expected: int | None = None,
    expected_source: str = "",
) -> Sampling:
    """Freeze the rows of a piece of a draft's evidence as the population, and draw the sample.

    :raises Refused: as `_freeze`, or if the evidence is not the paper's, does not count or cannot
        be read
    """
    attached = list(paper.attachments.filter(evidence=evidence).select_related("evidence__blob"))
    if not attached:
        raise Refused("母體只能從附在這份底稿的佐證讀取；請先附上。")
    if stale := stale_reasons(paper.inspection, attached, on=timezone.localdate()):
        raise Refused(f"{stale[evidence.pk]}，不能當作母體。")
    population = population_from(read_table(evidence), columns=columns)
    said = {"expected": expected, "expected_source": expected_source}
    return _freeze(paper, by, population, evidence=evidence, **said)


@transaction.atomic
def _freeze(
    paper: WorkingPaper,
    by: Any,
    population: Population,
    *,
    evidence: Evidence | None,
    expected: int | None,
    expected_source: str,
) -> Sampling:
    """Keep a population as it is from now on, and what the plan draws of it.

    :raises Refused: if the paper is signed, no plan waits for a population, the population cannot
        be drawn from, or it is not said who knows how many there should be
    """
    paper = lock_draft(paper)
    sampling = _waiting(paper)
    if expected is not None and not expected_source.strip():
        raise Refused("請寫明應有筆數是依據什麼。")
    drawn = _drawn(population.keys, plan_of(sampling))
    sampling.keys, sampling.source = list(population.keys), population.source
    sampling.evidence = evidence
    sampling.expected, sampling.expected_source = expected, expected_source.strip()
    sampling.frozen_by, sampling.frozen_at = by, timezone.now()
    sampling.digest = digest(sampling_basis(sampling))
    sampling.save()
    _keep(sampling, drawn, population.rows)
    detail = {"attempt": sampling.attempt, "population": len(sampling.keys), "drawn": len(drawn)}
    journal_paper("paper.sample_frozen", paper, by, after=sampling.digest, detail=detail)
    return sampling


def _waiting(paper: WorkingPaper) -> Sampling:
    sampling = active_sampling(paper)
    if sampling is None:
        raise Refused("請先訂抽樣計畫，再凍結母體。")
    if sampling.is_frozen:
        raise Refused("母體已經凍結；母體有誤時請「重新抽樣」，並寫明理由。")
    return sampling


def _drawn(keys: Sequence[str], plan: Plan) -> tuple[str, ...]:
    if len(keys) > MOST:
        raise Refused(f"母體有 {len(keys):,} 筆，最多 {MOST:,} 筆；請分開抽樣。")
    if long := [key for key in keys if len(key) > LONGEST_KEY]:
        raise Refused(f"編號「{long[0][:20]}…」太長，最多 {LONGEST_KEY} 個字。")
    if found := problems(plan, len(keys)):
        raise Refused("".join(found))
    try:
        return draw(keys, plan=plan)
    except DrawError as error:
        raise Refused(str(error)) from None


def _keep(sampling: Sampling, drawn: Sequence[str], rows: Mapping[str, dict[str, Any]]) -> None:
    SampleItem.objects.bulk_create(
        SampleItem(sampling=sampling, position=position, key=key, row=rows.get(key, {}))
        for position, key in enumerate(drawn, 1)
    )


@transaction.atomic
def choose_items(*, paper: WorkingPaper, by: Any, keys: Sequence[str]) -> Sampling:
    """Keep the items that a plan by judgement takes from its frozen population, once.

    :raises Refused: if the paper is signed, its plan draws for itself or has drawn, or the choice
        does not follow the plan
    """
    paper = lock_draft(paper)
    sampling = active_sampling(paper)
    if sampling is None or not sampling.is_frozen:
        raise Refused("母體凍結之後才能選擇項目。")
    if sampling.items.exists():
        raise Refused("樣本已經定了；要換項目請「重新抽樣」，並寫明理由。")
    if found := check_chosen(keys, keys=sampling.keys, plan=plan_of(sampling)):
        raise Refused("".join(found))
    rows: dict[str, dict[str, Any]] = {}
    if sampling.evidence:
        rows = population_again(sampling.evidence, source=sampling.source)
    chosen = sorted(keys)
    _keep(sampling, chosen, rows)
    detail = {"attempt": sampling.attempt, "chosen": len(chosen)}
    journal_paper("paper.sample_chosen", paper, by, after=digest(chosen), detail=detail)
    return sampling
