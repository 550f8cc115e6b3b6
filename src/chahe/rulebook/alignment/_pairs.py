"""Who is paired with whom, while the pairs are being found."""

from itertools import takewhile

from ._outline import ROOT, Outline


class Pairs:
    """`origin` is place in the later edition → place in the earlier; `became` is the reverse."""

    def __init__(self, before: Outline, after: Outline) -> None:
        self.before, self.after = before, after
        self.origin: dict[int, int] = {}
        self.became: dict[int, int] = {}

    def add(self, old: int, new: int) -> None:
        self.origin[new], self.became[old] = old, new

    def are_free(self, old: int, new: int) -> bool:
        return old not in self.became and new not in self.origin

    def free_before(self) -> list[int]:
        return [place for place in range(len(self.before.paths)) if place not in self.became]

    def free_after(self) -> list[int]:
        return [place for place in range(len(self.after.paths)) if place not in self.origin]

    def share_parent(self, old: int, new: int) -> bool:
        """Say whether two rules stand under the top, or under rules that are paired."""
        above, over = self.before.parents[old], self.after.parents[new]
        return above == over == ROOT or (over != ROOT and self.origin.get(over) == above)

    def same_path(self, old: int, new: int) -> bool:
        return self.before.paths[old] == self.after.paths[new]

    def distance(self, old: int, new: int) -> tuple[bool, bool, int, int]:
        """Return how far apart two rules stand, to sort by; the nearest first."""
        paths = self.before.paths[old], self.after.paths[new]
        both = zip(*(path.split(".") for path in paths), strict=False)
        return (
            not self.share_parent(old, new),
            not self.same_path(old, new),
            -sum(1 for _ in takewhile(lambda parts: parts[0] == parts[1], both)),
            abs(old - new),
        )

    def family_likeness(self, old: int, new: int) -> float:
        """Return what share of the rules under two headings is of the same text, from 0 to 1."""
        under, other = self.before.below[old], self.after.below[new]
        total = under.total() + other.total()
        return 2 * (under & other).total() / total if total else 0.0
