"""From an engagement's rows to the plain record its report is made of."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.db.models import Prefetch

from chahe.deadlines import format_roc
from chahe.documents import assessment as plain
from chahe.documents.opinion import OpinionKind
from chahe.documents.record import FirmRecord, SignatureRecord
from chahe.documents.work_record import StepRecord
from chahe.ledger.canonical import canonical
from chahe.rulebook import fact_kinds, leaves_of
from chahe.web.inspections.models import Attachment, Finding, Inspection, WorkingPaper
from chahe.web.inspections.record_work import WORK, work_fields
from chahe.web.rulebooks.editions import edition_by_id
from chahe.workflow import Verdict
from chahe.workflow.engagement import EngagementKind, ReportKind, stops_before

from .models import AssessmentReport, Engagement, TradingStop
from .queries import inspections_of, papers_of

_KINDS = {
    EngagementKind.YEARLY: plain.AssessmentKind.YEARLY,
    EngagementKind.INTERIM: plain.AssessmentKind.INTERIM,
    EngagementKind.APPLICATION: plain.AssessmentKind.APPLICATION,
    EngagementKind.RELOCATION: plain.AssessmentKind.RELOCATION,
    EngagementKind.SPECIAL: plain.AssessmentKind.EVENT,
}
SHORT = 16  # digits of a digest, beside the name of its file
SIGNED = "會計師簽證"


def assessment_record(
    engagement: Engagement,
    *,
    kind: ReportKind,
    opinion: str = "",
    why: str = "",
    signatures: Iterable[Any] = (),
) -> plain.AssessmentRecord:
    """Read an engagement whole, in a fixed number of queries."""
    inspections = list(inspections_of(engagement))
    stops = _stops(engagement)
    return plain.AssessmentRecord(
        firm=FirmRecord(engagement.firm.code, engagement.firm.name, _facts(inspections)),
        platform=engagement.platform,
        number=engagement.number,
        kind=plain.AssessmentKind.INTERIM
        if kind is ReportKind.INTERIM
        else _KINDS[EngagementKind(engagement.kind)],
        period=engagement.period,
        due_on=engagement.due_on,
        accounting_firm=_office(engagement),
        cpas=tuple(
            plain.AccountantRecord(str(p.user), p.user.title or "會計師", p.certificate)
            for p in engagement.people.select_related("user")
            if p.certificate and p.removed_at is None
        ),
        rows=tuple(_rows(engagement, inspections)),
        opinion=OpinionKind(opinion) if opinion else None,
        why=why,
        stops=tuple(
            plain.TradingStop(stop.stopped_on, stop.resumed_on, stop.cause, stop.reported)
            for stop in stops
        ),
        stops_note=_note(engagement, stops),
        signatures=tuple(
            SignatureRecord(SIGNED, str(each.signer), each.title, each.at, each.digest)
            for each in signatures
        ),
    )


def record_of(report: AssessmentReport, *, signed: bool = False) -> plain.AssessmentRecord:
    """Read what a report says as its engagement is now; `signed`, with its signatures."""
    return assessment_record(
        report.engagement,
        kind=ReportKind(report.kind),
        opinion=report.opinion,
        why=report.why,
        signatures=report.signatures.select_related("signer") if signed else (),
    )


def said(record: plain.AssessmentRecord) -> Any:
    """Return what a record says, but for who signed it, as canonical JSON holds it."""
    whole = asdict(record)
    del whole["signatures"]
    return json.loads(canonical(whole))


def _office(engagement: Engagement) -> str:
    number = engagement.accounting_number
    return engagement.accounting_firm + (f"（{number}）" if number else "")


def _facts(inspections: list[Inspection]) -> tuple[tuple[str, str], ...]:
    """Return the facts the principles turn on, as scope read them; every section read the same."""
    if not inspections:
        return ()
    edition = edition_by_id(inspections[0].edition_id)
    rules = edition.rules if edition else ()
    asked = {name for rule in rules if rule.applies for name in rule.applies.open_facts({})}
    titles = {fact_kinds()[name].title for name in asked}
    return tuple((title, word) for title, word in inspections[0].facts if title in titles)


def _stops(engagement: Engagement) -> list[TradingStop]:
    """Return the stops an engagement is about, or those of its period."""
    held = TradingStop.objects.filter(firm=engagement.firm).order_by("stopped_on", "id")
    if engagement.kind == EngagementKind.SPECIAL:
        return list(held.filter(engagement_links__engagement=engagement))
    return list(
        held.filter(stopped_on__gte=engagement.period_start, stopped_on__lt=engagement.period_end)
    )


def _note(engagement: Engagement, stops: list[TradingStop]) -> str:
    days = [stop.stopped_on for stop in stops]
    for number, day in enumerate(days):
        if earlier := stops_before(day, days[:number]):
            said = "、".join(format_roc(each) for each in (*earlier, day))
            own = engagement.kind == EngagementKind.SPECIAL
            what = "本報告即為" if own else "恢復交易前另應出具"
            return f"{said}兩次停止交易在半年內，{what}會計師事件評估及改善報告。"
    return ""


def _rows(engagement: Engagement, inspections: list[Inspection]) -> Iterator[plain.AssessedRow]:
    """Yield every control point in the book's order, those that do not bind among them."""
    read = papers_of(engagement).prefetch_related(
        *WORK,
        Prefetch("attachments", Attachment.objects.select_related("evidence")),
        Prefetch("findings", Finding.objects.exclude(state="withdrawn").order_by("id")),
    )
    held: dict[int, list[WorkingPaper]] = {each.pk: [] for each in inspections}
    for paper in read:
        held[paper.inspection_id].append(paper)
    for inspection in inspections:
        rows = [_row(inspection, paper) for paper in held[inspection.pk]]
        rows += [_excluded(inspection, left_out) for left_out in inspection.exclusions]
        places = _places(inspection)
        yield from sorted(rows, key=lambda row: places.get(row.ref, len(places)))


