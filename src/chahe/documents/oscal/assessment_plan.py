"""查核計畫 as an OSCAL assessment plan: what is to be reviewed, how, and by when."""

from ...standards.document import Json, prop, resource, trimmed
from ..record import InspectionRecord
from ._evidence import method_props
from ._model import export
from ._outcome import out_of_scope
from ._people import PLANNER
from ._reading import Cell, Reading, assets, day_begins, day_ends, instant, said, subjects
from ._scope import catalogs, reviewed_controls

_NO_SSP = "OSCAL 的評估計畫必須引用系統安全計畫；本查核沒有移交任何一份，此處只作說明。"


def _nothing(record: InspectionRecord) -> str:
    return "" if record.papers else "這次查核沒有任何工作底稿，OSCAL 沒有可以移交的內容。"


@export("查核計畫", kind="assessment-plan", refusal=_nothing, remarks="由查核系統依查核紀錄產生。")
def assessment_plan(reading: Reading) -> Json:
    ssp = reading.uuid("no-ssp")
    bound = [cell for cell in reading.cells if not out_of_scope(cell.paper)]
    return {
        "import-ssp": {"href": f"#{ssp}", "remarks": _NO_SSP},
        "local-definitions": _activities(reading, bound),
        "reviewed-controls": reviewed_controls(reading, out_of_scope),
        "assessment-subjects": [_whole_firm(reading)],
        "assessment-assets": assets(reading),
        "tasks": _tasks(reading, bound),
        "back-matter": {
            "resources": [
                resource(ssp, title="沒有移交系統安全計畫", description=_NO_SSP),
                *catalogs(reading),
            ]
        },
    }


def _whole_firm(reading: Reading) -> Json:
    return {
        "type": "party",
        "description": said(reading.record.firm.name),
        "include-subjects": subjects(reading),
    }


def _activities(reading: Reading, bound: list[Cell]) -> Json | None:
    activities = [_activity(reading, cell) for cell in bound]
    return {"activities": activities} if activities else None


def _activity(reading: Reading, cell: Cell) -> Json:
    paper = cell.paper
    steps = [
        {
            "uuid": reading.uuid("step", *cell.key, str(number)),
            "title": said(method),
            "description": said(text),
            "props": method_props(method),
        }
        for number, (method, text) in enumerate(paper.procedure, 1)
    ]
    return trimmed(
        {
            "uuid": reading.uuid("activity", *cell.key),
            "title": said(f"{paper.ref} {paper.title}"),
            "description": said(paper.objective or paper.question),
            "props": [
                *prop("edition", paper.edition),
                *prop("cadence", paper.cadence),
                *prop("applies-because", paper.applies_reason),
            ],
            "steps": steps,
            "related-controls": {
                "control-selections": [{"include-controls": [{"control-id": cell.control}]}]
            },
        }
    )


def _tasks(reading: Reading, bound: list[Cell]) -> list[Json]:
    """Return the work over the period, and the day by which it is due."""
    record, period = reading.record, reading.record.period
    span = {"start": day_begins(period.start), "end": day_ends(period.last_day)}
    planner = {"role-id": PLANNER, "party-uuids": [reading.person(record.planned_by)]}
    work = trimmed(
        {
            "uuid": reading.uuid("task-period"),
            "type": "action",
            "title": said(f"{record.kind}　{record.period_label}"),
            "description": said(f"{record.section_code} {record.section_title}"),
            "props": prop("planned", instant(record.planned_at)),
            "timing": {"within-date-range": span},
            "associated-activities": [
                {
                    "activity-uuid": reading.uuid("activity", *cell.key),
                    "subjects": [_whole_firm(reading)],
                }
                for cell in bound
            ],
            "responsible-roles": [planner],
        }
    )
    due = {
        "uuid": reading.uuid("task-due"),
        "type": "milestone",
        "title": "應完成日",
        "timing": {"on-date": {"date": day_ends(record.due_on)}},
    }
    return [work, due]
