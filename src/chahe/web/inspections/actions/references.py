"""Cross-references 交互索引: from a draft to another paper, a piece of evidence or a finding."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.web.evidence.models import Evidence
from chahe.workflow import Refused

from ..models import CrossReference, Finding, WorkingPaper
from .papers import journal_paper, lock_draft


@transaction.atomic
def add_reference(
    *,
    paper: WorkingPaper,
    to: WorkingPaper | Evidence | Finding,
    by: Any,
    why: str,
    where: str = "",
) -> CrossReference:
    """Point from a draft to something of the same firm: where in it, and why.

    :raises Refused: if the paper is signed, the thing is itself or another firm's, or no reason is
        given
    """
    paper = lock_draft(paper)
    name = _name(to)
    if to == paper:
        raise Refused("底稿不能索引自己。")
    firm = to.inspection.firm_id if isinstance(to, WorkingPaper) else to.firm_id
    if firm != paper.inspection.firm_id:
        raise Refused("只能索引同一家證券商的底稿、佐證或缺失。")
    if not why.strip():
        raise Refused("請寫明為什麼要看它。")
    reference = CrossReference.objects.create(
        paper=paper,
        where=where.strip(),
        why=why.strip(),
        by=by,
        at=timezone.now(),
        **{name: to},
    )
    detail = {"to": str(to), "where": reference.where}
    journal_paper("paper.reference_added", paper, by, detail=detail)
    return reference


def _name(to: WorkingPaper | Evidence | Finding) -> str:
    if isinstance(to, WorkingPaper):
        return "to_paper"
    return "to_evidence" if isinstance(to, Evidence) else "to_finding"


@transaction.atomic
def remove_reference(*, reference: CrossReference, by: Any) -> None:
    """Take a reference off a draft; the journal keeps that it was there.

    :raises Refused: if the paper is signed
    """
    paper = lock_draft(reference.paper)
    to = reference.to_paper or reference.to_evidence or reference.to_finding
    reference.delete()
    journal_paper("paper.reference_removed", paper, by, detail={"to": str(to)})
