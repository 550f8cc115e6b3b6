"""A sealed inspection is no longer what was sealed: its papers, its digest or its files."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from chahe.web.evidence import storage
from chahe.web.evidence.models import Evidence
from chahe.web.inspections.actions.sealing import evidence_of
from chahe.web.inspections.digests import INPUTS, inspection_digest, paper_digest
from chahe.web.inspections.models import Inspection, WorkingPaper
from chahe.workflow import InspectionState, Severity

from ._model import Hit, deep_ray


@deep_ray(
    "封存的內容與封存時不符",
    Severity.HIGH,
    noun="次已封存的查核",
    why="重新計算摘要、重新讀每一個檔案，結果與封存時記下的不同：有東西被改過或壞了。",
    breaks="封存以後永遠唯讀；佐證的位元組以 SHA-256 保管，永不編輯。",
    remedy="請系統管理者以備份還原並查明原因；還原之前不要交付這次查核。",
)
class SealedMismatch:
    def __init__(self, firm: Any, on: date) -> None:
        self.firm, self.on = firm, on
        self._intact: dict[str, bool] = {}  # by digest: a file serves many inspections

    def things(self) -> Sequence[int]:
        found = Inspection.objects.filter(firm=self.firm, state=InspectionState.SEALED)
        return list(found.order_by("pk").values_list("pk", flat=True))

    def inspection_of(self, thing: int) -> Inspection:
        return Inspection.objects.get(pk=thing)

    def look(self, thing: int) -> Iterator[Hit]:
        inspection = Inspection.objects.select_related("firm").get(pk=thing)
        papers = inspection.papers.select_related("inspection__firm").prefetch_related(*INPUTS)
        for paper in papers:
            if not paper.has_left and paper_digest(paper) != paper.digest:
                yield self._of_paper(inspection, paper)
        if inspection_digest(inspection) != inspection.digest:
            yield self._hit(inspection, "計畫、範圍或底稿的摘要，合起來與封存時不同。")
        for evidence in evidence_of(inspection):
            if not self._is_intact(evidence):
                yield self._hit(inspection, f"佐證「{evidence.name}」的檔案不見或被改過。")

    def _is_intact(self, evidence: Evidence) -> bool:
        if evidence.digest not in self._intact:
            self._intact[evidence.digest] = storage.verify(evidence.digest)
        return self._intact[evidence.digest]

    def _of_paper(self, inspection: Inspection, paper: WorkingPaper) -> Hit:
        return Hit(
            label=f"{inspection.period_label} {paper.ref} {paper.title}",
            url=reverse("paper", args=[self.firm.code, paper.pk]),
            since=_sealed_on(inspection),
            words="底稿的內容或佐證，與簽核時的摘要不符。",
            inspection=inspection.pk,
        )

    def _hit(self, inspection: Inspection, words: str) -> Hit:
        return Hit(
            label=str(inspection),
            url=reverse("inspection", args=[self.firm.code, inspection.pk]),
            since=_sealed_on(inspection),
            words=words,
            inspection=inspection.pk,
        )


def _sealed_on(inspection: Inspection) -> date | None:
    return timezone.localdate(inspection.sealed_at) if inspection.sealed_at else None
