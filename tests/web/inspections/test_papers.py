import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from tests.web.inspections.story import Story

from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import papers
from chahe.web.inspections.actions import requests as asking
from chahe.web.inspections.models import Signature, WorkingPaper
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def paper(story):
    return story.plan().papers.first()


def test_plan_makes_every_expected_cell_with_the_rule_as_it_stood(story):
    inspection = story.plan("7.1")

    found = inspection.papers.first()
    assert (inspection.edition, inspection.code) == ("2018-11-30", "CC-17010")
    assert [p.path for p in inspection.papers.all()][:2] == ["7.1.a.a", "7.1.a.b"]
    assert inspection.papers.count() + len(inspection.exclusions) == 21
    assert found.question and found.procedure and found.scope_reason
    assert inspection.papers.get(path="7.1.b.e").checks == ["firewall_exposure"]


def test_plan_twice_is_refused_and_changes_nothing(story):
    story.plan()

    with pytest.raises(Refused, match="已經安排過"):
        story.plan()

    assert story.firm.inspections.count() == 1


def test_plan_says_why_rules_are_left_out(story):
    inspection = story.plan("8")

    assert inspection.exclusions == []  # unknown facts never exclude
    assert "未申報「公開發行公司」" in inspection.papers.get(path="8.5.d").scope_reason


def test_prepare_without_evidence_is_never_conforming(story, paper):
    papers.write_paper(
        paper=paper,
        by=story.officer,
        values={"verdict": "conforming", "conclusion": "看起來沒問題"},
    )

    with pytest.raises(Refused, match="沒有可用的佐證"):
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)


@pytest.mark.parametrize("verdict", ["insufficient", "not_applicable", "no_occurrence"])
def test_prepare_without_evidence_may_say_the_rest(story, paper, verdict):
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": verdict, "conclusion": "理由"}
    )

    assert papers.sign_paper(paper=paper, step="prepare", by=story.officer).state == "prepared"


def test_prepare_on_evidence_from_before_the_period_is_not_conforming(story, paper):
    old = story.evidence(collected_on=paper.inspection.period_start.replace(year=2020))
    attaching.attach_evidence(paper=paper, evidence=old, by=story.officer)
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": "conforming", "conclusion": "符合"}
    )

    with pytest.raises(Refused, match="早於本期"):
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)


def test_three_people_sign_in_turn(story, paper):
    story.conform(paper)

    with pytest.raises(Refused, match="三位不同的人"):
        papers.sign_paper(paper=paper, step="review", by=story.officer)
    with pytest.raises(Refused, match="待核定"):
        papers.sign_paper(paper=paper, step="approve", by=story.ciso)
    papers.sign_paper(paper=paper, step="review", by=story.auditor)
    with pytest.raises(Refused, match="三位不同的人"):
        papers.sign_paper(paper=paper, step="approve", by=story.auditor)
    signed = papers.sign_paper(paper=paper, step="approve", by=story.ciso)

    assert signed.state == "approved"
    digests = set(Signature.objects.values_list("digest", flat=True))
    assert digests == {signed.digest}


def test_one_person_cannot_sign_twice_whatever_the_code_does(story, paper):
    story.conform(paper)

    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(
            paper=paper, round=1, step="review", signer=story.officer, at=timezone.now(), digest="x"
        )


def test_signing_what_has_changed_since_it_was_shown_is_refused(story, paper):
    story.conform(paper)

    with pytest.raises(Refused, match="已經被更新"):
        papers.sign_paper(paper=paper, step="review", by=story.auditor, seen="0" * 64)


def test_a_returned_paper_is_signed_anew_and_keeps_its_history(story, paper):
    story.conform(paper)

    with pytest.raises(Refused, match="請寫明"):
        papers.return_paper(paper=paper, by=story.auditor, comment=" ")
    papers.return_paper(paper=paper, by=story.auditor, comment="母體要補")
    papers.write_paper(paper=paper, by=story.officer, values={"population": "全部 12 份"})
    papers.sign_paper(paper=paper, step="prepare", by=story.officer)
    story.sign_off(paper)

    steps = [s.step for s in paper.signatures.order_by("id")]
    assert steps == ["prepare", "return", "prepare", "review", "approve"]


def test_an_approved_paper_is_read_only_for_everybody(story, paper):
    story.conform(paper)
    story.sign_off(paper)
    attachment = paper.attachments.first()

    with pytest.raises(Refused, match="不能再修改"):
        papers.write_paper(paper=paper, by=story.officer, values={"conclusion": "改"})
    with pytest.raises(Refused):
        attaching.detach_evidence(paper=paper, evidence=attachment.evidence, by=story.officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkingPaper.objects.filter(pk=paper.pk).update(verdict="nonconforming")
    with pytest.raises(DatabaseError), transaction.atomic():
        attachment.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        paper.signatures.all().delete()


def test_every_step_is_journalled(story, paper):
    story.conform(paper)
    story.sign_off(paper)

    acts = Entry.objects.filter(subject=f"paper:{paper.pk}").order_by("seq")
    assert [entry.act for entry in acts] == [
        "paper.evidence_attached",
        "paper.written",
        "paper.prepared",
        "paper.reviewed",
        "paper.approved",
    ]
    assert {entry.firm for entry in acts} == {"8888"}


def test_evidence_of_another_firm_is_refused(story, paper):
    other = Story("9999")

    with pytest.raises(Refused, match="不屬於"):
        attaching.attach_evidence(paper=paper, evidence=other.evidence(), by=story.officer)


def test_withdrawn_evidence_does_not_count(story, paper):
    from chahe.web.evidence.actions import withdraw

    kept = story.evidence()
    attaching.attach_evidence(paper=paper, evidence=kept, by=story.officer)
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": "conforming", "conclusion": "符合"}
    )
    withdraw(kept, by=story.officer, reason="拿錯檔案")

    with pytest.raises(Refused, match="已撤回"):
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)


def test_a_finding_is_opened_before_a_nonconforming_paper_is_signed(story, paper):
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": "nonconforming", "conclusion": "不符"}
    )

    with pytest.raises(Refused, match="先開立缺失"):
        papers.sign_paper(paper=paper, step="prepare", by=story.officer)


def test_ask_and_answer_attaches_to_every_draft_that_expects_the_kind(story, paper):
    request = asking.ask_for_evidence(
        inspection=paper.inspection,
        kind="audit_report",
        asked_of=story.owner,
        due_on=story.today,
        by=story.officer,
    )
    expecting = [p for p in paper.inspection.papers.all() if "audit_report" in p.evidence_kinds]

    attached = asking.answer_request(request=request, evidence=story.evidence(), by=story.owner)

    assert attached == len(expecting) >= 1
    with pytest.raises(Refused, match="已經回覆"):
        asking.answer_request(request=request, evidence=story.evidence(b"x"), by=story.owner)
