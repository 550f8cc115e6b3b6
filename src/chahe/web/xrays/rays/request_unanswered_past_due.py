"""A request for evidence is past its day without an answer."""

from datetime import date

from django.db.models import Q

from chahe.deadlines import format_roc
from chahe.workflow import Severity

from ._model import ray
from ._subjects import REQUESTS


@ray(
    "佐證請求逾期沒有回覆",
    Severity.LOW,
    of=REQUESTS,
    among=Q(answered_at=None),
    since="due_on",
    words=lambda row, on: f"請 {row.asked_of} 在 {format_roc(row.due_on)}前提供，還沒有回覆。",
    why="要的佐證沒有來，底稿就沒有依據；沉默不能當成沒有事。",
    breaks="請求要以檔案回覆，或說明為什麼沒有發生。",
    remedy="請受請求的人回覆檔案或未發生的理由；換人負責的，請另外請求。",
)
def request_unanswered_past_due(on: date) -> Q:
    return Q(due_on__lt=on)
