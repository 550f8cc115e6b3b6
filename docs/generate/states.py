"""The states of papers, findings and inspections, and the moves between them."""

from collections.abc import Mapping
from typing import Any

from chahe.workflow import (
    ENDED,
    FINDING_LABELS,
    FINDING_MOVES,
    INSPECTION_LABELS,
    PAPER_LABELS,
    PAPER_MOVES,
    InspectionKind,
    Verdict,
)

from ._model import code, page, table


@page
def states() -> str:
    return "\n\n".join(
        (
            "# 狀態與結果",
            "## 查核結果",
            table(("識別字", "結果"), ((code(each.value), each.label) for each in Verdict)),
            "## 工作底稿",
            "編製、覆核、核定由三個不同的人簽，資料庫的唯一性限制也擋。",
            _states(PAPER_LABELS),
            _moves(PAPER_MOVES, PAPER_LABELS),
            "## 缺失",
            f"{'、'.join(sorted(FINDING_LABELS[each] for each in ENDED))}的缺失不再變動；"
            "再發生時另開新缺失。",
            _states(FINDING_LABELS),
            _moves(FINDING_MOVES, FINDING_LABELS),
            "## 查核",
            _states(INSPECTION_LABELS),
            table(("識別字", "種類"), ((code(each.value), each.label) for each in InspectionKind)),
        )
    )


def _states(labels: Mapping[Any, str]) -> str:
    return table(("識別字", "狀態"), ((code(each.value), label) for each, label in labels.items()))


def _moves(moves: Mapping[str, Any], labels: Mapping[Any, str]) -> str:
    rows = (
        (
            code(move.name),
            move.label,
            "、".join(label for state, label in labels.items() if state in move.before),
            labels[move.after],
            code(move.permission),
        )
        for move in moves.values()
    )
    return table(("動作", "名稱", "由", "到", "權限"), rows)
