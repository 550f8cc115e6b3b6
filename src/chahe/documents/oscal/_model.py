"""What an export is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ...rulebook import Edition
from ...standards.document import Json, document, prop
from ...standards.names import control_id
from ..record import InspectionRecord
from ._check import problems_beside, statement_id
from ._people import people
from ._reading import Reading, file_name, instant, known_as

_NONE: Mapping[str, Edition] = {}


class NotExported(ValueError):
    """What OSCAL has no way to say of an inspection; the message says why, in Chinese."""


class Build(Protocol):
    """Make the document of a record, as JSON carries it; `made_at` is its `last-modified`.

    `editions` are those of the papers, by the label papers give them. With them what the record
    names only by its reference is named as a control, and a control that is not there is refused.

    :raises NotExported: if the export has a `refusal` of the record, or names what is not there
    :raises ValueError: if an instant has no time zone
    """

    def __call__(
        self,
        record: InspectionRecord,
        *,
        made_at: datetime,
        editions: Mapping[str, Edition] = _NONE,
    ) -> Json: ...


@dataclass(frozen=True)
class Export:
    """`kind` is OSCAL's name of the document; `refusal` says why a record has none, or nothing."""

    id: str
    title: str
    kind: str
    refusal: Callable[[InspectionRecord], str]
    build: Build

    def file_name(self, record: InspectionRecord) -> str:
        """Name the file, as the documents that import it do."""
        return file_name(record, self.id)


def export(
    title: str, *, kind: str, refusal: Callable[[InspectionRecord], str], remarks: str = ""
) -> Callable[[Callable[[Reading], Json]], Export]:
    """Make a function from what is read to the body of a document an export; its file is its id."""

    def decorate(body: Callable[[Reading], Json]) -> Export:
        def build(
            record: InspectionRecord,
            *,
            made_at: datetime,
            editions: Mapping[str, Edition] = _NONE,
        ) -> Json:
            if why := refusal(record):
                raise NotExported(why)
            if made_at.tzinfo is None:
                raise ValueError(f"{made_at} needs a time zone")
            reading = Reading(record, made_at, editions)
            try:
                return _whole(kind, title, remarks, reading, body(reading))
            except ValueError as wrong:
                raise NotExported(f"查核紀錄的內容前後不合，不能匯出：{wrong}。") from None

        return Export(body.__module__.rpartition(".")[2], title, kind, refusal, build)

    return decorate


def _whole(kind: str, title: str, remarks: str, reading: Reading, body: Json) -> Json:
    """Put a body under its metadata, and refuse what points nowhere."""
    record = reading.record
    who = people(reading, body)
    made = document(
        kind,
        title=f"{record.firm.name}　{record.period_label}　{record.section_title}　{title}",
        version=known_as(record.number),
        at=reading.made_at,
        props=[
            *prop("inspection", record.number),
            *prop("kind", record.kind),
            *prop("firm", record.firm.code, remarks=record.firm.name),
            *prop("document", record.document),
            *prop("edition", record.edition),
            *prop("section", record.section_ref, remarks=record.section_title),
            *prop("code", record.section_code),
            *prop("cadence", record.cadence),
            *prop("period", record.period_label),
            *prop("state", record.state),
            *(prop("sealed", instant(record.sealed_at)) if record.sealed_at else []),
        ],
        remarks=remarks,
        known=[*_controls(reading), *who.ids],
        body=body,
    )
    made[kind]["metadata"] |= who.as_metadata()
    if wrong := problems_beside(made, known=_controls(reading)):
        raise ValueError("；".join(wrong[:5]))
    return made


def _controls(reading: Reading) -> Iterable[str]:
    """Yield what the catalogs define of what is named; papers are believed without theirs."""
    for cell in reading.cells:
        edition = reading.editions.get(cell.paper.edition)
        if edition is None or cell.paper.path in edition.by_path:
            yield from (cell.control, statement_id(cell.paper.path))
    if own := reading.editions.get(reading.record.edition):
        excluded = {out.ref for out in reading.record.exclusions}
        yield from (control_id(rule.path) for rule in own.rules if rule.ref in excluded)
