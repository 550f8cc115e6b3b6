"""What each source finds, for whom, and in how many queries whatever it finds."""

from datetime import date, timedelta

import pytest
from tests.factories import make_user
from tests.web.calendar.year import plan as plan_year
from tests.web.checking.found import ask, grant, paper_of, run_on
from tests.web.inspections.remedies import become, planned, sealed_with_finding
from tests.web.reminders.finding import find, people

from chahe.web.accounts.roles import Role
from chahe.web.calendar.actions import adjusting
from chahe.web.calendar.models import PlanItem
from chahe.web.inspections.actions import acceptances, extensions, papers, requests
from chahe.web.inspections.models import Finding, Request, RiskAcceptance
from chahe.web.reminders.crew import crew_of
from chahe.web.reminders.due import Look, load_sources
from chahe.web.reminders.models.schedule import WAITING_DAYS

pytestmark = pytest.mark.django_db


def some_inspections(story, count):
    for section in ("11", "7.1", "4")[:count]:
        story.plan(section)


def some_plan_items(story, count):
    plan_year(story, year=story.today.year, today=story.today)
    kept = list(PlanItem.objects.order_by("pk").values_list("pk", flat=True)[:count])
    PlanItem.objects.exclude(pk__in=kept).update(state="gone", reason="測試")
    PlanItem.objects.filter(pk__in=kept).update(due_on=story.today)


def some_requests(story, count):
    inspection = story.plan()
    for kind in ("firewall_config", "audit_report", "asset_inventory")[:count]:
        requests.ask_for_evidence(
            inspection=inspection,
            kind=kind,
            asked_of=story.owner,
            due_on=story.today,
            by=story.officer,
        )


def some_findings(story, count):
    paper = story.plan("4").papers.first()
    for _ in range(count):
        planned(story, story.find(paper), days=3)


def some_acceptances(story, count):
    paper = story.plan("4").papers.first()
    for _ in range(count):
        accepted(story, story.find(paper))


def accepted(story, finding, days=20):
    planned(story, finding, days=3)
    until = story.today + timedelta(days=days)
    acceptances.ask_acceptance(finding=finding, by=story.owner, until=until, reason="汰換中")
    acceptances.decide_acceptance(finding=finding, by=story.ciso, granted=True, words="同意")
    return finding


def some_exemptions(story, count):
    run = run_on(story, paper_of(story))
    for at in range(count):
        grant(story, ask(story, run, at=at))


def some_decisions(story, count):
    paper = story.plan("4").papers.first()
    for _ in range(count):
        finding = story.find(paper)
        planned(story, finding, days=3)
        asked(story, finding)


def asked(story, finding):
    return extensions.ask_extension(
        finding=finding, by=story.owner, to_due=story.today + timedelta(days=30), reason="缺料"
    )


def some_adjustments(story, count):
    plan_year(story, year=story.today.year + 1, today=story.today)
    for item in PlanItem.objects.order_by("-pk")[:count]:
        adjusting.ask(item=item, act="skip", reason="停業", by=story.ciso)


def some_signatures(story, count):
    for paper in [*story.plan("4").papers.all()][:count]:
        story.conform(paper)


def some_follow_ups(story, count):
    for month, section in zip((3, 4, 5), ("11", "4", "9"), strict=True):
        if month - 2 <= count:
            sealed_with_finding(story, date(2026, month, 2), section)


MADE = {
    "inspections": some_inspections,
    "plan_items": some_plan_items,
    "requests": some_requests,
    "findings": some_findings,
    "acceptances": some_acceptances,
    "exemptions": some_exemptions,
    "decisions": some_decisions,
    "adjustments": some_adjustments,
    "signing": some_signatures,
    "follow_ups": some_follow_ups,
}
QUERIES = {"findings": 2, "decisions": 2, "signing": 2}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("source", MADE)
def test_a_source_finds_all_in_a_fixed_number_of_queries(
    story, django_assert_num_queries, source, count
):
    MADE[source](story, count)
    crew = crew_of(story.firm, on=story.today)
    look = Look(story.firm, story.today, crew, WAITING_DAYS)
    find(story, source)

    with django_assert_num_queries(QUERIES.get(source, 1)):
        found = list(load_sources()[source].find(look))

    assert len(found) == (1 if source == "signing" else count)
    assert len({each.subject for each in found}) == len(found)
    assert all(each.people <= crew.everyone and each.url for each in found)


def test_every_source_is_named_as_its_file_and_titles_no_finding(story):
    for make in (some_findings, some_requests):
        make(story, 1)

    found = [due for source in load_sources() for due in find(story, source)]

    assert [each.id for each in load_sources().values()] == list(load_sources())
    assert [each.title for each in found if "的內容" in each.title] == []


def test_an_inspection_moved_with_approval_is_due_on_that_day(story):
    some_plan_items(story, 1)
    item = PlanItem.objects.get(state="planned")
    moved = story.today + timedelta(days=9)
    PlanItem.objects.update(moved_to=moved)
    (before,) = find(story, "plan_items")

    from chahe.web.calendar.actions.beginning import begin

    begin(item=PlanItem.objects.get(pk=item.pk), by=story.officer)

    (after,) = find(story, "inspections")
    assert (before.due_on, after.due_on, find(story, "plan_items")) == (moved, moved, [])


