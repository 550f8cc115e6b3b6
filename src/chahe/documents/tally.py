"""Verdicts counted, and what may honestly be concluded from them."""

from collections.abc import Mapping

from ..workflow import Verdict
from .record import STEPS, InspectionRecord, PaperRecord
from .work_record import SamplingRecord

UNDECIDED = "尚未判定"


def verdict_label(verdict: Verdict | None) -> str:
    return verdict.label if verdict else UNDECIDED


def count_verdicts(papers: tuple[PaperRecord, ...]) -> Mapping[Verdict | None, int]:
    """Count papers by verdict; `None` holds those nobody has decided."""
    return {
        verdict: sum(paper.verdict is verdict for paper in papers) for verdict in (*Verdict, None)
    }


def conclude(record: InspectionRecord) -> str:
    """Say what the counts allow; evidence that is missing never counts as conforming."""
    if not record.papers:
        return "本次查核沒有任何工作底稿，不能作成結論。"
    counts = count_verdicts(record.papers)
    said = "、".join(f"{verdict_label(v)} {n} 項" for v, n in counts.items() if n)
    opening = f"本次查核共 {len(record.papers)} 項：{said}。"
    return opening + "".join(_consequences(counts))


def _consequences(counts: Mapping[Verdict | None, int]) -> list[str]:
    sentences = []
    if n := counts[None]:
        sentences.append(f"其中 {n} 項尚未判定，本報告不是最終結論。")
    if n := counts[Verdict.NONCONFORMING]:
        sentences.append(f"不符之 {n} 項應依所列缺失改善並追蹤至結案。")
    if n := counts[Verdict.INSUFFICIENT]:
        sentences.append(f"證據不足之 {n} 項未計入符合，應補足佐證後重新查核。")
    if not sentences:
        conforming = counts[Verdict.CONFORMING]
        sentences.append(
            "在所列期間、母體與樣本範圍內，未發現不符情事。"
            if conforming
            else "沒有任何一項經查核認定符合。"
        )
    return sentences


def cautions(record: InspectionRecord) -> tuple[str, ...]:
    """Say what a reader should know before relying on the report."""
    papers = [paper for paper in record.papers if paper.applies]
    found = {finding.path for finding in record.findings}
    groups = {
        "尚未完成編製、覆核及核定三道簽核": [p for p in papers if not _signed(p)],
        "查核結果與自動檢測之建議不同，理由見各該工作底稿": [
            p for p in papers if p.verdict and p.proposed and p.verdict is not p.proposed
        ],
        "認定符合而未附任何佐證": [
            p for p in papers if p.verdict is Verdict.CONFORMING and not p.evidence
        ],
        "認定不符而未開立缺失": [
            p for p in papers if p.verdict is Verdict.NONCONFORMING and p.path not in found
        ],
        "覆核意見尚未結清": [p for p in papers if any(not note.cleared_at for note in p.notes)],
        "實際樣本少於計畫": [p for p in papers if p.sampling and _short(p.sampling)],
        "另一位查核人員要重作，資料還不齊": [p for p in papers if p.repeatable],
    }
    said = [
        f"{why}：{len(held)} 項（{'、'.join(p.ref for p in held)}）。"
        for why, held in groups.items()
        if held
    ]
    if record.sealed_at is None:
        said.insert(0, "本查核尚未封存，內容仍可能變更。")
    return tuple(said)


def _signed(paper: PaperRecord) -> bool:
    return all(paper.signature(step) for step in STEPS)


def _short(sampling: SamplingRecord) -> bool:
    population = sampling.population_size
    wanted = population if sampling.size is None else min(sampling.size, population)
    return len(sampling.items) < wanted
