"""Pages that ask: for all that drafts expect, again, and no more."""

import pytest
from django.urls import reverse
from tests.factories import make_user
from tests.web.inspections.asked import again, ask, page, selected
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.models import Request

pytestmark = pytest.mark.django_db
MOST = 12  # queries a page may ask


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def request_of(story):
    """Return a function that asks the owner, for an inspection or this period's 符合性."""
    return lambda inspection=None, **said: ask(story, inspection or story.plan(), **said)


@pytest.fixture
def routine(story):
    return selected(story)


@pytest.mark.parametrize("section", ["11", "7.1"], ids=["2 papers", "21 papers"])
def test_asking_for_all_in_a_fixed_number_of_queries(
    client, story, django_assert_max_num_queries, section
):
    inspection = story.plan(section)
    page(client, story.officer, "request_ask", inspection.pk)

    with django_assert_max_num_queries(MOST) as asked:
        text = again(client, "request_ask", inspection.pk).text

    assert len(asked) == 11
    kinds = {kind for paper in inspection.papers.all() for kind in paper.evidence_kinds}
    assert text.count("<select") == len(kinds)


def test_asking_suggests_who_answered_last_time_and_not_what_is_asked_already(
    client, story, request_of
):
    before = request_of(story.plan("4"), kind="asset_inventory", of=story.auditor)
    asking.answer_no_occurrence(request=before, reason="沒有", by=story.auditor)
    inspection = story.plan("1")

    text = page(client, story.officer, "request_ask", inspection.pk).text

    assert f"上次由{story.auditor}提供" in text
    assert f'<option value="{story.auditor.pk}" selected>' in text
    request_of(inspection, kind="asset_inventory", of=story.auditor)
    text = page(client, story.officer, "request_ask", inspection.pk).text
    assert f'<option value="{story.auditor.pk}" selected>' not in text


def test_asking_offers_only_people_who_may_answer(client, story, request_of, routine):
    make_user(Role.SIGNATORY, story.firm, username="signatory")

    own = page(client, story.officer, "request_ask", story.plan().pk).text
    theirs = page(client, story.supervisor, "request_ask", routine.pk).text

    assert "signatory" not in own and "signatory" not in theirs
    assert str(story.ciso) not in own and str(story.ciso) in theirs


def test_asking_for_several_kinds_sends_each_to_its_person(client, story):
    inspection = story.plan("4")
    client.force_login(story.officer)

    answer = client.post(
        reverse("request_ask", args=["8888", inspection.pk]),
        {
            "due_on": "115/12/20",
            "note": "這一期",
            "of_asset_inventory": story.owner.pk,
            "of_screenshot": "",
        },
    )

    assert answer.status_code == 302
    (asked,) = Request.objects.all()
    assert (asked.kind, asked.asked_of, asked.note) == ("asset_inventory", story.owner, "這一期")


def test_asking_nobody_is_refused_on_the_page(client, story):
    inspection = story.plan()
    client.force_login(story.officer)

    answer = client.post(
        reverse("request_ask", args=["8888", inspection.pk]), {"due_on": "115/12/20"}
    )

    assert answer.status_code == 422
    assert "請至少為一種佐證選擇請求對象" in answer.text


def test_asking_where_no_draft_waits_says_so(client, story):
    inspection = story.plan()
    for paper in inspection.papers.all():
        story.conform(paper)

    text = page(client, story.officer, "request_ask", inspection.pk).text

    assert "沒有要請求的佐證" in text


def test_reminding_and_taking_back_on_the_page(client, story, request_of):
    asked = request_of()
    client.force_login(story.officer)

    client.post(reverse("request_remind", args=["8888", asked.pk]))
    assert "再次提醒" in page(client, story.owner, "requests").text
    client.force_login(story.officer)
    withdraw = reverse("request_withdraw", args=["8888", asked.pk])
    assert client.post(withdraw, {"comment": ""}).status_code == 422
    assert client.post(withdraw, {"comment": "請錯人"}).status_code == 302

    assert not Request.objects.exists()


def test_who_is_asked_neither_reminds_nor_takes_back(client, story, request_of):
    asked = request_of()

    text = page(client, story.owner, "request", asked.pk).text

    assert "撤回請求" not in text
    for name in ("request_remind", "request_withdraw"):
        assert client.post(reverse(name, args=["8888", asked.pk])).status_code == 403
