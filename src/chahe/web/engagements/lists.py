"""The lists of engagements, of an engagement's programme, and of stops of trading."""

from typing import Any

from django.db.models import Q

from chahe.sampling import Method
from chahe.web.inspections.models import WorkingPaper
from chahe.web.listing import Column, Filter, Listing
from chahe.workflow import PAPER_LABELS, Verdict
from chahe.workflow.engagement import ENGAGEMENT_LABELS, EngagementKind

from .queries import waits_for

ENGAGEMENTS = Listing(
    columns=(
        Column("number", "編號", order_by="number", value="number"),
        Column("platform", "交易平臺", order_by="platform", value="platform"),
        Column("kind", "種類", order_by="kind", value="get_kind_display"),
        Column("office", "會計師事務所", value="accounting_firm"),
        Column("due", "應出具日", order_by="due_on", value="due_on"),
        Column("progress", "已核定", value=lambda row: f"{row.approved}/{row.cells}"),
        Column("state", "狀態", order_by="state", value="get_state_display"),
    ),
    filters=(
        Filter(
            "state", "狀態", [(s.value, label) for s, label in ENGAGEMENT_LABELS.items()], "state"
        ),
        Filter("kind", "種類", [(k.value, k.label) for k in EngagementKind], "kind"),
    ),
    search=("number", "platform", "accounting_firm"),
    sort="-number",
    hint="編號、平臺或事務所",
)


def steps_of(paper: WorkingPaper) -> list[tuple[str, str, str]]:
    """Return the method, the text and what was done of each step of a paper's procedure."""
    done = {step.position: step.done for step in paper.steps.all()}
    steps = enumerate(paper.procedure)
    return [(method, text, done.get(position, "")) for position, (method, text) in steps]


def _steps(paper: WorkingPaper) -> str:
    return "\n".join(
        f"{number}. {method}：{text}（{done or '未填'}）"
        for number, (method, text, done) in enumerate(steps_of(paper), 1)
    )


def sample_words(paper: WorkingPaper) -> str:
    """Say how many were drawn, and how; without a sample, what was written of it."""
    counted: list[Any] = getattr(paper, "counted", [])
    if not counted:
        return paper.sample
    method = Method(counted[0].method).label
    if not counted[0].is_frozen:
        return f"{method}，母體未凍結"
    return f"{method}，抽取 {counted[0].drawn:,} 項"


def _result(rows: Any, value: str) -> Any:
    return rows.filter(verdict="" if value == "none" else value)


def _unfinished(rows: Any, value: str) -> Any:
    done = Q(state__in=("approved", "left"))
    return rows.filter(done if value == "done" else ~done)


def programme(areas: list[tuple[str, str]]) -> Listing:
    """Return the list of a programme whose areas are (path, title) pairs."""
    return Listing(
        columns=(
            Column("ref", "控制重點", order_by=("inspection__section", "position"), value="ref"),
            Column("area", "內部控制制度", value="inspection.title", in_table=False),
            Column("title", "查核項目", value="title", in_table=False),
            Column("question", "查核問題", value="question", in_table=False),
            Column("sources", "參酌來源", value=lambda row: "\n".join(row.sources)),
            Column("steps", "執行程序", value=_steps),
            Column("sample", "樣本", value=sample_words),
            Column("evidence", "佐證", order_by="evidence_count", value="evidence_count"),
            Column("result", "結果", order_by="verdict", value="get_verdict_display"),
            Column("conclusion", "結論", value="conclusion"),
            Column("waits", "進度", order_by="state", value=waits_for),
        ),
        filters=(
            Filter("area", "內部控制制度", areas, "inspection__section"),
            Filter(
                "result",
                "結果",
                [("none", "未填"), *((v.value, v.label) for v in Verdict)],
                _result,
            ),
            Filter(
                "state", "狀態", [(s.value, label) for s, label in PAPER_LABELS.items()], "state"
            ),
            Filter("work", "辦理情形", [("todo", "未完成"), ("done", "已完成")], _unfinished),
        ),
        search=("title", "ref", "question"),
        sort="ref",
        hint="條號或查核項目",
        size=100,
    )


STOPS = Listing(
    columns=(
        Column("stopped", "停止交易日", order_by="stopped_on", value="stopped_on"),
        Column("cause", "原因", value="cause"),
        Column("source", "依據", value="source"),
        Column("reported", "申報情形", value="reported"),
        Column("resumed", "恢復交易日", order_by="resumed_on", value="resumed_on"),
        Column("measures", "預防及改善措施", value="measures", in_table=False),
        Column("noted", "登記", value="noted_by", in_table=False),
        Column("report", "專案報告", value="", in_csv=False),
    ),
    filters=(
        Filter(
            "state",
            "狀態",
            [("stopped", "停止中"), ("resumed", "已恢復")],
            lambda rows, value: rows.filter(resumed_on__isnull=value == "stopped"),
        ),
    ),
    search=("cause", "source"),
    sort="-stopped",
    hint="原因或依據",
)
