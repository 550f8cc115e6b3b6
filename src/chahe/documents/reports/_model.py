"""What a report is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ..dates import instant_text
from ..model import Document, Part
from ..record import InspectionRecord


class Build(Protocol):
    """Make the document of a record; `made_at` is the instant it is printed with."""

    def __call__(self, record: InspectionRecord, *, made_at: datetime) -> Document: ...


@dataclass(frozen=True)
class Report:
    id: str
    title: str
    build: Build


def report(
    title: str,
    *,
    landscape: bool = False,
    titled: Callable[[InspectionRecord], str] | None = None,
) -> Callable[[Callable[[InspectionRecord], tuple[Part, ...]]], Report]:
    """Make a function from record to parts a report; the module's name is its id.

    `titled` gives the line at the head of its first page, where that is not `title`.
    """

    def decorate(parts: Callable[[InspectionRecord], tuple[Part, ...]]) -> Report:
        def build(record: InspectionRecord, *, made_at: datetime) -> Document:
            heading = titled(record) if titled else title
            return Document(
                title=heading,
                issuer=record.firm.name,
                subtitle=f"{record.document}　{record.section_code} {record.section_title}"
                f"　{record.period_label}",
                header=f"{record.firm.name}　{heading}",
                footer=f"查核編號 {record.number}　產製 {instant_text(made_at)}",
                made_at=made_at,
                parts=parts(record),
                landscape=landscape,
            )

        return Report(parts.__module__.rpartition(".")[2], title, build)

    return decorate
