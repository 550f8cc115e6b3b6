"""Write and sign working papers."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.web.journal.actions import record
from chahe.workflow import (
    PAPER_LABELS,
    PAPER_MOVES,
    PaperState,
    Refused,
    Verdict,
    after,
    preparation_problems,
)

from ..digests import INPUTS, paper_digest
from ..evidence_state import stale_reasons
from ..models import Signature, WorkingPaper

_ACTS = {"prepare": "paper.prepared", "review": "paper.reviewed", "approve": "paper.approved"}
WRITABLE = ("verdict", "population", "sample", "conclusion")


def lock_paper(paper: WorkingPaper, *, whole: bool = False) -> WorkingPaper:
    """Return a paper as it is now, held until the transaction ends; with its inputs if `whole`."""
    held = WorkingPaper.objects.select_for_update(of=("self",)).select_related("inspection__firm")
    return (held.prefetch_related(*INPUTS) if whole else held).get(pk=paper.pk)


def lock_draft(paper: WorkingPaper, *, whole: bool = False) -> WorkingPaper:
    """Return a paper as it is now, held, if it may still be written.

    :raises Refused: if it has been signed
    """
    locked = lock_paper(paper, whole=whole)
    if locked.has_left:
        raise Refused(
            f"這一條{locked.left_words}。底稿不能再寫；公司概況改變而重新適用時會再開啟。"
        )
    if not locked.is_draft:
        label = PAPER_LABELS[PaperState(locked.state)]
        raise Refused(f"底稿{label}，不能再修改；需要修改時請先由覆核或核定人員退回。")
    return locked


@transaction.atomic
def write_paper(*, paper: WorkingPaper, by: Any, values: Mapping[str, str]) -> WorkingPaper:
    """Save a draft's verdict, population, sample and conclusion.

    :raises Refused: if the paper has been signed
    """
    paper = lock_draft(paper, whole=True)
    before = paper_digest(paper)
    for name in WRITABLE:
        setattr(paper, name, values.get(name, getattr(paper, name)))
    paper.changed_at = timezone.now()
    paper.save()
    _journal("paper.written", paper, by, before=before, after=paper_digest(paper))
    return paper


def problems_of(paper: WorkingPaper) -> tuple[str, ...]:
    """Say why a draft cannot be signed as prepared; empty when it can."""
    attached = list(paper.attachments.all())
    stale = stale_reasons(paper.inspection, attached, on=timezone.localdate())
    latest = latest_runs(paper)
    return preparation_problems(
        verdict=Verdict(paper.verdict) if paper.verdict else None,
        conclusion=paper.conclusion,
        usable_evidence=len(attached) - len(stale),
        stale_evidence=list(stale.values()),
        check_verdicts=[Verdict(run.verdict) for run in latest.values() if not run.is_live],
        unfinished_checks=sum(run.is_live for run in latest.values()),
        open_findings=sum(f.state != "withdrawn" for f in paper.findings.all()),
    )


def latest_runs(paper: WorkingPaper) -> dict[str, Any]:
    """Return the latest run of each check on a paper."""
    latest: dict[str, Any] = {}
    for run in paper.check_runs.all():
        latest.setdefault(run.check_id, run)
    return latest


@transaction.atomic
def sign_paper(
    *, paper: WorkingPaper, step: str, by: Any, seen: str = "", comment: str = ""
) -> WorkingPaper:
    """Sign a step of a paper: prepare, review or approve.

    `seen` is the digest the signer was shown; a paper that has changed since is not signed.

    :raises Refused: if it is not that step's turn, something is missing, the paper is not what the
        signer saw, or they have signed another step of it
    """
    paper = lock_paper(paper, whole=True)
    state = after(PAPER_MOVES, step, now=paper.state, labels=PAPER_LABELS)
    if step == "prepare" and (problems := problems_of(paper)):
        raise Refused("".join(problems))
    current = paper_digest(paper)
    if step != "prepare" and paper.digest != current:
        raise Refused("底稿的內容或佐證與編製時不同，不能簽核；請退回重新編製。")
    if seen and seen != current:
        raise Refused("您看到的底稿已經被更新，請重新整理頁面、看過內容後再簽核。")
    _sign(paper, step, by, current, comment)
    paper.state, paper.digest, paper.changed_at = state, current, timezone.now()
    paper.save()
    _journal(_ACTS[step], paper, by, after=current)
    return paper


def _sign(paper: WorkingPaper, step: str, by: Any, signed: str, comment: str) -> None:
    try:
        with transaction.atomic():
            Signature.objects.create(
                paper=paper,
                round=paper.round,
                step=step,
                signer=by,
                title=by.title,
                at=timezone.now(),
                digest=signed,
                comment=comment,
            )
    except IntegrityError:
        raise Refused(
            "編製、覆核、核定要由三位不同的人簽；您在這份底稿已經簽過另一個步驟。"
        ) from None


@transaction.atomic
def return_paper(*, paper: WorkingPaper, by: Any, comment: str) -> WorkingPaper:
    """Send a signed paper back to its preparer, with what to mend; its signatures are kept.

    :raises Refused: if it is a draft or approved, or nothing is said
    """
    paper = lock_paper(paper)
    state = after(PAPER_MOVES, "return", now=paper.state, labels=PAPER_LABELS)
    if not comment.strip():
        raise Refused("退回時請寫明要補正的事項。")
    _sign(paper, "return", by, paper.digest, comment)
    before = paper.digest
    paper.state, paper.note, paper.digest = state, comment, ""
    paper.round += 1
    paper.changed_at = timezone.now()
    paper.save()
    _journal("paper.returned", paper, by, before=before)
    return paper


def _journal(act: str, paper: WorkingPaper, by: Any, **digests: str) -> None:
    record(
        act,
        subject=f"paper:{paper.pk}",
        by=by,
        firm=paper.inspection.firm.code,
        detail={"inspection": paper.inspection.number, "rule": paper.ref},
        **digests,
    )
