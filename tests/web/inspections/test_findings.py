from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.web.inspections.story import Story

from chahe.web.inspections.actions import findings, papers
from chahe.web.inspections.models import Finding
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def finding(story):
    return story.find(story.plan().papers.first())


def test_open_numbers_by_year_and_never_again(story, finding):
    year = story.today.year - 1911
    findings.withdraw_finding(finding=finding, by=story.officer, closing="看錯設備")

    second = story.find(finding.paper)

    assert (finding.number, second.number) == (f"{year}-0001", f"{year}-0002")


def test_open_needs_all_five(story):
    paper = story.plan().papers.first()
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": "nonconforming", "conclusion": "不符"}
    )

    with pytest.raises(Refused, match="原因、影響、建議"):
        findings.open_finding(
            paper=paper, by=story.officer, severity="high", criteria="甲", condition="乙"
        )
    assert not Finding.objects.exists()


def test_close_needs_evidence_newer_than_the_cure(story, finding):
    old = story.evidence(b"before\n")
    story.remedy(finding)

    with pytest.raises(Refused, match="上傳於回報改善之前"):
        findings.add_cure_evidence(finding=finding, evidence=old, by=story.owner)
    stale = story.evidence(b"stale\n", collected_on=story.today - timedelta(days=1))
    with pytest.raises(Refused, match="取得於改善完成之前"):
        findings.add_cure_evidence(finding=finding, evidence=stale, by=story.owner)
    with pytest.raises(Refused, match="沒有改善之後取得的佐證"):
        findings.close_finding(finding=finding, by=story.auditor, closing="已複查")

    new = story.evidence(b"after\n")
    findings.add_cure_evidence(finding=finding, evidence=new, by=story.owner)
    closed = findings.close_finding(finding=finding, by=story.auditor, closing="已複查")

    assert closed.state == "closed"


def test_close_is_for_someone_outside_the_cure(story, finding):
    story.remedy(finding)
    findings.add_cure_evidence(finding=finding, evidence=story.evidence(b"after\n"), by=story.owner)

    with pytest.raises(Refused, match="沒有參與改善"):
        findings.close_finding(finding=finding, by=story.owner, closing="我自己看過")
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(
            state="closed", closed_by=story.owner, closed_at=finding.opened_at
        )


def test_a_closed_finding_never_reopens(story, finding):
    story.remedy(finding)
    findings.add_cure_evidence(finding=finding, evidence=story.evidence(b"after\n"), by=story.owner)
    findings.close_finding(finding=finding, by=story.auditor, closing="已複查")

    with pytest.raises(Refused, match="已結案"):
        findings.plan_remediation(
            finding=finding, by=story.owner, owner=story.owner, due_on=story.today, response="再改"
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(state="open")


def test_a_cure_can_be_sent_back(story, finding):
    story.remedy(finding)

    rejected = findings.reject_cure(finding=finding, by=story.auditor, closing="規則仍在")

    assert rejected.state == "planned"
    acts = Entry.objects.filter(subject=f"finding:{finding.pk}").order_by("seq")
    assert [entry.act for entry in acts] == [
        "finding.opened",
        "finding.planned",
        "finding.cured",
        "finding.cure_rejected",
    ]
    assert len({entry.after for entry in acts}) == 4


def test_cure_is_not_in_the_future_nor_before_the_finding(story, finding):
    findings.plan_remediation(
        finding=finding, by=story.owner, owner=story.owner, due_on=story.today, response="改"
    )

    for day in (story.today + timedelta(days=1), story.today - timedelta(days=1)):
        with pytest.raises(Refused, match="改善完成日"):
            findings.report_cure(finding=finding, by=story.owner, cured_on=day, cure="好了")
