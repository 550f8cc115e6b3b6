"""What each paper found, as an OSCAL finding."""

from collections.abc import Iterable

from ...standards.document import Json, prop, trimmed
from ..record import FindingRecord, PaperRecord
from ..tally import verdict_label
from ._check import statement_id
from ._evidence import observed, origins
from ._outcome import Outcome, outcome, set_aside
from ._reading import Cell, Reading, said
from ._risks import risk_uuid


def findings(reading: Reading) -> list[Json]:
    """Return a finding for every paper but those that are excluded with a reason."""
    return [
        finding_of(reading, cell, seen=observed(reading, cell), over=reading.record.findings)
        for cell in reading.cells
        if not set_aside(cell.paper, reading)
    ]


def finding_uuid(reading: Reading, cell: Cell) -> str:
    return reading.uuid("finding", *cell.key)


def finding_of(
    reading: Reading, cell: Cell, *, seen: list[Json], over: Iterable[FindingRecord]
) -> Json:
    """Return what a paper found; what it points to is what the document holds.

    `seen` names observations, `over` are the findings 缺失 whose risks there are.
    """
    paper, result = cell.paper, outcome(cell.paper, reading)
    return trimmed(
        {
            "uuid": finding_uuid(reading, cell),
            "title": said(f"{paper.ref} {paper.title}"),
            "description": said(paper.conclusion, missing="沒有結論。"),
            "props": _props(paper),
            "origins": origins(reading, paper),
            "target": _target(paper, result),
            "related-observations": seen,
            "related-risks": [
                {"risk-uuid": risk_uuid(reading, each)} for each in over if each.path == paper.path
            ],
            "remarks": said(paper.exceptions, missing=""),
        }
    )


def _target(paper: PaperRecord, result: Outcome) -> Json:
    because = said(result.because, missing="")
    status = trimmed({"state": result.state, "reason": result.reason, "remarks": because})
    return {
        "type": "statement-id",
        "target-id": statement_id(paper.path),
        "title": said(paper.question or paper.title),
        "status": status,
    }


def _props(paper: PaperRecord) -> list[Json]:
    verdict = paper.verdict.value if paper.verdict else "undecided"
    return [
        *prop("verdict", verdict, remarks=verdict_label(paper.verdict)),
        *(prop("proposed", paper.proposed.value) if paper.proposed else []),
        *prop("path", paper.path),
        *prop("ref", paper.ref),
        *prop("code", paper.code),
        *prop("edition", paper.edition),
        *prop("strength", paper.strength),
        *prop("paper-version", str(paper.version)),
        *prop("paper-digest", paper.digest, remarks="底稿所簽內容的 SHA-256"),
    ]
