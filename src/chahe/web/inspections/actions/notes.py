"""Reviewers' notes 覆核意見: raised, answered, cleared; never taken back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.workflow import PaperState, Refused

from ..models import ReviewNote, WorkingPaper
from .papers import journal_paper, lock_paper


@transaction.atomic
def raise_note(*, paper: WorkingPaper, by: Any, text: str) -> ReviewNote:
    """Raise a note on what was signed as prepared: while it waits, or after it was returned.

    :raises Refused: if nobody has signed it yet, it is approved, by its preparer, or without words
    """
    paper = lock_paper(paper)
    returned = paper.is_draft and paper.round > 1
    if not returned and paper.state not in (PaperState.PREPARED, PaperState.REVIEWED):
        raise Refused("編製完成、等待覆核或核定時，或退回補正時，才能提覆核意見。")
    if not text.strip():
        raise Refused("請寫明覆核意見。")
    about = paper.round - 1 if paper.is_draft else paper.round
    if paper.signatures.filter(round=about, step="prepare", signer=by).exists():
        raise Refused("編製的人不能對自己編製的底稿提覆核意見。")
    note = ReviewNote.objects.create(
        paper=paper, round=about, text=text.strip(), raised_by=by, raised_at=timezone.now()
    )
    _journal("paper.note_raised", note, by, after=_digest(note))
    return note


@transaction.atomic
def answer_note(*, note: ReviewNote, by: Any, answer: str) -> ReviewNote:
    """Answer a note, or answer it anew until it is cleared.

    What was answered before a paper was signed again is part of what was signed, and stays.

    :raises Refused: if it is cleared, its answer has been signed, it is the answerer's own, or
        nothing is said
    """
    note = _lock(note)
    if note.cleared_at:
        raise Refused("這則覆核意見已經解除。")
    if not note.paper.is_draft and note.round < note.paper.round:
        raise Refused("這則意見在退回前提出，答覆已隨編製簽核固定；要修改請先退回。")
    if note.raised_by_id == by.pk:
        raise Refused("自己提的覆核意見要由編製的人答覆。")
    if not answer.strip():
        raise Refused("請寫明答覆。")
    before = _digest(note)
    note.answer, note.answered_by, note.answered_at = answer.strip(), by, timezone.now()
    note.save()
    _journal("paper.note_answered", note, by, before=before, after=_digest(note))
    return note


@transaction.atomic
def clear_note(*, note: ReviewNote, by: Any) -> ReviewNote:
    """Clear a note whose answer will do.

    :raises Refused: if it is cleared, not answered, or answered by who would clear it
    """
    note = _lock(note)
    if note.cleared_at:
        raise Refused("這則覆核意見已經解除。")
    if not note.answered_at:
        raise Refused("這則覆核意見還沒有答覆，不能解除。")
    if note.answered_by_id == by.pk:
        raise Refused("答覆的人不能解除自己答覆的意見；要由另一位覆核人員解除。")
    before = _digest(note)
    note.cleared_by, note.cleared_at = by, timezone.now()
    note.save()
    _journal("paper.note_cleared", note, by, before=before, after=_digest(note))
    return note


def _lock(note: ReviewNote) -> ReviewNote:
    """Return a note as it is now, its paper held.

    :raises Refused: if the paper is approved
    """
    paper = lock_paper(note.paper)
    if paper.state == PaperState.APPROVED:
        raise Refused("底稿已核定，覆核意見不能再改。")
    found = ReviewNote.objects.get(pk=note.pk)
    found.paper = paper
    return found


def _digest(note: ReviewNote) -> str:
    return digest([note.round, note.text, note.answer, bool(note.cleared_at)])


def _journal(act: str, note: ReviewNote, by: Any, **digests: str) -> None:
    journal_paper(act, note.paper, by, detail={"note": note.pk}, **digests)
