"""From rows to the plain records of how a paper came to its result."""

from typing import Any

from django.db.models import Prefetch

from chahe.documents import work_record as plain
from chahe.sampling import Method, SampleError, Tick, wanted
from chahe.web.templatetags.taiwan import roc_time

from .models import CarriedOver, CrossReference, ReviewNote, SampleItem, Sampling, WorkingPaper
from .readiness import lacks_of
from .sampled import active_sampling, latest_marks, plan_of, result_of, sampled

# What the record of a paper reads besides its own row, in seven queries for any number of papers.
WORK = (
    Prefetch(
        "samplings",
        Sampling.objects.order_by("attempt").select_related("planned_by", "frozen_by"),
    ),
    Prefetch("samplings__items", SampleItem.objects.order_by("position")),
    "samplings__items__marks",
    "steps",
    Prefetch(
        "notes",
        ReviewNote.objects.order_by("id").select_related("raised_by", "answered_by", "cleared_by"),
    ),
    Prefetch(
        "references",
        CrossReference.objects.order_by("id").select_related(
            "to_paper__inspection__firm", "to_evidence", "to_finding"
        ),
    ),
    Prefetch("carried", CarriedOver.objects.select_related("origin__inspection")),
)


def work_fields(paper: WorkingPaper) -> dict[str, Any]:
    """Return the fields of a PaperRecord that tell its work; the paper comes with `WORK`."""
    active = active_sampling(paper)
    return {
        "sources": tuple(str(source) for source in paper.sources),
        "steps": _steps(paper),
        "sampling": _sampling(active, paper) if active else None,
        "notes": tuple(_note(note) for note in paper.notes.all()),
        "references": tuple(_reference(each) for each in paper.references.all()),
        "carried": "；".join(dict.fromkeys(_carried(each) for each in paper.carried.all())),
        "repeatable": _lacks(active, paper),
    }


def _lacks(active: Sampling | None, paper: WorkingPaper) -> tuple[str, ...]:
    try:
        sample = sampled(active)
    except SampleError as error:
        return (f"抽樣紀錄讀不出來：{error}",)
    return lacks_of(
        paper,
        evidence=len(paper.attachments.all()),
        steps_done=[step.position for step in paper.steps.all()],
        sample=sample,
    )


def _steps(paper: WorkingPaper) -> tuple[plain.StepRecord, ...]:
    """Return every step of the procedure, if any was written."""
    done = {step.position: step for step in paper.steps.all()}
    if not done:
        return ()
    return tuple(
        plain.StepRecord(method, text, step.done, Tick(step.tick).symbol)
        if (step := done.get(position))
        else plain.StepRecord(method, text)
        for position, (method, text) in enumerate(paper.procedure)
    )


def _sampling(sampling: Sampling, paper: WorkingPaper) -> plain.SamplingRecord:
    plan, population = plan_of(sampling), len(sampling.keys)
    said, completeness = "母體還沒有凍結，樣本還沒有抽，不能證明什麼。", ""
    try:
        if result := result_of(sampling):
            said, completeness = result.sentence, result.completeness.sentence
    except SampleError as error:
        said = f"抽樣紀錄讀不出來：{error}"
    attributes = [key for key, _ in sampling.attributes]
    return plain.SamplingRecord(
        population_size=population,
        source=sampling.source,
        completeness=completeness,
        method=plan.method.label,
        size=None if plan.method is Method.ALL else wanted(plan, population),
        items=tuple(_item(item, attributes) for item in sampling.items.all()),
        attributes=tuple(text for _, text in sampling.attributes),
        legend=tuple((tick.symbol, tick.legend) for tick in Tick),
        sentence=said,
        seed=sampling.seed,
        reason=sampling.reason,
        parameters=_parameters(sampling),
        fixed_at=sampling.planned_at,
        fixed_by=str(sampling.planned_by),
        frozen_at=sampling.frozen_at,
        frozen_by=str(sampling.frozen_by or ""),
        digest=sampling.digest,
        abandoned=tuple(
            f"第 {each.attempt} 次，{roc_time(each.abandoned_at)}：{each.abandoned_reason}"
            for each in paper.samplings.all()
            if each.abandoned_at
        ),
    )


def _parameters(sampling: Sampling) -> tuple[tuple[str, str], ...]:
    rates = (("可容忍偏差率", sampling.tolerable), ("信賴水準", sampling.confidence))
    found = [(label, f"{rate * 100:.10g}％") for label, rate in rates if rate is not None]
    if sampling.method == Method.ATTRIBUTE:
        found.append(("容許偏差數", str(sampling.allowed)))
    if sampling.expected is not None:
        found.append(("應有筆數", f"{sampling.expected:,} 筆（{sampling.expected_source}）"))
    return tuple(found)


def _item(item: SampleItem, attributes: list[str]) -> plain.SampledRecord:
    marks = latest_marks(item)
    ticks = tuple(Tick(marks[key].tick).symbol if key in marks else "" for key in attributes)
    notes = dict.fromkeys(mark.note for mark in marks.values() if mark.note)
    return plain.SampledRecord(item.key, item_words(item), ticks, "；".join(notes))


LABELLED = 3  # of a row's values: more does not fit a line


def item_words(item: SampleItem) -> str:
    """Name an item by the first words of its row that are not its key."""
    words = [value for value in item.row.values() if isinstance(value, str) and value]
    return "，".join([word for word in words if word not in item.key][:LABELLED])


def _note(note: ReviewNote) -> plain.ReviewNoteRecord:
    return plain.ReviewNoteRecord(
        text=note.text,
        raised_by=str(note.raised_by),
        raised_at=note.raised_at,
        answer=note.answer,
        answered_by=str(note.answered_by or ""),
        answered_at=note.answered_at,
        cleared_by=str(note.cleared_by or ""),
        cleared_at=note.cleared_at,
    )


def _reference(reference: CrossReference) -> plain.ReferenceRecord:
    if paper := reference.to_paper:
        what = f"底稿 {paper.inspection.number} {paper.ref} {paper.title}"
    elif reference.to_evidence:
        what = f"佐證「{reference.to_evidence.name}」"
    else:
        what = f"缺失 {reference.to_finding}"
    return plain.ReferenceRecord(f"{what}：{reference.why}", reference.where)


def _carried(carried: CarriedOver) -> str:
    return f"沿用{carried.origin.inspection.period_label}底稿的{carried.get_what_display()}"
