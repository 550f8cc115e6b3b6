"""Make the pack 提交包 of a sealed inspection: papers, evidence, manifest, proofs."""

import os
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers
from chahe.ledger.canonical import canonical
from chahe.ledger.heads import public_key_of
from chahe.ledger.pack import Member, build_manifest, write_pack
from chahe.ledger.pack_proof import PackProof
from chahe.web.evidence import storage
from chahe.web.evidence.actions import note_custody
from chahe.web.evidence.models import Custody, Evidence
from chahe.web.evidence.queries import verify_all
from chahe.web.journal.actions import ledger_key, record, sign_head
from chahe.web.journal.queries import entries_about, prove, signed_head
from chahe.workflow import Refused

from ..digests import INPUTS, inspection_digest
from ..extras import PACK_EXTRAS
from ..models import Finding, Inspection, Pack
from ..oscal_files import oscal_files
from ..paper_record import paper_record
from ..record import inspection_record, subjects_of
from .sealing import evidence_of


@transaction.atomic
def make_pack(*, inspection: Inspection, by: Any) -> Pack:
    """Make a sealed inspection's pack; it verifies offline with `chahe verify`.

    :raises Refused: if the inspection, or what an app above adds, is not what was kept
    :raises EvidenceDamaged: if the bytes of its evidence are not those that were handed in
    """
    if inspection.is_open:
        raise Refused("查核封存之後才能製作提交包。")
    if inspection_digest(inspection) != inspection.digest:
        raise Refused("查核的內容與封存時不同，不能製作提交包；請通知系統管理者查明。")
    evidence = [*evidence_of(inspection), *_cures(inspection)]
    verify_all(evidence)
    members = [*_papers(inspection), *_evidence(evidence), _record(inspection)]
    for extra in PACK_EXTRAS:
        members += extra(inspection)
    history = list(entries_about(_subjects(inspection)))
    manifest = build_manifest(
        members,
        about=_about(inspection),
        history=[(entry.seq, entry.text.encode()) for entry in history],
    )
    made = record(
        "pack.made",
        subject=f"inspection:{inspection.pk}",
        by=by,
        firm=inspection.firm.code,
        after=sha256(manifest).hexdigest(),
        detail={"number": inspection.number},
    )
    head = sign_head()
    proof = PackProof(
        made=prove([made], size=head.size)[0],
        head=signed_head(head),
        public_key=public_key_of(ledger_key()),
        history=prove(history, size=head.size),
    )
    digest, size = _place(members, manifest, proof)
    for each in evidence:
        note_custody(each, act=Custody.Act.PACKED, by=by, purpose=inspection.number)
    return Pack.objects.create(
        inspection=inspection,
        made_by=by,
        made_at=timezone.now(),
        manifest=sha256(manifest).hexdigest(),
        file=digest,
        size=size,
        name=f"{inspection.number}.zip",
    )


def _cures(inspection: Inspection) -> Iterable[Evidence]:
    """Return the evidence of cures that no paper rests on."""
    return (
        Evidence.objects.filter(cures__finding__paper__inspection=inspection)
        .exclude(attachments__paper__inspection=inspection)
        .select_related("blob")
        .distinct()
    )


def pack_path(pack: Pack) -> Path:
    """Return where a pack's bytes are."""
    return Path(settings.PACK_ROOT) / f"{pack.file}.zip"


def _papers(inspection: Inspection) -> Iterable[Member]:
    made_at = timezone.localtime()
    read = inspection_record(inspection)
    for report in load_reports().values():
        document = report.build(read, made_at=made_at)
        for suffix, writer in load_writers().items():
            yield _member(f"{report.title}.{suffix}", writer.write(document))
    for name, content in oscal_files(inspection, read, made_at=made_at):
        yield _member(f"OSCAL/{name}", content)


def _evidence(evidence: Iterable[Evidence]) -> Iterable[Member]:
    for each in evidence:
        digest = each.digest
        yield Member(
            f"佐證/{each.pk}-{digest[:8]}-{each.name}", lambda digest=digest: storage.open(digest)
        )


def _record(inspection: Inspection) -> Member:
    papers = inspection.papers.select_related("inspection__firm").prefetch_related(
        *INPUTS, "signatures__signer"
    )
    whole = {
        "number": inspection.number,
        "digest": inspection.digest,
        "exclusions": inspection.exclusions,
        "facts": inspection.facts,
        "papers": [paper_record(paper) for paper in papers],
    }
    return _member("紀錄.json", canonical(whole))


def _member(name: str, content: bytes) -> Member:
    return Member(name, lambda: BytesIO(content))


def _about(inspection: Inspection) -> dict[str, Any]:
    return {
        "firm": f"{inspection.firm.code} {inspection.firm.name}",
        "inspection": inspection.number,
        "title": f"{inspection.code} {inspection.title}",
        "period": inspection.period_label,
        "edition": f"{inspection.document}@{inspection.edition}",
        "sealed_at": timezone.localtime(inspection.sealed_at),
        "digest": inspection.digest,
    }


def _subjects(inspection: Inspection) -> list[str]:
    findings = Finding.objects.filter(paper__inspection=inspection)
    return subjects_of(inspection, inspection.papers.all(), findings)


def _place(members: list[Member], manifest: bytes, proof: PackProof) -> tuple[str, int]:
    """Write the zip whole, then give it its name; return its digest and size."""
    folder = Path(settings.PACK_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{uuid4().hex}.partial"
    try:
        with partial.open("wb") as out:
            write_pack(out, members, manifest=manifest, proof=proof)
            out.flush()
            os.fsync(out.fileno())
        with partial.open("rb") as file:
            digest = sha256()
            while block := file.read(1024 * 1024):
                digest.update(block)
        partial.replace(folder / f"{digest.hexdigest()}.zip")
        return digest.hexdigest(), (folder / f"{digest.hexdigest()}.zip").stat().st_size
    finally:
        partial.unlink(missing_ok=True)
