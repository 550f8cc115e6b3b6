"""What a paper's page shows of its signatures, and whether it is the reader's turn."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from chahe.web.firms.models import Firm
from chahe.workflow import PaperState

from ..doors import may
from ..models import WorkingPaper

_TURN = {
    PaperState.DRAFT: "prepare",
    PaperState.PREPARED: "review",
    PaperState.REVIEWED: "approve",
}
_LABELS = (("prepare", "編製"), ("review", "覆核"), ("approve", "核定"))


def signing(request: HttpRequest, firm: Firm, paper: WorkingPaper) -> dict[str, Any]:
    """Return what the sign-off panel of a paper's page reads."""
    user = request.user
    turn = _TURN.get(PaperState(paper.state), "")
    signed = {s.step: s for s in paper.signatures.all() if s.round == paper.round}
    signed_by_me = any(s.signer_id == user.pk for s in signed.values())
    permitted = bool(turn) and may(request, f"papers.{turn}")
    mine = permitted and not signed_by_me and turn != "prepare"
    return {
        "steps": [_step(step, label, signed, turn) for step, label in _LABELS],
        "may_review": mine and turn == "review",
        "may_approve": mine and turn == "approve",
        "sign_url": reverse(f"paper_{turn}", args=[firm.code, paper.pk]) if mine else "",
        "waiting_for_other": _why_not(turn, signed_by_me),
        "past_signatures": [
            {
                "at": s.at,
                "text": f"第 {s.round} 次　{s.get_step_display()}",
                "who": str(s.signer),
                "detail": s.comment,
            }
            for s in paper.signatures.all()
        ],
    }


def _step(step: str, label: str, signed: dict[str, Any], turn: str) -> dict[str, Any]:
    signature = signed.get(step)
    state = "done" if signature else ("current" if step == turn else "waiting")
    return {
        "label": label,
        "state": state,
        "who": str(signature.signer) if signature else "",
        "at": signature.at if signature else None,
        "note": signature.comment if signature else "",
    }


def _why_not(turn: str, signed_by_me: bool) -> str:
    if turn in ("review", "approve") and signed_by_me:
        return "您已經簽過這份底稿，下一步要由另一個人簽。"
    return ""
