from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from tests.web.inspections.story import Story

from chahe.ledger.pack_verify import verify_pack
from chahe.web.evidence import storage
from chahe.web.evidence.refusals import EvidenceDamaged
from chahe.web.inspections.actions import correcting, findings, packing, papers, sealing
from chahe.web.inspections.models import Inspection, WorkingPaper
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


def test_seal_waits_for_every_paper(story):
    inspection = story.plan()
    story.conform(inspection.papers.first())

    with pytest.raises(Refused, match="還有 2 份底稿沒有核定"):
        sealing.seal_inspection(inspection=inspection, by=story.ciso)


def test_a_sealed_inspection_is_read_only(story):
    sealed = story.seal(story.plan())

    with pytest.raises(DatabaseError), transaction.atomic():
        Inspection.objects.filter(pk=sealed.pk).update(title="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkingPaper.objects.filter(inspection=sealed).update(conclusion="改")
    with pytest.raises(Refused, match="已經封存"):
        sealing.seal_inspection(inspection=sealed, by=story.ciso)


def test_seal_refuses_damaged_evidence(story):
    inspection = story.plan()
    for paper in inspection.papers.all():
        story.conform(paper)
        story.sign_off(paper)
    damage(inspection.papers.first().attachments.first().evidence)

    with pytest.raises(EvidenceDamaged):
        sealing.seal_inspection(inspection=inspection, by=story.ciso)
    assert Inspection.objects.get(pk=inspection.pk).is_open


def test_correct_begins_a_version_that_names_the_old_one(story):
    sealed = story.seal(story.plan())

    newer = correcting.correct_inspection(inspection=sealed, by=story.ciso, reason="結論寫錯")

    assert (newer.version, newer.replaces_id, newer.is_open) == (2, sealed.pk, True)
    assert [p.state for p in newer.papers.all()] == ["draft", "draft"]
    assert newer.papers.first().attachments.count() == 1
    with pytest.raises(Refused, match="已經有更正的版本"):
        correcting.correct_inspection(inspection=sealed, by=story.ciso, reason="再一次")


def test_pack_verifies_and_one_changed_byte_is_named(story, tmp_path):
    sealed = story.seal(story.plan())

    pack = packing.make_pack(inspection=sealed, by=story.officer)

    path = packing.pack_path(pack)
    report = verify_pack(path)
    assert report.ok, report.problems
    with ZipFile(path) as archive:
        names = archive.namelist()
    assert {"查核報告.docx", "查核明細表.xlsx", "工作底稿.pdf", "manifest.json"} <= set(names)
    changed = bytearray(path.read_bytes())
    with ZipFile(BytesIO(bytes(changed))) as archive:
        info = archive.getinfo("查核報告.pdf")
    changed[info.header_offset + 400] ^= 1
    altered = tmp_path / "altered.zip"
    altered.write_bytes(bytes(changed))
    assert verify_pack(altered).problems[0].member == "查核報告.pdf"


def test_pack_only_of_what_is_sealed_and_whole(story):
    inspection = story.plan()
    with pytest.raises(Refused, match="封存之後"):
        packing.make_pack(inspection=inspection, by=story.officer)
    sealed = story.seal(inspection)
    damage(sealed.papers.first().attachments.first().evidence)

    with pytest.raises(EvidenceDamaged):
        packing.make_pack(inspection=sealed, by=story.officer)
    assert not sealed.packs.exists()


def damage(evidence):
    path = storage.path_of(evidence.blob_id)
    path.chmod(0o600)
    path.write_bytes(b"x" * path.stat().st_size)


def test_pack_holds_the_evidence_that_findings_were_cured(story):
    inspection = story.plan()
    finding = story.find(inspection.papers.first())
    papers.sign_paper(paper=finding.paper, step="prepare", by=story.officer)
    story.remedy(finding)
    cure = story.evidence(b"after\n", name="after.txt")
    findings.add_cure_evidence(finding=finding, evidence=cure, by=story.owner)

    pack = packing.make_pack(inspection=story.seal(inspection), by=story.officer)

    with ZipFile(packing.pack_path(pack)) as archive:
        assert f"佐證/{cure.pk}-{cure.digest[:8]}-after.txt" in archive.namelist()
    assert verify_pack(packing.pack_path(pack)).ok


def test_a_finding_is_not_begun_on_a_signed_paper(client, story):
    paper = story.conform(story.plan().papers.first())
    client.force_login(story.officer)

    response = client.get(reverse("finding_new", args=["8888", paper.pk]), follow=True)

    assert "才能開立缺失" in response.text
