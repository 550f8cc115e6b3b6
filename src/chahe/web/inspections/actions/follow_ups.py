"""追蹤報告: issued, with the findings of an inspection as they stand, and kept as it was."""

import json
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.ledger.canonical import canonical, digest
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..finding_record import tracked_findings
from ..follow_up_snapshot import to_data
from ..models import FollowUp, Inspection
from ..queries_follow_ups import followed


@transaction.atomic
def issue_follow_up(*, inspection: Inspection, by: Any, due_on: date, sent_to: str) -> FollowUp:
    """Issue the next report of a sealed inspection; `due_on` is the day it was offered for.

    :raises Refused: if none is due, it is another day's, it is too early, or nobody is named
    """
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    found, today = followed(inspection), timezone.localdate()
    if found is None or found.next_due is None:
        raise Refused("這次查核沒有要追蹤的缺失，或已報告全部結束；不必再提出。")
    if found.next_due != due_on:
        raise Refused("這一期已經提出了；請重新整理後看下一期。")
    if not found.may_issue(on=today):
        raise Refused(f"上一期到 {format_roc(found.last_due or today)} 為止，之後再提出下一期。")
    if not sent_to.strip():
        raise Refused("請填報告送給誰，例如監察人、審計委員會。")
    findings = [to_data(each) for each in tracked_findings(inspection, on=today)]
    said = {
        "inspection": inspection.number,
        "due_on": due_on,
        "as_of": today,
        "sent_to": sent_to.strip(),
        "findings": findings,
    }
    issued = FollowUp.objects.create(
        inspection=inspection,
        due_on=due_on,
        issued_on=today,
        sent_to=sent_to.strip(),
        findings=json.loads(canonical(findings)),
        issued_by=by,
        issued_at=timezone.now(),
        digest=digest(said),
    )
    record(
        "follow_up.issued",
        subject=f"follow_up:{issued.pk}",
        by=by,
        firm=inspection.firm.code,
        after=issued.digest,
        detail={"inspection": inspection.number, "value": format_roc(due_on)},
    )
    return issued
