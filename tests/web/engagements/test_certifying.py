"""An issued report is signed by its people's own certificates, by the pages."""

import io

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.authority import authority, issue
from tests.web.engagements.reporting import issued, propose
from tests.web.signatures.kept import keep_certified

from chahe.web.engagements.actions.certifying import certify_report
from chahe.web.engagements.models import CertifiedReport
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
PASSPHRASE = "letmein 密碼"


@pytest.fixture(scope="module")
def keys():
    """Return the certificates of two CPAs, as they are handed in."""
    root = authority()
    return [issue(name, root).pkcs12(PASSPHRASE) for name in ("吳承恩", "許雅婷")]


@pytest.fixture
def report(story):
    engagement = story.engage()
    story.finish(engagement)
    return issued(story, engagement)


def said(key, **more):
    file = io.BytesIO(key)
    file.name = "mine.p12"
    return {"reason": "簽證", "file": file, "passphrase": PASSPHRASE, **more}


def signatures(content):
    return PdfFileReader(io.BytesIO(content)).embedded_signatures


def test_two_cpas_sign_the_very_file_that_was_issued(browse, send, client, story, report, keys):
    send("assessment_certify", report.pk, by=story.cpas[0], **said(keys[0]))
    first = CertifiedReport.objects.get()
    send("assessment_certify", report.pk, by=story.cpas[1], **said(keys[1], onto=str(first.pk)))
    second = CertifiedReport.objects.exclude(pk=first.pk).get()

    page = browse("assessment", report.pk, by=story.officer)
    assert "吳承恩" in first.subject
    assert all(signed.subject in page for signed in (first, second))
    client.force_login(story.officer)
    url = reverse("assessment_certified", args=["8888", report.pk, second.pk])
    content = b"".join(client.get(url).streaming_content)
    original = bytes(report.files.get(suffix="pdf").content)
    assert content.startswith(original)
    assert len(signatures(content)) == 2
    entry = Entry.objects.filter(act="assessment.certified").earliest("seq")
    assert (entry.before, entry.after) == (report.files.get(suffix="pdf").sha256, first.blob_id)


def test_what_is_wrong_is_said_and_nothing_is_signed(send, story, report, keys):
    wrong = said(keys[0], passphrase="wrong")
    page = send("assessment_certify", report.pk, by=story.cpas[0], status=422, **wrong)

    assert "密碼" in page
    assert not CertifiedReport.objects.exists()


def test_only_its_people_sign_it(browse, story, report, keys):
    for who in (story.officer, story.ciso):
        browse("assessment_certify", report.pk, by=who, status=403)
    with pytest.raises(Refused, match="不在這項委任"):
        certify_report(
            report=report, by=story.ciso, reason="簽證", file=keys[0], passphrase=PASSPHRASE
        )


def test_a_report_that_is_not_issued_waits(client, story, keys):
    engagement = story.engage()
    story.finish(engagement)
    report = propose(story, engagement)
    client.force_login(story.cpas[0])

    url = reverse("assessment_certify", args=["8888", report.pk])
    assert "出具之後才能用憑證簽署" in client.get(url, follow=True).text
    with pytest.raises(Refused, match="出具之後"):
        certify_report(
            report=report, by=story.cpas[0], reason="簽證", file=keys[0], passphrase=PASSPHRASE
        )


def test_a_file_of_another_report_is_not_signed_again(story, report, keys):
    blob = story.evidence().blob
    other = keep_certified(report.pk, blob=blob, by=story.cpas[0])
    other.report_id = report.pk + 1

    with pytest.raises(Refused, match="不是這份報告"):
        certify_report(
            report=report, by=story.cpas[0], reason="簽證", file=keys[0],
            passphrase=PASSPHRASE, onto=other,
        )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_signed_files_cost_the_same_whatever_their_number(
    browse, story, report, rows, django_assert_max_num_queries
):
    blob = story.evidence().blob
    for _ in range(rows):
        keep_certified(report.pk, blob=blob, by=story.cpas[0])
    browse("assessment", report.pk)

    with django_assert_max_num_queries(12):
        browse("assessment", report.pk)


def test_what_was_signed_stays(story, report):
    kept = keep_certified(report.pk, blob=story.evidence().blob, by=story.cpas[0])

    for change in (lambda rows: rows.update(reason="x"), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(CertifiedReport.objects.filter(pk=kept.pk))
