from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from docx import Document as read_docx
from tests.web.engagements.reporting import issued, propose, sign

from chahe.web.engagements.actions import people, reports
from chahe.web.engagements.models import AssessmentReport, ReportFile, ReportSignature
from chahe.web.inspections.actions import correcting, findings
from chahe.web.journal.models import Entry
from chahe.workflow import Refused
from chahe.workflow.engagement import ReportKind

pytestmark = pytest.mark.django_db
FINAL, INTERIM = ReportKind.FINAL, ReportKind.INTERIM


@pytest.fixture
def finished(story):
    engagement = story.engage()
    story.finish(engagement)
    return engagement


def test_a_report_is_proposed_signed_by_two_and_issued(story, finished):
    report = issued(story, finished)

    finished.refresh_from_db()
    assert (report.state, finished.state) == ("issued", "issued")
    assert list(report.files.values_list("suffix", flat=True)) == ["docx", "pdf", "xlsx"]
    for file in report.files.all():
        assert sha256(bytes(file.content)).hexdigest() == file.sha256
    told = Entry.objects.filter(subject=f"assessment:{report.pk}").order_by("seq")
    assert list(told.values_list("act", flat=True)) == [
        "assessment.proposed",
        "assessment.signed",
        "assessment.signed",
        "assessment.issued",
    ]
    assert {entry.after for entry in told} == {report.digest}


def test_an_issued_report_names_its_opinion_and_its_signers(story, finished):
    report = issued(story, finished)

    content = bytes(report.files.get(suffix="docx").content)
    document = read_docx(BytesIO(content))
    words = "\n".join(p.text for p in document.paragraphs)
    cells = "\n".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    assert "草稿" not in words
    assert "無保留意見" in words
    for cpa in story.cpas[:2]:
        assert cpa.name in cells


@pytest.mark.parametrize("sealed", [True, False])
def test_a_final_report_waits_for_papers_and_seals(story, sealed):
    engagement = story.engage()
    if sealed:
        for paper in story.papers_of(engagement):
            story.work(paper)

    with pytest.raises(Refused, match="沒有封存" if sealed else "還有 2 份底稿沒有核定"):
        propose(story, engagement)


def test_results_decide_which_opinion_may_be_given(story):
    engagement = story.engage()
    story.finish(engagement, p1_2="nonconforming")

    with pytest.raises(Refused, match="不能提出無保留意見"):
        propose(story, engagement)
    with pytest.raises(Refused, match="理由還沒有寫"):
        propose(story, engagement, opinion="qualified")
    with pytest.raises(Refused, match="還沒有選擇意見"):
        propose(story, engagement, opinion="")
    report = propose(story, engagement, opinion="qualified", why="僅影響一位人員")

    assert report.why == "僅影響一位人員"
    assert [row["result"] for row in report.record["rows"]] == ["conforming", "nonconforming"]
    assert "condition的內容" in report.record["rows"][1]["exceptions"]


def test_an_interim_report_is_issued_without_an_opinion_while_work_goes_on(story):
    engagement = story.engage()

    report = issued(story, engagement, kind=INTERIM, opinion="")

    engagement.refresh_from_db()
    assert (report.state, engagement.state) == ("issued", "open")
    assert report.record["opinion"] is None
    with pytest.raises(Refused, match="不表示意見"):
        propose(story, engagement, kind=INTERIM)


def test_two_different_cpas_with_certificates_sign(story, finished):
    report = propose(story, finished)
    sign(story, report, 0)

    with pytest.raises(Refused, match="已經簽過"):
        sign(story, report, 0)
    with pytest.raises(Refused, match="證書字號"):
        sign(story, report, 2)
    with pytest.raises(Refused, match="要有 2 位會計師簽證，目前 1 位"):
        reports.issue_report(report=report, by=story.cpas[0])