@pytest.mark.parametrize(
    ("kind", "doers"),
    [("self", ["officer", "auditor"]), ("internal_audit", ["auditor"]), ("cpa", ["cpa"])],
)
def test_an_inspection_is_for_those_its_kind_names(story, kind, doers):
    story.cpa = make_user(Role.CPA, story.firm)
    become(story.plan(), kind)

    (due,) = find(story, "inspections")

    assert due.people == people(*(getattr(story, name) for name in doers))


def test_a_supervisors_inspection_is_for_the_one_who_planned_it(story):
    mine, _ = (make_user(Role.SUPERVISOR, username=name) for name in ("mine", "another"))
    inspection = story.plan()
    become(inspection, "routine")
    type(inspection).objects.update(planned_by=mine)

    (due,) = find(story, "inspections")

    assert (due.people, due.escalate_to) == (people(mine), people(mine))


def test_an_answered_request_is_not_due_and_a_late_one_is_the_askers_too(story):
    some_requests(story, 1)
    (due,) = find(story, "requests")
    Request.objects.update(
        answered_at=story.owner.date_joined, answered_by=story.owner, no_occurrence="沒有"
    )

    assert due.people == people(story.owner)
    assert due.escalate_to == people(story.officer, story.ciso)
    assert find(story, "requests") == []


def test_nobody_is_pressed_while_a_risk_is_accepted_and_all_is_late_after(story):
    finding = accepted(story, story.find(story.plan("4").papers.first()))
    lapses = story.today + timedelta(days=20)
    (ending,) = find(story, "acceptances")

    assert (ending.due_on, story.owner.pk in ending.people) == (lapses, True)
    assert find(story, "findings", on=lapses) == []
    (late,) = find(story, "findings", on=lapses + timedelta(days=1))
    assert late.due_on == Finding.objects.get(pk=finding.pk).due_on
    assert find(story, "acceptances", on=lapses + timedelta(days=1)) == []


def test_a_refused_acceptance_accepts_nothing(story):
    finding = story.find(story.plan("4").papers.first())
    planned(story, finding, days=3)
    until = story.today + timedelta(days=20)
    acceptances.ask_acceptance(finding=finding, by=story.owner, until=until, reason="汰換中")
    acceptances.decide_acceptance(finding=finding, by=story.ciso, granted=False, words="不同意")

    assert RiskAcceptance.objects.filter(granted=False).exists()
    assert len(find(story, "findings")) == 1


def test_a_cured_finding_waits_for_nobodys_cure(story):
    story.remedy(story.find(story.plan("4").papers.first()))

    assert find(story, "findings") == []


def test_who_asked_is_not_reminded_to_decide(story):
    some_decisions(story, 1)
    some_adjustments(story, 1)
    second = make_user(Role.CISO, story.firm, username="second")

    (decision,), (adjustment,) = find(story, "decisions"), find(story, "adjustments")

    assert decision.people == people(story.ciso, story.auditor, second)
    assert decision.due_on == story.today + timedelta(days=WAITING_DAYS)
    assert adjustment.people == people(second)


def test_who_signed_the_earlier_step_is_not_waited_for(story):
    paper = story.plan().papers.first()
    story.conform(paper)
    (review,) = find(story, "signing")
    papers.sign_paper(paper=paper, step="review", by=story.auditor)
    (approve,) = find(story, "signing")

    assert review.title.startswith("1 份底稿等待覆核：")
    assert review.people == people(story.auditor, story.ciso)
    assert review.due_on == story.today + timedelta(days=WAITING_DAYS)
    assert (approve.people, approve.title[:10]) == (people(story.ciso), "1 份底稿等待核定：")


def test_a_returned_papers_earlier_signatures_do_not_count(story):
    paper = story.plan().papers.first()
    story.conform(paper)
    papers.return_paper(paper=paper, by=story.auditor, comment="請補")

    assert find(story, "signing") == []


def test_a_follow_up_is_due_by_the_end_of_the_next_month(story):
    sealed_with_finding(story, date(2026, 3, 2))

    (due,) = find(story, "follow_ups", on=date(2026, 6, 2))

    assert due.due_on == date(2026, 4, 30)
    assert "另有 1 期也沒有提出" in due.title


def test_an_exception_that_may_stand_is_due_on_its_last_day_to_whom_it_concerns(story):
    run = run_on(story, paper_of(story))
    grant(story, ask(story, run, days=20))
    grant(story, ask(story, run, at=1, days=90))
    grant(story, ask(story, run, at=2, days=20), granted=False)
    ask(story, run, at=3, days=20)

    (due,) = find(story, "exemptions")

    assert due.due_on == story.today + timedelta(days=20)
    assert {story.officer.pk, story.ciso.pk, story.auditor.pk} == due.people
    assert run.rows[0]["why"] not in due.title
