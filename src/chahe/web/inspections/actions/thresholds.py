"""門檻: a figure a firm sets for a check, or sets back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.checks import Check, Parameter
from chahe.ledger.canonical import digest
from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import Threshold
from ..queries_thresholds import may_be, set_in
from .finding_steps import words_in


@transaction.atomic
def set_threshold(
    *, firm: Firm, check: Check, parameter: Parameter, value: int | None, reason: str, by: Any
) -> Threshold:
    """Run a firm's checks with another figure from now on; None goes back to the check's own.

    :raises Refused: if a rule asks for more, nothing would change, or no reason is given
    """
    if value is not None and not may_be(parameter, value):
        least = "不超過" if parameter.stricter == "less" else "不低於"
        raise Refused(
            f"這是規定的數值（{parameter.source}），只能更嚴：請填{least} {parameter.value} "
            f"{parameter.unit}。"
        )
    Firm.objects.select_for_update().get(pk=firm.pk)
    now = set_in(firm, check_id=check.id).get((check.id, parameter.id))
    before = parameter.value if now is None or now.value is None else now.value
    if before == (parameter.value if value is None else value):
        raise Refused(f"現在就是 {before} {parameter.unit}，沒有要改的。")
    made = Threshold.objects.create(
        firm=firm,
        check_id=check.id,
        parameter=parameter.id,
        value=None if value == parameter.value else value,
        reason=words_in(reason, "請寫明依據，例如公司內部規範的條次。"),
        set_by=by,
        set_at=timezone.now(),
    )
    record(
        "threshold.set" if made.value is not None else "threshold.reset",
        subject=f"threshold:{made.pk}",
        by=by,
        firm=firm.code,
        after=digest({"check": check.id, "parameter": parameter.id, "value": made.value}),
        detail={
            "check": check.id,
            "name": parameter.title,
            "value": f"{before} → {parameter.value if value is None else value} {parameter.unit}",
            "reason": made.reason,
        },
    )
    return made
