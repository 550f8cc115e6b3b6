"""沿用前期: take over into a draft what the period before offers; never its verdict."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.workflow import Refused

from ..models import CarriedOver, Inspection, WorkingPaper
from ..queries_carrying import Offer, offer_of
from .evidence import attach_evidence
from .papers import journal_paper, lock_draft, write_paper


@transaction.atomic
def take_over(
    *,
    paper: WorkingPaper,
    by: Any,
    words: Collection[str] = (),
    evidence: Collection[int] = (),
    attributes: bool = False,
) -> list[CarriedOver]:
    """Take over words, evidence and what the sample tests from the sealed paper of the period
    before; each kind is kept with where it came from.

    `words` are fields of the paper, `evidence` ids.

    :raises Refused: if the paper is signed, nothing is chosen, or something chosen is not offered
    """
    paper = lock_draft(paper)
    offer = offer_of(paper, by, on=timezone.localdate())
    origin = _accept(offer, words=words, evidence=evidence, attributes=attributes)
    taken: dict[str, dict[str, Any]] = {}
    if words:
        write_paper(paper=paper, by=by, values={w: getattr(origin, w) for w in words})
        taken["words"] = {"fields": sorted(words)}
    chosen = [each for each in offer.evidence if each.pk in set(evidence)]
    for each in chosen:
        attach_evidence(paper=paper, evidence=each, by=by)
    if chosen:
        taken["evidence"] = {"evidence": [[each.name, each.digest] for each in chosen]}
    if attributes:
        taken["attributes"] = {"attributes": list(offer.attributes)}
    return _keep(paper, origin, taken, by)


def _accept(
    offer: Offer, *, words: Collection[str], evidence: Collection[int], attributes: bool
) -> WorkingPaper:
    """Return the paper that all that is chosen comes from."""
    if offer.origin is None:
        raise Refused("這一條沒有前期已封存的底稿，沒有可以沿用的資料。")
    if not (words or evidence or attributes):
        raise Refused("請勾選要沿用的項目。")
    offered = {each.pk for each in offer.evidence}
    if set(words) - set(offer.words) or set(evidence) - offered:
        raise Refused("勾選的項目已經不能沿用，請重新整理頁面後再選。")
    if attributes and not offer.attributes:
        raise Refused("前期沒有可以沿用的測試屬性，或這份底稿已經有抽樣計畫。")
    return offer.origin


def _keep(
    paper: WorkingPaper, origin: WorkingPaper, taken: Mapping[str, dict[str, Any]], by: Any
) -> list[CarriedOver]:
    rows = [
        CarriedOver.objects.create(
            paper=paper, origin=origin, what=what, detail=detail, by=by, at=timezone.now()
        )
        for what, detail in taken.items()
    ]
    detail = {"origin": f"{origin.inspection.number} {origin.ref}", **taken}
    journal_paper("paper.carried_over", paper, by, detail=detail)
    return rows


@transaction.atomic
def take_over_evidence(
    *, inspection: Inspection, chosen: Mapping[int, Collection[int]], by: Any
) -> int:
    """Take over evidence into several drafts of an inspection; return how many papers.

    `chosen` is ids of evidence by id of paper.

    :raises Refused: as `take_over` does, or if nothing is chosen; then none is taken over
    """
    if not chosen:
        raise Refused("請勾選要沿用的佐證。")
    papers = list(inspection.papers.filter(pk__in=chosen).order_by("pk"))
    for paper in papers:
        take_over(paper=paper, by=by, evidence=chosen[paper.pk])
    return len(papers)
