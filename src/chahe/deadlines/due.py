"""Days by which things are due; no other folder adds days to dates.

Periods are counted as the Civil Code does (arts. 120 and 121): the first day is not counted, and
months run to the corresponding day. Its art. 122, which lets a last day that is a holiday move
to the next working day, is never relied on: a day shown here is never later than the source says.
"""

from datetime import date

from .counting import days_after, months_after
from .period import Period
from .working import WorkingDays

REPORT_MONTHS_AFTER_YEAR = 3
"""S4's opening paragraph (CPA assessment within 3 months of each fiscal year's end); Regulations
Governing the Establishment of Internal Control Systems by Service Enterprises in Securities and
Futures Markets (FL022569) art. 24 and art. 36-2, as of 2021-09-30: the yearly statement."""

HALF_A_YEAR_MONTHS = 6
"""S4 on stops of trading: two in half a year demand a CPA's event report before reopening."""


def inspection_due(period: Period, *, working: WorkingDays | None = None) -> date:
    """Return the day an inspection of a period should be signed.

    The mechanism (CC-11000 … CC-22010) names a cadence and no day, so the end of the period is
    the latest day on which it can still be said to have been inspected in it. With `working`, it
    is the last working day of the period: our own, careful reading, for nobody signs on a
    holiday. A period without a working day is due on its last day.
    """
    if working and (day := working.on_or_before(period.last_day)) in period:
        return day
    return period.last_day


def end_of_next_month(day: date) -> date:
    """Return the last day of the month after a day's.

    Source: Regulations Governing the Establishment of Internal Control Systems by Service
    Enterprises in Securities and Futures Markets (FL022569) art. 16, audit and follow-up reports.

    >>> end_of_next_month(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    return days_after(months_after(day.replace(day=1), 2), -1)


def report_due_after_year(last_day: date) -> date:
    """Return the last day of `REPORT_MONTHS_AFTER_YEAR` after a fiscal year's last day.

    >>> report_due_after_year(date(2026, 12, 31))
    datetime.date(2027, 3, 31)

    :raises ValueError: if `last_day` is not the last of a month (a `FiscalYear.end` is not)
    """
    following = days_after(last_day, 1)
    if following.day != 1:
        raise ValueError(f"{last_day} is not the last day of a fiscal year")
    return days_after(months_after(following, REPORT_MONTHS_AFTER_YEAR), -1)


def event_due(happens_on: date, *, days: int = 0, working: WorkingDays | None = None) -> date:
    """Return the day a duty that an event brings is due: `days` after it, before it if negative.

    With `working` it moves back to a working day, but never from one side of the event to the
    other: what follows a leaver of Sunday is due on Sunday, not on the Friday before.
    """
    due = days_after(happens_on, days)
    if working:
        moved = working.on_or_before(due)
        return max(moved, happens_on) if days >= 0 else moved
    return due


def within_half_a_year(first: date, second: date) -> bool:
    """Say whether two stops of trading, in either order, lie within half a year.

    S4 does not say whether half a year is January to June and July to December, or any six
    months. We take any six months, both days counted: it is the stricter, for two days in one
    half of the calendar always lie within it, and so do stops in May and in August.
    """
    earlier, later = sorted((first, second))
    return later <= months_after(earlier, HALF_A_YEAR_MONTHS)
