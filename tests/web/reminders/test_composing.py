"""Each person has one letter a day, of what they were told of and have neither seen nor done."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.factories import make_user
from tests.web.reminders.due import DUE, LATE, inspection_due, told

from chahe.web.accounts.roles import Role
from chahe.web.reminders.actions.composing import compose
from chahe.web.reminders.actions.preferring import set_preference
from chahe.web.reminders.actions.seeing import mark_seen
from chahe.web.reminders.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(story):
    """An officer with an address and an inspection that is due."""
    set_preference(user=story.officer, mode="daily", address="officer@example.tw")
    story.officer.refresh_from_db()
    inspection_due(story)
    return story


def write(on):
    return compose(on=on, now=timezone.now())


def subjects(mail):
    return sorted(mail.reminders.values_list("subject", flat=True))


def test_a_letter_holds_all_a_person_is_told_of(mine):
    second = inspection_due(mine, "7.1")
    told(mine, DUE)

    assert write(DUE) == 1
    mail = Mail.objects.get()
    assert (mail.user, mail.on, mail.state, mail.tries) == (mine.officer, DUE, "waiting", 0)
    assert len(subjects(mail)) == 2
    assert f"inspection:{second.pk}" in subjects(mail)


def test_who_gave_no_address_has_none(mine):
    told(mine, DUE)
    write(DUE)

    assert set(Mail.objects.values_list("user__username", flat=True)) == {mine.officer.username}


def test_to_compose_again_changes_nothing(mine):
    told(mine, DUE)

    assert (write(DUE), write(DUE)) == (1, 0)
    assert Mail.objects.count() == 1


def test_who_wants_the_site_alone_has_none(mine):
    set_preference(user=mine.officer, mode="site", address="officer@example.tw")
    told(mine, LATE)

    assert write(LATE) == 0


def test_who_wants_only_what_is_late_has_that(mine):
    set_preference(user=mine.officer, mode="late", address="officer@example.tw")
    told(mine, DUE)
    assert write(DUE) == 0

    told(mine, LATE)
    assert write(LATE) == 1


def test_what_was_seen_on_the_site_is_not_mailed(mine):
    told(mine, DUE)
    mark_seen(firm=mine.firm, user=mine.officer)

    assert write(DUE) == 0


def test_a_disabled_account_has_none(mine):
    told(mine, DUE)
    mine.officer.is_active = False
    mine.officer.save()

    assert write(DUE) == 0


def test_what_comes_up_after_the_letter_waits_for_the_next_days(mine):
    told(mine, DUE)
    write(DUE)
    Mail.objects.update(state="sent", to="a@b.tw", sent_at=timezone.now())
    second = inspection_due(mine, "7.1")
    told(mine, DUE)

    assert write(DUE) == 0
    assert write(LATE) == 1
    assert subjects(Mail.objects.get(on=LATE)) == [f"inspection:{second.pk}"]


def test_a_letter_that_could_not_be_sent_takes_in_what_comes_after(mine):
    told(mine, DUE)
    write(DUE)
    told(mine, LATE)

    assert write(LATE) == 1
    mail = Mail.objects.get()
    assert mail.on == DUE
    assert sorted(mail.reminders.values_list("stage", flat=True)) == ["late-1", "on"]


def test_while_a_letter_is_being_sent_there_is_no_second(mine):
    told(mine, DUE)
    write(DUE)
    Mail.objects.update(state="sending", claimed_at=timezone.now())
    told(mine, LATE)

    assert write(LATE) == 0
    assert Mail.objects.count() == 1


def test_what_was_refused_is_tried_again_another_day(mine):
    told(mine, DUE)
    write(DUE)
    Mail.objects.update(state="refused")

    assert write(DUE) == 0
    assert write(date(2026, 3, 21)) == 1
    assert Mail.objects.get(state="waiting").reminders.count() == 1


def test_the_database_refuses_a_second_letter_of_a_day(mine):
    told(mine, DUE)
    write(DUE)
    Mail.objects.update(state="dropped")

    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(user=mine.officer, on=DUE, next_at=timezone.now())


@pytest.mark.parametrize("count", [1, 3])
def test_letters_in_a_fixed_number_of_queries_and_one_a_person(
    story, django_assert_num_queries, count
):
    for n in range(count):
        user = make_user(Role.SECURITY_OFFICER, story.firm, username=f"officer-{n}")
        set_preference(user=user, mode="daily", address=f"o{n}@example.tw")
    inspection_due(story)
    told(story, DUE)

    with django_assert_num_queries(9):
        assert write(DUE) == count
