"""Pages of reports, from the draft to the files that were issued."""

import io

import pytest
from django.urls import reverse
from docx import Document as read_docx
from tests.web.engagements.reporting import issued, propose, sign

from chahe.web.engagements.actions import reports
from chahe.web.engagements.models import AssessmentReport

pytestmark = pytest.mark.django_db
MOST = 12  # queries a page may ask


def test_a_report_is_proposed_signed_issued_and_downloaded_by_its_pages(
    browse, send, client, story
):
    engagement = story.engage()
    page = browse("assessment_new", engagement.pk)
    assert "還有 2 份底稿沒有核定" in page
    story.finish(engagement, p1_2="nonconforming")
    assert "保留意見" in browse("assessment_new", engagement.pk)

    refused = send(
        "assessment_new", engagement.pk, by=story.cpas[0], status=422, opinion="qualified"
    )
    assert "理由還沒有寫" in refused
    send("assessment_new", engagement.pk, by=story.cpas[0], opinion="qualified", why="影響有限")
    report = AssessmentReport.objects.get()
    for cpa in story.cpas[:2]:
        assert report.digest in browse("assessment", report.pk, by=cpa)
        send("assessment_sign", report.pk, by=cpa, seen=report.digest)
    send("assessment_issue", report.pk, by=story.cpas[0])

    client.force_login(story.officer)
    url = reverse("assessment_file", args=["8888", report.pk, "pdf"])
    first, second = client.get(url), client.get(url)
    assert first.content == second.content == bytes(report.files.get(suffix="pdf").content)
    assert first["Content-Type"] == "application/pdf"
    assert client.get(url.replace(".pdf", ".exe")).status_code == 404


@pytest.mark.parametrize("count", [0, 2])
def test_a_report_in_a_fixed_number_of_queries(browse, story, django_assert_max_num_queries, count):
    engagement = story.engage()
    story.finish(engagement)
    report = propose(story, engagement)
    sign(story, report, *range(count))
    if count:
        reports.issue_report(report=report, by=story.cpas[0])
    browse("assessment", report.pk)

    with django_assert_max_num_queries(MOST if count else MOST + 8):
        page = browse("assessment", report.pk)

    assert "無保留意見" in page


def test_a_draft_is_the_peoples_and_says_so(browse, client, story):
    engagement = story.engage()
    client.force_login(story.cpas[0])

    response = client.get(reverse("programme_draft", args=["8888", engagement.pk, "docx"]))

    document = read_docx(io.BytesIO(response.content))
    assert "草稿" in document.paragraphs[0].text + document.core_properties.title
    browse("programme_draft", engagement.pk, "docx", by=story.officer, status=403)
    browse("programme_draft", engagement.pk, "exe", status=404)


def test_a_proposed_reports_draft_says_so_with_its_opinion(client, story):
    engagement = story.engage()
    story.finish(engagement)
    report = propose(story, engagement)
    client.force_login(story.cpas[1])
    url = reverse("assessment_file", args=["8888", report.pk, "docx"])

    document = read_docx(io.BytesIO(client.get(url).content))

    words = "\n".join(p.text for p in document.paragraphs)
    assert "（草稿）" in words
    assert "無保留意見" in words
    client.force_login(story.officer)
    assert client.get(url).status_code == 404


def test_an_interim_report_is_proposed_by_a_button_and_withdrawn(send, story):
    engagement = story.engage()

    send("assessment_interim", engagement.pk, by=story.cpas[0])
    report = AssessmentReport.objects.get()
    page = send("assessment_withdraw", report.pk, by=story.cpas[0], status=422)
    assert "撤回的理由" in page
    send("assessment_withdraw", report.pk, by=story.cpas[0], reason="重寫")

    report.refresh_from_db()
    assert (report.kind, report.state, report.ended_reason) == ("interim", "withdrawn", "重寫")


def test_an_issued_report_is_corrected_and_a_firm_cancels_by_their_forms(send, story):
    first, second = story.engage(), story.engage()
    story.finish(first)
    issued(story, first)

    send("engagement_correct", first.pk, by=story.cpas[0], status=422)
    send("engagement_correct", first.pk, by=story.cpas[0], **{"correct-reason": "漏列"})
    send("engagement_cancel", second.pk, by=story.ciso, status=422)
    send("engagement_cancel", second.pk, by=story.ciso, **{"cancel-reason": "改委任"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("open", "cancelled")
