"""A finding 缺失 as a risk: its five Cs, its deadline, its remediation, its history."""

from ...standards.document import Json, prop, trimmed
from ...standards.markup import as_value
from ...standards.names import OURS
from ...workflow import ENDED, FINDING_LABELS, FindingState
from ..record import ActRecord, FindingRecord
from ..work_record import ExtensionRecord
from ._people import OWNER
from ._reading import Reading, day_ends, instant, midnight, party, said

_STATES = {label: state for state, label in FINDING_LABELS.items()}
_STATUS = {
    FindingState.PLANNED: "remediating",
    FindingState.CURED: "remediating",  # until somebody outside has looked again
}
_UNFILLED = "未填"


def is_open(finding: FindingRecord) -> bool:
    """Say whether a finding still waits; one whose state nobody knows does."""
    return finding.closed_at is None and _STATES.get(finding.state) not in ENDED


def risk_uuid(reading: Reading, finding: FindingRecord) -> str:
    return reading.uuid("risk", finding.number)


def risk(reading: Reading, finding: FindingRecord) -> Json:
    """Return a finding as a risk; `status` is closed only when it is."""
    return trimmed(
        {
            "uuid": risk_uuid(reading, finding),
            "title": said(f"缺失 {finding.number} {finding.ref}"),
            "description": said(finding.condition, missing=_UNFILLED),
            "statement": said(finding.effect, missing=f"影響{_UNFILLED}"),
            "props": props_of(finding),
            "status": _status(finding),
            "origins": [_origin(reading, finding)],
            "characterizations": _severity(reading, finding),
            "deadline": day_ends(finding.due_on) if finding.due_on else "",
            "remediations": _responses(reading, finding),
            "risk-log": _log(reading, finding),
        }
    )


def _status(finding: FindingRecord) -> str:
    """Return OSCAL's word; a risk that is accepted until a day is as open as before."""
    if not is_open(finding):
        return "closed"
    state = _STATES.get(finding.state)
    return _STATUS.get(state, "open") if state else "open"


def props_of(finding: FindingRecord) -> list[Json]:
    """Return what tells a finding, and what OSCAL has no field for."""
    return [
        *prop("finding-number", finding.number),
        *prop("path", finding.path),
        *prop("ref", finding.ref),
        *prop("state", finding.state),
        *prop("severity", finding.severity),
        *prop("criteria", finding.criteria),
        *prop("cause", finding.cause),
        *prop("owner", finding.owner),
        *prop("deduction", finding.deduction),
        *prop("recurs", finding.recurs),
        *prop("retest", finding.retest),
        *(each for moved in finding.extensions for each in _moved(moved)),
        *_accepted(finding),
        *(prop("reported-cured-on", finding.cured_on.isoformat()) if finding.cured_on else []),
    ]


def _moved(extension: ExtensionRecord) -> list[Json]:
    """Return a later due day; one that nobody approved does not hold."""
    by = f"{extension.approved_by}核准" if extension.approved_by else "未經核准，原期限仍有效"
    days = f"{extension.from_on.isoformat()}/{extension.to_on.isoformat()}"
    return prop("extension", days, remarks=f"{extension.reason}；{by}")


def _accepted(finding: FindingRecord) -> list[Json]:
    if finding.accepted_until is None:
        return []
    said_so = f"{finding.accepted_because}；風險承受不等於改善".strip("；")
    return prop("risk-accepted-until", finding.accepted_until.isoformat(), remarks=said_so)


def actor(reading: Reading, finding: FindingRecord) -> Json:
    """Return who opened a finding, as its history tells; else what it is recorded with."""
    for act in finding.events:
        if as_value(act.actor):
            return party(reading.person(act.actor))
    return {"type": "assessment-platform", "actor-uuid": reading.platform}


def _origin(reading: Reading, finding: FindingRecord) -> Json:
    return {"actors": [actor(reading, finding)]}


def _severity(reading: Reading, finding: FindingRecord) -> list[Json]:
    if not (severity := as_value(finding.severity)):
        return []
    facet = {"name": "severity", "system": f"{OURS}:severity", "value": severity}
    return [{"origin": _origin(reading, finding), "facets": [facet]}]


def _responses(reading: Reading, finding: FindingRecord) -> list[Json]:
    """Return what the inspector recommends, and what the firm has planned or completed."""
    advised = {
        "uuid": reading.uuid("recommendation", finding.number),
        "lifecycle": "recommendation",
        "title": "查核建議",
        "description": said(finding.recommendation),
    }
    planned = trimmed(
        {
            "uuid": reading.uuid("plan", finding.number),
            "lifecycle": "planned" if is_open(finding) else "completed",
            "title": "改善計畫",
            "description": said(finding.response, missing="單位尚未回覆改善計畫。"),
            "tasks": _milestones(reading, finding),
        }
    )
    has_plan = finding.response.strip() or finding.due_on or finding.cured_on
    return [
        *([advised] if finding.recommendation.strip() else []),
        *([planned] if has_plan else []),
    ]


def _milestones(reading: Reading, finding: FindingRecord) -> list[Json]:
    owner = [reading.person(finding.owner)] if as_value(finding.owner) else []
    role = [{"role-id": OWNER, "party-uuids": owner}] if owner else []
    days = (
        ("due", "改善期限", finding.due_on, ""),
        ("cured", "回報改善完成", finding.cured_on, "由負責人回報；複查結案前仍未了結。"),
    )
    return [
        trimmed(
            {
                "uuid": reading.uuid(f"milestone-{name}", finding.number),
                "type": "milestone",
                "title": title,
                "timing": {"on-date": {"date": day_ends(day)}},
                "responsible-roles": role,
                "remarks": remarks,
            }
        )
        for name, title, day, remarks in days
        if day
    ]


def _log(reading: Reading, finding: FindingRecord) -> Json | None:
    entries = [
        log_entry(reading, act, "event", finding.number, str(number))
        for number, act in enumerate(finding.events, 1)
    ]
    for number, each in enumerate(finding.progress, 1):
        act = ActRecord(midnight(each.on), each.by, "改善進度", each.text)
        entries.append(log_entry(reading, act, "progress", finding.number, str(number)))
    return {"entries": entries} if entries else None


def log_entry(reading: Reading, act: ActRecord, *key: str) -> Json:
    """Return a line of the journal as an entry of a log."""
    by = [{"party-uuid": reading.person(act.actor)}] if as_value(act.actor) else []
    return trimmed(
        {
            "uuid": reading.uuid(*key),
            "title": said(act.act),
            "description": said(act.object),
            "start": instant(act.at),
            "logged-by": by,
        }
    )
