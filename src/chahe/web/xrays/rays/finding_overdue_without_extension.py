"""A finding is past its due day, and nobody has asked for more time."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.deadlines import format_roc
from chahe.web.inspections.models import Extension, RiskAcceptance
from chahe.workflow import FindingState, Severity

from ._model import ray
from ._subjects import FINDINGS


@ray(
    "缺失逾期沒有展延",
    Severity.MEDIUM,
    of=FINDINGS,
    among=Q(state__in=(FindingState.OPEN, FindingState.PLANNED), due_on__isnull=False),
    since="due_on",
    words=lambda finding, on: (
        f"改善期限 {format_roc(finding.due_on)}已過，沒有展延，也沒有承受風險。"
    ),
    why="期限過了，沒有改善、沒有展延、也沒有人同意承受風險，等於沒有期限。",
    breaks="要延後改善，須申請展延並由另一個人核定；承受風險要有截止日。",
    remedy="請負責人回報改善，或申請展延、風險承受，由有權的人決定。",
)
def finding_overdue_without_extension(on: date) -> Q:
    asked = Extension.objects.filter(finding=OuterRef("pk"), granted=None)
    accepted = RiskAcceptance.objects.filter(finding=OuterRef("pk"), granted=True, until__gte=on)
    return Q(due_on__lt=on) & ~Q(Exists(asked)) & ~Q(Exists(accepted))
