"""Which controls are reviewed, edition by edition, and why the others are not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...standards.document import Json, prop, resource, trimmed
from ...standards.names import control_id, file_name, uuid_of
from ..record import PaperRecord
from ._reading import Reading, said

_SILENT = "未載明理由"


@dataclass(frozen=True)
class _Left:
    """A rule left out; `control` is empty when its edition is not at hand."""

    control: str
    name: str
    reason: str


def reviewed_controls(reading: Reading, why_not: Callable[[PaperRecord], str]) -> Json:
    """Return what is reviewed; `why_not` says of a paper why it is left out, or nothing.

    OSCAL has no state for what does not apply: it is excluded, its reason in a property. A control
    that binds in one paper is reviewed though another of it is left out.
    """
    chosen = [_selection(reading, label, why_not) for label in _labels(reading)]
    return {"control-selections": [each for each in chosen if each]}


def catalogs(reading: Reading) -> list[Json]:
    """Return the back matter entries of the catalogs whose controls are named."""
    return [_catalog(reading, label) for label in _labels(reading)]


def _labels(reading: Reading) -> dict[str, None]:
    """Return the editions' labels, that of the inspection last."""
    papers = dict.fromkeys(cell.paper.edition for cell in reading.cells)
    return papers | dict.fromkeys([reading.record.edition] if reading.record.exclusions else [])


def _selection(reading: Reading, label: str, why_not: Callable[[PaperRecord], str]) -> Json | None:
    """Return a selection; with nothing left in it, all that was considered is excluded again."""
    cells = [cell for cell in reading.cells if cell.paper.edition == label]
    bound = dict.fromkeys(cell.control for cell in cells if not why_not(cell.paper))
    left = [*_left(reading, label, why_not)]
    excluded = dict.fromkeys(
        each.control for each in left if each.control and each.control not in bound
    )
    if not bound and not excluded:
        return None
    return trimmed(
        {
            "description": said(f"{reading.record.document}（{label}）"),
            "props": [
                *prop("edition", label),
                *(
                    each
                    for out in left
                    for each in prop(
                        "excluded",
                        out.control or out.name,
                        remarks=f"{out.name}：{out.reason or _SILENT}",
                    )
                ),
            ],
            "links": [{"href": f"#{_uuid(reading, label)}", "rel": "catalog"}],
            "include-controls": _by_id(bound or excluded),
            "exclude-controls": _by_id(excluded),
        }
    )


def _left(reading: Reading, label: str, why_not: Callable[[PaperRecord], str]) -> Iterator[_Left]:
    for cell in reading.cells:
        paper = cell.paper
        if paper.edition == label and (why := why_not(paper)):
            yield _Left(cell.control, f"{paper.ref} {paper.title}", why)
    if label != reading.record.edition:
        return
    edition = reading.editions.get(label)
    paths = {rule.ref: rule.path for rule in edition.rules} if edition else {}
    for out in reading.record.exclusions:
        control = control_id(paths[out.ref]) if out.ref in paths else ""
        yield _Left(control, f"{out.ref} {out.title}", out.reason)


def _by_id(controls: dict[str, None]) -> list[Json]:
    return [{"control-id": control} for control in controls]


def _uuid(reading: Reading, label: str) -> str:
    edition = reading.editions.get(label)
    return uuid_of("catalog-of", edition.id if edition else f"{reading.record.document}\n{label}")


def _catalog(reading: Reading, label: str) -> Json:
    edition = reading.editions.get(label)
    return resource(
        _uuid(reading, label),
        title=f"{reading.record.document}（{label}）",
        props=prop("edition", edition.id if edition else label),
        description="控制項的識別碼是 rule- 加上條款在這個版本的路徑，題目是其後加上 _question。",
        file=file_name(edition, "catalog") if edition else "",
    )
