"""What is said of a rule once it is known which rule it was: kind, likeness, reason, spans."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from .compared import Compared, Node, Pairing
from .folding import fold
from .likeness import LikenessIndex, likeness
from .model import ChangeKind
from .spans import changed_spans

_TAKEN = 0.4  # so alike that a reader asks why it is not the same rule
_NEW, _GONE = "新增：前一版本", "刪除：後一版本"


def describe(
    before: Sequence[Node], after: Sequence[Node], pairings: Mapping[int, Pairing]
) -> tuple[Compared, ...]:
    """Describe every rule, by place in `after`; one that has no pairing is new."""
    describing = _Describing(before, after, pairings)
    found = describing.removed_after(None)
    for place in range(len(after)):
        found += [describing.at(place), *describing.removed_after(place)]
    return tuple(found)


class _Describing:
    def __init__(
        self, before: Sequence[Node], after: Sequence[Node], pairings: Mapping[int, Pairing]
    ) -> None:
        self.before, self.after, self.pairings = before, after, pairings
        self.became: dict[int, int] = {}
        for new in sorted(pairings):
            old = pairings[new].old
            if old is not None:
                self.became.setdefault(old, new)
        self.removed: dict[int | None, list[int]] = defaultdict(list)
        follows = None
        for old in range(len(before)):
            follows = self.became.get(old, follows)
            if old not in self.became:
                self.removed[follows].append(old)

    @cached_property
    def olds(self) -> LikenessIndex:
        return LikenessIndex([node.words for node in self.before])

    @cached_property
    def news(self) -> LikenessIndex:
        return LikenessIndex([node.words for node in self.after])

    def at(self, new: int) -> Compared:
        """Describe a rule of the later edition."""
        node, pairing = self.after[new], self.pairings.get(new, Pairing(None))
        if pairing.old is not None:
            return _of_two(self.before[pairing.old], node, pairing)
        alike, seen = 0.0, f"{_NEW}沒有相近的條文"
        for near in self.olds.nearest(node.words, limit=1):
            became = self.became.get(near.place)
            taken = None if became is None else self.after[became]
            alike = near.likeness
            seen = _beside(_NEW, self.before[near.place], alike, taken)
        reason = _with_stated(seen, node.reason)
        return Compared(node.path, None, ChangeKind.NEW, alike, reason, (), node.reason)

    def removed_after(self, new: int | None) -> list[Compared]:
        """Describe what is gone, and followed a rule that is still there; None: stood first."""
        return [self._gone(self.before[old]) for old in self.removed.get(new, ())]

    def _gone(self, node: Node) -> Compared:
        alike, seen = 0.0, f"{_GONE}沒有相近的條文"
        for near in self.news.nearest(node.words, limit=1):
            origin = self.pairings.get(near.place, Pairing(None)).old
            taken = None if origin is None else self.before[origin]
            alike = near.likeness
            seen = _beside(_GONE, self.after[near.place], alike, taken)
        return Compared(None, node.path, ChangeKind.REMOVED, alike, seen, ())


def _of_two(old: Node, new: Node, pairing: Pairing) -> Compared:
    equal = fold(old.words) == fold(new.words)
    kind = pairing.kind or _kind(old, new, equal)
    alike = 1.0 if equal else likeness(old.words, new.words)
    spans = changed_spans(old.words, new.words) if kind is ChangeKind.REWORDED else ()
    stated = "" if kind is ChangeKind.SAME else new.reason
    reason = _with_stated(_seen(old, new, kind, alike), stated)
    return Compared(new.path, old.path, kind, alike, reason, spans, stated)


def _kind(old: Node, new: Node, equal: bool) -> ChangeKind:
    if not equal:
        return ChangeKind.REWORDED
    return ChangeKind.SAME if old.path == new.path else ChangeKind.RENUMBERED


def _seen(old: Node, new: Node, kind: ChangeKind, alike: float) -> str:
    moved = old.path != new.path
    place = f"條號由 {old.cited} 改為 {new.cited}" if moved else "條號相同"
    words = f"文字修正（相似度 {alike:.2f}）" if kind is ChangeKind.REWORDED else "文字相同"
    code = f"；代碼由 {old.code} 改為 {new.code}" if old.code != new.code else ""
    return f"{place}，{words}{code}"


def _beside(what: str, nearest: Node, alike: float, taken: Node | None) -> str:
    """Say how near the nearest is, and what it is instead where it is near."""
    if taken is not None and alike >= _TAKEN:
        return f"{what}最相近的 {nearest.cited}（相似度 {alike:.2f}）已對應到 {taken.cited}"
    return f"{what}沒有相近的條文（最相近 {nearest.cited}，相似度 {alike:.2f}）"


def _with_stated(seen: str, stated: str) -> str:
    return f"{seen}。修訂說明：{stated}" if stated else seen
