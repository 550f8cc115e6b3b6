"""The samples that signed papers rest on, gone through one by one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from chahe.sampling import SampleError
from chahe.web.inspections.models import Inspection, SampleItem, Sampling
from chahe.web.inspections.sampled import sampled
from chahe.workflow import Sampled

from ._model import SIGNED, Hit


class Samples:
    """A search through the samples that count, of signed papers; `says` of one what is wrong."""

    verdicts: tuple[str, ...] = ()  # of papers; all of them where none is named

    def __init__(self, firm: Any, on: date) -> None:
        self.firm, self.on = firm, on

    def things(self) -> Sequence[int]:
        found = Sampling.objects.filter(
            paper__inspection__firm=self.firm, paper__state__in=SIGNED, abandoned_at=None
        )
        if self.verdicts:
            found = found.filter(paper__verdict__in=self.verdicts)
        return list(found.order_by("pk").values_list("pk", flat=True))

    def inspection_of(self, thing: int) -> Inspection:
        return Inspection.objects.get(papers__samplings=thing)

    def look(self, thing: int) -> Iterator[Hit]:
        found = Sampling.objects.select_related("paper__inspection__firm", "evidence")
        items = Prefetch("items", SampleItem.objects.order_by("position").prefetch_related("marks"))
        sampling = found.prefetch_related(items).get(pk=thing)
        if words := self.says(sampling):
            paper = sampling.paper
            yield Hit(
                label=f"{paper.inspection.period_label} {paper.ref} {paper.title}",
                url=reverse("paper", args=[self.firm.code, paper.pk]),
                since=timezone.localdate(sampling.frozen_at or sampling.planned_at),
                words=words,
                inspection=paper.inspection_id,
            )

    def says(self, sampling: Sampling) -> str:
        raise NotImplementedError


def read(sampling: Sampling) -> Sampled | str:
    """Return how far a sample has come, or why its rows are not those of a sample."""
    try:
        found = sampled(sampling)
    except SampleError as error:
        return f"樣本的紀錄前後不一致：{error}"
    return found or "沒有抽樣。"
