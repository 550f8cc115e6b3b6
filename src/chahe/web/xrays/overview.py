"""All rays at once, as the page lists them: what is found first, then what could not look."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from chahe.workflow import Severity

from ..listing import csv_response
from .queries import Seen

ALL, FOUND, BLIND = "all", "found", "blind"
_HEADINGS = ("檢視", "代碼", "嚴重程度", "看了", "矛盾", "說明")
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Overview:
    """What every ray sees; `shown` are those that the address asks for by `show`."""

    def __init__(self, request: HttpRequest, every: Iterable[Seen]) -> None:
        self.asked = request.GET
        self.every = sorted(every, key=_urgency)
        self.show = self.asked.get("show", ALL)
        self.is_whole = self.asked.get("span") == ALL

    @cached_property
    def found(self) -> list[Seen]:
        return [each for each in self.every if each.found]

    @cached_property
    def blind(self) -> list[Seen]:
        return [each for each in self.every if not each.is_known]

    @property
    def total(self) -> int:
        """How many contradictions there are, as far as rays could look."""
        return sum(each.found or 0 for each in self.every)

    @property
    def clean(self) -> int:
        return len(self.every) - len(self.found) - len(self.blind)

    @property
    def shown(self) -> list[Seen]:
        return {FOUND: self.found, BLIND: self.blind}.get(self.show, self.every)

    @property
    def tabs(self) -> list[dict[str, Any]]:
        tabs = (
            (ALL, "全部", self.every),
            (FOUND, "有矛盾", self.found),
            (BLIND, "無法檢視", self.blind),
        )
        return [
            {
                "label": label,
                "url": self._url(show=key),
                "count": len(seen),
                "current": self.shown is seen,
            }
            for key, label, seen in tabs
        ]

    @property
    def export_url(self) -> str:
        return self._url(export="csv")

    @property
    def span_url(self) -> str:
        """The same page, for the other span."""
        return self._url(span="" if self.is_whole else ALL)

    def _url(self, **changes: str) -> str:
        query = self.asked.copy()
        query.pop("export", None)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"

    def csv(self, name: str) -> StreamingHttpResponse:
        """Answer what is shown as a CSV file."""
        return csv_response(name, _HEADINGS, (_row(each) for each in self.shown))


def _row(seen: Seen) -> list[Any]:
    ray = seen.ray
    found = seen.found if seen.is_known else "無法檢視"
    return [ray.title, ray.id, ray.severity.label, seen.looked, found, seen.why_not or ray.why]


def _urgency(seen: Seen) -> tuple[int, int, str]:
    """Rank what was found before what could not look, and both before what is clean."""
    turn = 0 if seen.found else 2 if seen.is_known else 1
    return turn, _RANK[seen.ray.severity], seen.ray.id
