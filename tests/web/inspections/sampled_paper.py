"""A paper's sample, step by step, for tests that need one part-way through."""

from chahe.sampling import Method, Tick
from chahe.web.inspections.actions import evidence as attaching
from chahe.web.inspections.actions import freezing, marking, papers, sampling

KEYS = [f"CHG-{n:03}" for n in range(1, 61)]
ROSTER = "員工編號,姓名,到職日,離職日\n" + "".join(
    f"E{n:03},王{n},109/01/01,\n" for n in range(1, 31)
)


def plan(story, paper, **said):
    said = {"method": Method.RANDOM, "size": 25, "attributes": ["有核准", "有測試"], **said}
    return sampling.plan_sample(paper=paper, by=story.officer, **said)


def freeze(story, paper, keys=KEYS, **said):
    said = {"source": "變更系統", "expected": len(keys), "expected_source": "單號流水", **said}
    return freezing.freeze_listed(paper=paper, by=story.officer, keys=keys, **said)


def mark(story, paper, found, *, tick=Tick.MATCH, note="", items=None):
    marked = [
        marking.Marked(item.pk, {key: tick for key, _ in found.attributes}, note)
        for item in (items if items is not None else found.items.all())
    ]
    return marking.mark_items(paper=paper, by=story.officer, marked=marked)


def conclude(story, paper, verdict="conforming"):
    attaching.attach_evidence(paper=paper, evidence=story.evidence(), by=story.officer)
    papers.write_paper(
        paper=paper, by=story.officer, values={"verdict": verdict, "conclusion": "如樣本。"}
    )


def prepare(story, paper):
    return papers.sign_paper(paper=paper, step="prepare", by=story.officer)
