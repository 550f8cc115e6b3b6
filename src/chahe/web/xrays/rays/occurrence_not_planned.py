"""A section binds and falls due in this fiscal year, and the plan does not have it."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from chahe.deadlines import Cadence, fiscal_year_of, period_label
from chahe.rulebook.occurrences import Due
from chahe.web.calendar.dues import FirmDues
from chahe.web.calendar.models import PlanItem
from chahe.web.inspections.models import Inspection
from chahe.workflow import InspectionKind, Severity

from ._model import Hit, deep_ray


@deep_ray(
    "適用的期次不在計畫裡",
    Severity.HIGH,
    noun="個應辦期次",
    why="條款適用，週期也到了，年度計畫裡卻沒有這一期：沒有人會被提醒。",
    breaks="每一條適用的條款、每一個期別，都在計畫裡有一個項目，一個不多、一個不少。",
    remedy="請到查核計畫安排這個年度；計畫涵蓋的文件要包含這一份。",
)
class OccurrenceNotPlanned:
    def __init__(self, firm: Any, on: date) -> None:
        self.firm, self.on = firm, on
        self.year = fiscal_year_of(on)
        self.dues = FirmDues(firm, on)

    def things(self) -> Sequence[Due]:
        return self.dues.of_year(self.year)

    def inspection_of(self, thing: Due) -> None:
        return None

    def look(self, thing: Due) -> Iterator[Hit]:
        if thing.key in self._planned:
            return
        label = f"{period_label(thing.cadence, thing.period)} {thing.section.code}"
        yield Hit(
            label=f"{label} {thing.section.title}",
            url=f"{reverse('calendar', args=[self.firm.code])}?year={self.year.year}",
            since=thing.period.start,
            words=f"「{thing.edition.title}」的這一節適用，計畫裡沒有這一期。",
        )

    @cached_property
    def _planned(self) -> set[tuple[str, str, Cadence, date]]:
        """Return what is planned, or was begun by hand, by what its section is called today."""
        of_year = {"period_start__gte": self.year.start, "period_start__lt": self.year.end}
        own = {"firm": self.firm, "kind": InspectionKind.SELF, "subject": "", **of_year}
        items = PlanItem.objects.filter(event=None, **own).exclude(state=PlanItem.State.GONE)
        return {
            (
                each.document,
                self.dues.line_of(each.edition_id, each.section),
                Cadence(each.cadence),
                each.period_start,
            )
            for each in (*items, *Inspection.objects.filter(**own))
        }
