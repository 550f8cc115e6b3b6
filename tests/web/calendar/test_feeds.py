"""A feed is read by whoever has its address, until it is revoked or its person may no longer."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.web.calendar.year import plan

from chahe.web.calendar.actions.beginning import begin_waiting
from chahe.web.calendar.models import Feed, PlanItem
from chahe.web.firms.models import Membership
from chahe.web.firms.personal_keys import make_key

pytestmark = pytest.mark.django_db
THIS = timezone.localdate().year


def read(token):
    return Client().get(reverse("calendar_feed_file", args=[token]))


def test_it_has_titles_and_days_and_no_findings(story):
    plan(story, year=THIS, today=story.today)
    begin_waiting(today=story.today)
    inspection = PlanItem.objects.filter(state="begun", code="CC-21000").first().inspection
    story.find(inspection.papers.first())

    response = read(make_key(Feed, firm=story.firm, user=story.officer))

    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(events) == PlanItem.objects.count()
    assert {str(event["summary"]) for event in events} >= {"CC-21000 符合性"}
    assert "condition的內容" not in response.content.decode()


def test_the_token_is_not_kept(story):
    token = make_key(Feed, firm=story.firm, user=story.officer)

    assert token not in str(list(Feed.objects.values()))


def test_a_new_one_revokes_the_former(story):
    first, second = (make_key(Feed, firm=story.firm, user=story.officer) for _ in range(2))

    assert [read(first).status_code, read(second).status_code] == [404, 200]


def test_it_ends_with_the_persons_place_in_the_firm(story):
    token = make_key(Feed, firm=story.firm, user=story.officer)
    Membership.objects.filter(user=story.officer).delete()

    assert read(token).status_code == 404


def test_it_ends_with_the_account(story):
    token = make_key(Feed, firm=story.firm, user=story.officer)
    story.officer.is_active = False
    story.officer.save()

    assert read(token).status_code == 404


def test_an_unknown_token_is_nothing():
    assert read("nothing").status_code == 404


def test_the_address_is_shown_once_and_revoked(client, story):
    client.force_login(story.officer)
    url = reverse("calendar_feed", args=["8888"])

    made = client.post(url)
    again = client.get(url)
    client.post(reverse("calendar_feed_revoke", args=["8888"]))

    assert ".ics</code>" in made.text
    assert ".ics</code>" not in again.text
    assert not Feed.objects.filter(revoked_at=None).exists()


def test_the_year_is_a_file_for_who_is_signed_in(client, story):
    plan(story, year=THIS, today=story.today)
    client.force_login(story.owner)

    response = client.get(reverse("calendar_file", args=["8888"]), {"year": THIS})

    assert response.content.count(b"BEGIN:VEVENT") == PlanItem.objects.count()
