"""Write and sign working papers."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.web.journal.actions import record
from chahe.workflow import (
    PAPER_LABELS,
    PAPER_MOVES,
    PaperState,
    Refused,
    after,
    approval_problems,
)

from ..digests import HAS, paper_digest, paper_inputs, read_inputs
from ..models import Signature, WorkingPaper
from ..readiness import problems_of

_ACTS = {"prepare": "paper.prepared", "review": "paper.reviewed", "approve": "paper.approved"}
WRITABLE = ("verdict", "population", "sample", "conclusion")


def lock_paper(paper: WorkingPaper, *, whole: bool = False) -> WorkingPaper:
    """Return a paper as it is now, held until the transaction ends; with its inputs if `whole`."""
    held = WorkingPaper.objects.select_for_update(of=("self",)).select_related("inspection__firm")
    if not whole:
        return held.get(pk=paper.pk)
    return read_inputs(held.annotate(**HAS).get(pk=paper.pk))


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
    inputs = paper_inputs(paper)
    written = {name: values.get(name, getattr(paper, name)) for name in WRITABLE}
    for name, value in written.items():
        setattr(paper, name, value)
    paper.changed_at = timezone.now()
    paper.save(update_fields=[*WRITABLE, "changed_at"])
    journal_paper("paper.written", paper, by, before=digest(inputs), after=digest(inputs | written))
    return paper


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
    problems: tuple[str, ...] = ()
    if step == "prepare":
        problems = problems_of(paper, on=timezone.localdate())
    elif step == "approve":
        problems = approval_problems(
            open_notes=sum(not each.cleared_at for each in paper.notes.all())
        )
    if problems:
        raise Refused("".join(problems))
    current = paper_digest(paper)
    if step != "prepare" and paper.digest != current:
        raise Refused("底稿的內容或佐證與編製時不同，不能簽核；請退回重新編製。")
    if seen and seen != current:
        raise Refused("您看到的底稿已經被更新，請重新整理頁面、看過內容後再簽核。")
    _sign(paper, step, by, current, comment)
    paper.state, paper.digest, paper.changed_at = state, current, timezone.now()
    paper.save()
    journal_paper(_ACTS[step], paper, by, after=current)
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
    journal_paper("paper.returned", paper, by, before=before)
    return paper


def journal_paper(
    act: str,
    paper: WorkingPaper,
    by: Any,
    *,
    detail: Mapping[str, Any] | None = None,
    **digests: str,
) -> None:
    """Write the journal's entry of an act on a paper."""
    record(
        act,
        subject=f"paper:{paper.pk}",
        by=by,
        firm=paper.inspection.firm.code,
        detail={"inspection": paper.inspection.number, "rule": paper.ref, **(detail or {})},
        **digests,
    )
