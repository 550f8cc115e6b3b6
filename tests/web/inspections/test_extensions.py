"""展延 and 風險承受: asked by one, decided by another, and never a cure."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from tests.web.inspections.remedies import become, cured_and_closed, planned
from tests.web.inspections.story import Story

from chahe.web.demo.clock import clock_at
from chahe.web.inspections.actions import acceptances, extensions, findings, progress
from chahe.web.inspections.models import Extension, Finding, Progress, RiskAcceptance
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def finding(story):
    return planned(story, story.find(story.plan().papers.first()), days=10)


def later(story, days):
    return story.today + timedelta(days=days)


def ask(story, finding, days=40, by=None):
    return extensions.ask_extension(
        finding=finding, by=by or story.officer, to_due=later(story, days), reason="採購延誤"
    )


def accept(story, finding, days=90, by=None):
    return acceptances.ask_acceptance(
        finding=finding, by=by or story.officer, until=later(story, days), reason="有補償措施"
    )


def due(finding):
    return Finding.objects.get(pk=finding.pk).due_on


def acts(finding):
    entries = Entry.objects.filter(subject=f"finding:{finding.pk}").order_by("seq")
    return [entry.act.removeprefix("finding.") for entry in entries]


def test_a_granted_extension_moves_the_day_and_keeps_the_one_before(story, finding):
    ask(story, finding)
    assert due(finding) == later(story, 10)

    extensions.decide_extension(finding=finding, by=story.ciso, granted=True, words="同意")

    kept = Extension.objects.get()
    assert due(finding) == kept.to_due == later(story, 40)
    assert kept.from_due == later(story, 10)
    assert acts(finding) == ["opened", "planned", "extension_asked", "extension_granted"]


def test_a_refused_extension_leaves_the_day_and_can_be_asked_again(story, finding):
    ask(story, finding)

    extensions.decide_extension(finding=finding, by=story.ciso, granted=False, words="再努力")
    ask(story, finding, days=20)

    assert due(finding) == later(story, 10)
    assert [each.granted for each in finding.extensions.all()] == [False, None]


@pytest.mark.parametrize("granted", [True, False])
def test_nobody_decides_what_they_asked_nor_what_they_own(story, finding, granted):
    ask(story, finding)

    for by in (story.officer, story.owner):
        with pytest.raises(Refused, match="不能核定自己的申請"):
            extensions.decide_extension(finding=finding, by=by, granted=granted, words="好")
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.update(
            decided_by=story.officer, decided_at=timezone.now(), granted=granted
        )


def test_what_was_decided_is_never_decided_again(story, finding):
    ask(story, finding)
    extensions.decide_extension(finding=finding, by=story.ciso, granted=False, words="不同意")

    with pytest.raises(Refused, match="沒有等待核定的申請"):
        extensions.decide_extension(finding=finding, by=story.auditor, granted=True, words="同意")
    with pytest.raises(DatabaseError), transaction.atomic():
        Extension.objects.update(granted=True)


@pytest.mark.parametrize("days", [10, 9, -1])
def test_an_extension_is_to_a_later_day(story, finding, days):
    with pytest.raises(Refused, match="要晚於原期限"):
        ask(story, finding, days=days)


def test_one_extension_waits_at_a_time(story, finding):
    ask(story, finding)

    with pytest.raises(Refused, match="已經有一件展延申請"):
        ask(story, finding, days=50)


def test_a_due_day_is_not_put_off_by_planning_again(story, finding):
    with pytest.raises(Refused, match="要延後請申請展延"):
        planned(story, finding, days=11)

    earlier = planned(story, finding, days=5)

    assert earlier.due_on == later(story, 5)


def test_a_plan_can_be_changed_after_its_day_has_passed(story, finding):
    with clock_at(later(story, 15)):
        changed = findings.plan_remediation(
            finding=finding,
            by=story.owner,
            owner=story.officer,
            due_on=later(story, 10),
            response="換人做",
        )

    assert changed.owner == story.officer


def test_an_extension_is_not_asked_before_there_is_a_plan(story):
    finding = story.find(story.plan("4").papers.first())

    with pytest.raises(Refused, match="改善中的缺失才能申請展延"):
        ask(story, finding)


def test_an_extension_whose_finding_was_cured_meanwhile_can_only_be_refused(story, finding):
    ask(story, finding)
    findings.report_cure(finding=finding, by=story.owner, cured_on=story.today, cure="好了")

    with pytest.raises(Refused, match="目前不在改善中"):
        extensions.decide_extension(finding=finding, by=story.ciso, granted=True, words="同意")
    extensions.decide_extension(finding=finding, by=story.ciso, granted=False, words="已改善")

    assert due(finding) == later(story, 10)


def test_an_extension_to_a_day_gone_by_can_only_be_refused(story, finding):
    ask(story, finding, days=12)

    with clock_at(later(story, 13)), pytest.raises(Refused, match="日子已經過了"):
        extensions.decide_extension(finding=finding, by=story.ciso, granted=True, words="同意")


def test_an_accepted_risk_leaves_the_finding_as_it_is(story, finding):
    accept(story, finding)

    acceptances.decide_acceptance(finding=finding, by=story.ciso, granted=True, words="同意")

    now = Finding.objects.get(pk=finding.pk)
    assert (now.state, now.due_on, now.cured_at) == ("planned", later(story, 10), None)
    assert acts(finding)[-2:] == ["acceptance_asked", "acceptance_granted"]


def test_a_risk_is_accepted_by_neither_who_asked_nor_the_owner(story, finding):
    accept(story, finding)

    for by in (story.officer, story.owner):
        with pytest.raises(Refused, match="不能核定自己的申請"):
            acceptances.decide_acceptance(finding=finding, by=by, granted=True, words="好")
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskAcceptance.objects.update(
            decided_by=story.officer, decided_at=timezone.now(), granted=True
        )


def test_a_risk_is_accepted_until_a_day_to_come_and_for_a_reason(story, finding):
    with pytest.raises(Refused, match="還沒到的截止日"):
        accept(story, finding, days=-1)
    with pytest.raises(Refused, match="承受風險的理由"):
        acceptances.ask_acceptance(
            finding=finding, by=story.officer, until=later(story, 9), reason=" "
        )
    accept(story, finding)
    with pytest.raises(Refused, match="已經有一件風險承受申請"):
        accept(story, finding)
    with pytest.raises(Refused, match="請寫明核定意見"):
        acceptances.decide_acceptance(finding=finding, by=story.ciso, granted=True, words="")


def test_progress_is_kept_by_day_and_never_changed(story, finding):
    progress.note_progress(finding=finding, by=story.owner, on=story.today, text="已採購")

    with pytest.raises(Refused, match="不能在未來"):
        progress.note_progress(finding=finding, by=story.owner, on=later(story, 1), text="明天")
    with pytest.raises(Refused, match="做到哪裡"):
        progress.note_progress(finding=finding, by=story.owner, on=story.today, text=" ")
    with pytest.raises(DatabaseError), transaction.atomic():
        Progress.objects.update(text="改過")
    assert [each.text for each in finding.progress.all()] == ["已採購"]


def test_nothing_is_asked_or_noted_once_it_is_closed(story):
    closed = cured_and_closed(story, story.find(story.plan("4").papers.first()), story.today)

    for step in (ask, accept):
        with pytest.raises(Refused, match="已結案"):
            step(story, closed)
    with pytest.raises(Refused, match="已結案"):
        progress.note_progress(finding=closed, by=story.owner, on=story.today, text="再做")


@pytest.mark.parametrize("kind", ["internal_audit", "routine", "selected", "special", "cpa"])
def test_a_finding_of_others_is_not_remedied_before_the_seal(story, kind):
    inspection = story.plan("4")
    finding = story.find(inspection.papers.first())
    become(inspection, kind)

    steps = (
        lambda: planned(story, finding),
        lambda: findings.report_cure(
            finding=finding, by=story.owner, cured_on=story.today, cure="好了"
        ),
        lambda: accept(story, finding),
        lambda: ask(story, finding),
        lambda: progress.note_progress(
            finding=finding, by=story.owner, on=story.today, text="開始"
        ),
    )
    for step in steps:
        with pytest.raises(Refused, match="要等查核封存"):
            step()