def test_only_the_engagements_people_touch_its_report(story, finished):
    stranger = story.cpa("cpa-other")
    report = propose(story, finished)

    for act in (
        lambda: propose(story, finished, by=stranger),
        lambda: reports.sign_report(report=report, by=stranger, seen=report.digest),
        lambda: reports.issue_report(report=report, by=stranger),
        lambda: reports.withdraw_report(report=report, reason="x", by=stranger),
    ):
        with pytest.raises(Refused, match="不在這項委任的期間內"):
            act()


def test_who_left_the_engagement_signs_no_more(story, finished):
    report = propose(story, finished)
    people.remove_person(person=finished.people.get(user=story.cpas[1]), reason="x", by=story.ciso)

    with pytest.raises(Refused):
        sign(story, report, 1)


def test_signing_needs_the_digest_that_was_shown(story, finished):
    report = propose(story, finished)

    with pytest.raises(Refused, match="重新整理"):
        reports.sign_report(report=report, by=story.cpas[0], seen="0" * 64)


def test_what_changed_after_it_was_proposed_is_neither_signed_nor_issued(story):
    engagement = story.engage()
    story.finish(engagement, p1_2="nonconforming")
    report = propose(story, engagement, opinion="qualified", why="影響有限")
    sign(story, report, 0, 1)
    finding = story.papers_of(engagement)[1].findings.get()
    findings.plan_remediation(
        finding=finding, by=story.owner, owner=story.owner, due_on=story.today, response="補證照"
    )

    with pytest.raises(Refused, match="撤回後重新提出"):
        reports.issue_report(report=report, by=story.cpas[0])
    reports.withdraw_report(report=report, reason="單位已回覆", by=story.cpas[0])
    again = issued(story, engagement, opinion="qualified", why="影響有限")

    assert again.sequence == 2
    assert "補證照" in again.record["rows"][1]["response"]


def test_one_report_waits_at_a_time(story, finished):
    propose(story, finished)

    with pytest.raises(Refused, match="已有一份報告等候簽證"):
        propose(story, finished)


def test_a_correction_is_another_report_that_names_the_first(story, finished):
    first = issued(story, finished)
    with pytest.raises(Refused, match="已出具報告"):
        propose(story, finished)

    reports.begin_correction(engagement=finished, reason="漏列一項", by=story.cpas[0])
    with pytest.raises(Refused, match="更正已出具的報告時請寫明理由"):
        propose(story, finished)
    second = issued(story, finished, correction="漏列一項")

    assert (second.replaces, second.sequence) == (first, 2)
    assert first.files.count() == second.files.count() == 3


def test_a_correction_of_an_inspection_must_be_sealed_first(story, finished):
    issued(story, finished)
    reports.begin_correction(engagement=finished, reason="佐證漏列", by=story.cpas[0])
    sealed = finished.links.get().inspection
    correcting.correct_inspection(inspection=sealed, by=story.cpas[2], reason="佐證漏列")

    with pytest.raises(Refused, match="還有 2 份底稿沒有核定"):
        propose(story, finished, correction="佐證漏列")


def test_the_database_keeps_what_was_signed_and_issued(story, finished):
    report = issued(story, finished)
    signature, file = report.signatures.first(), report.files.first()

    for change in (
        lambda: AssessmentReport.objects.filter(pk=report.pk).update(why="別的"),
        lambda: report.delete(),
        lambda: ReportSignature.objects.filter(pk=signature.pk).update(title="別的"),
        lambda: signature.delete(),
        lambda: ReportFile.objects.filter(pk=file.pk).update(size=1),
        lambda: file.delete(),
        lambda: ReportSignature.objects.create(
            report=report,
            signer=story.cpas[2],
            certificate="1",
            at=report.ended_at,
            digest=report.digest,
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_proposed_report_keeps_what_was_proposed(story, finished):
    report = propose(story, finished)

    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentReport.objects.filter(pk=report.pk).update(digest="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFile.objects.create(report=report, suffix="pdf", content=b"", size=0, sha256="0")


def test_a_long_engagement_outlives_its_people(story, finished, monkeypatch):
    report = propose(story, finished)
    later = story.today + timedelta(days=60)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, **kwargs: later)

    with pytest.raises(Refused, match="不在這項委任的期間內"):
        sign(story, report, 0)
