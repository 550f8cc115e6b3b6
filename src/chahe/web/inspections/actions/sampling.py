"""Plan the sample of a draft, before its population is known; begin again."""

import secrets
from collections.abc import Sequence
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.sampling import Method, Plan, problems
from chahe.workflow import Refused

from ..digests import sampling_basis
from ..models import Sampling, WorkingPaper
from ..sampled import active_sampling
from .papers import journal_paper, lock_draft

SEED = 16  # bytes of chance
MOST_ATTRIBUTES = 12  # columns that can still be read side by side


@transaction.atomic
def plan_sample(
    *,
    paper: WorkingPaper,
    by: Any,
    method: Method,
    attributes: Sequence[str],
    size: int | None = None,
    tolerable: Decimal | None = None,
    confidence: Decimal | None = None,
    allowed: int = 0,
    reason: str = "",
) -> Sampling:
    """Fix how a draft's sample is drawn and what is tested of each item; the seed is chance.

    :raises Refused: if the paper is signed or has a plan, or the plan cannot be followed
    """
    paper = lock_draft(paper)
    if active_sampling(paper):
        raise Refused("這份底稿已經有抽樣計畫；要改計畫請「重新抽樣」，並寫明理由。")
    seed = secrets.token_hex(SEED)
    plan = Plan(method, seed, size, tolerable, confidence, allowed, reason.strip())
    if found := problems(plan):
        raise Refused("".join(found))
    tested = [line.strip() for line in attributes if line.strip()]
    if not 0 < len(tested) <= MOST_ATTRIBUTES:
        raise Refused(f"請寫明要測試的屬性，一行一項，最多 {MOST_ATTRIBUTES} 項。")
    sampling = Sampling.objects.create(
        paper=paper,
        attempt=paper.samplings.count() + 1,
        method=plan.method,
        seed=plan.seed,
        size=plan.size,
        tolerable=plan.tolerable,
        confidence=plan.confidence,
        allowed=plan.allowed,
        reason=plan.reason,
        attributes=[list(pair) for pair in zip(ascii_uppercase, tested, strict=False)],
        planned_by=by,
        planned_at=timezone.now(),
    )
    detail = {"attempt": sampling.attempt, "method": plan.method.label}
    after = digest(sampling_basis(sampling))
    journal_paper("paper.sample_planned", paper, by, after=after, detail=detail)
    return sampling


@transaction.atomic
def begin_again(*, paper: WorkingPaper, by: Any, reason: str) -> Sampling:
    """Give up a draft's sample, which is kept and shown, so that another can be planned.

    :raises Refused: if the paper is signed, has no sample, or no reason is given
    """
    paper = lock_draft(paper)
    sampling = active_sampling(paper)
    if sampling is None:
        raise Refused("這份底稿沒有抽樣，不必重新開始。")
    if not reason.strip():
        raise Refused("請寫明重新抽樣的理由；原來的抽樣會保留並顯示。")
    before = sampling.digest
    sampling.abandoned_by, sampling.abandoned_at = by, timezone.now()
    sampling.abandoned_reason = reason.strip()
    sampling.save()
    detail = {"attempt": sampling.attempt, "reason": sampling.abandoned_reason}
    journal_paper("paper.sample_abandoned", paper, by, before=before, detail=detail)
    return sampling
