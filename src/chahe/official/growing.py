"""From an outline to rules: paths, whole texts, headings, and what each says of itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..deadlines import Cadence
from .attributes import Attributes, attributes_of, exception_of, is_coded_heading
from .fold import CUT, canonical, joined
from .model import RuleText
from .outline import Draft

_CLAUSE = re.compile(
    r"(?<!反)應(?!用|變)|得|須|宜|不得|包括|包含|如下|下列|以下|內容|為使|為了|是否|有下|者$|時$"
)
_HEADED = re.compile(r"([^：。，；？！（）]{2,30}(?:（[^（）]*）)?)：(.*)$", re.DOTALL)
_ENGLISH_HEADED = re.compile(r"([A-Z][^:.,;]{2,60}):\s*$")
_LONGEST_NAME = 40


@dataclass(frozen=True)
class _Above:
    """What a rule takes from the one it stands under."""

    path: str = ""
    code: str = ""
    cadence: tuple[Cadence, ...] = ()
    excepted: tuple[str, ...] = ()
    exception: str = ""


def grow(roots: Iterable[Draft], *, leaves: frozenset[int] = frozenset()) -> list[RuleText]:
    """Return the rules of an outline, parents before children.

    A draft whose `id()` is among `leaves` takes in all that stands under it.
    """
    rules = [rule for root in _at_home([*roots]) for rule in _grown(root, _Above(), leaves)]
    return _told_apart(rules)


def _at_home(roots: list[Draft]) -> list[Draft]:
    """Put items that an excerpt begins with under the point they must have stood in."""
    first = next(
        (n for n, root in enumerate(roots) if root.label.family in ("point", "article")), 0
    )
    orphans, rest = roots[:first], roots[first:]
    if not orphans:
        return rest
    number = max(rest[0].label.ordinal - 1, 0)
    home = Draft(
        replace(rest[0].label, ordinal=number, part=str(number), text=""), 0, inferred=True
    )
    home.children = orphans
    return [home, *rest]


def _grown(draft: Draft, above: _Above, leaves: frozenset[int]) -> Iterator[RuleText]:
    path = f"{above.path}.{draft.label.part}" if above.path else draft.label.part
    lines = [(line.text, line.number) for line in draft.lines]
    if id(draft) in leaves:
        lines += [each for child in draft.children for each in _everything(child)]
    text = joined(text for text, _ in lines)
    own = attributes_of(text)
    if not draft.inferred:
        yield RuleText(
            path=path,
            label=draft.label.text,
            code=own.code or above.code,
            title=_title(draft, text, own),
            text=text,
            cadence=own.cadence or above.cadence,
            applies_text=own.applies or above.exception * (draft.label.part in above.excepted),
            effective_text=own.effective,
            lines=tuple(number for _, number in lines),
        )
    if id(draft) in leaves:
        return
    below = _below(draft, path, own, above)
    for child in draft.children:
        yield from _grown(child, below, leaves)


def _second_heading(draft: Draft) -> int | None:
    """Return where a point holds a second heading with a code: 資訊提供作業（CC-22010）."""
    written = [n for n, line in enumerate(draft.lines) if line.text.strip(CUT)]
    found = [n for n in written[1:] if is_coded_heading(draft.lines[n].text)]
    return found[-1] if found else None


def _below(draft: Draft, path: str, own: Attributes, above: _Above) -> _Above:
    """Return what children take; a second heading with a code speaks for them."""
    place = _second_heading(draft)
    heading = own if place is None else attributes_of(draft.lines[place].text)
    return _Above(
        path=path,
        code=heading.code or own.code or above.code,
        cadence=heading.cadence or own.cadence or above.cadence,
        excepted=own.excepted,
        exception=exception_of(own.applies),
    )


def _everything(draft: Draft) -> Iterator[tuple[str, int]]:
    """Yield the texts of a draft and all under it, with their labels, as one text reads."""
    for n, line in enumerate(draft.lines):
        yield f"{draft.label.text if n == 0 else ''}{line.text}", line.number
    for child in draft.children:
        yield from _everything(child)


def _title(draft: Draft, text: str, own: Attributes) -> str:
    if draft.heading:
        return canonical(draft.heading)
    if place := _second_heading(draft):
        text = joined(line.text for line in draft.lines[:place])
        own = attributes_of(text)
    if own.head is not None and (head := canonical(own.head).strip("：。 ")) and len(head) <= 60:
        return head
    if (found := _HEADED.match(text)) and not _CLAUSE.search(found.group(1)):
        return found.group(1)
    if found := _ENGLISH_HEADED.match(text):
        return found.group(1)
    names = draft.children and len(text) <= _LONGEST_NAME and not re.search("[，。；：？！]", text)
    return text if names else ""


def _told_apart(rules: list[RuleText]) -> list[RuleText]:
    """Give a path that comes twice a number of its own, so that no rule hides another."""
    seen: Counter[str] = Counter()
    moved: dict[str, str] = {}
    told = []
    for rule in rules:
        parent, _, part = rule.path.rpartition(".")
        path = f"{moved.get(parent, parent)}.{part}" if parent else part
        seen[path] += 1
        if seen[path] > 1:
            path = f"{path}-{seen[path]}"
            moved[rule.path] = path
        else:
            moved.pop(rule.path, None)
        told.append(replace(rule, path=path))
    return told
