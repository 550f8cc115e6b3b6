"""What an official document says, between its reader and our rows: one column, as JSON keeps it."""

import re
from collections.abc import Mapping
from typing import Any

from chahe.deadlines import Cadence
from chahe.official import EditionText, OfficialText
from chahe.rulebook.propose import Stated
from chahe.workflow import Refused

_PATH = re.compile(r"[0-9]{1,4}(\.([0-9]{1,4}|[a-z]))*")
LONGEST_PATH, LONGEST_CODE, LONGEST_TITLE = 40, 20, 100  # characters, as the models have them


def column_of(official: OfficialText, *, label: str) -> EditionText:
    """Return the column of a document that `label` names, or the newest.

    :raises Refused: if there is no such column, or none at all
    """
    if not official.editions:
        raise Refused(
            "這份文件讀不出任何條文，請確認檔案內容是法規條文，且文字可以選取（不是掃描影像）"
        )
    if not label:
        return official.editions[0]
    named = [each for each in official.editions if each.label == label]
    named = named or [each for each in official.editions if label in each.label]
    if len(named) == 1:
        return named[0]
    known = (
        "、".join(f"「{each.label}」" for each in official.editions if each.label) or "（沒有名稱）"
    )
    raise Refused(f"文件裡沒有唯一的欄位叫「{label}」；讀到的欄位：{known}")


def as_read(official: OfficialText, column: EditionText) -> dict[str, Any]:
    """Return a column as JSON can hold it.

    A rule whose number is not one, or was used before, joins the lines that were not placed.
    """
    rules: list[dict[str, Any]] = []
    unplaced = [{"line": line.number, "text": line.text} for line in official.unplaced]
    seen: set[str] = set()
    for rule in column.rules:
        fits = _PATH.fullmatch(rule.path) and len(rule.path) <= LONGEST_PATH
        if not fits or rule.path in seen:
            why = "條號重複" if fits else "條號無法使用"
            line = rule.lines[0] if rule.lines else 0
            unplaced.append({"line": line, "text": f"（{why}）{rule.label} {rule.text}".strip()})
            continue
        seen.add(rule.path)
        rules.append(
            {
                "path": rule.path,
                "code": rule.code[:LONGEST_CODE],
                "title": rule.title[:LONGEST_TITLE],
                "text": rule.text,
                "cadence": [word.value for word in rule.cadence],
                "applies_text": rule.applies_text,
                "effective_text": rule.effective_text,
                "reason": rule.reason,
            }
        )
    return {
        "title": official.title,
        "label": column.label,
        "labels": [each.label for each in official.editions],
        "rules": rules,
        "reasons": list(official.reasons),
        "unplaced": sorted(unplaced, key=lambda line: line["line"]),
    }


def stated_in(read: Mapping[str, Any]) -> tuple[Stated, ...]:
    """Return the rules of a column as proposals are made of them."""
    return tuple(
        Stated(
            path=rule["path"],
            code=rule["code"],
            title=rule["title"],
            text=rule["text"],
            cadence=tuple(Cadence(word) for word in rule["cadence"]),
            reason=rule["reason"],
        )
        for rule in read["rules"]
    )
