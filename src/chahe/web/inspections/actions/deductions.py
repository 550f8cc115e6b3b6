"""扣分: schemes as people enter them, and what a finding costs by the one in force."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.web.journal.actions import record
from chahe.workflow import Refused
from chahe.workflow.deduction import (
    AVERAGE_LIMIT,
    EXAMPLE,
    LIMITS_SOURCE,
    SINGLE_LIMIT,
    Entry,
    shown,
)

from ..models import DeductionScheme, Finding
from ..queries_deductions import entries_of, scheme_for
from .finding_steps import journal_finding, lock_finding, words_in


@transaction.atomic
def enter_scheme(
    *,
    by: Any,
    name: str,
    since: date,
    source: str,
    entries: Sequence[Entry],
    limits_source: str,
    single_limit: Decimal = SINGLE_LIMIT,
    average_limit: Decimal = AVERAGE_LIMIT,
    is_example: bool = False,
) -> DeductionScheme:
    """Enter a scheme, in force from a day until the next one; it is never changed.

    :raises Refused: if it has no entries, no name, or a source is missing
    """
    if not entries:
        raise Refused("請至少填一項扣分。")
    scheme = DeductionScheme.objects.create(
        name=words_in(name, "請填標準的名稱。"),
        since=since,
        source=words_in(source, "請填標準的來源；沒有來源的分數不能用。"),
        is_example=is_example,
        entries=[
            {"key": each.key, "title": each.title, "points": str(each.points)} for each in entries
        ],
        single_limit=single_limit,
        average_limit=average_limit,
        limits_source=words_in(limits_source, "請填門檻的來源。"),
        made_by=by,
        made_at=timezone.now(),
    )
    record(
        "scheme.entered",
        subject=f"scheme:{scheme.pk}",
        by=by,
        after=_digest(scheme),
        detail={"title": str(scheme), "value": since.isoformat(), "source": scheme.source},
    )
    return scheme


def _digest(scheme: DeductionScheme) -> str:
    return digest(
        {
            "name": scheme.name,
            "since": scheme.since,
            "source": scheme.source,
            "is_example": scheme.is_example,
            "entries": scheme.entries,
            "limits": [str(scheme.single_limit), str(scheme.average_limit), scheme.limits_source],
        }
    )


@transaction.atomic
def enter_example(*, by: Any) -> DeductionScheme:
    """Enter the example: points we invented, in force from today, that never count.

    :raises Refused: if an example is there already
    """
    if DeductionScheme.objects.filter(is_example=True).exists():
        raise Refused("範例已經填入了。")
    return enter_scheme(
        by=by,
        name="範例扣分標準",
        since=timezone.localdate(),
        source="本系統虛構，不是任何單位的標準",
        entries=EXAMPLE,
        limits_source=LIMITS_SOURCE,
        is_example=True,
    )


@transaction.atomic
def deduct(*, finding: Finding, by: Any, key: str) -> Finding:
    """Give a finding the points of an entry of the scheme in force on the day it was opened.

    An empty key takes its points away again.

    :raises Refused: if it has ended, no scheme was in force, or the scheme has no such entry
    """
    finding = lock_finding(finding)
    if finding.is_ended:
        raise Refused(f"缺失{finding.get_state_display()}，不能再變更扣分。")
    if not key:
        finding.deduction, finding.deducted_as, finding.scheme = None, "", None
        finding.save()
        journal_finding("finding.deduction_removed", finding, by)
        return finding
    scheme = scheme_for(finding)
    if scheme is None:
        raise Refused("這項缺失開立時沒有施行中的扣分標準。")
    entry = next((each for each in entries_of(scheme) if each.key == key), None)
    if entry is None:
        raise Refused(f"「{scheme}」沒有這一項，可能剛換了版本；請重新選擇。")
    finding.deduction, finding.deducted_as, finding.scheme = entry.points, entry.name, scheme
    finding.save()
    told = f"{entry.name} {shown(entry.points)} 分（{scheme}）"
    journal_finding("finding.deducted", finding, by, value=told)
    return finding
