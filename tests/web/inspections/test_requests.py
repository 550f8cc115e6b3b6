"""Asking, answering once for everything that asks the same, reminding, taking back."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.factories import make_firm, make_user
from tests.web.inspections.asked import KIND, ask, selected
from tests.web.inspections.story import Story

from chahe.web.accounts.roles import Role
from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.models import Request
from chahe.web.inspections.queries_requests import requests_of
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


def test_all_kinds_are_asked_at_once(story):
    inspection = story.plan("4")

    asked = asking.ask_for_all(
        inspection=inspection,
        wanted={"asset_inventory": story.owner, "screenshot": story.officer},
        due_on=story.today,
        by=story.auditor,
        note="這一期",
    )

    assert [(each.kind, each.asked_of) for each in asked] == [
        ("asset_inventory", story.owner),
        ("screenshot", story.officer),
    ]
    assert {each.note for each in asked} == {"這一期"}
    assert Entry.objects.filter(act="request.asked").count() == 2


def test_asking_nobody_is_refused(story):
    with pytest.raises(Refused, match="至少"):
        asking.ask_for_all(inspection=story.plan(), wanted={}, due_on=story.today, by=story.officer)


def test_one_refusal_leaves_all_unasked(story):
    inspection = story.plan()
    ask(story, inspection)

    with pytest.raises(Refused, match="還在等回覆"):
        asking.ask_for_all(
            inspection=inspection,
            wanted={"screenshot": story.owner, KIND: story.owner},
            due_on=story.today,
            by=story.officer,
        )

    assert Request.objects.count() == 1


@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.CISO])
def test_who_answers_no_inspection_of_the_kind_is_not_asked(story, role):
    person = make_user(role, story.firm, username="other")

    with pytest.raises(Refused, match="沒有回覆自行查核佐證請求的角色"):
        ask(story, story.plan(), of=person)


def test_a_person_of_another_firm_is_not_asked(story):
    stranger = make_user(Role.CONTROL_OWNER, make_firm("9999"))

    with pytest.raises(Refused, match="不是這家證券商的人員"):
        ask(story, story.plan(), of=stranger)


def test_several_files_answer_and_each_is_attached(story):
    inspection = story.plan()
    request = ask(story, inspection)
    first, second = story.evidence(), story.evidence(b"other\n", name="second.txt")

    served = asking.answer_request(
        request=request, evidence=first, more=[second, first], by=story.owner
    )

    request.refresh_from_db()
    assert (request.answer, request.answered_by) == (first, story.owner)
    assert [each.evidence for each in request.more.all()] == [second]
    papers = [p for p in inspection.papers.all() if KIND in p.evidence_kinds]
    assert served == len(papers)
    for paper in papers:
        assert {each.evidence for each in paper.attachments.all()} == {first, second}
    assert "second.txt" in Entry.objects.get(act="request.answered").text


def test_what_a_request_was_answered_with_is_never_changed(story):
    request = ask(story, story.plan())
    asking.answer_request(
        request=request,
        evidence=story.evidence(),
        more=[story.evidence(b"other\n", name="second.txt")],
        by=story.owner,
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        request.more.all().delete()


def test_a_file_of_another_kind_firm_or_withdrawn_does_not_answer(story):
    from chahe.web.evidence.actions import withdraw

    request = ask(story, story.plan())
    taken_back = story.evidence(b"x\n")
    withdraw(taken_back, by=story.ciso, reason="錯檔")
    wrong = [
        (story.evidence(b"y\n", kind="screenshot"), "種類"),
        (Story("9999").evidence(b"z\n"), "不屬於"),
        (taken_back, "已撤回"),
    ]

    for evidence, why in wrong:
        with pytest.raises(Refused, match=why):
            asking.answer_request(
                request=request, evidence=story.evidence(), more=[evidence], by=story.owner
            )

    request.refresh_from_db()
    assert request.answered_at is None


def test_saying_that_nothing_happened_answers_without_evidence_and_decides_nothing(story):
    inspection = story.plan()
    request = ask(story, inspection)

    asking.answer_no_occurrence(request=request, reason=" 本期沒有稽核 ", by=story.owner)

    request.refresh_from_db()
    assert (request.answer, request.no_occurrence) == (None, "本期沒有稽核")
    for paper in inspection.papers.all():
        assert (paper.verdict, paper.proposed) == ("", "")
    assert "本期沒有稽核" in Entry.objects.get(act="request.no_occurrence").text


def test_saying_that_nothing_happened_without_a_reason_is_refused(story):
    request = ask(story, story.plan())

    with pytest.raises(Refused, match="理由"):
        asking.answer_no_occurrence(request=request, reason=" ", by=story.owner)


def test_an_answered_request_is_not_answered_again(story):
    request = ask(story, story.plan())
    asking.answer_no_occurrence(request=request, reason="沒有", by=story.owner)

    with pytest.raises(Refused, match="已經回覆"):
        asking.answer_request(request=request, evidence=story.evidence(), by=story.owner)
    with pytest.raises(Refused, match="已經回覆"):
        asking.withdraw_request(request=request, reason="不要了", by=story.officer)
    with pytest.raises(Refused, match="已經回覆"):
        asking.remind_again(request=request, by=story.officer)


def test_one_answer_serves_every_request_ticked_whatever_the_kind_of_inspection(story):
    own = ask(story, story.plan())
    theirs = ask(story, selected(story), by=story.supervisor)
    evidence = story.evidence()

    asking.answer_request(request=own, evidence=evidence, also=[theirs], by=story.owner)

    theirs.refresh_from_db()
    assert (theirs.answer, theirs.answered_by) == (evidence, story.owner)
    assert theirs.inspection.papers.filter(attachments__evidence=evidence).exists()


def test_an_answer_to_one_side_leaves_the_papers_of_the_other_alone(story):
    own = ask(story, story.plan())
    theirs = selected(story)

    asking.answer_request(request=own, evidence=story.evidence(), by=story.owner)

    assert not theirs.papers.filter(attachments__isnull=False).exists()


def test_an_answer_to_the_other_side_leaves_our_papers_alone(story):
    own = story.plan()
    theirs = ask(story, selected(story), by=story.supervisor)

    asking.answer_request(request=theirs, evidence=story.evidence(), by=story.owner)

    assert not own.papers.filter(attachments__isnull=False).exists()


def test_another_persons_or_kinds_request_is_not_answered_along(story):
    inspection = story.plan("4")
    first = ask(story, inspection, kind="asset_inventory")
    others = [
        ask(story, inspection, kind="asset_inventory", of=story.auditor),
        ask(story, inspection, kind="screenshot"),
    ]

    for other in others:
        with pytest.raises(Refused, match="同一人、同一種佐證"):
            asking.answer_no_occurrence(request=first, reason="沒有", also=[other], by=story.owner)

    assert not Request.objects.filter(answered_at__isnull=False).exists()


def test_a_request_taken_back_is_gone_and_its_inspection_remembers_why(story):
    inspection = story.plan()
    request = ask(story, inspection)

    with pytest.raises(Refused, match="理由"):
        asking.withdraw_request(request=request, reason="", by=story.officer)
    asking.withdraw_request(request=request, reason="請錯人", by=story.officer)

    assert not inspection.requests.exists()
    entry = Entry.objects.get(act="request.withdrawn")
    assert entry.subject == f"inspection:{inspection.pk}"
    assert "請錯人" in entry.text and KIND in entry.text
    ask(story, inspection)  # may be asked anew


def test_answering_what_was_taken_back_meanwhile_is_refused(story):
    request = ask(story, story.plan())
    stale = Request.objects.get(pk=request.pk)
    asking.withdraw_request(request=request, reason="請錯人", by=story.officer)

    with pytest.raises(Refused, match="已經撤回"):
        asking.answer_request(request=stale, evidence=story.evidence(), by=story.owner)


def test_reminding_shows_on_the_list_and_is_once_a_day(story):
    request = ask(story, story.plan())
    other = ask(story, story.plan("4"), kind="asset_inventory")

    asking.remind_again(request=request, by=story.officer)
    with pytest.raises(Refused, match="今天已經提醒過"):
        asking.remind_again(request=request, by=story.officer)

    listed = {each.pk: each.reminded_at for each in requests_of(story.firm, story.owner)}
    assert listed[request.pk].date() - story.today <= timedelta(days=1)
    assert listed[other.pk] is None


def test_a_control_owner_lists_what_they_are_asked_and_an_officer_all_of_their_kinds(story):
    own = ask(story, story.plan(), of=story.auditor)
    theirs = ask(story, selected(story), by=story.supervisor)

    def listed(user):
        return {(each.pk, each.mine, each.seen) for each in requests_of(story.firm, user)}

    assert listed(story.owner) == {(theirs.pk, True, False)}
    assert listed(story.officer) == {(own.pk, False, True)}
    assert listed(story.auditor) == {(own.pk, True, True)}
    assert listed(story.supervisor) == {(theirs.pk, False, True)}
