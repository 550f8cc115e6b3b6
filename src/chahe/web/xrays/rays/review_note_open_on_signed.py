"""A paper was signed over a reviewer's note."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import ReviewNote
from chahe.workflow import Severity

from ._model import SIGNED, ray
from ._subjects import PAPERS


@ray(
    "覆核意見還沒解除就簽了",
    Severity.HIGH,
    of=PAPERS,
    among=Q(state__in=SIGNED),
    since="changed_at",
    words=lambda paper, on: f"底稿{paper.get_state_display()}，還有沒答覆或沒解除的覆核意見。",
    why="覆核人提出的問題沒有答案，底稿卻往下簽了。",
    breaks="覆核意見要答覆才能再編製，全部解除才能核定，而且要留下來。",
    remedy="還沒核定的，請答覆並解除，或退回底稿；已核定的，請查明是誰、為什麼跳過。",
)
def review_note_open_on_signed(on: date) -> Q:
    notes = ReviewNote.objects.filter(paper=OuterRef("pk"))
    unanswered = notes.filter(answered_at=None, round__lt=OuterRef("round"))
    return Q(state="approved") & Q(Exists(notes.filter(cleared_at=None))) | Q(Exists(unanswered))
