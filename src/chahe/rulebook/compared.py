"""What is compared, and what a comparison says of one rule."""

from dataclasses import dataclass

from .model import ChangeKind
from .spans import Span
from .tree import ref_of


@dataclass(frozen=True)
class Node:
    """A rule to be compared. `ref` is how people cite it, its path's own way unless given;
    `reason` is what its edition itself says of its change."""

    path: str
    code: str
    title: str
    text: str
    ref: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """All it says: its title on a line of its own, unless the text opens with it."""
        if self.title and not self.text.startswith(self.title):
            return f"{self.title}\n{self.text}".rstrip("\n")
        return self.text

    @property
    def cited(self) -> str:
        return self.ref or ref_of(self.path)


@dataclass(frozen=True)
class Compared:
    """A rule of either edition: `path` in the later (None: removed), `origin` in the earlier.

    `likeness` is that of the two; of a new or removed rule, to the one most like it. `reason` says
    what was seen and, where the edition gives one, its own reason, which is also `stated`.
    """

    path: str | None
    origin: str | None
    kind: ChangeKind
    likeness: float
    reason: str
    changes: tuple[Span, ...]
    stated: str = ""


@dataclass(frozen=True)
class Pairing:
    """The place of a rule's origin, None when it is new; `kind` where the edition itself tells."""

    old: int | None
    kind: ChangeKind | None = None
