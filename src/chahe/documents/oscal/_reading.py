"""An inspection's record, with the names OSCAL knows its things by."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from urllib.parse import quote

from ...rulebook import Edition
from ...standards.document import Json
from ...standards.markup import as_markup, as_value
from ...standards.names import control_id, uuid_of
from ..dates import TAIPEI
from ..record import FindingRecord, InspectionRecord, PaperRecord

_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True)
class Cell:
    """A paper, and the words that tell it from every other of its inspection."""

    paper: PaperRecord
    key: tuple[str, ...]

    @property
    def control(self) -> str:
        return control_id(self.paper.path)


@dataclass(frozen=True)
class Reading:
    """`editions` are those at hand, by the label papers give them."""

    record: InspectionRecord
    made_at: datetime
    editions: Mapping[str, Edition]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        seen: Counter[tuple[str, str]] = Counter()
        found = []
        for paper in self.record.papers:
            seen[paper.edition, paper.path] += 1
            alike = seen[paper.edition, paper.path]
            found.append(Cell(paper, (paper.edition, paper.path, str(alike))))
        return tuple(found)

    @cached_property
    def found(self) -> Mapping[str, tuple[FindingRecord, ...]]:
        """The findings of each rule, by its path."""
        paths = dict.fromkeys(finding.path for finding in self.record.findings)
        return {
            path: tuple(each for each in self.record.findings if each.path == path)
            for path in paths
        }

    def uuid(self, kind: str, *parts: str) -> str:
        """Return the uuid, always the same, of a thing of this inspection."""
        return uuid_of(kind, self.record.firm.code, self.record.number, *parts)

    @property
    def firm(self) -> str:
        return uuid_of("firm", self.record.firm.code)

    def person(self, name: str) -> str:
        """Return the uuid of somebody: who bears the same name in a firm is one to OSCAL."""
        return uuid_of("person", self.record.firm.code, known_as(name))

    @property
    def tool(self) -> str:
        return uuid_of("component", "chahe")

    @property
    def platform(self) -> str:
        return self.uuid("platform")


def sibling(record: InspectionRecord, export: str) -> str:
    """Name the file of another export of the same inspection, as a document refers to it."""
    return quote(file_name(record, export))


def file_name(record: InspectionRecord, export: str) -> str:
    return f"{record.number}.{export}.json"


def party(uuid: str) -> Json:
    """Name a party as who did something."""
    return {"type": "party", "actor-uuid": uuid}


def subjects(reading: Reading) -> list[Json]:
    """Return whom an assessment is of: the firm, whole."""
    return [{"subject-uuid": reading.firm, "type": "party"}]


def assets(reading: Reading) -> Json:
    """Return what the assessment is done with."""
    product = {
        "uuid": reading.tool,
        "type": "software",
        "title": "查核系統",
        "description": "規劃查核、保存佐證、執行自動檢測並記錄簽核。",
        "status": {"state": "operational"},
    }
    uses = [{"component-uuid": reading.tool}]
    return {
        "components": [product],
        "assessment-platforms": [{"uuid": reading.platform, "uses-components": uses}],
    }


def instant(at: datetime) -> str:
    """Write an instant in Taipei, to the second.

    :raises ValueError: for an instant without a time zone
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} needs a time zone")
    return at.astimezone(TAIPEI).isoformat(timespec="seconds")


def midnight(day: date) -> datetime:
    """Return the instant a day begins, in Taipei."""
    return datetime.combine(day, time.min, TAIPEI)


def day_begins(day: date) -> str:
    return instant(midnight(day))


def day_ends(day: date) -> str:
    return instant(datetime.combine(day, _LAST_SECOND, TAIPEI))


def said(text: str, *, missing: str = "未載明") -> str:
    """Return a text as Markdown; what is not said is said to be missing."""
    return as_markup(text) or missing


def known_as(name: str) -> str:
    """Return a name as one line; nobody is without one."""
    return as_value(name) or "未具名"
