"""修訂對照表 in the exchange's three columns: what it says now, what it said, why it changed.

Not a report: it is of two editions, not of an inspection. Any writer writes it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..rulebook import ChangeKind
from ..rulebook.compared import Compared, Node
from ..rulebook.spans import SpanKind
from .dates import instant_text
from .model import Cell, Document, Facts, Mark, Marked, Paragraph, Part, Table

HEAD = ("修訂後內容", "修訂前內容", "修訂說明")
CHANGED = tuple(kind for kind in ChangeKind if kind is not ChangeKind.SAME)
WIDTHS = (5.0, 5.0, 3.2)
ADDED, REMOVED, DITTO = "（新增）", "（刪除）", "同上"
LEGEND = "底線為新增或改寫之文字，刪除線為刪去或改寫前之文字；條號變更者，條號亦同。"
REASONS = "修訂說明一欄，版本載明理由者照錄其理由，其餘為逐條比對所見。"
_KEPT_OF = {SpanKind.KEPT: Mark.PLAIN, SpanKind.ADDED: Mark.ADDED, SpanKind.REMOVED: Mark.REMOVED}
Run = tuple[str, Mark]


@dataclass(frozen=True)
class ComparisonRecord:
    """Two editions and what became of each rule. `notes` are printed after the table."""

    title: str
    issuer: str
    before_name: str
    after_name: str
    before: Sequence[Node]
    after: Sequence[Node]
    compared: Sequence[Compared]
    notes: Sequence[str] = ()


def comparison_table(
    record: ComparisonRecord, *, made_at: datetime, every: bool = False
) -> Document:
    """Return the table of what changed, under its headings; of `every` rule when asked."""
    title = record.title if "對照表" in record.title else f"{record.title}修訂對照表"
    rows = _Rows(record).of(record.compared if every else with_headings(record.compared))
    parts: list[Part] = [Facts(_facts(record, len(rows), every=every))]
    parts.append(Table(HEAD, rows, WIDTHS, "修訂對照") if rows else Paragraph("兩個版本相同。"))
    parts += [Paragraph(text) for text in (LEGEND, REASONS, *record.notes) if rows]
    return Document(
        title=title,
        issuer=record.issuer,
        subtitle=f"{record.before_name}　→　{record.after_name}",
        header=title,
        footer=f"產製 {instant_text(made_at)}",
        made_at=made_at,
        parts=tuple(parts),
        landscape=True,
    )


def with_headings(
    compared: Sequence[Compared], kinds: Collection[ChangeKind] = CHANGED
) -> tuple[Compared, ...]:
    """Return what is of some kinds, and the rules it stands under."""
    above: set[str | None] = set()
    became = {each.origin: each.path for each in compared if each.origin and each.path}
    for each in compared:
        if each.kind not in kinds:
            continue
        if each.path is None:
            above |= {became.get(path) for path in _above(each.origin or "")}
        else:
            above |= set(_above(each.path))
    return tuple(
        each for each in compared if each.kind in kinds or (each.path and each.path in above)
    )


def counted(compared: Sequence[Compared]) -> str:
    """Say how many rules are of each kind, and of all the rules of either edition.

    >>> counted([])
    '沒有任何條文'
    """
    counts = Counter(each.kind for each in compared)
    said = "、".join(f"{kind.label} {counts[kind]}" for kind in ChangeKind if counts[kind])
    return f"共 {len(compared)} 條：{said}" if said else "沒有任何條文"


def _above(path: str) -> Iterator[str]:
    while path := path.rpartition(".")[0]:
        yield path


def _facts(record: ComparisonRecord, rows: int, *, every: bool) -> tuple[tuple[str, str], ...]:
    shown = "全部條文" if every else "有變動之條文及其上層標題"
    return (
        ("修訂前版本", f"{record.before_name}（{len(record.before)} 條）"),
        ("修訂後版本", f"{record.after_name}（{len(record.after)} 條）"),
        ("比較結果", counted(record.compared)),
        ("本表列出", f"{shown}，{rows} 列"),
    )


class _Rows:
    """Turns what is said of a rule into a row of three cells."""

    def __init__(self, record: ComparisonRecord) -> None:
        self.before: Mapping[str, Node] = {node.path: node for node in record.before}
        self.after: Mapping[str, Node] = {node.path: node for node in record.after}
        self.stated = {each.path: each.stated for each in record.compared if each.path}

    def of(self, compared: Sequence[Compared]) -> tuple[tuple[Cell, ...], ...]:
        return tuple(self._row(each) for each in compared)

    def _row(self, each: Compared) -> tuple[Cell, ...]:
        new = self.after[each.path] if each.path is not None else None
        old = self.before[each.origin] if each.origin is not None else None
        why = self._why(each)
        if new is None or old is None:
            left = _whole(new, Mark.ADDED) if new else REMOVED
            middle = _whole(old, Mark.REMOVED) if old else ADDED
            return (left, middle, why)
        moved = new.cited != old.cited
        spans = [(span.text, _KEPT_OF[span.kind]) for span in each.changes]
        return (
            _cell(new, spans or [(new.words, Mark.PLAIN)], Mark.ADDED, moved=moved),
            _cell(old, spans or [(old.words, Mark.PLAIN)], Mark.REMOVED, moved=moved),
            why,
        )

    def _why(self, each: Compared) -> str:
        if each.kind is ChangeKind.SAME:
            return ""
        above = self.stated.get((each.path or "").rpartition(".")[0], "")
        return DITTO if each.stated and each.stated == above else each.stated or each.reason


def _whole(node: Node, mark: Mark) -> Cell:
    return Marked(((f"{node.cited}　{node.words}", mark),))


def _cell(node: Node, runs: Sequence[Run], own: Mark, *, moved: bool) -> Cell:
    """Return one side of a rule: its number, and the runs of its wording."""
    label = (node.cited, own if moved else Mark.PLAIN)
    kept = [run for run in runs if run[1] in (Mark.PLAIN, own)]
    return Marked((label, ("　", Mark.PLAIN), *kept))
