"""A signature is of other content than the paper has."""

from datetime import date

from django.db.models import F, Q

from chahe.workflow import Severity

from ._model import SIGNED, ray
from ._subjects import SIGNATURES


@ray(
    "簽的不是現在的內容",
    Severity.HIGH,
    of=SIGNATURES,
    among=Q(paper__state__in=SIGNED, round=F("paper__round")) & ~Q(step="return"),
    since="at",
    words=lambda row, on: f"{row.signer} {row.get_step_display()}時的內容摘要，與底稿現在的不同。",
    why="簽核是對某一個內容摘要簽的；底稿現在是另一個摘要，簽核就不算數。",
    breaks="簽核人簽的，是法規版本、計畫、母體與佐證合起來的摘要。",
    remedy="請退回底稿重新編製、覆核、核定；已封存的，請以更正版本重做並查明誰改了內容。",
)
def signature_of_other_content(on: date) -> Q:
    return ~Q(digest=F("paper__digest"))
