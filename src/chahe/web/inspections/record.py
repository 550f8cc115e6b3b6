"""From rows to the plain record that reports read."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from chahe.deadlines import Cadence, Period, format_roc
from chahe.documents import record as plain
from chahe.rulebook import Strength, evidence_kinds
from chahe.web.journal.models import Entry, Head
from chahe.web.journal.queries import entries_about
from chahe.web.journal.words import act_label
from chahe.workflow import InspectionKind, Verdict

from .finding_record import ALONG, RELATED, finding_record
from .models import CheckRun, Finding, Inspection, WorkingPaper
from .queries_exemptions import Standing, exemption_words
from .queries_thresholds import changed_words
from .record_work import WORK, work_fields


def inspection_record(
    inspection: Inspection, *, head: Head | None = None
) -> plain.InspectionRecord:
    """Read an inspection whole, in a fixed number of queries."""
    papers = list(
        inspection.papers.prefetch_related(
            "attachments__evidence__blob",
            "attachments__evidence__custody__by",
            "check_runs",
            "signatures__signer",
            *WORK,
        )
    )
    findings = list(
        Finding.objects.filter(paper__inspection=inspection)
        .exclude(state="withdrawn")
        .select_related(*RELATED)
        .prefetch_related(*ALONG)
        .order_by("id")
    )
    history = _history(inspection, papers, findings)
    runs = (run for paper in papers for run in paper.check_runs.all() if run.is_done)
    standing = Standing(runs, inspection.firm)
    return plain.InspectionRecord(
        firm=plain.FirmRecord(
            inspection.firm.code,
            inspection.firm.name,
            tuple((title, word) for title, word in inspection.facts),
        ),
        number=inspection.number,
        kind=InspectionKind(inspection.kind).label,
        document=inspection.document_title,
        edition=inspection.edition_label,
        section_code=inspection.code,
        section_title=inspection.title,
        section_ref=inspection.section,
        cadence=Cadence(inspection.cadence).label,
        period_label=inspection.period_label,
        period=inspection.period,
        state=inspection.get_state_display(),
        planned_by=str(inspection.planned_by),
        planned_at=inspection.planned_at,
        due_on=inspection.due_on,
        sealed_at=inspection.sealed_at,
        papers=tuple(_paper(inspection, paper, standing) for paper in papers),
        exclusions=tuple(plain.ExclusionRecord(**left_out) for left_out in inspection.exclusions),
        findings=tuple(
            finding_record(finding, [act for subject, act in history if subject == _named(finding)])
            for finding in findings
        ),
        history=tuple(act for _, act in history),
        head=head and plain.HeadRecord(head.size, head.root, head.at, head.key_id),
    )


def subjects_of(
    inspection: Inspection, papers: Iterable[WorkingPaper], findings: Iterable[Finding]
) -> list[str]:
    """Return the journal's names for an inspection and everything in it."""
    runs = CheckRun.objects.filter(paper__inspection=inspection).values_list("pk", flat=True)
    requests = inspection.requests.values_list("pk", flat=True)
    return [
        f"inspection:{inspection.pk}",
        *(f"paper:{paper.pk}" for paper in papers),
        *(_named(finding) for finding in findings),
        *(f"check_run:{run}" for run in runs),
        *(f"request:{request}" for request in requests),
    ]


def _named(finding: Finding) -> str:
    return f"finding:{finding.pk}"


def _paper(inspection: Inspection, paper: WorkingPaper, standing: Standing) -> plain.PaperRecord:
    return plain.PaperRecord(
        document=inspection.document_title,
        edition=paper.edition_label,
        path=paper.path,
        ref=paper.ref,
        code=paper.code,
        title=paper.title,
        question=paper.question,
        strength=Strength(paper.strength).label,
        cadence=Cadence(inspection.cadence).label,
        applies=not paper.has_left,
        applies_reason=paper.left_words if paper.has_left else _why_applies(paper),
        procedure=tuple((method, text) for method, text in paper.procedure),
        objective=f"確認公司是否做到 {paper.ref}「{paper.title}」的要求。",
        population=paper.population,
        sample=paper.sample,
        evidence=tuple(_evidence(each.evidence) for each in paper.attachments.all()),
        checks=tuple(_check(run, standing) for run in paper.check_runs.all() if run.is_done),
        proposed=Verdict(paper.proposed) if paper.proposed else None,
        verdict=Verdict(paper.verdict) if paper.verdict else None,
        conclusion=paper.left_words if paper.has_left else paper.conclusion,
        signatures=tuple(
            plain.SignatureRecord(
                signature.get_step_display(),
                str(signature.signer),
                signature.title,
                signature.at,
                signature.digest,
            )
            for signature in paper.signatures.all()
        ),
        version=inspection.version,
        digest=paper.digest,
        **work_fields(paper),
    )


def _why_applies(paper: WorkingPaper) -> str:
    since = f"（自{format_roc(paper.entered_on)}起納入）" if paper.entered_on else ""
    return f"{paper.scope_reason}{since}"


def _evidence(evidence: Any) -> plain.EvidenceRecord:
    covers = None
    if evidence.period_start and evidence.period_end:
        period = Period(evidence.period_start, evidence.period_end)
        covers = (period.start, period.last_day)
    return plain.EvidenceRecord(
        name=evidence.name,
        sha256=evidence.blob_id,
        size=evidence.blob.size,
        kind=evidence_kinds().get(evidence.kind, evidence.kind),
        uploaded_at=evidence.uploaded_at,
        collected_on=evidence.collected_on,
        covers=covers,
        valid_until=evidence.valid_until,
        custody=tuple(_custody(link) for link in evidence.custody.all()),
    )


def _custody(link: Any) -> str:
    day = format_roc(timezone.localdate(link.at), "short")
    words = (link.get_act_display(), str(link.by or "系統"), link.where_from, link.purpose)
    return f"{day} {'，'.join(word for word in words if word)}"


def _check(run: CheckRun, standing: Standing) -> plain.CheckRecord:
    exempted = (standing.of(run, row) for row in run.rows)
    return plain.CheckRecord(
        id=run.check_id,
        title=run.title,
        verdict=Verdict(run.verdict),
        reason=run.reason,
        population=run.population,
        rows=tuple(run.rows),
        exempted=tuple(exemption_words(each) if each else "" for each in exempted),
        digest=run.digest,
        figures=changed_words(run),
    )


def _history(
    inspection: Inspection, papers: list[WorkingPaper], findings: list[Finding]
) -> list[tuple[str, plain.ActRecord]]:
    """Return the journal's entries about an inspection, each with what it is about, in words."""
    words = {f"paper:{paper.pk}": f"{paper.ref} {paper.title}" for paper in papers}
    words |= {_named(finding): f"缺失 {finding.number}" for finding in findings}
    words |= {
        f"check_run:{run.pk}": run.title for paper in papers for run in paper.check_runs.all()
    }
    words |= {
        f"request:{asked.pk}": str(asked)
        for asked in inspection.requests.select_related("asked_of")
    }
    words[f"inspection:{inspection.pk}"] = inspection.number
    entries = entries_about(subjects_of(inspection, papers, findings))
    return [(entry.subject, _act(entry, words)) for entry in entries]


def _act(entry: Entry, words: dict[str, str]) -> plain.ActRecord:
    about = words.get(entry.subject, entry.subject)
    return plain.ActRecord(entry.at, json.loads(entry.text)["name"], act_label(entry.act), about)
