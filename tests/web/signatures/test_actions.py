import json
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.authority import DAY, NOW, issue
from tests.web.signatures.conftest import PASSPHRASE

from chahe.documents.signing import CertificateRefused, pades
from chahe.web.evidence import storage
from chahe.web.evidence.models import Blob
from chahe.web.evidence.refusals import EvidenceDamaged
from chahe.web.inspections.actions import packing
from chahe.web.journal.models import Entry
from chahe.web.signatures.actions import Wanted, sign_report
from chahe.web.signatures.certifying import hand_over
from chahe.web.signatures.models import SignedReport
from chahe.workflow import Refused


@pytest.fixture
def wanted(sealed, story):
    return Wanted(sealed, "inspection_report", "核定", story.ciso)


def sign(wanted, file, passphrase=PASSPHRASE):
    return sign_report(wanted=wanted, file=file, passphrase=passphrase)


def content_of(signed):
    with hand_over(signed) as stream:
        return stream.read()


def signatures(content):
    return PdfFileReader(BytesIO(content)).embedded_signatures


def damage(digest):
    path = storage.path_of(digest)
    path.chmod(0o600)
    path.write_bytes(b"x" * path.stat().st_size)


def test_a_report_is_signed_and_kept(wanted, mine):
    signed = sign(wanted, mine)

    content = content_of(signed)
    assert sha256(content).hexdigest() == signed.blob_id
    assert sha256(content[: signed.unsigned_size]).hexdigest() == signed.unsigned
    assert (signed.subject, signed.issuer) == ("王小明", "測試根憑證")
    assert (signed.reason, signed.stamped, signed.onto) == ("核定", False, None)
    assert signed.name == f"{wanted.inspection.number}-查核報告-簽署.pdf"
    assert signed.blob.media_type == "application/pdf"
    assert [one.sig_object["/Name"] for one in signatures(content)] == ["王小明"]


def test_signing_is_journalled_without_the_key_or_its_passphrase(wanted, mine, story):
    signed = sign(wanted, mine)

    entry = Entry.objects.latest("seq")
    said = json.loads(entry.text)["detail"]
    assert (entry.act, entry.firm, entry.actor) == ("report.signed", "8888", story.ciso.username)
    assert entry.subject == f"inspection:{wanted.inspection.pk}"
    assert (entry.before, entry.after) == (signed.unsigned, signed.blob_id)
    assert said["fingerprint"] == signed.fingerprint
    assert PASSPHRASE not in entry.text


def test_another_person_signs_onto_the_first(wanted, mine, story):
    first = sign(wanted, mine)
    theirs = issue("陳大文").pkcs12(PASSPHRASE)

    second = sign(replace(wanted, onto=first, by=story.auditor), theirs)

    names = [one.sig_object["/Name"] for one in signatures(content_of(second))]
    assert names == ["王小明", "陳大文"]
    assert (second.onto, second.unsigned) == (first, first.blob_id)


def test_a_signature_is_stamped_where_a_service_answers(wanted, mine, service):
    signed = sign(wanted, mine)

    assert signed.stamped
    assert len(service.asked) == 1


def test_a_service_that_is_down_stops_no_signature(wanted, mine, service, caplog):
    service.status = 503

    signed = sign(wanted, mine)

    assert not signed.stamped
    assert "signed without a time stamp: 時戳服務沒有回應" in caplog.text


@pytest.mark.parametrize(
    ("passphrase", "about"), [("wrong", "passphrase"), (PASSPHRASE, None)], ids=["wrong", "right"]
)
def test_what_is_refused_leaves_nothing(wanted, mine, passphrase, about):
    before = Blob.objects.count()
    if about is None:
        sign(wanted, mine, passphrase)
        assert Blob.objects.count() == before + 1
        return
    with pytest.raises(CertificateRefused) as refused:
        sign(wanted, mine, passphrase)

    assert refused.value.about == about
    assert (SignedReport.objects.count(), Blob.objects.count()) == (0, before)


