"""What a paper's page shows of its signatures, and whether it is the reader's turn."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from chahe.web.firms.models import Firm
from chahe.workflow import PaperState, approval_problems

from ..doors import may
from ..forms import CommentForm
from ..models import Signature, WorkingPaper
from ..work_on import WorkOn

_TURN = {
    PaperState.DRAFT: "prepare",
    PaperState.PREPARED: "review",
    PaperState.REVIEWED: "approve",
}
_LABELS = (("prepare", "編製"), ("review", "覆核"), ("approve", "核定"))
_STEPS = dict(Signature.STEPS)


def signing(request: HttpRequest, firm: Firm, paper: WorkingPaper, work: WorkOn) -> dict[str, Any]:
    """Return what the sign-off panel of a paper's page reads."""
    user = request.user
    turn = _TURN.get(PaperState(paper.state), "")
    signed = {s["step"]: s for s in work.signatures if s["round"] == paper.round}
    signed_by_me = any(s["signer"] == user.pk for s in signed.values())
    permitted = bool(turn) and may(request, f"papers.{turn}")
    mine = permitted and not signed_by_me and turn != "prepare"
    return {
        "signing_steps": [_step(step, label, signed, turn) for step, label in _LABELS],
        "may_review": mine and turn == "review",
        "may_approve": mine and turn == "approve",
        "sign_url": reverse(f"paper_{turn}", args=[firm.code, paper.pk]) if mine else "",
        "waiting_for_other": _why_not(turn, signed_by_me),
        "waiting_for_notes": _held_up(turn, work) if mine else "",
        "return_form": CommentForm(label="要補正的事項"),
        "past_signatures": [
            {
                "at": s["at"],
                "text": f"第 {s['round']} 次　{_STEPS[s['step']]}",
                "who": s["who"],
                "detail": s["note"],
            }
            for s in work.signatures
        ],
    }


def _step(step: str, label: str, signed: dict[str, Any], turn: str) -> dict[str, Any]:
    signature = signed.get(step)
    state = "done" if signature else ("current" if step == turn else "waiting")
    found = {name: signature[name] if signature else "" for name in ("who", "note")}
    return {"label": label, "state": state, "at": signature["at"] if signature else None, **found}


def _held_up(turn: str, work: WorkOn) -> str:
    """Say what of its reviewers' notes keeps a paper from the step whose turn it is."""
    if turn != "approve":
        return ""
    return "".join(approval_problems(open_notes=sum(not n["cleared_at"] for n in work.notes)))


def _why_not(turn: str, signed_by_me: bool) -> str:
    if turn in ("review", "approve") and signed_by_me:
        return "您已經簽過這份底稿，下一步要由另一個人簽。"
    return ""
