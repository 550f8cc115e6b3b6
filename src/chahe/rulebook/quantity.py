"""Figures with a unit, and which of two is at least as strict."""

import re
from dataclasses import dataclass
from fractions import Fraction

AT_ONCE = "立即"
_DAY = 24 * 60
# unit: the fewest and the most minutes one of it lasts; the months of a year are not all as long
_MINUTES = {
    AT_ONCE: (0, 0),
    "分鐘": (1, 1),
    "小時": (60, 60),
    "日": (_DAY, _DAY),
    "週": (7 * _DAY, 7 * _DAY),
    "營業日": (_DAY, 14 * _DAY),  # a week of holidays between two weekends
    "個月": (28 * _DAY, 31 * _DAY),
}
_MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}
_TIMES = re.compile(rf"次/(\d*)({'|'.join(_MONTHS)}|日|週)")


@dataclass(frozen=True)
class Quantity:
    """`value` of a `unit`, as a document states it."""

    value: int
    unit: str

    @property
    def word(self) -> str:
        """Say it as people do.

        >>> Quantity(3, "個月").word, Quantity(0, "立即").word, Quantity(15, "小時/年").word
        ('3 個月', '立即', '每年 15 小時')
        """
        if self.unit == AT_ONCE:
            return AT_ONCE
        what, _, every = self.unit.partition("/")
        return f"每{every} {self.value} {what}" if every else f"{self.value} {what}"

    @property
    def normal(self) -> tuple[Fraction, str]:
        """Write years, quarters and times in one of them as the months between.

        >>> Quantity(2, "次/年").normal == Quantity(6, "個月").normal
        True
        """
        if self.unit in _MONTHS:
            return Fraction(self.value * _MONTHS[self.unit]), "個月"
        times = _TIMES.fullmatch(self.unit)
        if not times or not self.value:
            return Fraction(self.value), self.unit
        every, unit = Fraction(int(times[1] or 1), self.value), times[2]
        return (every * _MONTHS[unit], "個月") if unit in _MONTHS else (every, unit)

    @property
    def span(self) -> tuple[Fraction, Fraction]:
        """Return the least and the most it comes to: minutes of a time, else the figure twice."""
        value, unit = self.normal
        low, high = _MINUTES.get(unit, (1, 1))
        return value * low, value * high


def as_strict(one: Quantity, other: Quantity, *, stricter: str) -> bool:
    """Return whether keeping to one figure always keeps to the other; `stricter`: less or more.

    Three months and ninety days are neither: some three months are longer, and some shorter.

    >>> as_strict(Quantity(3, "次"), Quantity(5, "次"), stricter="less")
    True
    >>> as_strict(Quantity(3, "個月"), Quantity(90, "日"), stricter="less")
    False
    """
    (value, unit), (than, against) = one.normal, other.normal
    if unit == against:
        return value <= than if stricter == "less" else value >= than
    if unit not in _MINUTES or against not in _MINUTES:
        return False
    if stricter == "less":
        return one.span[1] <= other.span[0]
    return one.span[0] >= other.span[1]
