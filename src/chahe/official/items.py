"""Lines made ready to be read: what each is, told from the document as a whole.

A single line cannot say whether its number is a rule's, a page's, or one that a list put before the
rule's own; a chapter's heading cannot say whether the numbers run on through it. All lines can.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .contents import contents_in
from .fold import narrow
from .furniture import (
    chapter_of,
    is_annex,
    is_bulleted,
    is_control,
    is_history,
    is_page_number,
    is_rule,
    running_heads,
    without_bullet,
)
from .labels import (
    Label,
    chinese_number,
    roman_reading,
    split_bare,
    split_decimal,
    split_label,
)
from .model import Line

_AUTOMATIC = re.compile(r"\d{1,3}\.\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}")


@dataclass
class Item:
    """A line, its text and the label it opens with.

    `role` is rule, aside, annex or preface. `sure` says that the label can be nothing else.
    `above` are lines that only say the number before. `paged` says that the line is a page's
    number, and `bulleted` that it opens with a bullet. `ahead` is the next label below it.
    """

    line: Line
    text: str
    role: str = "rule"
    label: Label | None = None
    rest: str = ""
    sure: bool = False
    paged: bool = False
    bulleted: bool = False
    ahead: Label | None = None
    above: list[Line] = field(default_factory=list)

    def call(self, label: Label | None, rest: str, *, sure: bool = False) -> None:
        self.label, self.rest, self.sure = label, rest, sure


def items_of(lines: Sequence[Line]) -> list[Item]:
    """Return the lines that are not blank, each with what it is."""
    running = running_heads(lines)
    items = [_item(line, running) for line in lines if line.text.strip()]
    body = [item for item in items if item.role == "rule"]
    for place in contents_in([item.text for item in body]):
        body[place].role = "aside"
    body = [item for item in body if item.role == "rule"]
    _drop_automatic_numbers(body)
    for item in body:
        if item.label is None:
            label, rest = split_label(item.text)
            item.call(*((label, rest) if label else split_decimal(item.text)))
            item.rest = without_bullet(item.rest) if item.label else item.rest
    body = _without_repeated_numbers(body)
    _mark_pages(body)
    _mark_history(body)
    _tell_chapters(body)
    ahead: Label | None = None
    for item in reversed(body):
        item.ahead, ahead = ahead, item.label or ahead
    return [item for item in items if item.role != "merged"]


def _item(line: Line, running: frozenset[str]) -> Item:
    text = without_bullet(narrow(line.text).strip())
    drawn = is_rule(line) or is_page_number(line)
    aside = drawn or text in running or is_control(text)
    role = "aside" if aside else "annex" if is_annex(text) else "rule"
    return Item(line, text, role, bulleted=is_bulleted(line.text))


def _drop_automatic_numbers(body: Sequence[Item]) -> None:
    """Drop the numbers that a list put before the real ones: `3. (3)`, `1. 7`, `1. 名稱`.

    They are a list's when they stand before a number alone, or before a number that is no first.
    """
    found = [(item, m.end()) for item in body if (m := _AUTOMATIC.match(item.text))]
    inner = {id(item): _label_or_number(item.text[end:]) for item, end in found}
    if not any(_is_no_first(item.text[end:], inner[id(item)]) for item, end in found):
        return
    counted = False
    starts = {id(item): end for item, end in found}
    for item in body:
        end = starts.get(id(item))
        if end is None:
            counted = False
        elif label := inner[id(item)]:
            counted = bool(_NUMBER.fullmatch(item.text[end:]))
            item.text = item.text[end:]
            if counted:
                item.call(label, "", sure=True)
        elif counted:
            item.text, counted = item.text[end:], False


def _label_or_number(text: str) -> Label | None:
    return split_bare(text)[0] if _NUMBER.fullmatch(text) else split_label(text)[0]


def _is_no_first(text: str, label: Label | None) -> bool:
    if label is None:
        return False
    return bool(_NUMBER.fullmatch(text)) or (label.ordinal > 1 and roman_reading(label) != 1)


def _without_repeated_numbers(body: list[Item]) -> list[Item]:
    """Take numbers that stand alone above a line with the same number into that line."""
    pairs = []
    for item, after in pairwise(body):
        outer = item.label if item.label and not item.rest else _lone_number(item)
        if outer and outer.style != "article":
            inner, rest, same = _as_the_same(outer, after)
            pairs.append((item, after, outer, inner, rest, same))
    repeated = {
        outer.style
        for _, _, outer, inner, _, same in pairs
        if same and (outer.ordinal > 1 or (inner and inner.family == outer.family))
    }
    for item, after, outer, inner, rest, same in pairs:
        if same and inner and outer.style in repeated:
            after.call(inner, rest, sure=True)
            after.above = [*item.above, item.line]
            item.role = "merged"
    return [item for item in body if item.role != "merged"]


def _lone_number(item: Item) -> Label | None:
    return split_bare(item.text)[0] if _NUMBER.fullmatch(item.text) else None


def _as_the_same(outer: Label, after: Item) -> tuple[Label | None, str, bool]:
    """Return the label of a line below a number, and whether it is that number again."""
    label, rest = after.label, after.rest
    if label is None and outer.style == "bare":
        label, rest = split_bare(after.text)
    if label is None or not rest:
        return label, rest, False
    return label, rest, label.ordinal == outer.ordinal


def _mark_pages(body: Sequence[Item]) -> None:
    """Mark lone numbers that count on through a text: those are its pages."""
    lone = [item for item in body if _NUMBER.fullmatch(item.text) and not item.label]
    for item, after in pairwise(lone):
        if int(after.text) == int(item.text) + 1:
            item.paged = after.paged = True


def _mark_history(body: Sequence[Item]) -> None:
    """Take the list of a document's changes, which stands before its rules, for no rules."""
    for item in body:
        if item.label and item.label.family != "article":
            if not is_history(item.rest):
                return
            item.role = "preface"


def _tell_chapters(body: Sequence[Item]) -> None:
    """Make a heading of a chapter a rule where the numbers below begin anew with each."""
    heads = {n: _chapter(item) for n, item in enumerate(body)}
    places = [n for n, label in heads.items() if label]
    articles = any(item.label and item.label.family == "article" for item in body)
    firsts: dict[str, list[int]] = {}
    for n, end in pairwise([*places, len(body)]):
        first = next((item.label for item in body[n + 1 : end] if item.label), None)
        if first and (head := heads[n]):
            firsts.setdefault(head.style, []).append(first.ordinal)
    for n in places:
        if not (head := heads[n]):
            continue
        later = firsts.get(head.style, [])[1:]
        runs_on = any(ordinal > 1 for ordinal in later)
        if head.style == "formal":
            body[n].role = "aside" if runs_on else body[n].role
        elif articles or runs_on or not later:
            body[n].role = "aside"
            body[n].call(None, body[n].text)
        else:
            body[n].call(head, body[n].rest, sure=True)


def _chapter(item: Item) -> Label | None:
    """Return the label of a chapter's heading; the rest of its line goes to the item."""
    if item.label and item.label.style == "formal":
        return item.label
    if item.label or not (found := chapter_of(item.text)):
        return None
    unit, number, rest = found
    ordinal = chinese_number(number) or 1
    item.rest = rest
    return Label(unit, ordinal, str(ordinal), item.text[: len(item.text) - len(rest)].strip())
