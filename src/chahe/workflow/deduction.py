"""扣分: points of findings by a scheme that the user enters, and what they add up to.

Known (FL040455, 113-01-11): 25 points in one check, and an average of 75 in routine checks. That a
score is 100 less the points is our reading of "average score"; what each finding costs is not
published, so no points are shipped as official, and an example's never count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, InvalidOperation

FULL = Decimal(100)
MOST = Decimal(100)  # points one entry may cost
SINGLE_LIMIT, AVERAGE_LIMIT = Decimal(25), Decimal(75)
LIMITS_SOURCE = "FL040455（113年1月11日）：單次查核扣分 25 分以上、例行查核平均分數 75 分"
LONGEST_KEY, LONGEST_TITLE = 12, 40
_TENTH = Decimal("0.1")


class EntryError(ValueError):
    """A line of a scheme that cannot be read; the message says which and why."""


@dataclass(frozen=True)
class Entry:
    key: str
    title: str
    points: Decimal

    @property
    def name(self) -> str:
        return f"{self.key} {self.title}"

    def as_line(self) -> str:
        return f"{self.key}｜{self.title}｜{self.points}"


EXAMPLE = (
    Entry("例1", "高度缺失（範例）", Decimal("5.0")),
    Entry("例2", "中度缺失（範例）", Decimal("2.0")),
    Entry("例3", "低度缺失（範例）", Decimal("0.5")),
    Entry("例4", "再犯的缺失（範例）", Decimal("8.0")),
)
"""Points we invented to show how a scheme works."""


def read_entries(text: str) -> tuple[Entry, ...]:
    """Read entries, one a line: key, title and points, parted by tabs or ｜.

    >>> read_entries("A1｜權限未清查｜2.5")
    (Entry(key='A1', title='權限未清查', points=Decimal('2.5')),)

    :raises EntryError: for a line without three parts, points that are not, or a key used twice
    """
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            entries.append(_read(line, number, {entry.key for entry in entries}))
    if not entries:
        raise EntryError("請至少填一項：代號、項目、扣分。")
    return tuple(entries)


def _read(line: str, number: int, taken: set[str]) -> Entry:
    parts = [part.strip() for part in line.replace("｜", "\t").replace("|", "\t").split("\t")]
    if len(parts) != 3 or not all(parts):
        raise EntryError(f"第 {number} 行要有三欄：代號、項目、扣分，以「｜」或定位字元分開。")
    key, title, points = parts
    if len(key) > LONGEST_KEY or len(title) > LONGEST_TITLE:
        raise EntryError(
            f"第 {number} 行太長：代號最多 {LONGEST_KEY} 字，項目最多 {LONGEST_TITLE} 字。"
        )
    if key in taken:
        raise EntryError(f"第 {number} 行的代號「{key}」和前面重複；請改用別的代號。")
    return Entry(key, title, _points(points, number))


def _points(text: str, number: int) -> Decimal:
    try:
        points = Decimal(text)
    except InvalidOperation:
        points = Decimal("NaN")
    if not points.is_finite() or not 0 < points <= MOST or points != points.quantize(_TENTH):
        raise EntryError(
            f"第 {number} 行的扣分要是 0.1 到 {MOST} 之間、最多一位小數的數字，不是「{text}」。"
        )
    return points.quantize(_TENTH)


@dataclass(frozen=True)
class Checked:
    """One inspection: points by schemes that are official and by examples, and what has none.

    `counts` in the average says that it is a routine inspection that has ended.
    """

    official: Decimal
    example: Decimal
    undecided: int
    counts: bool = False

    @property
    def score(self) -> Decimal:
        return FULL - self.official

    def reaches(self, limit: Decimal) -> bool:
        """Say whether its points come to what one check may not."""
        return self.official >= limit


@dataclass(frozen=True)
class Average:
    """Of `count` routine inspections; `left_out` more have findings without points."""

    total: Decimal
    count: int
    left_out: int

    @property
    def score(self) -> Decimal | None:
        """The average to one decimal, rounded down so that it never looks better than it is."""
        exact = self.total / self.count if self.count else None
        return None if exact is None else exact.quantize(_TENTH, ROUND_DOWN)

    def falls_short(self, limit: Decimal) -> bool:
        """Say whether the average, unrounded, is below a limit; of nothing, it is not known to."""
        return self.count > 0 and self.total < limit * self.count


def average_of(checks: Sequence[Checked]) -> Average:
    """Return the average score of the routine inspections whose every finding has its points."""
    routine = [each for each in checks if each.counts]
    whole = [each.score for each in routine if not each.undecided]
    return Average(sum(whole, Decimal(0)), len(whole), len(routine) - len(whole))


def shown(points: Decimal) -> str:
    """Write points as people do: 2.5, 25.

    >>> shown(Decimal("25.0")), shown(Decimal("0.5"))
    ('25', '0.5')
    """
    return f"{points:f}".rstrip("0").rstrip(".") if "." in f"{points:f}" else f"{points:f}"
