"""Questions about findings: the list, with ages and accepted risks, and how many are how old."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from chahe.deadlines import days_after, days_between
from chahe.workflow import ENDED
from chahe.workflow.ageing import BUCKETS, Bucket, overdue_days

from .models import Extension, Finding, RiskAcceptance
from .queries import findings_of

UNENDED = ~Q(state__in=sorted(ENDED))


def listed_findings(firm: Any, user: Any) -> QuerySet[Finding]:
    """Return the findings a user may see, each with the day until which its risk is accepted."""
    return (
        findings_of(firm, user)
        .select_related("recurs", "scheme")
        .annotate(accepted_until=_accepted_until())
    )


def _accepted_until() -> Subquery:
    """The last decision holds, also where it is for a shorter time than the one before."""
    granted = RiskAcceptance.objects.filter(finding=OuterRef("pk"), granted=True)
    return Subquery(granted.order_by("-id").values("until")[:1])


def age_of(finding: Finding, *, on: date) -> int:
    """Return the age of a finding in days; of one that has been closed, the age it reached."""
    opened = timezone.localdate(finding.opened_at)
    closed = timezone.localdate(finding.closed_at) if finding.closed_at else on
    return max(0, days_between(opened, closed))


def lateness_of(finding: Any, *, on: date) -> int:
    """Return by how many days a listed finding is late; 0 when it is not, or has been cured."""
    if finding.is_ended or (finding.cured_on is not None and finding.state == "cured"):
        return 0
    return overdue_days(due_on=finding.due_on, accepted_until=finding.accepted_until, on=on)


def opened_within(bucket: Bucket, *, on: date) -> Q:
    """Return the condition that a finding's age lies in a bucket, on a day."""
    earliest, latest = bucket.opened(on=on)
    within = Q(opened_at__lt=_begin(days_after(latest, 1)))
    return within if earliest is None else within & Q(opened_at__gte=_begin(earliest))


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def overdue(*, on: date) -> Q:
    """Return the condition that a listed finding is late, on a day; as `lateness_of` reckons."""
    lapsed = Q(accepted_until__lt=on)
    late = Q(due_on__lt=on) & (Q(accepted_until=None) | lapsed) | Q(due_on=None) & lapsed
    return UNENDED & ~Q(state="cured") & late


def accepted(*, on: date) -> Q:
    """Return the condition that the risk of a listed finding is accepted on a day."""
    return UNENDED & Q(accepted_until__gte=on)


def acceptance_lapsed(*, on: date) -> Q:
    """Return the condition that the risk of a listed finding is no longer accepted on a day."""
    return UNENDED & Q(accepted_until__lt=on)


def waiting_for_decision() -> Q:
    """Return the condition that an extension or an acceptance of risk waits to be decided."""
    asked = [
        Exists(model.objects.filter(finding=OuterRef("pk"), granted=None))
        for model in (Extension, RiskAcceptance)
    ]
    return UNENDED & (Q(asked[0]) | Q(asked[1]))


def ageing_of(firm: Any, user: Any, *, on: date) -> dict[str, int]:
    """Return how many unended findings a user may see are of each age, by bucket; one query."""
    counts: dict[str, int] = (
        findings_of(firm, user)
        .filter(UNENDED)
        .order_by()
        .aggregate(**{each.key: Count("pk", filter=opened_within(each, on=on)) for each in BUCKETS})
    )
    return counts


def acceptances_ending(firm: Any, *, first: date, last: date) -> QuerySet[Finding]:
    """Return a firm's unended findings whose risk is accepted until a day from first to last."""
    return (
        Finding.objects.filter(UNENDED, firm=firm)
        .annotate(accepted_until=_accepted_until())
        .filter(accepted_until__range=(first, last))
        .select_related("owner", "paper__inspection")
    )
