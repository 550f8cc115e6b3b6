"""What changed between two wordings, as a reader sees it: whole words, not single letters."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from .folding import fold

_TOKEN = re.compile(r"(?:[A-Za-z0-9]+|.)\s*", re.DOTALL)
_SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]?\s*")
_MOST = 100_000  # pairs of equal tokens; with more of them, whole sentences are compared
_folded = lru_cache(maxsize=1 << 14)(fold)  # tokens are mostly single characters
_ISLAND = 2  # so few letters kept between two changes are a chance, not a word that stayed


class SpanKind(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Span:
    """A run of text. Kept and removed make up the old wording, kept and added the new one."""

    kind: SpanKind
    text: str


def changed_spans(old: str, new: str) -> tuple[Span, ...]:
    """Return both wordings as runs kept, removed and added; what is kept is printed as the new one.

    Differences that are only of printing (`fold`) are no change. A number or a Latin word is
    never cut in two.

    >>> [(span.kind.value, span.text) for span in changed_spans("至少 3 年。", "至少５年。")]
    [('kept', '至少'), ('removed', '3 '), ('added', '５'), ('kept', '年。')]
    """
    if fold(old) == fold(new):
        return (Span(SpanKind.KEPT, new),) if new else ()
    olds, news = _tokens(old, new)
    runs = _runs(olds, news)
    return tuple(_joined(_without_islands(runs)))


Run = tuple[str, str]  # (old, new); equal when folded if it was kept
_Marked = tuple[bool, Run]


def _tokens(old: str, new: str) -> tuple[Sequence[str], Sequence[str]]:
    olds, news = _TOKEN.findall(old.lstrip()), _TOKEN.findall(new.lstrip())
    times, others = Counter(olds), Counter(news)
    if sum(count * others[token] for token, count in times.items()) <= _MOST:
        return olds, news
    return [t for t in _SENTENCE.findall(old) if t], [t for t in _SENTENCE.findall(new) if t]


def _runs(olds: Sequence[str], news: Sequence[str]) -> Iterator[_Marked]:
    """Yield (kept, (old, new)) from the first token to the last."""
    one, other = [*map(_folded, olds)], [*map(_folded, news)]
    first = _alike(one, other)
    last = _alike(one[first:][::-1], other[first:][::-1])
    end, to_end = len(one) - last, len(other) - last
    matcher = SequenceMatcher(None, one[first:end], other[first:to_end], autojunk=False)
    if first:
        yield True, ("".join(olds[:first]), "".join(news[:first]))
    for tag, i, to_i, j, to_j in matcher.get_opcodes():
        old, new = olds[first + i : first + to_i], news[first + j : first + to_j]
        yield tag == "equal", ("".join(old), "".join(new))
    if last:
        yield True, ("".join(olds[end:]), "".join(news[to_end:]))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the tokens with which two lists both begin."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _without_islands(runs: Iterable[_Marked]) -> Iterator[_Marked]:
    """Yield runs with what is kept between two changes, and is too short, made part of them."""
    held = list(runs)
    changed: Run = ("", "")
    for place, (kept, (old, new)) in enumerate(held):
        inside = 0 < place < len(held) - 1
        if kept and not (inside and len(fold(new)) <= _ISLAND):
            if any(changed):
                yield False, changed
            yield True, (old, new)
            changed = ("", "")
        else:
            changed = (changed[0] + old, changed[1] + new)
    if any(changed):
        yield False, changed


def _joined(runs: Iterable[_Marked]) -> Iterator[Span]:
    for kept, (old, new) in runs:
        if kept:
            yield Span(SpanKind.KEPT, new)
            continue
        if old:
            yield Span(SpanKind.REMOVED, old)
        if new:
            yield Span(SpanKind.ADDED, new)
