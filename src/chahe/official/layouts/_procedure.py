"""The items of a cell: what an assessment says to do, or what a control comes from."""

import re
from collections.abc import Sequence

from ..fold import joined, narrow
from ..labels import Label, split_label
from ..model import Line
from ..outline import Outline

_VERB = re.compile(r"取得|檢查|抽核|抽查|詢問|實地|觀察|確認|檢視|調閱|瞭解|了解|訪談|核對|驗證")


def says_what_to_do(text: str) -> bool:
    return bool(_VERB.match(text))


def items_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the numbered items of a cell, each with all that stands under it.

    A line that leads in to the items is the item itself when it says what to do, with the rest
    under it; else it is said once, before the first.
    """
    items: list[list[str]] = []
    outline, whole = Outline(), False
    for line in lines:
        text = narrow(line.text).strip()
        if not text:
            continue
        label, rest = split_label(text)
        if label and not _is_due(label, outline):
            label = None
        placed = outline.place(label, line.indent, leads=_leads(items)) if label else None
        if not items and not label:
            whole = says_what_to_do(text) and text.endswith(":")
            items.append([text])
            continue
        if label and placed:
            led_in = not outline.roots and bool(items)
            outline.add(placed[1], placed[0], line)
            if placed[0] == 0 and not whole:
                items = [[*items[0], rest]] if led_in else [*items, [rest]]
                continue
        items[-1].append(text) if items else items.append([text])
    return tuple(joined(item) for item in items)


def _is_due(label: Label, outline: Outline) -> bool:
    """Say whether a number can be an item's; the middle of a citation begins with one as well."""
    if label.family == "article":
        return False
    families = {node.label.family for node in outline.open}
    return not families or label.ordinal == 1 or label.family in families


def _leads(items: Sequence[Sequence[str]]) -> bool:
    return bool(items) and items[-1][-1].endswith(":")