def test_an_expired_certificate_is_refused(wanted):
    expired = issue("過期", begins=NOW - 9 * DAY, ends=NOW - 2 * DAY).pkcs12(PASSPHRASE)

    with pytest.raises(CertificateRefused, match="到期"):
        sign(wanted, expired)


def test_a_report_waits_until_every_paper_is_approved(story, mine):
    inspection = story.plan()

    with pytest.raises(Refused, match=r"^還有 2 份底稿沒有核定；"):
        sign(Wanted(inspection, "inspection_report", "核定", story.ciso), mine)


def test_once_every_paper_is_approved_it_need_not_be_sealed(story, mine):
    inspection = story.plan()
    for paper in inspection.papers.all():
        story.sign_off(story.conform(paper))

    signed = sign(Wanted(inspection, "inspection_report", "核定", story.ciso), mine)

    assert signed.inspection == inspection


def test_a_file_of_another_report_is_not_signed_onto(wanted, mine):
    first = sign(wanted, mine)

    with pytest.raises(Refused, match="選的已簽檔案不是這份報告"):
        sign(replace(wanted, report="detail_table", onto=first), mine)


def test_evidence_that_was_altered_stops_the_signing(wanted, mine):
    attachment = wanted.inspection.papers.first().attachments.first()
    damage(attachment.evidence.blob_id)

    with pytest.raises(EvidenceDamaged):
        sign(wanted, mine)
    assert SignedReport.objects.count() == 0


def test_without_the_extra_it_says_what_to_install(wanted, mine, monkeypatch):
    def missing(*_, **__):
        raise pades.SigningUnavailable("沒有安裝簽章元件，請安裝 chahe[signing]")

    monkeypatch.setattr("chahe.web.signatures.certifying.sign_pdf", missing)

    with pytest.raises(Refused, match=r"請安裝 chahe\[signing\]"):
        sign(wanted, mine)


def test_a_signed_file_that_was_altered_is_not_handed_over(wanted, mine, story):
    signed = sign(wanted, mine)
    damage(signed.blob_id)

    with pytest.raises(Refused, match="遺失或已遭變動"):
        hand_over(signed)
    with pytest.raises(Refused, match="遺失或已遭變動"):
        packing.make_pack(inspection=wanted.inspection, by=story.officer)


def test_a_signed_file_that_is_gone_is_not_handed_over(wanted, mine):
    signed = sign(wanted, mine)
    storage.path_of(signed.blob_id).unlink()

    with pytest.raises(Refused, match="遺失或已遭變動"):
        hand_over(signed)


def test_what_is_signed_is_not_swept_away(wanted, mine):
    import os

    from chahe.web.evidence.actions import sweep

    signed = sign(wanted, mine)
    os.utime(storage.path_of(signed.blob_id), (0, 0))

    sweep()

    assert storage.verify(signed.blob_id)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_signed_report_is_never_changed_or_removed(wanted, mine, act):
    signed = sign(wanted, mine)
    rows = SignedReport.objects.filter(pk=signed.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(subject="別人") if act == "update" else rows._raw_delete("default")


def test_a_report_of_an_error_tells_nothing_of_the_key(wanted, mine, monkeypatch, rf):
    import sys

    from django.views.debug import ExceptionReporter

    def broken(*_, **__):
        raise RuntimeError("broken")

    monkeypatch.setattr("chahe.documents.signing.certificate.pkcs12.load_pkcs12", broken)
    try:
        sign(wanted, mine)
    except RuntimeError:
        told = ExceptionReporter(rf.post("/"), *sys.exc_info()).get_traceback_text()
        frames = ExceptionReporter(rf.post("/"), *sys.exc_info()).get_traceback_frames()

    held = [value for frame in frames for name, value in frame["vars"] if name == "passphrase"]
    assert "broken" in told
    assert len(held) > 1
    assert PASSPHRASE not in "".join(held[1:])
