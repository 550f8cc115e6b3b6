"""The reasons of an amendment table, given to the rules they are about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..fold import joined, narrow, squeezed
from ..labels import split_label
from ..model import Line, RuleText

_REASONED = re.compile(
    r"^(\d+[.、]\s*)?(依據?|配合|鑑於|鑒於|考量|因應|為|本[點條項]|新增|參酌|參考|爰|明定|修正|增[列訂]|文字|條次|點次|刪除)"
)
_ENDED = re.compile(r"[。；：:;)）]\s*$")
_ONE_ROW = 40  # rules in a row, from which on the row is the whole table

Reasons = list[tuple[frozenset[int], list[Line]]]


def is_reasoned(text: str) -> bool:
    """Say whether a line reads like the reason of an amendment."""
    return bool(_REASONED.match(text.strip()))


def reasoned(
    after: Sequence[RuleText], before: Sequence[RuleText], rows: Reasons
) -> tuple[tuple[RuleText, ...], tuple[str, ...]]:
    """Give each row's reason to its rules; where a table has one row, reasons follow changes.

    Return the rules, and the reasons that belong to none.
    """
    told: dict[str, str] = {}
    left: list[str] = []
    holding = {number: rule for rule in reversed(after) for number in rule.lines}
    for numbers, lines in rows:
        of_row = {rule.path: rule for n in sorted(numbers) if (rule := holding.get(n))}
        paragraphs = _paragraphs(lines)
        if len(rows) == 1 or len(of_row) > _ONE_ROW:
            changed = [*_changed_groups([*of_row.values()], before)]
            if len(changed) == len(paragraphs):
                for group, reason in zip(changed, paragraphs, strict=True):
                    told |= dict.fromkeys(group, reason)
            else:
                left += paragraphs
        elif of_row and paragraphs:
            first = next(iter(of_row))
            told[first] = "\n".join([*told.get(first, "").splitlines(), *paragraphs])
        else:
            left += paragraphs
    rules = (replace(rule, reason=told[rule.path]) if rule.path in told else rule for rule in after)
    return tuple(rules), tuple(left)


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    """Return what a cell says, paragraph by paragraph; a line that did not end goes on."""
    parts: list[list[str]] = []
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        ended = not parts or _ENDED.search(parts[-1][-1])
        begins = ended or split_label(narrow(text))[0]
        if parts and (not begins or not any(c.isalnum() for c in text)):
            parts[-1].append(text)
        else:
            parts.append([text])
    return [joined(part) for part in parts]


def _changed_groups(after: Sequence[RuleText], before: Sequence[RuleText]) -> Iterator[list[str]]:
    """Yield runs of rules whose words are not in the other column, as it stands in order."""
    known = {squeezed(rule.text) for rule in before}
    group: list[str] = []
    for rule in after:
        if squeezed(rule.text) in known:
            if group:
                yield group
            group = []
        elif not group or rule.path.startswith(f"{group[0]}."):
            group.append(rule.path)
        else:
            yield group
            group = [rule.path]
    if group:
        yield group