def _places(inspection: Inspection) -> dict[str, int]:
    edition = edition_by_id(inspection.edition_id)
    if edition is None:
        return {}
    leaves = leaves_of(edition, edition.by_path[inspection.section])
    return {leaf.ref: place for place, leaf in enumerate(leaves)}


def _row(inspection: Inspection, paper: WorkingPaper) -> plain.AssessedRow:
    findings = list(paper.findings.all())
    return plain.AssessedRow(
        ref=paper.ref,
        area=inspection.title,
        title=paper.title,
        question=paper.question,
        result=Verdict(paper.verdict) if paper.verdict else None,
        conclusion=paper.left_words if paper.has_left else paper.conclusion,
        sources=tuple(paper.sources),
        **_work(paper),
        evidence=tuple(
            f"{each.evidence.name}（{each.evidence.blob_id[:SHORT]}）"
            for each in paper.attachments.all()
        ),
        exceptions="\n".join(f"{each.number} {each.condition}" for each in findings),
        response="\n".join(each.response for each in findings if each.response),
    )


def _work(paper: WorkingPaper) -> dict[str, Any]:
    """Return what was done on a paper, by fields of a row; it comes with `WORK`."""
    work = work_fields(paper)
    steps = work["steps"] or [StepRecord(method, text) for method, text in paper.procedure]
    sampling = work["sampling"]
    if sampling is None:
        return {"steps": tuple(steps), "population": paper.population, "sample": paper.sample}
    size = "全部" if sampling.size is None else f"{sampling.size:,} 項"
    return {
        "steps": tuple(steps),
        "population": _lines(
            f"{sampling.population_size:,} 項，{sampling.source or '來源未填'}",
            sampling.completeness,
            paper.population,
        ),
        "sample": _lines(
            f"{sampling.method}，計畫抽取 {size}，實際 {len(sampling.items):,} 項", paper.sample
        ),
        "sentence": sampling.sentence,
    }


def _lines(*words: str) -> str:
    return "\n".join(filter(None, words))


def _excluded(inspection: Inspection, left_out: dict[str, str]) -> plain.AssessedRow:
    edition = edition_by_id(inspection.edition_id)
    rules = edition.rules if edition else ()
    rule = next((each for each in rules if each.ref == left_out["ref"]), None)
    return plain.AssessedRow(
        ref=left_out["ref"],
        area=inspection.title,
        title=left_out["title"],
        question=rule.question if rule else "",
        result=Verdict.NOT_APPLICABLE,
        conclusion=left_out["reason"],
        sources=tuple(source.text for source in rule.sources) if rule else (),
    )
