"""From an outline to rules: paths, whole texts, and what each rule takes from the one above."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..deadlines import Cadence
from .attributes import Attributes, attributes_of, exception_of
from .fold import joined
from .heading import second_heading, title_of_rule, two_headings
from .model import RuleText
from .outline import Draft

_CHAPTERS = frozenset(("編", "篇", "章", "節", "Chapter"))
_ABOVE_POINTS = frozenset(("formal", "stem", "chinese"))


@dataclass(frozen=True)
class _Above:
    """What a rule takes from the one it stands under."""

    path: str = ""
    code: str = ""
    cadence: tuple[Cadence, ...] = ()
    excepted: tuple[str, ...] = ()
    exception: str = ""


def grow(roots: Iterable[Draft]) -> list[RuleText]:
    """Return the rules of an outline, parents before children."""
    return [rule for _, rule in grow_each(roots)]


def grow_each(
    roots: Iterable[Draft], *, leaves: frozenset[int] = frozenset()
) -> list[tuple[Draft, RuleText]]:
    """Return the rules of an outline, each with the draft it was.

    A draft whose `id()` is among `leaves` takes in all that stands under it.
    """
    drafts: list[Draft] = []
    rules: list[RuleText] = []
    waiting = [(root, _Above()) for root in reversed(_at_home([*roots]))]
    while waiting:
        draft, above = waiting.pop()
        own, rule = _grown(draft, above, is_leaf=id(draft) in leaves)
        if not draft.inferred:
            rules.append(rule)
            drafts.append(draft)
        if id(draft) not in leaves:
            below = _below(draft, rule.path, own, above)
            waiting += [(child, below) for child in reversed(draft.children)]
    return [*zip(drafts, _told_apart(rules), strict=True)]


def everything(draft: Draft) -> Iterator[Draft]:
    """Yield a draft and all that stands under it, parents before children."""
    waiting = [draft]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += reversed(each.children)


def _at_home(roots: list[Draft]) -> list[Draft]:
    """Put items that an excerpt begins with under the point they must have stood in."""
    first = next(
        (n for n, root in enumerate(roots) if root.label.family in ("point", "article")), 0
    )
    orphans, rest = roots[:first], roots[first:]
    if not orphans:
        return roots
    above = _CHAPTERS if rest[0].label.family == "article" else _CHAPTERS | _ABOVE_POINTS
    if any(orphan.label.style in above for orphan in orphans):
        return roots
    number = max(rest[0].label.ordinal - 1, 0)
    home = Draft(
        replace(rest[0].label, ordinal=number, part=str(number), text=""), 0, inferred=True
    )
    home.children = orphans
    return [home, *rest]


def _grown(draft: Draft, above: _Above, *, is_leaf: bool) -> tuple[Attributes, RuleText]:
    lines = [(line.text, line.number) for line in draft.lines]
    if is_leaf:
        lines += [each for under in [*everything(draft)][1:] for each in _labelled_lines(under)]
    text = joined(text for text, _ in lines)
    own = attributes_of(text)
    return own, RuleText(
        path=f"{above.path}.{draft.label.part}" if above.path else draft.label.part,
        label=draft.label.text,
        code=own.code or above.code,
        title=title_of_rule(draft, text, own),
        text=text,
        cadence=own.cadence or above.cadence,
        applies_text=own.applies or above.exception * (draft.label.part in above.excepted),
        effective_text=own.effective,
        lines=tuple(number for _, number in lines),
    )


def _below(draft: Draft, path: str, own: Attributes, above: _Above) -> _Above:
    """Return what children take; a second heading with a code speaks for them."""
    place, two = second_heading(draft), two_headings("".join(line.text for line in draft.lines))
    heading = own if place is None else attributes_of(draft.lines[place].text)
    heading = attributes_of(two[1]) if two else heading
    return _Above(
        path=path,
        code=heading.code or own.code or above.code,
        cadence=heading.cadence or own.cadence or above.cadence,
        excepted=own.excepted,
        exception=exception_of(own.applies),
    )


def _labelled_lines(draft: Draft) -> Iterator[tuple[str, int]]:
    """Yield the lines of a draft, the first with its label, as one text reads."""
    for n, line in enumerate(draft.lines):
        yield f"{draft.label.text if n == 0 else ''}{line.text}", line.number


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
