"""年度稽核計畫: a fiscal year's inspections by month, what each rests on, and what was adjusted.

FL022569 art. 14: items for each month, 資通安全檢查 among them.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from ..dates import day_text, instant_text, period_text
from ..model import Document, Facts, Heading, Paragraph, Part, Table
from ..plan import PlannedRow, PlanRecord
from ._model import Paper

LINE_ITEM = "資通安全檢查"
BEYOND = "年度外"
HEAD = (
    *("月份", "應完成日", "稽核項目", "種類", "週期／期別"),
    *("依據（文件、版本、章節）", "條數", "承辦", "狀態"),
)
WIDTHS = (2.1, 2.4, 4.6, 1.8, 2.4, 5.2, 1.0, 1.8, 1.7)
_EMPTY = "本計畫沒有排定任何資通安全檢查；年度稽核計畫應含此項，請先規劃本年度的查核。"
_ADJUSTED = ("稽核項目", "原訂", "現訂", "狀態", "理由", "核准")
_Month = tuple[int, int]


def build(record: PlanRecord, *, made_at: datetime) -> Document:
    """Return the plan, landscape: by month, then as a list, then its adjustments."""
    title = f"{record.year_label.removesuffix('年度')}{ANNUAL_PLAN.title}"
    return Document(
        title=title,
        issuer=record.firm.name,
        subtitle=f"{record.kind}　{period_text(record.year)}",
        header=f"{record.firm.name}　{title}",
        footer=f"產製 {instant_text(made_at)}",
        made_at=made_at,
        parts=(
            Facts(_facts(record)),
            Heading("一、各月項數"),
            _by_month(record),
            *([] if record.rows else [Paragraph(_EMPTY)]),
            Heading("二、各月稽核項目"),
            Table(HEAD, _items(record), WIDTHS, "各月稽核項目"),
            Heading("三、計畫調整"),
            *_adjustments(record.rows),
        ),
        landscape=True,
    )


def _facts(record: PlanRecord) -> tuple[tuple[str, str], ...]:
    states = Counter(row.state for row in record.rows)
    return (
        ("證券商", f"{record.firm.name}（{record.firm.code}）"),
        ("會計年度", f"{record.year_label}（{period_text(record.year)}）"),
        ("稽核項目", f"{LINE_ITEM}，共 {len(record.rows):,} 次"),
        ("狀態", "、".join(f"{state} {n:,} 次" for state, n in states.items()) or "無"),
        ("編製", record.made_by),
        ("核定", record.approved_by or "尚未核定"),
        *([("依據", "\n".join(record.sources))] if record.sources else []),
    )


def _by_month(record: PlanRecord) -> Table:
    """Count inspections by month: the line item the article asks for, then each cadence."""
    months = _months(record)
    columns = [*months, *([None] if any(_month(r, months) is None for r in record.rows) else [])]
    cadences = list(dict.fromkeys(row.cadence for row in record.rows))
    lines = [(LINE_ITEM, record.rows)]
    lines += [
        (f"　{cadence}", tuple(row for row in record.rows if row.cadence == cadence))
        for cadence in cadences
    ]
    rows = []
    for name, held in lines:
        counts = Counter(_month(row, months) for row in held)
        rows.append(
            (name, *(str(counts[column] or "") for column in columns), f"{len(held):,}"),
        )
    head = ("項目", *(f"{m[1]}月" if m else BEYOND for m in columns), "合計")
    return Table(head, tuple(rows), (3.0, *(1.0,) * len(columns), 1.2), "各月項數")


def _items(record: PlanRecord) -> tuple[tuple[str, ...], ...]:
    """List every month, in order, those with nothing planned too."""
    months = _months(record)
    lines: list[tuple[str, ...]] = []
    for month in (*months, None):
        held = [row for row in record.rows if _month(row, months) == month]
        name = _name(month)
        lines += [_item(name, row) for row in sorted(held, key=lambda r: (r.due_on, r.code))]
        if month and not held:
            lines.append((name, "", "（本月無排定項目）", *("",) * (len(HEAD) - 3)))
    return tuple(lines)


def _item(month: str, row: PlannedRow) -> tuple[str, ...]:
    moved = f"\n（原訂 {day_text(row.moved_from, style='short')}）" if row.moved_from else ""
    return (
        month,
        f"{day_text(row.due_on, style='short')}{moved}",
        f"{LINE_ITEM}：{row.code} {row.title}",
        row.kind,
        f"{row.cadence}\n{row.period_label}",
        f"{row.document}（{row.edition}）{row.section}",
        f"{row.rules:,}",
        row.owner or "未指派",
        row.state,
    )


def _adjustments(rows: Sequence[PlannedRow]) -> list[Part]:
    moved = tuple(
        (
            f"{row.code} {row.title}\n{row.period_label}",
            day_text(row.moved_from, missing="未變更"),
            day_text(row.due_on),
            row.state,
            row.reason or "未載明",
            row.approved_by or "尚未核准",
        )
        for row in rows
        if row.moved_from or row.reason
    )
    if not moved:
        return [Paragraph("本計畫沒有移動、免辦或提前的項目。")]
    return [Table(_ADJUSTED, moved, (4.4, 2.3, 2.3, 1.8, 6, 2.4), "計畫調整")]


def _months(record: PlanRecord) -> list[_Month]:
    """Return the months of the fiscal year, which need not begin in January."""
    first, last = record.year.start, record.year.last_day
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = (divmod(first.month - 1 + n, 12) for n in range(count))
    return [(first.year + years, month + 1) for years, month in months]


def _month(row: PlannedRow, months: Sequence[_Month]) -> _Month | None:
    """Return the month a row is due in; `None` when that is not in the fiscal year."""
    month = (row.due_on.year, row.due_on.month)
    return month if month in months else None


def _name(month: _Month | None) -> str:
    return f"{month[0] - 1911}年{month[1]}月" if month else BEYOND


ANNUAL_PLAN = Paper("annual_plan", "年度稽核計畫", build)
