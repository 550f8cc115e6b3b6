from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.factories import make_firm, make_user

from chahe.web.accounts.roles import Role
from chahe.web.engagements.actions import people
from chahe.web.engagements.actions.people import Invited
from chahe.web.engagements.models import EngagementPerson
from chahe.web.engagements.teams import (
    engagements_seen_by,
    inspections_worked_in,
    works_in,
)
from chahe.web.firms.models import Membership
from chahe.web.inspections.models import Inspection
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def membership(user):
    return Membership.objects.filter(user=user, role=Role.CPA).values_list("since", "until").first()


def again(user):
    """Return a user as another request meets them."""
    return type(user).objects.get(pk=user.pk)


def test_membership_becomes_the_days_of_the_engagement(story):
    cpa = story.cpas[0]
    assert membership(cpa) == (None, None)

    story.engage()

    assert membership(cpa) == (story.today, story.today + 30 * DAY)


def test_access_ends_by_itself_the_day_after_until(client, story, monkeypatch):
    story.engage(story.invited(until=story.today))
    client.force_login(story.cpas[0])
    url = reverse("engagements", args=["8888"])
    assert client.get(url).status_code == 200

    tomorrow = story.today + DAY
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, **kwargs: tomorrow)

    assert client.get(url).status_code == 404


def test_longer_and_shorter_with_a_reason(story):
    person = story.engage().people.first()

    people.change_until(
        person=person, until=story.today + 90 * DAY, reason="查核延長", by=story.ciso
    )
    assert membership(person.user) == (story.today, story.today + 90 * DAY)
    people.change_until(person=person, until=story.today, reason="提前完成", by=story.ciso)

    assert membership(person.user) == (story.today, story.today)
    assert [e.act for e in Entry.objects.filter(act="engagement.person_changed")] == [
        "engagement.person_changed"
    ] * 2


def test_changing_needs_a_reason_and_a_day_to_come(story):
    person = story.engage().people.first()

    with pytest.raises(Refused, match="理由"):
        people.change_until(person=person, until=story.today, reason="", by=story.ciso)
    with pytest.raises(Refused, match="結束日早於開始日"):
        people.change_until(person=person, until=story.today - DAY, reason="x", by=story.ciso)


def test_ending_is_at_once_and_is_not_undone(story):
    engagement = story.engage()
    person = engagement.people.first()

    people.remove_person(person=person, reason="離職", by=story.ciso)

    assert membership(person.user) is None
    assert not works_in(again(person.user), engagement, on=story.today)
    with pytest.raises(Refused, match="已經終止"):
        people.change_until(person=person, until=story.today, reason="x", by=story.ciso)
    with pytest.raises(IntegrityError), transaction.atomic():
        EngagementPerson.objects.filter(pk=person.pk).update(removed_at=None, removed_by=None)


def test_who_was_ended_may_be_let_in_again(story):
    engagement = story.engage()
    person = engagement.people.first()
    people.remove_person(person=person, reason="離職", by=story.ciso)

    people.add_person(
        engagement=engagement,
        invited=Invited(person.user, story.today, story.today + DAY),
        by=story.ciso,
    )

    assert membership(person.user) == (story.today, story.today + DAY)


def test_nobody_is_in_an_engagement_twice(story):
    engagement = story.engage()

    with pytest.raises(Refused, match="已經是"):
        people.add_person(engagement=engagement, invited=story.invited()[0], by=story.ciso)


@pytest.mark.parametrize("who", ["officer", "supervisor"])
def test_the_firms_own_and_the_markets_people_are_no_cpas(story, who):
    engagement = story.engage()
    user = getattr(story, who)
    make_cpa = Invited(user, story.today, story.today)

    with pytest.raises(Refused, match="另有角色"):
        people.add_person(engagement=engagement, invited=make_cpa, by=story.ciso)


def test_an_account_that_is_no_cpas_is_refused(story):
    nobody = make_user(None, None, "nobody")

    with pytest.raises(Refused, match="不是會計師"):
        people.add_person(
            engagement=story.engage(),
            invited=Invited(nobody, story.today, story.today),
            by=story.ciso,
        )


def test_a_cpa_of_another_firm_comes_for_a_time_and_keeps_theirs(story):
    elsewhere = make_user(Role.CPA, make_firm("9999", "他家證券"), "cpa-elsewhere")

    story.engage([Invited(elsewhere, story.today, story.today)])

    held = Membership.objects.filter(user=elsewhere).order_by("firm__code")
    assert list(held.values_list("firm__code", "until")) == [
        ("8888", story.today),
        ("9999", None),
    ]


def test_days_between_two_engagements_are_nobodys(story):
    cpa, today = story.cpas[0], story.today
    story.engage([Invited(cpa, today, today + 5 * DAY)])
    story.engage([Invited(cpa, today + 10 * DAY, today + 20 * DAY)])
    assert membership(cpa) == (today, today + 5 * DAY)

    people.begin_access(today=today + 7 * DAY)
    assert membership(cpa) == (today, today + 5 * DAY)
    people.begin_access(today=today + 10 * DAY)

    assert membership(cpa) == (today + 10 * DAY, today + 20 * DAY)


def test_days_that_follow_on_are_held_as_one(story):
    cpa, today = story.cpas[0], story.today

    story.engage([Invited(cpa, today, today + 5 * DAY)])
    story.engage([Invited(cpa, today + 6 * DAY, today + 20 * DAY)])

    assert membership(cpa) == (today, today + 20 * DAY)


def test_a_cpa_sees_and_works_in_their_own_engagement_alone(story):
    mine = story.engage(story.invited(story.cpas[:1]))
    other = story.engage(story.invited(story.cpas[1:]))
    cpa = again(story.cpas[0])
    firms_own = story.plan()

    assert list(engagements_seen_by(cpa, story.firm)) == [mine]
    assert works_in(cpa, mine, on=story.today) and not works_in(cpa, other, on=story.today)
    worked = set(Inspection.objects.filter(inspections_worked_in(cpa)))
    assert worked == {mine.links.get().inspection, firms_own}
    assert set(engagements_seen_by(story.officer, story.firm)) == {mine, other}


def test_an_old_engagement_is_closed_to_who_came_back_for_another(story):
    cpa, today = story.cpas[0], story.today
    old = story.engage([Invited(cpa, today, today)])
    new = story.engage([Invited(cpa, today, today + 30 * DAY)])

    assert works_in(cpa, old, on=today)
    assert not works_in(cpa, old, on=today + DAY)
    assert works_in(cpa, new, on=today + DAY)


def test_wrong_days_are_refused(story):
    engagement = story.engage([])
    cpa = story.cpas[0]

    for since, until in (
        (story.today, story.today - DAY),
        (date(2020, 1, 1), date(2020, 2, 1)),
    ):
        with pytest.raises(Refused, match="結束日"):
            people.add_person(
                engagement=engagement, invited=Invited(cpa, since, until), by=story.ciso
            )
