"""Whether two days on which a thing was done are as close as a cadence asks.

Books say 每半年 or 每年, and differ on what it means: in every half-year or year of the calendar,
or at most so many months apart. What keeps the second is kept; what lets a whole period of the
calendar pass is broken; what lies between is unclear, and a person must decide. A firm that asks
for fewer months than the cadence has is held to them.
"""

from datetime import date
from typing import Literal

from ....deadlines import Cadence, months_after, period_of

_MONTHS = {Cadence.SEMIANNUAL: 6, Cadence.ANNUAL: 12}


def apart(
    earlier: date, later: date, *, cadence: Cadence, months: int
) -> Literal["kept", "unclear", "broken"]:
    """Judge two days in a row.

    >>> apart(date(2026, 1, 5), date(2026, 8, 3), cadence=Cadence.SEMIANNUAL, months=6)
    'unclear'
    """
    if months_after(earlier, months) >= later:
        return "kept"
    following = period_of(cadence, on=period_of(cadence, on=earlier).end)
    return "broken" if months < _MONTHS[cadence] or later >= following.end else "unclear"
