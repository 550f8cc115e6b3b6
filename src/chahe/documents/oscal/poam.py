"""改善行動計畫 as an OSCAL plan of action and milestones: findings that are not closed."""

from ...standards.document import Json, resource, trimmed
from ...standards.names import OURS
from ..record import FindingRecord, InspectionRecord
from ._findings import finding_of, finding_uuid
from ._model import export
from ._reading import Cell, Reading, assets, known_as, said, sibling
from ._risks import actor, is_open, props_of, risk, risk_uuid
from ._scope import catalogs

_STILL_OPEN = "只列尚未結案的缺失；已回報改善而未經複查者仍未結案。"


def _all_closed(record: InspectionRecord) -> str:
    if any(map(is_open, record.findings)):
        return ""
    return "這次查核沒有未結案的缺失，不需要改善行動計畫。"


@export(
    "改善行動計畫",
    kind="plan-of-action-and-milestones",
    refusal=_all_closed,
    remarks=_STILL_OPEN,
)
def poam(reading: Reading) -> Json:
    record = reading.record
    waiting = [each for each in record.findings if is_open(each)]
    results = reading.uuid("results-file")
    return {
        "system-id": {"identifier-type": f"{OURS}:firm", "id": known_as(record.firm.code)},
        "local-definitions": {"assessment-assets": assets(reading)},
        "risks": [risk(reading, each) for each in waiting],
        "findings": [
            finding_of(reading, cell, seen=[], over=waiting) for cell in _cells(reading, waiting)
        ],
        "poam-items": [_item(reading, each, results) for each in waiting],
        "back-matter": {
            "resources": [
                resource(results, title="查核結果", file=sibling(record, "assessment_results")),
                *catalogs(reading),
            ]
        },
    }


def _cells(reading: Reading, waiting: list[FindingRecord]) -> list[Cell]:
    paths = {each.path for each in waiting}
    return [cell for cell in reading.cells if cell.paper.path in paths]


def _item(reading: Reading, finding: FindingRecord, results: str) -> Json:
    cells = _cells(reading, [finding])
    return trimmed(
        {
            "uuid": reading.uuid("poam-item", finding.number),
            "title": said(f"缺失 {finding.number} {finding.ref}"),
            "description": said(finding.condition),
            "props": props_of(finding),
            "links": [{"href": f"#{results}", "rel": "reference"}],
            "origins": [{"actors": [actor(reading, finding)]}],
            "related-findings": [{"finding-uuid": finding_uuid(reading, cell)} for cell in cells],
            "related-risks": [{"risk-uuid": risk_uuid(reading, finding)}],
            "remarks": "" if finding.response.strip() else "單位尚未回覆改善計畫。",
        }
    )
