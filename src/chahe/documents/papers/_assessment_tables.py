"""The tables of a CPA's assessment report, in the four columns of its principles."""

from collections import Counter
from collections.abc import Iterator

from ...workflow import Verdict
from ..assessment import AssessedRow, AssessmentRecord
from ..dates import day_text
from ..model import Paragraph, Part, Table
from ..tally import verdict_label

HEAD = ("內部控制制度", "控制重點", "相關規定／參酌來源", "執行程序", "查核結果")
_UNCURED = (Verdict.NONCONFORMING, Verdict.INSUFFICIENT, None)


def results_table(record: AssessmentRecord) -> Table:
    """Count control points by area and result."""
    columns = (*Verdict, None)
    areas = dict.fromkeys(row.area for row in record.rows)
    lines = []
    for area in (*areas, None):
        held = [row.result for row in record.rows if area in (row.area, None)]
        counts = (str(held.count(result)) for result in columns)
        lines.append((area or "合計", *counts, str(len(held))))
    head = ("內部控制制度", *map(verdict_label, columns), "合計")
    return Table(head, tuple(lines), (5, *(1.5,) * len(columns), 1.2), "各項結果件數")


def methods_table(record: AssessmentRecord) -> Part:
    """Count the steps of the programme by method, and how many were carried out."""
    steps = [step for row in record.rows for step in row.steps]
    if not steps:
        return Paragraph("尚未載明執行程序。")
    planned = Counter(step.method for step in steps)
    done = Counter(step.method for step in steps if step.done)
    rows = tuple(
        (method, f"{n:,}", f"{done[method]:,}", f"{n - done[method]:,}")
        for method, n in planned.items()
    )
    total = (f"{n:,}" for n in (len(steps), done.total(), len(steps) - done.total()))
    head = ("方法", "步驟數", "已執行", "未填執行情形")
    return Table(head, (*rows, ("合計", *total)), (4, 2, 2, 2.4), "執行程序統計")


def exception_parts(record: AssessmentRecord) -> Iterator[Part]:
    """Yield what is not in order: exceptions, evidence missing, and what is undecided."""
    rows = tuple(
        (
            f"{row.ref} {row.title}",
            verdict_label(row.result),
            "\n".join(filter(None, (row.exceptions, row.conclusion))) or "未填",
            row.response or "未填",
        )
        for row in record.rows
        if row.exceptions or row.result in _UNCURED
    )
    if rows:
        head = ("控制重點", "結果", "例外情形", "受查證券商說明及改善")
        yield Table(head, rows, (3.6, 1.5, 5.6, 4.4), "例外事項")
    else:
        yield Paragraph("沒有例外事項。")


def stop_parts(record: AssessmentRecord) -> Iterator[Part]:
    """Yield the stops of trading in the period, and what they ask for."""
    rows = tuple(
        (
            day_text(stop.on),
            day_text(stop.resumed_on, missing="尚未恢復"),
            stop.cause,
            stop.reported or "未載明",
        )
        for stop in record.stops
    )
    if rows:
        head = ("停止交易日", "恢復交易日", "原因", "申報")
        yield Table(head, rows, (2.6, 2.6, 6, 4), "停止交易")
    else:
        yield Paragraph("本案沒有記載任何停止交易。")
    if record.stops_note:
        yield Paragraph(record.stops_note)


def points_table(record: AssessmentRecord) -> Table:
    """List every control point as the principles' table does, with its result beside it."""
    rows = tuple(
        (
            row.area,
            f"{row.ref} {row.title}\n{row.question}",
            "\n".join(row.sources) or "未載明",
            "\n".join(_steps(row)) or "未載明",
            "\n".join(filter(None, (verdict_label(row.result), row.conclusion))),
        )
        for row in record.rows
    )
    return Table(HEAD, rows, (1.7, 3.6, 2.8, 8.2, 2.4), "評估明細")


def samples_table(record: AssessmentRecord) -> Table:
    """List what each control point was tested on, and what that can prove."""
    rows = tuple(
        (
            f"{row.ref} {row.title}",
            row.population or "未載明",
            row.sample or "未載明",
            row.sentence or "未載明",
            "\n".join(row.evidence) or "無",
        )
        for row in record.rows
    )
    head = ("控制重點", "母體", "樣本數及方法", "樣本能說明什麼", "佐證")
    return Table(head, rows, (2.6, 2.8, 2.6, 4.6, 4.6), "樣本及佐證")


def _steps(row: AssessedRow) -> Iterator[str]:
    for number, step in enumerate(row.steps, 1):
        tick = f"{step.tick} " if step.tick else ""
        yield f"{number}. {step.method}：{step.text}\n　{tick}執行情形：{step.done or '未填'}"
