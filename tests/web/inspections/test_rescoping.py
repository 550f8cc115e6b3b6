"""An open inspection follows its firm's facts and the editions of its document."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.web.inspections.story import Story

from chahe.documents.reports import load_reports
from chahe.web.demo.clock import clock_at
from chahe.web.firms.actions import Statement, state_fact, state_facts
from chahe.web.inspections.actions import correcting, evidence, findings, papers, sealing
from chahe.web.inspections.actions.rescoping import rescope, rescope_behind
from chahe.web.inspections.digests import paper_digest
from chahe.web.inspections.models import Inspection, WorkingPaper
from chahe.web.inspections.record import inspection_record
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db

CLOUD, PROVIDER = "12.1.a", "12.1.b"


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def inspection(story):
    """雲端 and other new technology, for the period of today, while nobody has said of clouds."""
    return story.plan("12")


def state(story, kind="cloud_user", value=False, since=None):
    return state_fact(
        firm=story.firm, by=story.officer, kind=kind, value=value,
        since=since or story.today, source="董事會決議",
    )  # fmt: skip


def paper_at(inspection, path=CLOUD):
    return inspection.papers.select_related("inspection__firm").get(path=path)


def states(inspection):
    return {paper.path: paper.state for paper in inspection.papers.all()}


def rescoped():
    return list(Entry.objects.filter(act="inspection.rescoped").order_by("seq"))


def detail(entry):
    return json.loads(entry.text)["detail"]


def test_a_draft_whose_rule_leaves_is_closed_and_kept_with_its_reason(story, inspection):
    papers.write_paper(
        paper=paper_at(inspection), by=story.officer, values={"conclusion": "寫到一半"}
    )
    others = {path: s for path, s in states(inspection).items() if path != CLOUD}

    state(story, since=inspection.period_start)

    left = paper_at(inspection)
    assert (left.state, left.verdict, left.left_on) == (
        "left", "not_applicable", inspection.period_start,
    )  # fmt: skip
    assert left.left_reason.endswith("公司「使用雲端服務」為否，故不適用")
    assert left.conclusion == "寫到一半"
    assert {path: s for path, s in states(inspection).items() if path != CLOUD} == others


def test_it_is_journalled_with_what_was_before_and_after(story, inspection):
    planned = Entry.objects.get(act="inspection.planned")

    state(story)
    state(story, "cloud_provider", False)

    one, two = rescoped()
    assert (one.subject, one.firm) == (f"inspection:{inspection.pk}", "8888")
    assert one.actor == story.officer.username
    assert (one.before, two.before) == (planned.after, one.after)
    assert detail(one) == {
        "number": inspection.number, "reason": "申報「使用雲端服務」", "on": str(story.today),
        "edition": "twse/mechanism@2018-11-30", "leaving": ["12(1)a"],
    }  # fmt: skip


def test_a_rule_that_enters_gets_a_paper_from_its_day(story):
    state(story, since=date(2020, 1, 1))
    inspection = story.plan("12")
    last = inspection.papers.last()
    assert CLOUD not in states(inspection)

    state(story, value=True)

    entered = paper_at(inspection)
    assert (entered.state, entered.entered_on) == ("draft", story.today)
    assert entered.scope_reason.endswith("公司「使用雲端服務」為是")
    assert entered.position == last.position + 1
    assert entered.question and entered.evidence_kinds and entered.procedure
    inspection.refresh_from_db()
    assert inspection.exclusions == []
    assert ["使用雲端服務", "是"] in inspection.facts
    assert detail(rescoped()[-1])["entering"] == ["12(1)a"]


@pytest.mark.parametrize("days_before", [0, 400])
def test_a_past_day_counts_from_itself_but_never_from_before_the_period(
    story, inspection, days_before
):
    since = inspection.period_start - timedelta(days=days_before)

    state(story, since=since)

    assert paper_at(inspection).left_on == inspection.period_start


def test_what_is_stated_of_later_holds_though_something_earlier_is_stated_last(story, inspection):
    state(story, value=True, since=story.today)

    state(story, value=False, since=inspection.period_start)

    assert paper_at(inspection).state == "draft"


def test_a_fact_of_the_future_waits_for_its_day(story, inspection):
    tomorrow = story.today + timedelta(days=1)

    state(story, since=tomorrow)

    assert set(states(inspection).values()) == {"draft"}
    (queued,) = DBTaskResult.objects.all()
    assert timezone.localtime(queued.run_after).date() == tomorrow
    with clock_at(min(tomorrow, inspection.period.last_day)):
        queued.task.func(*queued.args_kwargs["args"])
    expected = "left" if tomorrow in inspection.period else "draft"
    assert paper_at(inspection).state == expected


def test_a_sheet_of_facts_rescopes_once(story, inspection):
    said = [
        Statement(kind, False, story.today, "申報表") for kind in ("cloud_user", "cloud_provider")
    ]

    state_facts(firm=story.firm, by=story.officer, statements=said)

    (entry,) = rescoped()
    assert detail(entry)["leaving"] == ["12(1)a", "12(1)b"]
    assert detail(entry)["reason"] == "申報「使用雲端服務」、「提供雲端服務」"


def test_what_is_signed_stays_signed(story, inspection):
    signed = story.conform(paper_at(inspection))

    state(story)
    state(story, "cloud_provider", False)

    assert paper_at(inspection).state == "prepared"
    assert paper_digest(paper_at(inspection)) == signed.digest
    assert detail(rescoped()[0]) | {"kept": ["12(1)a"]} == detail(rescoped()[0])


def test_a_draft_with_a_finding_stays_and_one_whose_finding_was_withdrawn_leaves(story, inspection):
    finding = story.find(paper_at(inspection))
    state(story)
    assert (paper_at(inspection).state, rescoped()) == ("draft", [])

    findings.withdraw_finding(finding=finding, by=story.officer, closing="誤開")
    rescope(story.firm, on=story.today, by=story.officer, because="再看一次")

    assert paper_at(inspection).state == "left"


def test_a_rule_that_binds_again_opens_its_own_paper_again(story, inspection):
    first = paper_at(inspection)
    evidence.attach_evidence(
        paper=first, evidence=story.evidence(kind=first.evidence_kinds[0]), by=story.officer
    )
    state(story, since=inspection.period_start)

    state(story, value=True, since=story.today)

    again = paper_at(inspection)
    assert (again.pk, again.state, again.verdict) == (first.pk, "draft", "")
    assert (again.left_on, again.left_reason, again.attachments.count()) == (None, "", 1)
    assert again.entered_on == story.today
    papers.write_paper(paper=again, by=story.officer, values={"conclusion": "再寫"})


def test_done_again_it_changes_nothing(story, inspection):
    state(story)

    again = rescope(story.firm, on=story.today, by=story.officer, because="再一次")

    assert (again, len(rescoped())) == ([], 1)


@pytest.mark.parametrize(("kind", "value"), [("level", "2"), ("paid_in_capital", 10)])
def test_a_fact_that_no_rule_here_turns_on_leaves_it_alone(story, inspection, kind, value):
    state(story, kind, value)

    assert rescoped() == []


def test_sealed_inspections_and_other_firms_are_left_alone(story):
    sealed = story.seal(story.plan("12"))
    other = Story("9999")
    theirs = other.plan("12")

    state(story)

    assert set(states(sealed).values()) == {"approved"}
    assert set(states(theirs).values()) == {"draft"}
    assert rescoped() == []


def test_a_period_that_had_ended_is_left_alone(story):
    past = story.plan("12", on=date(story.today.year - 1, 3, 1))

    state(story)

    assert set(states(past).values()) == {"draft"}


def test_nobody_writes_signs_or_attaches_to_what_has_left(story, inspection):
    state(story)
    left = paper_at(inspection)

    with pytest.raises(Refused, match="起不適用"):
        papers.write_paper(paper=left, by=story.officer, values={"conclusion": "改"})
    with pytest.raises(Refused, match="不適用"):
        papers.sign_paper(paper=left, step="prepare", by=story.officer)
    with pytest.raises(Refused, match="起不適用"):
        evidence.attach_evidence(
            paper=left, evidence=story.evidence(kind=left.evidence_kinds[0]), by=story.officer
        )


def sealed_with_one_left(story, inspection):
    state(story)
    for paper in inspection.papers.filter(state="draft").select_related("inspection__firm"):
        story.sign_off(story.conform(paper))
    return sealing.seal_inspection(inspection=inspection, by=story.ciso)


def test_what_has_left_does_not_hold_up_the_seal_and_is_sealed_too(story, inspection):
    sealed = sealed_with_one_left(story, inspection)

    assert (sealed.state, states(sealed)[CLOUD]) == ("sealed", "left")
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkingPaper.objects.filter(inspection=sealed, state="left").update(left_reason="改")
    state(story, value=True)
    assert states(sealed)[CLOUD] == "left"


def test_a_correction_keeps_it_out(story, inspection):
    sealed = sealed_with_one_left(story, inspection)

    newer = correcting.correct_inspection(inspection=sealed, by=story.ciso, reason="結論寫錯")

    assert states(newer)[CLOUD] == "left"
    assert set(states(newer).values()) == {"left", "draft"}


def test_the_database_wants_a_day_and_a_reason(story, inspection):
    for values in (
        {"state": "left"},
        {"left_reason": "x"},
        {"state": "left", "left_on": "2026-01-01"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            WorkingPaper.objects.filter(inspection=inspection).update(**values)


def test_deliverables_call_it_not_applicable_and_say_why(story, inspection):
    state(story)

    record = inspection_record(Inspection.objects.select_related("firm").get(pk=inspection.pk))
    said = {
        name: str(r.build(record, made_at=timezone.now())) for name, r in load_reports().items()
    }

    (left,) = [paper for paper in record.papers if not paper.applies]
    assert (left.path, left.verdict.label) == (CLOUD, "不適用")
    assert all("公司「使用雲端服務」為否，故不適用" in words for words in said.values())
    assert all("起不適用：" in words for words in said.values())


def test_pages_say_what_entered_and_left(client, story, inspection):
    state(story)
    client.force_login(story.officer)

    page = client.get(reverse("inspection", args=["8888", inspection.pk])).text
    paper = client.get(reverse("paper", args=["8888", paper_at(inspection).pk])).text

    cells = inspection.papers.count()
    assert f"／{cells - 1} 份" in page
    assert "起不適用：" in page
    assert "這一條不再適用" in paper
    assert "儲存並簽為編製完成" not in paper


OLD_DAY, NEW_DAY = date(2018, 11, 10), date(2018, 12, 5)


def plan_before_107(story, section):
    from chahe.web.inspections.actions.planning import plan_inspection

    return plan_inspection(
        firm=story.firm, section=f"twse/mechanism#{section}", on=OLD_DAY, by=story.officer,
        today=OLD_DAY,
    )  # fmt: skip


def test_a_new_edition_brings_its_rules_and_keeps_what_was_signed(story):
    inspection = plan_before_107(story, "3")
    first = inspection.papers.select_related("inspection__firm").first()
    signed = story.conform(first)

    (changed,) = rescope(
        story.firm, on=date(2018, 11, 30), by=None, because="新版施行", today=NEW_DAY
    )

    found = list(inspection.papers.all())
    new = [paper for paper in found if paper.entered_on]
    kept = WorkingPaper.objects.select_related("inspection__firm").get(pk=first.pk)
    assert (changed.edition, changed.section) == ("2018-11-30", "3")
    assert [(paper.path, paper.entered_on) for paper in new] == [("3.1", date(2018, 11, 30))]
    assert (kept.edition, kept.path, kept.state) == ("before-2018-11-30", first.path, "prepared")
    assert paper_digest(kept) == signed.digest
    assert [(p.edition, p.path) for p in found if p.state == "draft" and not p.entered_on] == [
        ("2018-11-30", path) for path in ("3.3", "3.4", "3.5")
    ]
    story.sign_off(kept)


def test_a_section_that_was_renumbered_is_followed(story):
    inspection = plan_before_107(story, "12")

    rescope(story.firm, on=date(2018, 11, 30), by=None, because="新版施行", today=NEW_DAY)

    inspection.refresh_from_db()
    assert (inspection.edition, inspection.section) == ("2018-11-30", "13")
    assert {path.split(".")[0] for path in states(inspection)} == {"13"}
    assert set(states(inspection).values()) == {"draft"}


def test_inspections_that_an_edition_passed_are_found(story):
    inspection = plan_before_107(story, "2")
    ended = plan_before_107(story, "7.1")  # of a month: the edition began within it, too

    changed = rescope_behind(today=NEW_DAY)

    assert {each.pk for each in changed} == {inspection.pk, ended.pk}
    assert detail(rescoped()[0])["reason"].endswith("107年11月30日版施行")
    assert rescope_behind(today=NEW_DAY) == []


def test_before_its_day_a_new_edition_changes_nothing(story):
    plan_before_107(story, "3")

    assert rescope_behind(today=date(2018, 11, 29)) == []
    assert rescope(story.firm, on=OLD_DAY, by=None, because="", today=date(2018, 11, 29)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_costs_the_same_whatever_is_open(story, rows, django_assert_num_queries):
    for section in ("12", "11", "4")[:rows]:
        story.plan(section)

    with django_assert_num_queries(7):
        rescope(story.firm, on=story.today, by=story.officer, because="看一次")
