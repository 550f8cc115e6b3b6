"""Give CPAs access for a time, lengthen or shorten it, end it.

A person's membership of the firm is what their engagements say: the days of the one that is on,
or of the next, with those that follow without a day between. It ends by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from chahe.deadlines import Period, days_after, format_roc
from chahe.web.accounts.models import User
from chahe.web.accounts.roles import Role
from chahe.web.firms.models import Firm, Membership, held_on
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import Engagement, EngagementPerson
from ..models.person import engaged_on


@dataclass(frozen=True)
class Invited:
    """Who comes, and from when to when, both days included; `certificate` is of a CPA's number."""

    user: User
    since: date
    until: date
    certificate: str = ""


@transaction.atomic
def add_person(
    *, engagement: Engagement, invited: Invited, by: Any, today: date | None = None
) -> EngagementPerson:
    """Let a CPA work in an engagement for a time.

    :raises Refused: if it has ended, the days are wrong, or the person is the firm's own, is in it
        already, or signs in no more
    """
    today = today or timezone.localdate()
    if engagement.state == "cancelled":
        raise Refused("這項委任已經終止，不能再加入人員。")
    _check_days(invited.since, invited.until, today=today)
    _check_independent(invited.user, engagement.firm)
    try:
        with transaction.atomic():
            person = EngagementPerson.objects.create(
                engagement=engagement,
                user=invited.user,
                certificate=invited.certificate.strip(),
                since=invited.since,
                until=invited.until,
                added_by=by,
                added_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused(f"{invited.user}已經是這項委任的人員，請改用變更期間。") from None
    _tell("engagement.person_added", person, by)
    refresh_access(engagement.firm, invited.user, today=today)
    return person


@transaction.atomic
def change_until(
    *, person: EngagementPerson, until: date, reason: str, by: Any, today: date | None = None
) -> EngagementPerson:
    """Lengthen or shorten a person's time; from the day after `until` they have no access.

    :raises Refused: if it has been ended, the day has passed, or no reason is given
    """
    today = today or timezone.localdate()
    person = _lock(person)
    if not reason.strip():
        raise Refused("請寫明變更期間的理由。")
    _check_days(person.since, until, today=today)
    before = person.until
    person.until, person.reason = until, reason
    person.save(update_fields=["until", "reason"])
    _tell("engagement.person_changed", person, by, before=before, reason=reason)
    refresh_access(person.engagement.firm, person.user, today=today)
    return person


@transaction.atomic
def remove_person(
    *, person: EngagementPerson, reason: str, by: Any, today: date | None = None
) -> EngagementPerson:
    """End a person's access at once; what they did and signed is kept.

    :raises Refused: if it has been ended, or no reason is given
    """
    person = _lock(person)
    if not reason.strip():
        raise Refused("請寫明終止的理由。")
    person.removed_by, person.removed_at, person.reason = by, timezone.now(), reason
    person.save(update_fields=["removed_by", "removed_at", "reason"])
    _tell("engagement.person_removed", person, by, reason=reason)
    refresh_access(person.engagement.firm, person.user, today=today or timezone.localdate())
    return person


def refresh_access(firm: Firm, user: User, *, today: date) -> None:
    """Bring a CPA's membership of a firm to what their engagements say; without any, end it."""
    coming = EngagementPerson.objects.filter(
        user=user, engagement__firm=firm, removed_at=None, until__gte=today
    ).exclude(engagement__state="cancelled")
    held = Membership.objects.filter(firm=firm, user=user, role=Role.CPA)
    span = _span(coming.order_by("since").values_list("since", "until"))
    if span is None:
        held.delete()
        return
    days = {"since": span.start, "until": span.last_day}
    if not held.update(**days):
        Membership.objects.create(firm=firm, user=user, role=Role.CPA, **days)


def refresh_everybody(engagement: Engagement, *, today: date) -> None:
    """Bring the memberships of all of an engagement's people to what their engagements say."""
    for person in engagement.people.filter(removed_at=None).select_related("user"):
        refresh_access(engagement.firm, person.user, today=today)


def begin_access(*, today: date) -> int:
    """Let in who comes today after some days away; return how many."""
    member = Membership.objects.filter(
        held_on(today), user=OuterRef("user"), firm=OuterRef("engagement__firm"), role=Role.CPA
    )
    waiting = EngagementPerson.objects.filter(engaged_on(today)).exclude(Exists(member))
    found = list(waiting.select_related("engagement__firm", "user"))
    for person in found:
        with transaction.atomic():
            refresh_access(person.engagement.firm, person.user, today=today)
    return len(found)


def _span(held: Iterable[tuple[date, date]]) -> Period | None:
    """Join the first days held with those that follow on; by first day."""
    span = None
    for since, until in held:
        after = days_after(until, 1)
        if span is None:
            span = Period(since, after)
        elif since <= span.end:
            span = Period(span.start, max(span.end, after))
    return span


def _check_days(since: date, until: date, *, today: date) -> None:
    if until < since:
        raise Refused("結束日早於開始日，請更正。")
    if until < today:
        day = format_roc(today)
        raise Refused(f"結束日已經過了，最早是今天（{day}）；要立刻停止存取，請用終止。")


def _check_independent(user: User, firm: Firm) -> None:
    """:raises Refused: if somebody who is not, or not only, a CPA from outside would come"""
    if not user.is_active:
        raise Refused(f"{user}的帳號已停用，請先由系統管理者啟用。")
    held = user.memberships  # type: ignore[attr-defined] # of firms, above accounts
    if held.filter(~Q(role=Role.CPA), Q(firm=firm) | Q(firm=None)).exists():
        raise Refused(f"{user}在{firm.name}或全市場另有角色，不能同時擔任會計師。")
    if not held.filter(role=Role.CPA).exists() and not user.engaged.exists():  # type: ignore[attr-defined]
        raise Refused(f"{user}的帳號不是會計師，請系統管理者先以會計師角色建立帳號。")


def _lock(person: EngagementPerson) -> EngagementPerson:
    held = EngagementPerson.objects.select_for_update(of=("self",))
    person = held.select_related("engagement__firm", "user").get(pk=person.pk)
    if person.removed_at is not None:
        raise Refused(f"{person.user}在這項委任的存取已經終止。")
    return person


def _tell(act: str, person: EngagementPerson, by: Any, **more: Any) -> None:
    record(
        act,
        subject=f"engagement:{person.engagement_id}",
        by=by,
        firm=person.engagement.firm.code,
        detail={
            "number": person.engagement.number,
            "person": person.user.username,
            "since": person.since,
            "until": person.until,
            **more,
        },
    )
