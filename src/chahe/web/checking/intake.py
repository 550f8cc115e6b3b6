"""Evidence that arrives by itself: handed in, put on the papers that wait for it, and tested.

A file goes to every draft of 自行查核 whose period is running and whose rule has checks, and that
waits for its kind of evidence; there it takes the place of an earlier file of the same name that
arrived the same way. The checks that can use it are asked for at once.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chahe.checks import load_checks
from chahe.readers import SNIFF_BYTES, Reader, load_readers
from chahe.web.evidence import storage
from chahe.web.evidence.actions import receive, receive_bytes
from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Firm
from chahe.web.inspections.actions import checking
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.kinds import kind_allows
from chahe.web.inspections.models import WorkingPaper
from chahe.workflow import InspectionKind, InspectionState, Refused

TOOL = "自動收件"


def take_in(*, firm: Firm, by: Any, kind: str, where: str, **given: Any) -> Evidence:
    """Hand in a file that was collected today.

    It is `given` as an `upload`, or by its `name` and `content`, bytes or an open file.

    :raises Refused: as `receive` does
    """
    take = receive if "upload" in given else receive_bytes
    today = timezone.localdate()
    return take(
        firm=firm, by=by, kind=kind, collected_on=today, where_from=where, tool=TOOL, **given
    )


def hand_to_papers(evidences: Iterable[Evidence], *, firm: Firm, by: Any) -> list[WorkingPaper]:
    """Put evidence that was taken in on the papers that wait for it, and ask for their checks."""
    if not kind_allows(by, firm, "papers.prepare", InspectionKind.SELF.value):
        return []
    evidences = list(evidences)
    tables = {each.pk: {reader.kind for reader in readers_of(each)} for each in evidences}
    filled = []
    for paper in _waiting(firm):
        wanted = [each for each in evidences if each.kind in paper.evidence_kinds]
        attached = [each for each in wanted if _attached(paper, each, by)]
        kinds = {kind for each in attached for kind in tables[each.pk]}
        for check_id in paper.checks:
            check = load_checks()[check_id]
            if kinds & {*check.needs, *check.may_use}:
                _asked(paper, check_id, by)
        if attached:
            filled.append(paper)
    return filled


def _waiting(firm: Firm) -> QuerySet[WorkingPaper]:
    today = timezone.localdate()
    return (
        WorkingPaper.objects.filter(
            state="draft",
            inspection__firm=firm,
            inspection__state=InspectionState.OPEN.value,
            inspection__kind=InspectionKind.SELF.value,
            inspection__period_start__lte=today,
            inspection__period_end__gt=today,
        )
        .exclude(checks=[])
        .select_related("inspection__firm")
    )


def _attached(paper: WorkingPaper, evidence: Evidence, by: Any) -> bool:
    try:
        attaching.attach_evidence(paper=paper, evidence=evidence, by=by)
    except Refused:  # it left the scope, was signed meanwhile, or rests on it already
        return False
    older = Evidence.objects.filter(
        attachments__paper=paper, name=evidence.name, kind=evidence.kind, custody__tool=TOOL
    ).exclude(pk=evidence.pk)
    for each in older.distinct():
        attaching.detach_evidence(paper=paper, evidence=each, by=by)
    return True


def _asked(paper: WorkingPaper, check_id: str, by: Any) -> None:
    try:
        checking.ask_for_check(paper=paper, check_id=check_id, by=by)
    except Refused:
        return  # it is running: the next file, or a person, asks again


def readers_of(evidence: Evidence) -> list[Reader]:
    """Return the readers whose format a file's beginning is; none where it cannot be opened."""
    try:
        with storage.open(evidence.digest) as stream:
            head = stream.read(SNIFF_BYTES)
    except OSError:
        return []
    return [reader for reader in load_readers().values() if reader.sniff(head)]
