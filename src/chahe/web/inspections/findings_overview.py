"""What stands above the list of a firm's findings: how old they are, what they cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from chahe.web.charts import Chart, horizontal
from chahe.workflow.ageing import BUCKETS

from .queries_deductions import Points, points_of
from .queries_findings import ageing_of


@dataclass
class FindingsOverview:
    """One person's view; nothing is asked of the database until it is shown."""

    firm: Any
    user: Any
    today: date

    @cached_property
    def ages(self) -> dict[str, int]:
        return ageing_of(self.firm, self.user, on=self.today)

    @property
    def ageing(self) -> list[tuple[str, str, int]]:
        """Return the key, the label and the count of each bucket."""
        return [(each.key, each.label, self.ages[each.key]) for each in BUCKETS]

    @property
    def chart(self) -> Chart:
        return horizontal({label: count for _, label, count in self.ageing})

    @property
    def unended(self) -> int:
        return sum(self.ages.values())

    @cached_property
    def points(self) -> Points | None:
        return points_of(self.firm, self.user, on=self.today)

    def rows(self) -> Iterator[tuple[str, int]]:
        """Yield the labels and counts of the buckets, for a file."""
        for _, label, count in self.ageing:
            yield label, count
